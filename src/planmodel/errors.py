"""Every error that planmodel raises on purpose.

One base class, :class:`PlanModelError`; a subclass is a builtin error too where one fits. An error carries its facts as
attributes, survives pickling, and its message says what is wrong and, after ``hint:``, what to do about it.
"""

from __future__ import annotations

from collections.abc import Sequence

from planmodel.diagnostics import Diagnostic
from planmodel.failures import (
    AmountError,
    ArgumentError,
    CycleError,
    DuplicateIdError,
    FilterError,
    IncompatibleUnitsError,
    LevelArithmeticError,
    MissingExtraError,
    ModelError,
    PlanModelError,
    ReferencedError,
    UnknownIdError,
    UnknownUnitError,
    VocabularyError,
)
from planmodel.listing import some

__all__ = [
    "AmountError",
    "ArgumentError",
    "CheckFailedError",
    "CycleError",
    "DuplicateIdError",
    "FilterError",
    "IncompatibleUnitsError",
    "LevelArithmeticError",
    "MissingExtraError",
    "ModelError",
    "PlanFileError",
    "PlanModelError",
    "ReferencedError",
    "UnknownIdError",
    "UnknownUnitError",
    "VocabularyError",
]


class CheckFailedError(PlanModelError, ValueError):
    """A plan did not pass its check; ``findings`` holds those that are grave enough, in order."""

    def __init__(self, message: str, *, findings: Sequence[Diagnostic], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *some([finding.one_line() for finding in self.findings], 60)])


class PlanFileError(PlanModelError, ValueError):
    """A plan file cannot be read; ``problems`` lists everything that is wrong with it, in file order."""

    def __init__(self, message: str, *, problems: Sequence[Diagnostic], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        shown = [problem.one_line() for problem in self.problems[:_MOST_SHOWN]]
        if len(self.problems) > _MOST_SHOWN:
            shown.append(f"… and {len(self.problems) - _MOST_SHOWN:,} more in .problems")
        return "\n".join([super().__str__(), *shown])


_MOST_SHOWN = 50
