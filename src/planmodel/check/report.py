"""What ``check`` found, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.diagnostics import SEVERITIES, Diagnostic, Severity, at_least, folded, render, to_github, to_sarif
from planmodel.errors import CheckFailedError, ModelError
from planmodel.failures import check_language
from planmodel.listing import some
from planmodel.tabular import Result, Rows
from planmodel.text import one_line, suggestion
from planmodel.version import __version__
from planmodel.words import Message, say

__all__ = ["Report", "counted_findings"]

_SHOWN = 60
_FAULT = "PM099"
"""The code of a rule that failed, whatever its own."""


def _as_rows(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return Rows(findings, Diagnostic)


@attrs.frozen(kw_only=True, repr=False)
class Report(Result):
    """What the rules found about a plan, and how much they looked at.

    Parameters:
        plan: the plan's id.
        findings: what was found, in file order (in plan order where no file is known).
        counts: what was looked at and how many of it, in pairs; ``checked`` is the mapping of them.
        codes: the codes of the rules that were looked at, if known.
        language: in which language it shows itself and words its findings: ``en`` or ``zh``; see :meth:`in_language`.

    Example:
        >>> from planmodel.model.kinds import Goal
        >>> from planmodel.model.plan import Plan
        >>> report = Plan(id="p", title="Plan", elements=[Goal(id="g", name="Clean air")]).check()
        >>> report.ok, [finding.code for finding in report.findings]
        (True, ['PM201', 'PM302'])
    """

    plan: str
    findings: tuple[Diagnostic, ...] = attrs.field(default=(), converter=_as_rows)
    counts: tuple[tuple[str, int], ...] = ()
    codes: tuple[str, ...] = ()
    language: str = "en"

    @kinds_checked
    def in_language(self, language: str) -> Report:
        """Return the same report in another language: its findings, its text and what programs read of it.

        Parameters:
            language: ``en`` or ``zh``.

        Raises:
            ModelError: there are no words in that language.

        Example:
            >>> from planmodel.model.kinds import Goal
            >>> from planmodel.model.plan import Plan
            >>> report = Plan(id="p", title="Plan", elements=[Goal(id="g", name="清洁空气")]).check()
            >>> report.in_language("zh").findings[1].message
            '没有任务或工程项目服务于目标“清洁空气”（g）'
        """
        check_language(language)
        findings = tuple(finding.in_language(language) for finding in self.findings)
        return attrs.evolve(self, findings=findings, language=language)

    @property
    def ok(self) -> bool:
        """Whether nothing found is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def checked(self) -> Mapping[str, int]:
        """How many things were looked at: ``rules``, ``elements``, ``links``, ``quotations``, …"""
        return MappingProxyType(dict(self.counts))

    @kinds_checked
    def of(self, code: str) -> tuple[Diagnostic, ...]:
        """Return the findings with this code.

        Raises:
            ModelError: no rule that was looked at has it.
        """
        known = (*self.codes, _FAULT, *(finding.code for finding in self.findings))
        if self.codes and code not in known:
            hint = suggestion(str(code).upper(), known) or say("rules_listed")
            raise ModelError(say("no_rule", code=str(code)[:40]), hint=hint)
        return tuple(finding for finding in self.findings if finding.code == code)

    @kinds_checked
    def at_least(self, severity: Severity) -> tuple[Diagnostic, ...]:
        """Return the findings that are as grave as ``severity`` or graver.

        Raises:
            ModelError: that is no severity.
        """
        at_least("error", severity)  # refuses what is none, though there be no finding
        return tuple(finding for finding in self.findings if at_least(finding.severity, severity))

    @kinds_checked
    def raise_for(self, severity: Severity = "error") -> None:
        """Raise :class:`CheckFailedError` if anything found is as grave as ``severity``.

        Parameters:
            severity: ``error``, ``warning`` or ``info``.

        Raises:
            CheckFailedError: something is; ``findings`` holds what.
        """
        grave = self.at_least(severity)
        if grave:
            raise CheckFailedError(say("report.fails", plan=self.plan, counts=counted_findings(grave)), findings=grave)

    # --- for programs ---

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values: ``{ok, checked, findings}``."""
        return {"ok": self.ok, "checked": dict(self.counts), "findings": self.to_records()}

    def to_sarif(self) -> dict[str, object]:
        """Return the report as a SARIF 2.1.0 log, as plain values."""
        from planmodel.check.catalogue import known_rules

        rules = [rule.described for rule in known_rules()]
        return to_sarif(self.findings, rules, __version__, self.language)

    def to_github(self) -> str:
        """Return the report as workflow commands that GitHub Actions shows beside the lines, one a line."""
        return "\n".join(to_github(finding, self.language) for finding in self.findings)

    # --- for people ---

    def to_text(
        self, source_line: Callable[[str, int], str | None] | None = None, *, language: str | None = None
    ) -> str:
        """Return the findings in the manner of rustc, a blank line between them, and a summary.

        Parameters:
            source_line: returns the text of a line (counted from 1) of a file; without it no lines are shown.
            language: ``en`` or ``zh``; that of the report when left out.
        """
        if language is not None:
            return self.in_language(language).to_text(source_line)
        lines = source_line or (lambda file, line: None)
        shown = [render(finding, lines, self.language) for finding in folded(self.findings)]
        return "\n\n".join([*shown, self._summary()])

    def _summary(self) -> str:
        looked = [say(f"checked.{what}", n=number) for what, number in self.counts if number or self.language == "en"]
        key = "report.looked" if looked else "report"
        return say(key, plan=self.plan, counts=counted_findings(self.findings), looked=looked).in_language(
            self.language
        )

    def _columns(self) -> Sequence[Column]:
        return Diagnostic.COLUMNS

    def _rows(self) -> Sequence[Diagnostic]:
        return self.findings

    def _above(self) -> Iterable[str]:
        return (one_line(self._summary()),)

    def _language(self) -> str:
        return self.language

    def _is_strong(self, row: Diagnostic) -> bool:
        return row.severity == "error"

    def __repr__(self) -> str:
        return "\n".join([f"<Report on {self._summary()}>", *self._lines(_SHOWN)])

    def _text(self, most: int | None, language: str | None = None) -> str:
        """Return the findings as compilers write them, so that an editor finds the places."""
        if language not in (None, self.language):
            return self.in_language(str(language))._text(most)
        return "\n".join([*self._above(), *self._lines(len(self.findings) if most is None else most)])

    def _lines(self, most: int) -> list[str]:
        return some([finding.one_line(self.language) for finding in folded(self.findings)], most)

    def _shown_rows(self) -> Sequence[Diagnostic]:
        return folded(self.findings)


def counted_findings(findings: Iterable[Diagnostic]) -> Message:
    """Return how many findings of each severity there are, in words."""
    counts = Counter(finding.severity for finding in findings)
    parts = [say(f"report.{one}", n=counts[one]) for one in SEVERITIES if counts[one]]
    return say("row", parts=parts) if parts else say("report.nothing")
