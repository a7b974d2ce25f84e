"""The errors that need nothing else of planmodel; :mod:`planmodel.errors` has all of them.

One base class, :class:`PlanModelError`; a subclass is a builtin error too where one fits. An error carries its facts as
attributes, survives pickling, and its message says what is wrong and, after ``hint:``, what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planmodel.steering import seen
from planmodel.words import LANGUAGES, say, worded

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AmountError",
    "ArgumentError",
    "CycleError",
    "DuplicateIdError",
    "FilterError",
    "IncompatibleUnitsError",
    "LevelArithmeticError",
    "MissingExtraError",
    "ModelError",
    "PlanModelError",
    "ReferencedError",
    "UnknownIdError",
    "UnknownUnitError",
    "VocabularyError",
]


def _restore(cls: type[PlanModelError], args: tuple[object, ...], state: dict[str, Any]) -> PlanModelError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class PlanModelError(Exception):
    """The base of every planmodel error.

    Parameters:
        message: what is wrong, in one sentence.
        hint: what the reader can do about it.

    ``where`` names the element and the field that it is about, where it was raised in making one.
    """

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where: str | None = None

    def __str__(self) -> str:
        return self.in_language("en")

    @property
    def told(self) -> str:
        """What is wrong, and of which element and field: without the hint."""
        return self.message if self.where is None else say("error.where", where=self.where, message=self.message)

    def in_language(self, language: str) -> str:
        """Return the whole error as ``str`` has it in English, in a language of the catalogue: ``en`` or ``zh``.

        Example:
            >>> import planmodel as pm
            >>> try:
            ...     pm.Period("2021年")
            ... except pm.PlanModelError as error:
            ...     print(error.in_language("zh"))
            '2021年' 不是日期或起止时间
              建议：是否应为 2021？

        Raises:
            ModelError: there are no words in that language.
        """
        check_language(language)
        lines = [worded(self.told, language)]
        if self.hint is not None:
            lines.append("  " + worded(say("finding.advice", hint=self.hint), language))
        return seen("\n".join(lines))

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.args, self.__dict__)


class ModelError(PlanModelError, ValueError):
    """A value has not the shape that its field wants (an empty name); ``field`` is the way to it, if known."""

    def __init__(self, message: str, *, hint: str | None = None, field: Sequence[str | int] = ()) -> None:
        super().__init__(message, hint=hint)
        self.field = tuple(field)


class VocabularyError(PlanModelError, ValueError):
    """A kind or relation is declared in a way that cannot work."""


class ArgumentError(PlanModelError, TypeError):
    """An argument is a thing of another kind than the question needs, or there is none of its name, ``parameter``."""

    def __init__(self, message: str, *, parameter: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.parameter = parameter


class AmountError(PlanModelError, ValueError):
    """A text or value is not an amount; ``text`` is what was given."""

    def __init__(self, message: str, *, text: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.text = text


class UnknownUnitError(AmountError):
    """A unit is not in planmodel's table; ``unit`` is its text and ``near`` holds units that are spelt alike."""

    def __init__(self, message: str, *, unit: str, near: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, text=unit, hint=hint)
        self.unit = unit
        self.near = tuple(near)


class IncompatibleUnitsError(PlanModelError, TypeError):
    """Two units measure different things (``left`` and ``right`` are their texts), so there is no conversion."""

    def __init__(self, message: str, *, left: str, right: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.left = left
        self.right = right


class LevelArithmeticError(PlanModelError, TypeError):
    """A sum, product or ratio of levels on a scale with an arbitrary zero (``unit``: ℃, dB) is asked for.

    ``operation`` is ``sum``, ``product`` or ``ratio``; ``code`` is ``level_arithmetic``.
    """

    code = "level_arithmetic"

    def __init__(self, message: str, *, unit: str, operation: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.unit = unit
        self.operation = operation


class UnknownIdError(PlanModelError, KeyError):
    """No element has this ``id``; ``near`` holds ids that are spelt alike."""

    def __init__(self, message: str, *, id: str, near: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.id = id
        self.near = tuple(near)


class DuplicateIdError(PlanModelError, ValueError):
    """Two elements of one plan have the same ``id``."""

    def __init__(self, message: str, *, id: str, hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.id = id


class ReferencedError(PlanModelError, ValueError):
    """An element cannot be removed while others (``holders``) point at it."""

    def __init__(self, message: str, *, id: str, holders: Sequence[str], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.id = id
        self.holders = tuple(holders)


class FilterError(PlanModelError, TypeError):
    """A filter asks for a field that is not there, or for what its values can never be; ``keyword`` is its name."""

    def __init__(self, message: str, *, keyword: str, near: Sequence[str] = (), hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.keyword = keyword
        self.near = tuple(near)


class CycleError(PlanModelError, ValueError):
    """Elements depend on each other in a circle; ``cycles`` holds each circle's ids in order."""

    def __init__(self, message: str, *, cycles: Sequence[Sequence[str]], hint: str | None = None) -> None:
        super().__init__(message, hint=hint)
        self.cycles = tuple(tuple(cycle) for cycle in cycles)


class MissingExtraError(PlanModelError, ImportError):
    """An optional package is not installed; ``extra`` names the extra that brings ``package``."""

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(
            say("package_missing", purpose=purpose, package=package),
            hint=say("package_missing.hint", extra=extra),
        )
        self.package = package
        self.extra = extra


for _name in __all__:  # tracebacks and pickles name the module that people import them from
    globals()[_name].__module__ = "planmodel.errors"


__all__ += ["check_language"]


def check_language(language: str) -> None:
    """Refuse a language that the catalogue does not have.

    Raises:
        ModelError: it is none of :data:`planmodel.words.LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ModelError(say("no_language", language=str(language)), hint=say("write_one", names=LANGUAGES))
