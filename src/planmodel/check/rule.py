"""What a rule is: a function with a code, a severity and a title, whose docstring explains it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import attrs

from planmodel.descriptions import docstring
from planmodel.diagnostics import Severity
from planmodel.plugins import Plugin
from planmodel.words import explanation, say

if TYPE_CHECKING:
    from planmodel.check.scope import Scope

__all__ = ["Found", "Rule", "begins", "rule"]


class Found(NamedTuple):
    """What a rule found, before it has a place.

    Parameters:
        element: the id of the element that it is about; ``None`` for the plan's header.
        path: where in the element or the header: ``depends_on[0].on``; ``""`` for the whole of it.
        message: one sentence: what, expected, found.
        hint: what to do about it.
    """

    element: str | None
    path: str
    message: str
    hint: str | None = None


Look: TypeAlias = "Callable[[Scope], Iterable[Found]]"
"""A function that looks at a plan and yields what it finds."""


@attrs.frozen(kw_only=True)
class Rule:
    """One rule of ``check``.

    Parameters:
        code: stable code such as ``PM101``.
        severity: how grave what it finds is: ``error``, ``warning`` or ``info``.
        title: what it finds, in a few words; one of the catalogue says itself in every language.
        function: looks at a plan and yields what it finds.
        doc: what it looks for, why, and what it leaves alone; one of the catalogue says itself in every language.
        plugin: the entry point of the installed package that adds it, if one does.
    """

    code: str
    severity: Severity
    title: str
    function: Look = attrs.field(repr=False)
    doc: str = attrs.field(default="", repr=False)
    plugin: Plugin | None = attrs.field(default=None, repr=False)

    @property
    def anchor(self) -> str:
        """Where it is documented: the page and the anchor on it, or the installed package that adds it."""
        return say("rules.page", code=self.code.lower()) if self.plugin is None else str(self.plugin)

    @property
    def described(self) -> tuple[str, str, str]:
        """Its code, its title, and what explains it."""
        return self.code, self.title, f"{self.doc}\n\n{self.anchor}"


def rule(code: str, severity: Severity, title: str) -> Callable[[Look], Rule]:
    """Return a decorator that makes a :class:`Rule` of a function; the docstring becomes its documentation.

    The rules that planmodel ships have none: what they look for stands in the catalogue, in every language.

    Example:
        >>> @rule("X001", "info", "a plan without goals")
        ... def no_goals(scope):
        ...     "A plan without goals promises nothing."
        ...     if not scope.plan.goals:
        ...         yield Found(None, "", "the plan has no goals")
        >>> from planmodel.check.run import check
        >>> from planmodel.model.plan import Plan
        >>> print(check(Plan(id="p", title="Plan"), rules=[no_goals]).findings[0].message)
        the plan has no goals
    """

    def make(function: Look) -> Rule:
        text = inspect.cleandoc(docstring(function)) or explanation(code)
        return Rule(code=code, severity=severity, title=title, function=function, doc=text)

    return make


def begins(code: str, beginning: str) -> bool:
    """Return whether a code is, or begins with, what was given, in capitals or not."""
    return code.upper().startswith(beginning.upper())
