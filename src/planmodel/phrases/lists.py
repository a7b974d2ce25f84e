"""Lists: 分别下降8%、10%, one value for several names, names whose head and tail belong to every member."""

from __future__ import annotations

import attrs

from planmodel.model.targets import Change, Commitment, Comparator, Level
from planmodel.phrases.clauses import Clause
from planmodel.phrases.context import Context
from planmodel.phrases.grammar import Language
from planmodel.phrases.measures import SCALE, SCALES
from planmodel.phrases.name_lists import is_measure, names_in
from planmodel.phrases.readings import Reading, Said, alike, reading_of, striven_for
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.remainders import SHARES
from planmodel.phrases.worded import comparator_of
from planmodel.words import say

__all__ = ["list_length", "listed"]

_NUMBERED = frozenset({"bare", "bound", "level", "change", "made", "shared", "reduced", "summed"})


def list_length(said: list[Said], at: int) -> int:
    """Return how many clauses from here on are the places of one list."""
    first = said[at].clause
    if first.form not in _NUMBERED and first.form != "grade":
        return 1
    apart = first.together
    end = at + 1
    while end < len(said) and _is_place(said[end], first, apart=apart):
        end += 1
    return end - at


def _is_place(one: Said, first: Clause, *, apart: bool) -> bool:
    clause = one.clause
    if one.subject or clause.stretch or clause.firm or clause.doubt is not None or clause.year is not None:
        return False
    if clause.together:
        return False  # …分别降低到120、65立方米，均比2008年降低50%: of all of them once more
    before = clause.roles.get("before")
    unit = clause.roles.get("unit")
    measured = unit is not None and unit.text not in SHARES
    if measured and before is not None and before.text in _VERBS and first.form == "change":
        return False  # 新增800公里、突破5000公里: how far it grows
    if "verb" in clause.roles or "doing" in clause.roles:
        return False
    if clause.form not in ("bare", "bound", "grade", "bracket") and not (apart and clause.form in ("change", "level")):
        return False
    return clause.joint == "SEP" or (apart and clause.joint == "STOP")


_VERBS = frozenset({"突破", "超过", "超", "跨越", "跨过", "越过", "迈过", "超出", "高于", "高出"})
"""Comparators that are verbs of a value that is reached."""


_LONGEST_NAME = 6
"""Of a member of a list that does not say itself what is measured: 氨氮, 二氧化硫."""


def listed(said: list[Said], waiting: tuple[str, ...], context: Context, language: Language) -> list[Reading]:
    """Return the places of a list, or nothing when it is no list."""
    head = said[0]
    names = _names_of_all(said, waiting, context, language)
    if len(said) == 1 and (len(names) < 2 or (head.clause.doubt is not None)):
        return []
    if len(said) > 1 and len(names) > 1 and len(names) != len(said):
        doubt = Doubt("list_length", (len(said), len(names)))
        whole = Reading(head.clause.start, said[-1].clause.end, head.subject, doubt.unread(), doubt, head.year)
        return [whole._replace(promised=head.promised, form="list")]
    framed = _frame(said)
    trailing = _trailing(said) if framed is None else ""
    unit = next((one.clause.roles["unit"].text for one in reversed(said) if "unit" in one.clause.roles), None)
    if unit is not None and _without_scale(unit):
        said = [_with_scale_of(one, unit) for one in said]
        head = said[0]
    years = head.clause.years
    if years and (len(years) != len(said) or len(names) > 1):
        return []
    said = [one._replace(clause=one.clause._replace(years=())) for one in said]
    head = said[0]
    first = reading_of(head, context, unit)
    readings = []
    for number in range(max(len(said), len(names))):
        one = said[number] if number < len(said) else head
        reading = first if one is head else reading_of(one, context, unit)
        commitment = first.commitment if one is head else alike(_firm(first), _firm(reading))
        if framed is not None and isinstance(commitment, Level | Change):
            commitment = attrs.evolve(commitment, comparator=framed)
        reading = reading._replace(
            start=head.clause.start,
            end=said[-1].clause.end,
            subject=names[number] if len(names) > 1 else head.subject,
            year=years[number] if years else one.clause.year if one.clause.year is not None else head.year,
            note=say("phrase.in_list", n=number + 1, all=max(len(said), len(names)), trailing=trailing),
        )
        if one is not head and reading.doubt is None:
            reading = reading._replace(commitment=commitment)
            reading = striven_for(reading) if first.stretch is not None else reading
        elif reading.doubt is None and framed is not None:
            reading = reading._replace(commitment=commitment)
        readings.append(reading)
    return readings


