"""The rules once more, in plain fractions: each takes the inputs of a derivation and returns what comes of them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from planmodel.verifying.quantities import Cannot, Quantity, in_unit
from planmodel.words import say

__all__ = ["RULES", "Came", "Facts", "capped"]


class Came(NamedTuple):
    """What came of a rule: a number in a unit, bounds, coverage, a word; what does not apply is ``None``."""

    number: Fraction | None = None
    unit: str = ""
    low: Fraction | None = None
    high: Fraction | None = None
    coverage: Fraction | None = None
    verdict: str | None = None


class Facts(NamedTuple):
    """The inputs of one derivation, read in the plan or computed again.

    Parameters:
        numbers: name → amounts.
        words: name → words and days.
        came: name → results of other derivations; ``None`` for a part in a circle with the whole.
        weights: element → weight of a part; the parts are in the order of ``of``.
        of: the elements that the parts are.
        rule: the rule's name.
    """

    numbers: Mapping[str, Sequence[Quantity]]
    words: Mapping[str, str]
    came: Mapping[str, Sequence[Came | None]]
    weights: Mapping[str, Quantity]
    of: Sequence[str]
    rule: str

    def one(self, name: str) -> Quantity:
        """Return the amount of a name, stated or computed.

        Raises:
            Cannot: there is none, or more than one.
        """
        held = [*self.numbers.get(name, ())]
        held += [Quantity(one.number, one.unit) for one in self.came.get(name, ()) if one and one.number is not None]
        if len(held) != 1:
            raise Cannot(say("verify.input_missing", name=name))
        return held[0]

    def has(self, name: str) -> bool:
        """Tell whether there is an amount of a name."""
        return bool(self.numbers.get(name) or self.came.get(name))

    def word(self, name: str) -> str:
        """Return the word of a name.

        Raises:
            Cannot: there is none.
        """
        if name not in self.words:
            raise Cannot(say("verify.input_missing", name=name))
        return self.words[name]


# --- levels that a change comes to ---


def _change(facts: Facts) -> Came:
    sign = 1 if facts.word("direction") == "increase" else -1
    ends = [_end(facts, facts.one("change"), sign)]
    if facts.has("high"):
        ends.append(_end(facts, facts.one("high"), sign))
    ends.sort(key=lambda one: one.number)
    chosen = ends[-1] if len(ends) == 2 and facts.words.get("better") == "lower" else ends[0]
    return Came(chosen.number, chosen.unit)


def _end(facts: Facts, change: Quantity, sign: int) -> Quantity:
    years = 1
    if facts.rule.endswith("_by_year"):
        years = int(facts.one("target_year").number - facts.one("base_year").number)
    if facts.rule.startswith("change_itself"):
        return Quantity(change.number * years, change.unit)
    base = facts.one("baseline")
    if facts.rule.startswith("relative"):
        step = 1 + sign * in_unit(change, "%") / 100
        return Quantity(base.number * step**years, base.unit)
    moved = in_unit(change, "个百分点") if base.unit == "%" else in_unit(change, base.unit)
    return Quantity(base.number + sign * moved * years, base.unit)


# --- the way and the time ---


def _share(facts: Facts) -> Came:
    target = facts.one("target")
    base, now = (in_unit(facts.one(name), target.unit) for name in ("baseline", "actual"))
    if base == target.number:
        raise Cannot(say("verify.no_way"))
    return Came((now - base) / (target.number - base))


def _time(facts: Facts) -> Came:
    end = facts.one("target_year").number + 1
    day = _years(_day(facts.word("day")))
    if not facts.has("base_year"):
        return Came(Fraction(int(day >= end)))
    start = facts.one("base_year").number + 1
    gone = min(max((day - start) / (end - start), Fraction(0)), Fraction(1))
    if facts.rule == "time_step":
        return Came(Fraction(int(gone == 1)))
    if facts.rule == "time_linear" or gone in (0, 1):
        return Came(gone)
    target = facts.one("target")
    ratio = target.number / in_unit(facts.one("baseline"), target.unit)
    if ratio == 1:
        return Came(gone)
    return Came(Fraction((float(ratio) ** float(gone) - 1) / (float(ratio) - 1)))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise Cannot(f"{text!r:.40}") from None


def _years(day: dt.date) -> Fraction:
    """Return the end of a day in years: 2021 is the end of 2020."""
    return day.year + Fraction(day.timetuple().tm_yday, 365 + calendar.isleap(day.year))


# --- verdicts ---


def _verdict(facts: Facts) -> Came:
    target = facts.one("target")
    now = in_unit(facts.one("actual"), target.unit)
    better, comparator = facts.words.get("better"), facts.words.get("comparator")
    kept = _kept(facts, now, target, better, comparator)
    base = in_unit(facts.one("baseline"), target.unit) if facts.has("baseline") else None
    year = int(facts.one("target_year").number)
    due = _day(facts.word("day")) >= dt.date(year, 12, 31)
    stale = due and _day(facts.word("measured")) < dt.date(year, 12, 31)
    if base is None or better is None:
        if stale:
            return Came(verdict="unknown")
        if base == target.number == now:
            return Came(verdict="held")
        return Came(verdict="met" if kept else "behind" if kept is False and due else "unknown")
    if target.number <= base if better == "higher" else target.number >= base:
        return Came(verdict="unknown" if stale else "held" if kept else "breached")
    way = (now - base) / (target.number - base)
    if stale:
        return Came(verdict="unknown")
    if kept or way < 0:
        return Came(verdict="met" if kept else "regressed")
    if not facts.has("expected"):
        return Came(verdict="unknown")
    late = due or way < facts.one("expected").number - Fraction(1, 10**9)
    return Came(verdict="behind" if late else "on_track")


_ABOUT = Fraction(1, 20)
"""By which share of the number promised a value may miss what is promised approximately (左右)."""
_LEVELS = ("℃", "°C", "摄氏度", "dB", "分贝")
"""Units of scales with an arbitrary zero, of which no share can be taken."""


def _kept(facts: Facts, now: Fraction, target: Quantity, better: str | None, comparator: str | None) -> bool | None:
    """Tell whether a value keeps a promise; on the better side of a range or of an approximate number it does."""
    slack = Fraction(0)
    if comparator == "about":
        promised = Fraction(0) if target.unit in _LEVELS else target.number
        if facts.has("change_of"):
            promised = target.number - in_unit(facts.one("baseline"), target.unit)
        slack = abs(promised) * _ABOUT
    test = better if comparator in (None, "about", "between") and better is not None else comparator
    if test == "better_than":
        test = None if better is None else "more_than" if better == "higher" else "less_than"
    if test == "between" and facts.has("low") and facts.has("high"):
        return in_unit(facts.one("low"), target.unit) <= now <= in_unit(facts.one("high"), target.unit)
    tests: dict[str | None, bool] = {
        "about": abs(now - target.number) <= slack,
        "at_least": now >= target.number - slack,
        "higher": now >= target.number - slack,
        "at_most": now <= target.number + slack,
        "lower": now <= target.number + slack,
        "more_than": now > target.number,
        "less_than": now < target.number,
    }
    return tests.get(test)


_WORST = ("regressed", "breached", "behind", "unknown", "on_track", "held", "met")


def _of_parts(facts: Facts) -> Came:
    found = [one.verdict for one in facts.came.get("part", ()) if one is not None and one.verdict is not None]
    if not found or not set(found) <= set(_WORST):
        raise Cannot(say("verify.input_missing", name="part"))
    return Came(verdict=(min if facts.rule == "verdict_of_all" else max)(found, key=_WORST.index))


def _satisfaction(facts: Facts) -> Came:
    [verdict] = [one.verdict for one in facts.came.get("verdict", ()) if one is not None] or [None]
    if verdict in ("met", "held", "breached"):
        return _exactly(Fraction(int(verdict != "breached")))
    if not facts.has("share"):
        return _UNKNOWN
    return _exactly(min(max(facts.one("share").number, Fraction(0)), Fraction(1)))


def _exactly(share: Fraction) -> Came:
    return Came(share, "", share, share, Fraction(1))


# --- what parts make of a whole ---

_UNKNOWN = Came(None, "", Fraction(0), Fraction(1), Fraction(0))


def _stated(facts: Facts) -> Came:
    done = in_unit(facts.one("done"), "%") / 100 if facts.one("done").unit else facts.one("done").number
    return capped(_exactly(min(max(done, Fraction(0)), Fraction(1))), facts)


def _finished(facts: Facts) -> Came:
    end = facts.word("finished")
    if _last(end) > _day(facts.word("day")):
        raise Cannot(say("verify.not_finished", day=end))
    return _exactly(Fraction(1))


def _last(period: str) -> dt.date:
    """Return the last day of a year, month or day, or of a stretch of them."""
    parts = [int(one) for one in period.rpartition("/")[2].split("T")[0].split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def _joined(facts: Facts) -> Came:
    parts = [one if one is not None and one.low is not None else _UNKNOWN for one in facts.came.get("part", ())]
    weights = [facts.weights[id].number if id in facts.weights else None for id in facts.of]
    if len(weights) != len(parts):
        raise Cannot(say("verify.input_missing", name="part"))
    if facts.rule == "contributions":
        return capped(_signed(parts, weights), facts)
    pairs = [(one, Fraction(1) if weight is None else weight) for one, weight in zip(parts, weights, strict=True)]
    helping = [(one, weight) for one, weight in pairs if weight > 0]
    if not helping:
        return capped(_UNKNOWN, facts)
    whole = sum((weight for _, weight in helping), Fraction(0))
    if facts.rule in ("all", "any"):
        pick = min if facts.rule == "all" else max
        low, high = (pick(one[end] for one, _ in helping) for end in (2, 3))  # type: ignore[type-var]
        known = sum((weight * (one.coverage or 0) for one, weight in helping), Fraction(0)) / whole
        return capped(_bounded(low, high, known), facts)  # type: ignore[arg-type]
    low, high = _ends(pairs)
    every = sum((abs(weight) for _, weight in pairs), Fraction(0))
    known = sum((abs(weight) * (one.coverage or 0) for one, weight in pairs), Fraction(0)) / every
    return capped(_bounded(_clipped(low / whole, 0), _clipped(high / whole, 0), known), facts)


def _ends(pairs: Sequence[tuple[Came, Fraction]]) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for one, weight in pairs:
        least, most = one.low or Fraction(0), one.high or Fraction(0)
        low += weight * (least if weight > 0 else most)
        high += weight * (most if weight > 0 else least)
    return low, high


def _signed(parts: Sequence[Came], weights: Sequence[Fraction | None]) -> Came:
    pairs = [(one, weight) for one, weight in zip(parts, weights, strict=True) if weight is not None]
    low, high = _ends(pairs)
    silent = [one for one, weight in zip(parts, weights, strict=True) if weight is None]
    low += sum((min(Fraction(0), one.low or Fraction(0)) for one in silent), Fraction(0))
    high += sum((max(Fraction(0), one.high or Fraction(0)) for one in silent), Fraction(0))
    every = sum((abs(weight) for _, weight in pairs), Fraction(0)) + len(silent)
    if not every:
        return _UNKNOWN
    known = sum((abs(weight) * (one.coverage or 0) for one, weight in pairs), Fraction(0)) / every
    return _bounded(_clipped(low, -1), _clipped(high, -1), known)


def _clipped(value: Fraction, least: int) -> Fraction:
    return min(max(value, Fraction(least)), Fraction(1))


def _bounded(low: Fraction, high: Fraction, coverage: Fraction) -> Came:
    return Came(low if low == high else None, "", low, high, coverage)


def capped(made: Came, facts: Facts) -> Came:
    """Return a share that is at most what is known of each that must be finished first."""
    assert made.low is not None
    assert made.high is not None
    caps = [one.low for one in facts.came.get("after", ()) if one is not None and one.low == one.high]
    known = [one for one in caps if one is not None]
    if not known or min(known) >= made.high:
        return made
    return _bounded(min(made.low, min(known)), min(known), made.coverage or Fraction(0))


# --- sums ---


def _sum(facts: Facts) -> Came:
    parts = facts.numbers.get("part", ())
    if not parts:
        raise Cannot(say("verify.input_missing", name="part"))
    unit = facts.words.get("unit", parts[0].unit)
    return Came(sum((in_unit(one, unit) for one in parts), Fraction(0)), unit)


def _quota(facts: Facts) -> Came:
    whole = facts.one("whole")
    parts = [in_unit(one, whole.unit) for one in facts.numbers.get("part", ())]
    if not parts:
        raise Cannot(say("verify.input_missing", name="part"))
    if facts.rule == "quota_mean":
        units = [facts.weights[id] for id in facts.of if id in facts.weights]
        if len(units) != len(parts):
            raise Cannot(say("verify.input_missing", name="weight"))
        weights = [in_unit(one, units[0].unit) for one in units]
        mean = sum((one * weight for one, weight in zip(parts, weights, strict=True)), Fraction(0)) / sum(weights)
        return Came(whole.number - mean, whole.unit)
    kept = in_unit(facts.one("reserve"), whole.unit) if facts.has("reserve") else Fraction(0)
    return Came(whole.number - sum(parts, Fraction(0)) - kept, whole.unit)


RULES: Mapping[str, Callable[[Facts], Came]] = {
    **dict.fromkeys(
        (
            "relative_change",
            "relative_change_by_year",
            "absolute_change",
            "absolute_change_by_year",
            "change_itself",
            "change_itself_by_year",
        ),
        _change,
    ),
    "share_of_way": _share,
    **dict.fromkeys(("time_linear", "time_geometric", "time_step"), _time),
    "verdict": _verdict,
    **dict.fromkeys(("verdict_of_all", "verdict_of_any"), _of_parts),
    "satisfaction": _satisfaction,
    "stated": _stated,
    "finished": _finished,
    **dict.fromkeys(("mean", "all", "any", "contributions"), _joined),
    "sum_once": _sum,
    **dict.fromkeys(("quota_sum", "quota_mean"), _quota),
}
"""Every rule that is computed again."""
