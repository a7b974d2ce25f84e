"""Which rules run, how grave what they find is, and which findings an element asks to leave unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from planmodel.check.catalogue import ADDED_RULES
from planmodel.check.rule import Rule, begins
from planmodel.diagnostics import SEVERITIES, Severity
from planmodel.errors import ModelError
from planmodel.model.sources import as_names
from planmodel.settings import object_named
from planmodel.text import suggestion
from planmodel.words import say

__all__ = ["chosen_rules", "rules_named"]


def chosen_rules(
    rules: Iterable[Rule],
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Rule, ...]:
    """Return the rules that are to run, each as grave as it is to count.

    Parameters:
        rules: the rules to choose from.
        select: codes, or the beginnings of codes (``PM2``), of the rules to run; none means all.
        ignore: codes or beginnings of the rules not to run. Where both speak of a rule, the longer beginning counts,
            and of equally long ones ``ignore``.
        severities: how grave findings are, by code or beginning of codes; the longest beginning counts.

    Raises:
        ModelError: a beginning is that of no rule, or a severity is none. A beginning that may be that of a package's
            rule passes where a package is left out or cannot be used.

    Example:
        >>> from planmodel.check import RULES
        >>> [rule.code for rule in chosen_rules(RULES, select="PM20", ignore=["PM203", "PM204"])]
        ['PM201', 'PM202']
    """
    rules = tuple(rules)
    codes = [rule.code for rule in rules]
    wanted, unwanted = (_beginnings(given, codes, name) for given, name in ((select, "select"), (ignore, "ignore")))
    graver = dict(severities or {})
    _beginnings(graver, codes, "severities")
    for code, severity in graver.items():
        if severity not in SEVERITIES:
            message = say("choice.severity", severity=str(severity)[:40], code=code)
            raise ModelError(message, hint=say("write_one", names=SEVERITIES))
    chosen = []
    for rule in rules:
        if (_longest(rule.code, wanted) if wanted else 0) > _longest(rule.code, unwanted):
            at = max((one for one in graver if begins(rule.code, one)), key=len, default=None)
            chosen.append(rule if at is None else attrs.evolve(rule, severity=graver[at]))
    return tuple(chosen)


def rules_named(path: str, folder: Path | None = None) -> tuple[Rule, ...]:
    """Return the rule, or the rules, that ``module:name`` holds.

    Raises:
        ModelError: there is no such name, or it holds anything but rules.
    """
    value = object_named(path, folder)
    rules = (value,) if isinstance(value, Rule) else value
    if not (isinstance(rules, tuple | list) and all(isinstance(one, Rule) for one in rules)):
        raise ModelError(say("choice.no_rule", path=path[:80]), hint=say("choice.no_rule.hint"))
    return tuple(rules)


def _beginnings(given: str | Iterable[str], codes: Sequence[str], name: str) -> tuple[str, ...]:
    """Return what was given, each the beginning of at least one code."""
    beginnings = as_names(given)
    for one in beginnings:
        if not (isinstance(one, str) and one and any(begins(code, one) for code in codes)):
            if isinstance(one, str) and one and not one.upper().startswith("PM") and ADDED_RULES.lacks_some():
                continue  # of a package that cannot be used, or is left out
            hint = suggestion(one.upper(), codes) if isinstance(one, str) else None
            message = say("choice.beginning", name=name, given=str(one)[:40])
            raise ModelError(message, hint=hint or say("rules_listed"))
    return beginnings


def _longest(code: str, beginnings: Iterable[str]) -> int:
    """Return the length of the longest of the beginnings that a code has, −1 where it has none."""
    return max((len(one) for one in beginnings if begins(code, one)), default=-1)
