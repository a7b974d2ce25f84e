"""``planmodel check``: what is wrong with plans, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import attrs
import click

from planmodel.check.report import counted_findings
from planmodel.cli import options
from planmodel.cli.language import Verb, spoken
from planmodel.cli.output import Styled, put, put_json, put_styled, say
from planmodel.cli.problems import FILE_PROBLEMS, page
from planmodel.diagnostics import SEVERITIES, Diagnostic, Severity, at_least, folded, render, to_github, to_sarif
from planmodel.words import Message
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.check.rule import Rule
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]


@attrs.frozen(kw_only=True)
class Checked:
    """What came of one plan: what its file has wrong, what the rules found, and how much they looked at."""

    file: str
    id: str | None
    problems: tuple[Diagnostic, ...]
    findings: tuple[Diagnostic, ...]
    counts: dict[str, int]


def _own_rules(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Rule, ...]:
    """Return the rules that ``MODULE:NAME`` name."""
    if not values:
        return ()
    from planmodel.check.choice import rules_named

    folder = options.folder_of_modules(ctx, param)
    return tuple(rule for value in values for rule in rules_named(value, folder))


@click.command("check", cls=Verb)
@click.argument("plans", nargs=-1, required=True, type=options.PATH, metavar="PLAN...")
@click.option("--format", type=click.Choice(("text", "json", "sarif", "github")), default="text", show_default=True)
@click.option("--fail-on", type=click.Choice(SEVERITIES), default="error", show_default=True)
@click.option("--select", multiple=True, metavar="CODES")
@click.option("--ignore", multiple=True, metavar="CODES")
@click.option("--severity", "severities", multiple=True, metavar="CODE=SEVERITY")
@click.option("--rules", multiple=True, metavar="MODULE:NAME", callback=_own_rules)
@options.overlay
@options.vocabulary
@click.pass_context
def command(
    ctx: click.Context,
    plans: tuple[Path, ...],
    format: Literal["text", "json", "sarif", "github"],
    fail_on: Severity,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    severities: tuple[str, ...],
    rules: tuple[Rule, ...],
    overlays: tuple[Path, ...],
    vocabulary: Vocabulary | None,
) -> None:
    """Check plans: each PLAN is read on its own, and every problem and finding is shown with its place."""
    from planmodel.check.catalogue import plugin_faults

    chosen = _chosen(rules, select, ignore, severities)
    every = [file for plan in plans for file in _files(plan)]
    results = [_checked(plan, overlays, vocabulary, chosen) for plan in every]
    packages = plugin_faults()
    diagnostics = [one for result in results for one in (*result.problems, *result.findings)]
    diagnostics += packages
    grave = any(at_least(diagnostic.severity, fail_on) for diagnostic in diagnostics)
    unreadable = any(result.problems for result in results)
    diagnostics = [one.in_language(spoken()) for one in diagnostics]
    if format == "text":
        told = [one for result in results for one in folded((*result.problems, *result.findings))]
        _put_text(one.in_language(spoken()) for one in (*told, *packages))
    elif format == "github":
        for diagnostic in diagnostics:
            put(to_github(diagnostic, spoken()))
    elif format == "sarif":
        put_json(_sarif(diagnostics))
    else:
        put_json(_record(results, packages, ok=not grave and not unreadable))
    if format != "json":
        say(_in_short(results, diagnostics))
    ctx.exit(2 if unreadable else 1 if grave else 0)


def _chosen(
    rules: tuple[Rule, ...], select: Iterable[str], ignore: Iterable[str], severities: Iterable[str]
) -> tuple[Rule, ...]:
    """Return the rules that are to run, as the options say."""
    from planmodel.check.catalogue import known_rules
    from planmodel.check.choice import chosen_rules

    graver: dict[str, Severity] = {}
    for one in _codes(severities):
        code, equals, severity = one.partition("=")
        if not equals or severity not in SEVERITIES:
            raise click.BadParameter(sentence("cli.no_severity", text=one), param_hint="--severity")
        graver[code] = severity
    return chosen_rules((*known_rules(), *rules), _codes(select), _codes(ignore), graver)


def _files(plan: Path) -> list[Path]:
    """Return the plan itself, or every plan below a folder that is not one plan's tables."""
    if not plan.is_dir():
        return [plan]
    from planmodel.errors import PlanFileError
    from planmodel.exchange.plan_files import find_plan_files

    try:
        return find_plan_files(plan)
    except PlanFileError:  # the reader says best what is wrong with a folder without any
        return [plan]


