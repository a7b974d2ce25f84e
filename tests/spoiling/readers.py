"""Every reader and verb: what it is tried on, how that is spoiled, and what has to hold of what is read."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import shutil
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import attrs

import planmodel as pm
from planmodel.diagnostics import Diagnostic
from planmodel.formats.native import read_with_problems
from spoiling import changes
from spoiling.seeds import SEEDS
from spoiling.trial import WrongAnswerError

__all__ = ["READERS", "Reader"]


@attrs.frozen(kw_only=True)
class Reader:
    """A reader, or a verb, and what it is tried on.

    Parameters:
        name: what it is called; the files of ``tests/spoiled`` begin with it.
        suffix: of the file that it reads, or its whole name; empty for several files, which stand in one JSON file,
            each under its name.
        seeds: what good input is called in ``SEEDS``.
        spoil: spoils it.
        read: reads it, and looks at what was read.
        needs: packages that it needs.
    """

    name: str
    suffix: str
    seeds: tuple[str, ...]
    spoil: Callable[[bytes, random.Random], bytes]
    read: Callable[[Path], object]
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> str | None:
        """The package that is not there, if any."""
        return next((one for one in self.needs if find_spec(one) is None), None)

    def good(self, chance: random.Random) -> bytes:
        """Return good input."""
        seed = SEEDS[chance.choice(self.seeds)](chance)
        return seed if isinstance(seed, bytes) else seed.encode("utf-8", "surrogatepass")

    def spoiled(self, chance: random.Random) -> bytes:
        """Return spoiled input."""
        return self.spoil(self.good(chance), chance)

    def laid(self, data: bytes, folder: Path) -> Path:
        """Write input where it can be read, and return the path."""
        if self.suffix:
            path = folder / (self.suffix if self.suffix[0] != "." else f"input{self.suffix}")
            path.write_bytes(data)
            return path
        for old in folder.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        for name, text in json.loads(data).items():
            (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        return folder


# --- what has to hold of what is read ---


def _held(plan: pm.Plan) -> None:
    """Check, show and write a plan in one of three ways, and read back what was written: it has to be equal."""
    str(plan.check())
    str(plan)
    written = plan.to_json()
    name = random.Random(written).choice(("json", "yaml", "tables"))
    path = Path(_WORK[0]) / (name if name == "tables" else f"again.{name}")
    getattr(plan, f"to_{name}")(path)
    again, problems = read_with_problems(path, vocabulary=plan.vocabulary)
    if problems or again != plan:
        how = "otherwise" if again is not None else "as nothing"
        raise WrongAnswerError(f"{name} reads back {how}: {problems[:2]}")


_WORK = ["."]
"""Where plans are written to be read back; the command and the tests make it their own folder."""


def _plan(path: Path) -> None:
    plan, problems = read_with_problems(path)
    for one in problems:
        _said(one)
    if problems and plan is not None:  # what can be read of a faulty file is a plan like others
        str(plan.check())
    _held(pm.read_plan(path))


def _overlay(folder: Path) -> None:
    below, above = folder / "plan.json", folder / "overlay.json"
    _, problems = read_with_problems(below, above)
    for one in problems:
        _said(one)
    _held(pm.read_plan(below, above))


def _said(problem: Diagnostic) -> None:
    if not (problem.one_line() and problem.message):
        raise WrongAnswerError("a problem without words")


def _imported(read: Callable[[Path], object], path: Path) -> None:
    found = read(path)
    str(found)
    _held(found.plan)  # type: ignore[attr-defined]


def _schedule_file(path: Path) -> None:
    from planmodel.exchange.opening import read_schedule

    _imported(read_schedule, path)


def _foreign(path: Path) -> None:
    plan = pm.read_plan(path)
    if plan.origin is None:
        raise WrongAnswerError("it does not know where it is from")
    for one in plan.origin.issues:
        _said(one)
    _held(plan)


def _table(read: Callable[[Path], object], path: Path) -> None:
    found = read(path)
    str(found)
    _held(found.to_plan())  # type: ignore[attr-defined]


def _document(path: Path) -> None:
    document = pm.read_document(path)
    str(document)
    draft = pm.draft_plan(document)
    str(draft)
    _held(draft.plan)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogatepass")


def _phrases(path: Path) -> None:
    text = _text(path)
    for language in ("zh", "en", None):
        for unit in ("%", "微克/立方米", None):
            for target in pm.read_targets(text, unit=unit, language=language, base_year=2020):
                _promised(target)


def _promised(target: pm.Target) -> None:
    """Hold that a target says itself, and stands in a plan that is written and read back."""
    str(target)
    indicator = pm.Indicator(id="i", name="x", targets=[target])
    plan = pm.Plan(id="p", title="x", elements=[indicator])
    if json.loads(plan.to_json())["indicators"][0]["id"] != "i":
        raise WrongAnswerError("it is not written")


def _sentences(path: Path) -> None:
    text = _text(path)
    found = pm.find_targets(text)
    str(found)
    for one in found[:50]:
        if text[one.start : one.end] != one.text:
            raise WrongAnswerError(f"{one.text!r} does not stand at {one.start}")
        _promised(one.target)
    if len(found) == 1 and not isinstance(found[0].commitment, pm.Unread):
        _held(pm.Plan(id="p", title="x", elements=[pm.Indicator(id="i", name="x", targets=[found[0].target])]))


def _settings(path: Path) -> None:
    from planmodel.settings import read_settings

    str(read_settings(path.parent))


def _mapping(path: Path) -> None:
    from planmodel.functions import read_mapping

    read_mapping(path)


def _scale(path: Path) -> None:
    from planmodel.functions import read_scale

    str(read_scale(path))


def _derivations(folder: Path) -> None:
    from planmodel.verifying.verification import verify

    str(verify(folder / "result.json", [folder / "plan.json"]))


def _amount(path: Path) -> None:
    text = _text(path)
    amount = pm.Amount(text)
    if pm.Amount(str(amount)) != amount:
        raise WrongAnswerError(f"{amount} is read otherwise")
    for unit in ("%", "公顷", "kg", text.lstrip("0123456789.- ")):
        if unit and amount.is_convertible_to(unit):
            str(amount.to(unit))


def _calendar(path: Path) -> None:
    given = json.loads(_text(path))  # as a plan's file gives it; what is no JSON is not for this reader
    calendar = pm.WorkCalendar(id="c", name="x", weekdays=given["weekdays"], dates=given["dates"])
    task = pm.Task(id="t", name="x", duration="3 天", calendar="c", evidence="assumed")
    plan = pm.Plan(id="p", title="x", elements=[calendar, task])
    _held(plan)
    str(pm.schedule(plan, start="2025-09-30"))


def _calendar_spoiled(data: bytes, chance: random.Random) -> bytes:
    given = json.loads(data)
    lines = given[chance.choice(("weekdays", "dates"))]
    at = chance.randrange(len(lines))
    lines[at] = changes.text_changed(lines[at], chance)
    return json.dumps(given).encode()


def _period(path: Path) -> None:
    period = pm.Period(_text(path))
    if pm.Period(str(period)) != period:
        raise WrongAnswerError(f"{period} is read otherwise")


# --- verbs: whatever the command is asked about spoiled plans, it never fails of itself ---

_VERBS = (
    "check old", "show old", "show old --format json", "graph old --to dot", "graph old --to graphml",
    "graph old --to json", "graph old --to mermaid", "graph old --to gexf", "convert old out.yaml --force",
    "convert old out.xml --force", "progress old --as-of 2023-06-30",
    "progress old --as-of 2030 --rule contributions", "schedule old --start 2021-01-01", "schedule old",
    "schedule old --calendar week --start 2021-01-01", "schedule old --simulate 5 --start 2021-01-01",
    "evaluate old --as-of 2023-06-30", "evaluate old --as-of 2026 --list tasks --format json",
    "sufficiency old --missing", "cascade old new", "compare old new", "compare old new --on name --format csv",
    "diff old new", "diff old new --no-match", "succession old new", "agree old new", "coverage old new --by kind",
    "coverage old new --by theme --format json", "quotas old new --metric pm25",
    "report old --as-of 2023 -o out.html", "report old new -o out.html",
)  # fmt: skip


_STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def _verb(folder: Path) -> None:
    from planmodel.cli.group import run

    old, new = folder / "old.json", folder / "new.json"
    chosen = random.Random((old.read_bytes() if old.exists() else b"") + (new.read_bytes() if new.exists() else b""))
    for line in chosen.sample(_VERBS, 4):
        said = io.StringIO()
        words = [{"old": str(old), "new": str(new)}.get(one, one) for one in line.split()]
        words = [str(Path(_WORK[0]) / one) if one.startswith("out.") else one for one in words]
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = run(words)
        if status not in (0, 1, 2) or "Traceback" in said.getvalue():
            raise WrongAnswerError(f"{line}: {status}: {said.getvalue()[-1500:]}")
        if line.split()[0] not in ("graph", "convert") and "csv" not in line and _STEERS.search(said.getvalue()):
            raise WrongAnswerError(f"{line}: it steers the terminal: {said.getvalue()[-1500:]!r}")


_MSPDI = ("defusedxml",)
_XLSX = ("openpyxl",)
_HTML = ("lxml",)
_OFFICE = ("docx", "pdfplumber", "lxml", "reportlab")
_ONE_TEXT = changes.text_spoiled


def _json_of_several(name: str, data: bytes, chance: random.Random) -> bytes:
    return changes.tree_changed(data, chance)


def _csv_of_several(name: str, data: bytes, chance: random.Random) -> bytes:
    return changes.table_spoiled(data, chance) if name.endswith(".csv") else changes.text_spoiled(data, chance)


def _indicators(path: Path) -> None:
    _table(pm.read_indicator_table, path)


def _reader(
    name: str,
    suffix: str,
    spoil: Callable[[bytes, random.Random], bytes],
    read: Callable[[Path], object],
    *seeds: str,
    needs: tuple[str, ...] = (),
) -> Reader:
    return Reader(name=name, suffix=suffix, seeds=seeds or (name,), spoil=spoil, read=read, needs=needs)


READERS = (
    _reader("yaml", ".yaml", _ONE_TEXT, _plan),
    _reader("json", ".json", changes.tree_changed, _plan),
    _reader("overlay", "", changes.one_of_several(_json_of_several), _overlay),
    _reader("tables", "", changes.one_of_several(_csv_of_several), _plan),
    _reader("mspdi", ".xml", changes.xml_changed, partial(_imported, pm.read_mspdi), needs=_MSPDI),
    _reader("gan", ".gan", changes.xml_changed, _schedule_file, needs=_MSPDI),
    _reader("xer", ".xer", _ONE_TEXT, _schedule_file),
    _reader("stratml", ".xml", changes.xml_changed, partial(_imported, pm.read_stratml), needs=_MSPDI),
    _reader("iati", ".xml", changes.xml_changed, partial(_imported, pm.read_iati), "iati", "iati-old", needs=_MSPDI),
    _reader(
        "archimate",
        ".xml",
        changes.xml_changed,
        partial(_imported, pm.read_archimate),
        *("archimate", "archimate-old", "archi"),
        needs=_MSPDI,
    ),
    _reader(
        "england",
        ".csv",
        changes.table_spoiled,
        partial(_imported, pm.read_planning_data),
        *("plans-england", "timetable-england", "housing-england", "stages-england", "documents-england"),
    ),
    _reader(
        "plans-of-others",
        ".xml",
        changes.xml_changed,
        _foreign,
        *("iati", "archimate", "archi", "stratml", "mspdi", "gan"),
        needs=_MSPDI,
    ),
    *(
        _reader(f"psplib-{one}", f".{one}", _ONE_TEXT, partial(_imported, pm.read_psplib), one, needs=("psplib",))
        for one in ("sm", "mm", "rcp", "sch")
    ),
    _reader("indicators-csv", ".csv", changes.table_spoiled, _indicators),
    _reader("indicators-md", ".md", _ONE_TEXT, _indicators),
    _reader("indicators-html", ".html", _ONE_TEXT, _indicators, needs=_HTML),
    _reader("indicators-xlsx", ".xlsx", changes.packed_changed, _indicators, needs=_XLSX),
    _reader("projects", ".csv", changes.table_spoiled, partial(_table, pm.read_project_table)),
    _reader("tasks", ".csv", changes.table_spoiled, _schedule_file),
    _reader("document-word", ".docx", changes.packed_changed, _document, "word", needs=_OFFICE),
    _reader("document-pdf", ".pdf", changes.bytes_changed, _document, "pdf", needs=_OFFICE),
    _reader("document-web", ".html", _ONE_TEXT, _document, "web", needs=_OFFICE),
    _reader("document-md", ".md", _ONE_TEXT, _document, "markdown"),
    _reader("document-text", ".txt", _ONE_TEXT, _document, "text"),
    _reader("phrases", ".txt", changes.words_spoiled, _phrases),
    _reader("sentences", ".txt", changes.words_spoiled, _sentences),
    _reader("settings", "planmodel.toml", _ONE_TEXT, _settings),
    _reader("mapping", ".yaml", _ONE_TEXT, _mapping),
    _reader("scale", ".json", changes.tree_changed, _scale),
    _reader("derivations", "", changes.one_of_several(_json_of_several), _derivations),
    _reader("amounts", ".txt", changes.words_spoiled, _amount),
    _reader("calendars", ".json", _calendar_spoiled, _calendar),
    _reader("periods", ".txt", changes.words_spoiled, _period),
    _reader("verbs", "", changes.one_of_several(_json_of_several), _verb, "two-plans", needs=("click", "rich")),
)
"""Every reader, in the order in which they are tried."""
