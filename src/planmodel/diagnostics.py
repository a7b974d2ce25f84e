"""What is wrong and where: one record for a problem in a file and for a finding about a plan, and its text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import ClassVar, Literal, TypeAlias

import attrs

from planmodel.columns import Cell, Column
from planmodel.expression import expression
from planmodel.failures import ModelError, check_language
from planmodel.records import Shown
from planmodel.text import display_width, in_language, one_line
from planmodel.words import say, term

__all__ = ["SEVERITIES", "Diagnostic", "Place", "Severity", "at_least", "folded", "render", "to_github", "to_sarif"]

Severity: TypeAlias = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def at_least(severity: Severity, threshold: Severity) -> bool:
    """Return whether ``severity`` is as grave as ``threshold`` or graver.

    Raises:
        ModelError: the threshold is no severity.
    """
    if threshold not in SEVERITIES:
        raise ModelError(say("no_severity", severity=str(threshold)[:40]), hint=say("write_one", names=SEVERITIES))
    return SEVERITIES.index(severity) <= SEVERITIES.index(threshold)


@attrs.frozen(kw_only=True)
class Place:
    """A span in a file.

    Parameters:
        file: the name of the file; ``None`` for a plan that was made in code.
        line: its line, from 1.
        column: where it begins in the line, in Unicode code points, from 1.
        length: how many code points it is long.
        is_cell: whether line and column are the row and column of a table, which need not be those of its file.
    """

    file: str | None = None
    line: int | None = None
    column: int | None = None
    length: int = 1
    is_cell: bool = attrs.field(default=False, repr=False)

    def __str__(self) -> str:
        parts = [self.file or "<plan>"]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)


@attrs.frozen(kw_only=True)
class Diagnostic(Shown):
    """One thing that is wrong, doubtful or worth knowing.

    Parameters:
        code: stable code such as ``PM101``.
        severity: ``error``, ``warning`` or ``info``.
        message: one sentence: what, expected, found.
        path: where in the plan, e.g. ``tasks[2].depends_on[0]``, or ``""`` for the whole.
        element: the id of the element that it is about, if any.
        place: where in a file, when the plan came from one.
        hint: what to do about it.
    """

    code: str
    severity: Severity
    message: str
    path: str = ""
    element: str | None = None
    place: Place = attrs.field(factory=Place)
    hint: str | None = None

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("severity", "text", "error, warning or info"),
        Column("code", "text", "the rule's code, such as PM101"),
        Column("message", "text", "what is wrong, in one sentence", head="finding"),
        Column("element", "text", "the id of the element that it is about", shown=False),
        Column("file", "text", "the file", of=attrgetter("place.file"), cell=lambda one: one._at(), head="place"),
        Column("line", "integer", "the line, from 1", of=attrgetter("place.line"), shown=False),
        Column("column", "integer", "the column, from 1, in characters", of=attrgetter("place.column"), shown=False),
        Column("path", "text", "where in the plan: tasks[2].depends_on[0]"),
        Column("hint", "text", "what to do about it"),
    )

    def _at(self) -> str:
        return one_line(str(self.place)) if self.place.file else ""

    def in_language(self, language: str) -> Diagnostic:
        """Return the same finding with message and hint in a language of the catalogue: ``en`` or ``zh``.

        Raises:
            ModelError: there are no words in that language.
        """
        check_language(language)
        hint = None if self.hint is None else in_language(self.hint, language)
        return attrs.evolve(self, message=in_language(self.message, language), hint=hint)

    def one_line(self, language: str = "en") -> str:
        """Return ``file:line:column: severity[code]: message at path (hint)``, in a language of the catalogue."""
        check_language(language)
        key = f"finding{'.path' if self.path else ''}{'.hint' if self.hint else ''}"
        words = {"severity": term("severity", self.severity), "message": self.message, "hint": self.hint or ""}
        return in_language(say(key, place=str(self.place), code=self.code, path=self.path, **words), language)

    def to_record(self) -> dict[str, Cell]:
        """Return the finding as one flat record of plain values."""
        return {column.name: column.value(self) for column in self.COLUMNS}


def render(diagnostic: Diagnostic, source_line: Callable[[str, int], str | None], language: str = "en") -> str:
    """Return a diagnostic in the manner of rustc: headline, place, the line itself with carets, hint.

    Parameters:
        diagnostic: what to show.
        source_line: returns the text of a line (counted from 1) of a file, or ``None`` when it is not to be had.
        language: ``en`` or ``zh``.
    """
    message = one_line(in_language(diagnostic.message, language))
    severity = term("severity", diagnostic.severity)
    lines = [in_language(say("finding.head", severity=severity, code=diagnostic.code, message=message), language)]
    place = diagnostic.place
    margin = len(str(place.line)) if place.line else 1
    where = str(place) + (f" ({diagnostic.path})" if diagnostic.path else "")
    lines.append(f"{' ' * margin}--> {where}")
    text = source_line(place.file, place.line) if place.file and place.line and not place.is_cell else None
    if text is not None and place.line is not None:
        lines += _excerpt(text, place, margin)
    if diagnostic.hint:
        hint = say("finding.advice", hint=one_line(in_language(diagnostic.hint, language)))
        lines.append(f"{' ' * margin} = {in_language(hint, language)}")
    return "\n".join(lines)


_ALIKE = 3
"""So many findings that say the same of different things are told as one."""
_NAMED = 6
_VARYING = expression(r"'[^']*'|“[^”]*”|\"[^\"]*\"|（[\w.-]+）|\d+")
"""What may differ between findings that say the same: names in quotation marks, an id in brackets, numbers."""


def folded(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings for people: of those that say the same of different things the first, with how many there are.

    Errors are each told, since each is to be mended, and so is what names no element. A group stands where its first
    does. Programs are given all findings.

    Parameters:
        findings: the findings, in order.
    """
    alike: dict[tuple[str, ...], list[Diagnostic]] = {}
    for number, one in enumerate(findings):
        said = (_VARYING.sub("", str(one.message)), _VARYING.sub("", str(one.hint)))
        alone = one.severity == "error" or not (one.element or one.path)
        key = (str(number),) if alone else (one.code, one.severity, str(one.place.file), *said)
        alike.setdefault(key, []).append(one)
    return [told for group in alike.values() for told in (group if len(group) < _ALIKE else [_folded(group)])]


