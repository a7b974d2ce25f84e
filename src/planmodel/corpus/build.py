"""Filling a corpus: files to tables, a batch of plans at a time, by several processes, and safe to break off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.collector import collector_paused
from planmodel.columns import Column
from planmodel.corpus.link_rows import attributes
from planmodel.corpus.manifest import Batch, Entry, commit, filling, read_batches
from planmodel.corpus.parts import write_parts
from planmodel.corpus.rows import Content
from planmodel.corpus.schema import TABLES, import_arrow
from planmodel.diagnostics import Diagnostic
from planmodel.exchange.plan_files import cores, each, find_plan_files, has_joblib, id_taken, read_files, workers_for
from planmodel.formats.decoded import decode
from planmodel.formats.files import not_waited_for
from planmodel.listing import some
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import VOCABULARY, Vocabulary
from planmodel.progress_bar import progress_bar
from planmodel.tabular import Result
from planmodel.text import in_language
from planmodel.words import say

__all__ = ["CorpusBuilt", "build_corpus", "write_corpus"]

BATCH = 100
"""Plans a batch: what a process holds in memory, and what is written anew after a break."""


@attrs.frozen(kw_only=True, repr=False)
class CorpusBuilt(Result):
    """What came of filling a corpus.

    Parameters:
        folder: the corpus.
        added: how many plans were added.
        kept: how many were there already, from files that have not changed since.
        rows: rows added, by table.
        findings: what was wrong with files, and which plans were left out.
    """

    folder: Path
    added: int
    kept: int
    rows: dict[str, int]
    findings: tuple[Diagnostic, ...]

    def _columns(self) -> Sequence[Column]:
        return Diagnostic.COLUMNS

    def _rows(self) -> Sequence[Diagnostic]:
        return self.findings

    def _above(self) -> Iterable[str]:
        rows = ", ".join(f"{count:,} {table}" for table, count in self.rows.items() if count)
        return (say("corpus.built", folder=self.folder, added=self.added, kept=self.kept, rows=rows or say("nothing")),)

    def _text(self, most: int | None, language: str | None = None) -> str:
        language = language or self._language()
        lines = [finding.one_line(language) for finding in self.findings]
        shown = [*self._above(), *some(lines, len(lines) if most is None else 10)]
        return "\n".join(in_language(line, language) for line in shown)


@kinds_checked
def build_corpus(
    paths: AnyPath | Iterable[AnyPath],
    folder: AnyPath,
    *,
    workers: int | None = None,
    vocabulary: Vocabulary | None = None,
    progress: bool | Callable[[int, int], None] = False,
) -> CorpusBuilt:
    """Read plan files into the tables of a corpus, new or begun, without holding them all in memory.

    A run that breaks off leaves what it finished: files are written beside their names and renamed, and a batch counts
    only once its list is there. The same call again goes on where it stopped.

    Parameters:
        paths: a pattern, a folder, or several paths of plan files.
        folder: the corpus: a folder of its own, made when it is not there.
        workers: how many processes read and write; left out, one a core for 64 files and more.
        vocabulary: the kinds that the files may hold; left out, the shipped ones and those of installed packages.
        progress: whether to draw a bar on a terminal (extra ``cli``), or a function of the files done and all.

    Returns:
        how much was added, and what is wrong with the files that were not: those are left out, the rest is there.

    Raises:
        PlanFileError: no such files, the folder is no corpus, or another process fills it.
        MissingExtraError: pyarrow, or joblib for several workers, is not installed.
    """
    import_arrow()
    target = Path(folder)
    files = find_plan_files(paths)
    with filling(target):
        batches, findings = read_batches(target)
        taken = {one.plan: one for batch in batches for one in batch.plans}
        there = {(one.path, one.size, one.modified_ns) for one in taken.values()}
        todo = [file for file in files if _stamp(file) not in there]
        run = _Run(target, vocabulary, taken, [one for one in findings if one.code == "PM702"])
        if workers is None and len(todo) >= 64 and has_joblib():
            workers = cores()
        with progress_bar(progress, say("bar.corpus")) as told:
            done = 0
            batched = [todo[first : first + BATCH] for first in range(0, len(todo), BATCH)]
            for batch, made in zip(batched, each(run.work(), batched, workers_for(workers or 1, todo)), strict=True):
                run.take(batch, made)
                done += len(batch)
                if told is not None:
                    told(done, len(todo))
        return run.built(len(files) - len(todo))


def write_corpus(plans: Iterable[Plan], folder: AnyPath) -> CorpusBuilt:
    """Write plans that are in memory to the tables of a corpus, new or begun.

    Parameters:
        plans: the plans; one whose id is in the corpus already is a finding, and not written.
        folder: the corpus.

    Raises:
        PlanFileError: the folder is no corpus, or another process fills it.
        MissingExtraError: pyarrow is not installed.
    """
    import_arrow()
    target = Path(folder)
    with filling(target):
        batches, _ = read_batches(target)
        run = _Run(target, VOCABULARY, {one.plan: one for batch in batches for one in batch.plans}, [])
        held: list[Plan] = []
        for plan in plans:
            held.append(plan)
            if len(held) == BATCH:
                run.keep(held)
                held = []
        run.keep(held)
        return run.built(0)


@attrs.frozen
class _Made:
    """What a process made of a batch of files: the list of what it wrote, and what was wrong.

    A finding is a tuple of id and file where another plan has the id: the process that keeps the lists knows which.
    """

    batch: Batch
    findings: tuple[Diagnostic | tuple[str, str], ...]


def _make(files: Sequence[Path], folder: Path, vocabulary: Vocabulary | None, without: frozenset[str]) -> _Made:
    """Read files and write their tables; nothing of plans in ``without``, nor of a second plan of one id."""
    findings: list[Diagnostic | tuple[str, str]] = []
    entries: dict[str, Entry] = {}

    def plans() -> Iterator[Content]:
        for content in _contents(files, vocabulary, findings):
            id, path = content.plan.id, str(content.path)
            if id in entries or id in without:
                findings.append((id, path))
                continue
            size, modified_ns = _stamp(Path(path))[1:]
            entries[id] = Entry(plan=id, path=path, size=size, modified_ns=modified_ns)
            yield content

    with collector_paused(elements=len(files) * 2000):  # rows of several files are always much
        parts = write_parts(folder, plans())
    return _Made(Batch(plans=tuple(entries.values()), parts=tuple(parts)), tuple(findings))


def _contents(
    files: Sequence[Path], vocabulary: Vocabulary | None, findings: list[Diagnostic | tuple[str, str]]
) -> Iterator[Content]:
    """Yield what good files hold: decoded where that can be, else read the ordinary way, which tells what is wrong."""
    for file in files:
        decodable = file.suffix.lower() == ".json" and not not_waited_for(file)
        decoded = decode(file, vocabulary or VOCABULARY, attributes) if decodable else None
        if decoded is not None:
            yield Content(decoded.plan, str(file), decoded.elements, decoded.links)
            continue
        [read] = read_files([file], vocabulary)
        findings.extend(read.problems)
        if read.plan is not None:
            yield Content(read.plan, str(file))


class _Run:
    """One filling of a corpus, seen from the process that keeps the lists."""

    def __init__(
        self, folder: Path, vocabulary: Vocabulary | None, taken: dict[str, Entry], findings: list[Diagnostic]
    ) -> None:
        self._folder = folder
        self._vocabulary = vocabulary
        self._taken = taken
        self._findings = findings
        self._added = 0
        self._rows = dict.fromkeys(TABLES, 0)

    def work(self) -> Callable[[Sequence[Path]], _Made]:
        """Return what a process does with a batch of files."""
        return partial(_make, folder=self._folder, vocabulary=self._vocabulary, without=frozenset(self._taken))

    def take(self, files: Sequence[Path], made: _Made) -> None:
        """Add a batch; when an earlier one of this run has a plan of its ids, write it once more without."""
        twice = {one.plan for one in made.batch.plans if one.plan in self._taken}
        if twice:
            for part in made.batch.parts:
                (self._folder / part.path).unlink(missing_ok=True)
            made = _make(files, self._folder, self._vocabulary, frozenset(self._taken))
        self._commit(made.batch)
        self._findings += [
            one if isinstance(one, Diagnostic) else _taken(*one, self._taken.get(one[0])) for one in made.findings
        ]

    def keep(self, plans: Sequence[Plan]) -> None:
        """Add plans that are in memory."""
        fresh: dict[str, Plan] = {}
        for plan in plans:
            if plan.id in self._taken or plan.id in fresh:
                self._findings.append(_taken(plan.id, None, self._taken.get(plan.id)))
            else:
                fresh[plan.id] = plan
        parts = write_parts(self._folder, (Content(plan, _path(plan)) for plan in fresh.values()))
        self._commit(Batch(plans=tuple(Entry(plan=id) for id in fresh), parts=tuple(parts)))

    def _commit(self, batch: Batch) -> None:
        if not batch.plans:
            return
        commit(self._folder, batch)
        self._taken |= {one.plan: one for one in batch.plans}
        self._added += len(batch.plans)
        for part in batch.parts:
            self._rows[part.table] += part.rows

    def built(self, kept: int) -> CorpusBuilt:
        """Return what came of it."""
        findings = tuple(self._findings)
        return CorpusBuilt(folder=self._folder, added=self._added, kept=kept, rows=self._rows, findings=findings)


def _path(plan: Plan) -> str | None:
    return plan.origin.files[0].path if plan.origin is not None and plan.origin.files else None


def _stamp(path: Path) -> tuple[str, int | None, int | None]:
    """Return what tells whether a file has changed."""
    try:
        status = path.stat()
    except OSError:
        return str(path), None, None
    return str(path), status.st_size, status.st_mtime_ns


def _taken(id: str, path: str | None, by: Entry | None) -> Diagnostic:
    whose = f"the plan of {by.path}" if by is not None and by.path is not None else "a plan of the corpus"
    if by is not None and path is not None and by.path == path:
        whose = "this file, as it was when it was put in,"
    return id_taken(id, path, whose)
