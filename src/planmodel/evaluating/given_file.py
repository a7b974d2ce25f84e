"""What an evaluation is told beside the plan, from a file: rules, targets in force, published verdicts."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from planmodel.errors import ModelError
from planmodel.evaluating.verdict_rows import InForce
from planmodel.formats.native import read_clean
from planmodel.model.kinds import Indicator
from planmodel.model.plan import Plan
from planmodel.phrases.reader import read_target
from planmodel.words import say

__all__ = ["Given", "read_given"]


class Given(NamedTuple):
    """What the arguments of an evaluation of the same names are.

    Parameters:
        rules: indicator → ``amount`` or ``growth``.
        in_force: indicator → the target in force.
        published: indicator → the published verdict, or by target.
    """

    rules: dict[str, Any]
    in_force: dict[str, InForce]
    published: dict[str, Any]


class _InForce(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    target: str | int | float
    year: int | None = None
    baseline: dict[str, Any] | None = None
    by: str | None = None
    since: str | int | None = None


class _File(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    rules: dict[str, str] = {}
    in_force: dict[str, _InForce] = {}
    published: dict[str, str | dict[str, str]] = {}


def read_given(path: Path, plan: Plan) -> Given:
    """Return what a YAML or JSON file tells of the indicators of a plan.

    A target in force is a text as it is printed (``84.5``, ``≥90%``), read in the unit of the indicator; without a year
    it is for that of the indicator's last target.

    Parameters:
        path: the file: ``rules``, ``in_force`` and ``published``, each by the ids of indicators.
        plan: the plan.

    Raises:
        PlanFileError: the file cannot be opened, or its syntax is at fault.
        ModelError: it is of another form, or names what is no indicator of the plan.
    """
    try:
        held = msgspec.convert(read_clean(path).tree or {}, _File)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:  # the latter is half a character
        raise ModelError(say("evaluate.given_form", path=str(path), why=str(error))) from None
    return Given(held.rules, {id: _now(plan, id, one) for id, one in held.in_force.items()}, held.published)


def _now(plan: Plan, id: str, one: _InForce) -> InForce:
    indicator = plan.get(id)
    if not isinstance(indicator, Indicator):
        raise ModelError(say("evaluate.names_none", name="in_force", id=id, plan=plan.id))
    years = [target.year for target in indicator.targets if target.year is not None]
    year = one.year if one.year is not None else max(years, default=None)
    target = read_target(str(one.target), unit=indicator.unit, year=year, name=indicator.label("zh"))
    return InForce(target=target, baseline=one.baseline, by=one.by, since=one.since)