def _without_scale(unit: str) -> str:
    scale = SCALE.match(unit)
    return unit[scale.end() :] if scale is not None and scale[0][-1] in "万亿" else unit


def _with_scale_of(one: Said, unit: str) -> Said:
    """Return a place of a list whose number has a scale alone with the unit of the last: 2亿 of 2亿和1亿千瓦."""
    own = one.clause.roles.get("unit")
    if own is None or own.text not in SCALES:
        return one
    whole = own._replace(text=own.text + _without_scale(unit))
    return one._replace(clause=one.clause._replace(roles={**one.clause.roles, "unit": whole}))


def _firm(reading: Reading) -> Commitment:
    return reading.stretch if reading.stretch is not None else reading.commitment


def _names_of_all(said: list[Said], waiting: tuple[str, ...], context: Context, language: Language) -> list[str]:
    """Return the names of a list: with those that wait before it, unless its own alone are as many as its values."""
    head = said[0]
    last = waiting[-1].rpartition("、")[2] if waiting else ""
    if head.subject and language == "zh" and len(last) > _LONGEST_NAME and not is_measure(last):
        waiting = ()  # 争取煤矿项目核准，原煤、原油产量分别达到…
    names = _names(head, waiting, context, language, one_value=len(said) == 1)
    if not head.subject or len(names) == len(said) or len(said) == 1:
        return names
    if waiting:
        own = _names(head, (), context, language, one_value=False)
        return own if len(own) == len(said) else names
    parted = head.subject.split("、") if language == "zh" else []  # 新增及更新公交车电动化比例、出租车电动化比例
    return parted if len(parted) == len(said) and all(map(is_measure, parted)) else names


def _names(head: Said, waiting: tuple[str, ...], context: Context, language: Language, *, one_value: bool) -> list[str]:
    if not head.subject and not waiting and context.name is not None:
        return names_in(context.name, language, one_value=one_value)
    listed = "、".join((*waiting, head.subject)) if head.subject else "、".join(waiting)
    return names_in(listed, language, one_value=one_value)


def _frame(said: list[Said]) -> Comparator | None:
    """Return the comparator that holds for a whole list: 分别不低于10%、8%, 分别控制在25、45以内.

    以上 behind the last place stays with that place where each has a unit of its own: a text does not say whether it is
    meant for all. Where the unit behind the last is that of all (2亿和1亿千瓦以上), 以上 is, too.
    """
    first, last = said[0].clause.roles, said[-1].clause.roles
    if len(said) < 2:
        return None
    if "before" in first and not any({"before", "after"} & one.clause.roles.keys() for one in said[1:]):
        comparator = comparator_of(first)
        return None if isinstance(comparator, Doubt) else comparator
    if "after" not in last or any("after" in one.clause.roles for one in said[:-1]):
        return None
    comparator = comparator_of(last)
    if isinstance(comparator, Doubt):
        return None
    units = [one.clause.roles.get("unit") for one in said[:-1]]
    shared = "unit" in last and all(unit is None or unit.text in SCALES for unit in units)  # 2亿和1亿千瓦以上
    return comparator if shared or ("held" in first and comparator == "at_most") else None


def _trailing(said: list[Said]) -> str:
    """Return the remark that what stands behind the last place alone (8%、10%以上) may be meant for every place."""
    last = said[-1].clause.roles
    bare = all(not {"before", "after"} & one.clause.roles.keys() for one in said[:-1])
    if len(said) < 2 or not bare or "after" not in last or "before" in last:
        return ""
    return f"; {last['after'].text} is read with the last alone and may be meant for all"