def _codes(given: Iterable[str]) -> list[str]:
    return [code.strip() for one in given for code in one.split(",") if code.strip()]


def _checked(plan: Path, overlays: Sequence[Path], vocabulary: Vocabulary | None, rules: tuple[Rule, ...]) -> Checked:
    from planmodel.exchange.opening import read_with_problems

    read, problems = read_with_problems(plan, *overlays, vocabulary=vocabulary)
    report = read.check(rules=rules) if read is not None else None
    told = {(problem.code, problem.place) for problem in problems}
    issues = read.origin.issues if read is not None and read.origin is not None else ()
    return Checked(
        file=str(plan),
        id=read.id if read is not None else None,
        problems=problems,
        findings=(
            *issues,
            *(one for one in (report.findings if report else ()) if (one.code, one.place) not in told),
        ),
        counts=dict(report.checked) if report else {},
    )


# --- formats ---


def _put_text(diagnostics: Iterable[Diagnostic]) -> None:
    source_line = _line_reader()
    for diagnostic in diagnostics:
        put_styled(_styled(render(diagnostic, source_line, spoken()), diagnostic.severity))
        put("")


_COLOURS = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def _styled(text: str, severity: Severity) -> list[list[Styled]]:
    """Return a diagnostic's lines with its headline and carets in the colour of its severity."""
    colour = _COLOURS[severity]
    lines: list[list[Styled]] = []
    for number, line in enumerate(text.split("\n")):
        head, separator, rest = line.partition("]")
        if number == 0 and separator:
            lines.append([(head + separator, colour), (rest, "bold")])
        elif line.lstrip(" |").startswith("^"):
            lines.append([(line, colour)])
        else:
            lines.append([(line, "")])
    return lines


def _line_reader() -> Callable[[str, int], str | None]:
    """Return a function that reads one line of a file, counted as the reader of that file counts."""

    @lru_cache(maxsize=4)
    def lines(file: str) -> list[str]:
        try:
            text = Path(file).read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return []
        return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(file: str, number: int) -> str | None:
        found = lines(file)
        return found[number - 1] if 0 < number <= len(found) else None

    return line


def _in_short(results: Sequence[Checked], diagnostics: Sequence[Diagnostic]) -> Message:
    elements = sum(result.counts.get("elements", 0) for result in results)
    told = {"elements": elements, "counts": counted_findings(diagnostics)}
    read = sum(result.id is not None for result in results)
    if not read:
        return sentence("cli.checked.none", **told)
    unread = len(results) - read
    return sentence("cli.checked.unread" if unread else "cli.checked", plans=read, unread=unread, **told)


def _record(results: Sequence[Checked], packages: Sequence[Diagnostic], *, ok: bool) -> dict[str, object]:
    total: Counter[str] = Counter()
    for result in results:
        total.update(result.counts)
    found: list[tuple[str | None, Diagnostic]]
    found = [(result.file, one) for result in results for one in (*result.problems, *result.findings)]
    found += [(None, one) for one in packages]
    return {
        "ok": ok,
        "checked": dict(total),
        "findings": [{"plan": file, **one.in_language(spoken()).to_record()} for file, one in found],
        "plans": [
            {"file": result.file, "id": result.id, "readable": not result.problems, "checked": result.counts}
            for result in results
        ],
    }


def _sarif(diagnostics: Iterable[Diagnostic]) -> dict[str, object]:
    from planmodel.check.catalogue import known_rules
    from planmodel.version import __version__

    problems = [(code, title, page(code)) for code, title in FILE_PROBLEMS.items()]
    return to_sarif(diagnostics, [*problems, *(rule.described for rule in known_rules())], __version__, spoken())