def _folded(group: Sequence[Diagnostic]) -> Diagnostic:
    first, *others = group
    named = [*dict.fromkeys(one.element or one.path for one in others)]
    shown = (*named[:_NAMED], "…") if len(named) > _NAMED else tuple(named)
    return attrs.evolve(first, message=say("finding.alike", message=first.message, n=len(others), where=shown))


_WIDEST = 160


def _excerpt(text: str, place: Place, margin: int) -> list[str]:
    text = text.rstrip("\r\n")
    column = min(max((place.column or 1) - 1, 0), len(text))
    begin = max(0, column - _WIDEST // 2) if len(text) > _WIDEST else 0
    shown = _visible(text[begin : begin + _WIDEST])
    before = _visible(text[begin:column])
    marked = _visible(text[column : column + max(1, place.length)][: begin + _WIDEST - column])
    carets = "^" * max(1, display_width(marked))
    return [
        f"{' ' * margin} |",
        f"{place.line!s:>{margin}} | {shown}",
        f"{' ' * margin} | {' ' * display_width(before)}{carets}",
    ]


def _visible(text: str) -> str:
    return text if text.isprintable() else "".join(_visible_character(c) for c in text)


def _visible_character(character: str) -> str:
    if character.isprintable():
        return character
    if character == "\t":
        return "    "
    return " " * display_width(character) if character.isspace() else "\N{REPLACEMENT CHARACTER}"


def to_sarif(
    diagnostics: Iterable[Diagnostic], rules: Iterable[tuple[str, str, str]], version: str, language: str = "en"
) -> dict[str, object]:
    """Return a SARIF 2.1.0 log.

    Parameters:
        diagnostics: the results, in order.
        rules: code, title and explanation of each rule that may occur.
        version: planmodel's version.
        language: ``en`` or ``zh``.

    Source: OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, 2020.
    """
    levels = {"error": "error", "warning": "warning", "info": "note"}
    known = tuple(rules)
    descriptors = [
        {"id": code, "shortDescription": {"text": title}, "help": {"text": text}} for code, title, text in known
    ]
    index = {code: number for number, (code, _, _) in enumerate(known)}
    results = []
    for diagnostic in diagnostics:
        text = in_language(diagnostic.message, language)
        if diagnostic.hint:
            text = say("finding.with_hint", message=text, hint=diagnostic.hint).in_language(language)
        result: dict[str, object] = {
            "ruleId": diagnostic.code,
            "level": levels[diagnostic.severity],
            "message": {"text": text},
            "locations": [_sarif_location(diagnostic)],
        }
        if diagnostic.code in index:
            result["ruleIndex"] = index[diagnostic.code]
        results.append(result)
    driver = {"name": "planmodel", "version": version, "rules": descriptors}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _sarif_location(diagnostic: Diagnostic) -> dict[str, object]:
    location: dict[str, object] = {}
    place = diagnostic.place
    if place.file:
        physical: dict[str, object] = {"artifactLocation": {"uri": _as_uri(place.file)}}
        if place.line:
            region: dict[str, int] = {"startLine": place.line}
            if place.column:
                region |= {"startColumn": place.column, "endColumn": place.column + max(1, place.length)}
            physical["region"] = region
        location["physicalLocation"] = physical
    if diagnostic.path:
        location["logicalLocations"] = [{"fullyQualifiedName": diagnostic.path}]
    return location


def _as_uri(file: str) -> str:
    from urllib.parse import quote

    return quote(file.replace("\\", "/"))


def to_github(diagnostic: Diagnostic, language: str = "en") -> str:
    """Return the diagnostic as a workflow command that GitHub Actions shows beside the line."""

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    command = {"error": "error", "warning": "warning", "info": "notice"}[diagnostic.severity]
    place = diagnostic.place
    options = {"file": place.file, "line": place.line, "col": place.column, "title": diagnostic.code}
    shown = ",".join(f"{key}={value(str(option))}" for key, option in options.items() if option is not None)
    text = in_language(diagnostic.message, language)
    if diagnostic.hint:
        text += "\n" + say("finding.advice", hint=diagnostic.hint).in_language(language)
    return f"::{command} {shown}::{data(text)}"
