"""How numbers came about, as data that others can check: inputs with their places, a named rule, a result."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, TypeAlias

import attrs

from planmodel.columns import Column, columns_of
from planmodel.failures import UnknownIdError
from planmodel.tabular import Listed, Result, Rows
from planmodel.version import __version__
from planmodel.words import say

__all__ = ["FORMULAS", "Derivation", "DerivationInput", "Derivations", "digest_of", "number"]

FORMULAS: Mapping[str, str] = {
    "relative_change": "base × (1 ± change)",
    "relative_change_by_year": "base × (1 ± change)^years",
    "absolute_change": "base ± change",
    "absolute_change_by_year": "base ± change × years",
    "change_itself": "change",
    "change_itself_by_year": "change × years",
    "share_of_way": "(actual − baseline) ÷ (target − baseline)",
    "time_linear": "(day − start) ÷ (end − start)",
    "time_geometric": "((target ÷ baseline)^t − 1) ÷ (target ÷ baseline − 1), t = (day − start) ÷ (end − start)",
    "time_step": "1 at the end, 0 before it",
    "verdict": "met or held when actual keeps target; else by share of the way against the share of time",
    "verdict_of_all": "the worst of the parts",
    "verdict_of_any": "the best of the parts",
    "grade": "met when the class measured is that promised or a better one; Ⅰ is the best, 劣Ⅴ the worst",
    "satisfaction": "1 when met or held, 0 when breached, else the share of the way from 0 to 1",
    "satisfaction_of_all": "1 when met or held, 0 when breached, else the least of the parts",
    "satisfaction_of_any": "1 when met or held, 0 when breached, else the most of the parts",
    "stated": "the share that is stated as done",
    "finished": "1 once it is finished",
    "mean": "Σ weight × part ÷ Σ weight, at most what must come first",
    "all": "the least part, at most what must come first",
    "any": "the largest part, at most what must come first",
    "contributions": "Σ strength × part, from −1 to 1, at most what must come first",
    "sum_once": "Σ numbers, no part beside the group that holds it",
    "quota_sum": "whole − (Σ parts + reserve)",
    "quota_mean": "whole − Σ weight × part ÷ Σ weight",
    "state": "by the verdict; on the way by share − share of time, within ± margin on schedule; due and not met missed",
    "state_without_value": "no data, not yet due, or another definition, as the plan shows",
    "share_of_amount": "actual ÷ target",
    "months": "months gone ÷ 12",
    "state_of_amount": "share of the year's amount against the share of the year, within ± margin",
    "state_of_growth": "the rate against the whole target",
    "class_of_state": "the class of the scale that stands for the state",
    "method_time": "share of the way − share of time, by cut-offs",
    "method_level": "actual ÷ target, or target ÷ actual of what had better be low, by cut-offs",
    "method_growth": "((actual ÷ base)^(1 ÷ years) − 1) ÷ ((target ÷ base)^(1 ÷ years) − 1), by cut-offs",
    "method_projected_growth": "(actual × (1 + yearly growth)^(years left) − base) ÷ (target − base), by cut-offs",
    "method_projected_change": "−(target − actual − mean yearly change × years left) ÷ (target − actual), by cut-offs",
    "method_rate": "mean yearly change ÷ (target − base) per year, by cut-offs",
    "method_off": "−what the level planned is missed by ÷ that level, by cut-offs; then by the year before",
    "method_planned": "what is beyond the level planned ÷ that level, by cut-offs",
    "count": "how many parts have the class",
    "state_of_work": "finished, in progress or not started by its dates, else by the share done",
    "lateness": "late when it is not finished by the day on which it is due, or was finished after it",
    "spent_by_day": "Σ dated amounts until the day, none inside another",
    "net_need": "target − baseline in the direction of the target",
    "net_need_by_size": "± change × years",
    "gross_need": "net + growth",
    "contribution": "amount, share × baseline or strength × net need; 0 when it is over after the target's year",
    "contributed": "Σ contributions, from what is sure to count to what may",
    "enough": "enough when the least reaches the gross need, not enough when the most does not",
    "none": "no number",
}
"""Every rule and its formula."""

_WORDS = frozenset(
    {
        "better",
        "class",
        "class_actual",
        "class_base",
        "class_states",
        "comparator",
        "counted",
        "direction",
        "due",
        "edge",
        "finish_by",
        "finished",
        "inside",
        "not_before",
        "open",
        "over",
        "period",
        "said",
        "side",
        "since",
        "started",
        "state",
        "strict",
    }
)
"""Names of inputs that are words or days where a plan holds them."""

At: TypeAlias = tuple[str | int, ...]
"""A place in a plan: the id of an element, then keys and places in lists; of the plan's own fields only the key."""
Origin: TypeAlias = Literal["plan", "derived", "given", "convention", "catalogue"]


def number(value: Fraction) -> str:
    """Return an exact number as text: a decimal where it ends, else a ratio.

    Example:
        >>> number(Fraction(7, 10)), number(Fraction(1, 3)), number(Fraction(-12))
        ('0.7', '1/3', '-12')
    """
    rest, tens = value.denominator, 0
    while rest % 10 == 0 or rest % 2 == 0 or rest % 5 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 2 if rest % 2 == 0 else rest // 5
        tens += 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**tens // value.denominator).rjust(tens + 1, "0")
    whole, part = (digits[:-tens], digits[-tens:].rstrip("0")) if tens else (digits, "")
    return f"{'-' if value < 0 else ''}{whole}{f'.{part}' if part else ''}"


