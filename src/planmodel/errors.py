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
from planmodel.words import say, worded

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

    def in_language(self, language: str) -> str:
        """Return the error with its findings in a language of the catalogue: ``en`` or ``zh``."""
        findings = [worded(one, language) for one in some([one.one_line(language) for one in self.findings], 60)]
        return "\n".join([super().in_language(language), *findings])


class PlanFileError(PlanModelError, ValueError):
    """A plan file cannot be read; ``problems`` lists everything that is wrong with it, in file order."""

    def __init__(self, message: str, *, problems: Sequence[Diagnostic], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.problems = tuple(problems)

    def in_language(self, language: str) -> str:
        """Return the error with its problems in a language of the catalogue: ``en`` or ``zh``."""
        shown = [problem.one_line(language) for problem in self.problems[:_MOST_SHOWN]]
        if len(self.problems) > _MOST_SHOWN:
            more = say("problems_more", n=len(self.problems) - _MOST_SHOWN)
            shown.append(more.in_language(language))
        return "\n".join([super().in_language(language), *shown])


_MOST_SHOWN = 50