@attrs.frozen(kw_only=True)
class DerivationInput:
    """What went into a number.

    Parameters:
        name: what it is to the rule: ``baseline``, ``target``, ``actual``, ``part``, ``weight``, ``day``.
        value: an exact number (``1.5``, ``1/3``), a word or a day; ``None`` where it is not known.
        unit: the unit of the number.
        of: the element that it is of, where a rule takes several of one name.
        origin: ``plan`` (it stands there), ``derived`` (from another derivation), ``given`` (by the caller),
            ``convention`` (of the rule) or ``catalogue`` (of the shared metrics).
        plan: the id of the plan in which it stands.
        at: where it stands in it: the id of the element, then keys.
        derived: the id of the derivation that it is the result of.
        period: what it is for: a year, or the stretch that was measured over.
        text: as it is printed there.
        sources: the citations of its document.
    """

    name: str
    value: str | None = None
    unit: str | None = None
    of: str | None = None
    origin: Origin = "plan"
    plan: str | None = None
    at: At = ()
    derived: str | None = None
    period: str | None = None
    text: str | None = None
    sources: tuple[Mapping[str, Any], ...] = attrs.field(default=(), hash=False)

    @property
    def is_number(self) -> bool:
        """Whether it is a number that stands in a plan."""
        return bool(self.at) and self.value is not None and self.name not in _WORDS


@attrs.frozen(kw_only=True)
class Derivation:
    """How one number came about.

    Parameters:
        id: its id among those of one file.
        of: the element or metric that it is about.
        plan: the id of the plan.
        rule: the rule's name, a key of :data:`FORMULAS`.
        inputs: what went into it.
        value: the number, exact or with 17 digits; ``None`` where there is none.
        unit: its unit; ``None`` for a share.
        low, high: its bounds, where they are known.
        coverage: the share of what it is made of that is known.
        verdict: the word that it comes to.
        reason: why there is no number.
    """

    id: str
    of: str
    plan: str
    rule: str
    inputs: tuple[DerivationInput, ...] = ()
    value: str | None = None
    unit: str | None = None
    low: str | None = None
    high: str | None = None
    coverage: str | None = None
    verdict: str | None = None
    reason: str | None = None

    @property
    def formula(self) -> str:
        """The formula of its rule."""
        return FORMULAS[self.rule]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values; what is absent is left out."""
        names = ("value", "unit", "low", "high", "coverage", "verdict", "reason")
        return {
            "id": self.id,
            "of": self.of,
            "plan": self.plan,
            "rule": self.rule,
            "formula": self.formula,
            "inputs": [_plain(one) for one in self.inputs],
            "result": {name: value for name in names if (value := getattr(self, name)) is not None},
        }


def _plain(given: DerivationInput) -> dict[str, Any]:
    held = {field.name: getattr(given, field.name) for field in attrs.fields(DerivationInput)}
    kept = {name: value for name, value in held.items() if value not in (None, ()) or name == "value"}
    if given.derived is not None:
        del kept["value"]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}


def digest_of(inputs: Iterable[DerivationInput]) -> str:
    """Return the digest of the numbers that a result takes from a plan.

    Parameters:
        inputs: the inputs that stand in that plan; the order does not count, nor how often one is used.

    Returns:
        SHA-256 of place, name, value and unit of each as a JSON line, the lines sorted.
    """
    lines = {json.dumps([list(one.at), one.name, one.value, one.unit], ensure_ascii=False) for one in inputs}
    return "sha256:" + hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


@attrs.frozen(kw_only=True, repr=False)
class Derivations(Listed, Result):
    """How the numbers of a result came about, each from its inputs by a named rule.

    Parameters:
        kind: of what result: ``progress``, ``cost``, ``quotas``, ``evaluation`` or ``sufficiency``.
        rows: the derivations, in an order in which each comes behind what it rests on where there is no circle.
    """

    kind: Literal["progress", "cost", "quotas", "evaluation", "sufficiency"]
    rows: tuple[Derivation, ...]

    def __getitem__(self, id: str) -> Derivation:
        """Return the derivation of an id.

        Raises:
            UnknownIdError: there is none of that id.
        """
        found = next((one for one in self.rows if one.id == id), None)
        if found is None:
            raise UnknownIdError(say("verify.no_derivation", id=id), id=id)
        return found

    def __add__(self, other: Derivations) -> Derivations:
        """Return these with others behind them, for one file; of an id that both have, these."""
        known = {one.id for one in self.rows}
        more = (one for one in other.rows if one.id not in known)
        return Derivations(kind=self.kind, rows=Rows((*self.rows, *more), Derivation))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, in the form of the JSON Schema of derivations."""
        return {
            "planmodel_derivations": 1,
            "made_by": f"planmodel {__version__}",
            "kind": self.kind,
            "plans": [{"id": id, "digest": digest} for id, digest in sorted(self._digests().items())],
            "derivations": [one.to_dict() for one in self.rows],
        }

    def to_json(self) -> str:
        """Return everything as JSON, the form that ``planmodel verify`` reads."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1) + "\n"

    def _digests(self) -> dict[str, str]:
        held: dict[str, list[DerivationInput]] = {one.plan: [] for one in self.rows}
        for given in (given for one in self.rows for given in one.inputs):
            if given.plan is not None and given.is_number:
                held.setdefault(given.plan, []).append(given)
        return {plan: digest_of(inputs) for plan, inputs in held.items()}

    def _columns(self) -> Sequence[Column]:
        return (
            *columns_of(Derivation, inputs={"shown": False}, plan={"shown": False}),
            Column("formula", "text", "the formula of the rule", shown=False),
        )

    def _rows(self) -> Sequence[Derivation]:
        return self.rows

    def _has_answer(self, row: Derivation) -> bool:
        return row.reason is None
