"""Values without a verb of their own, which the verb before them governs: 新增景区2家、度假区10家; by 8 % and 16 %."""

from __future__ import annotations

import re
from itertools import pairwise

import attrs

from planmodel.expression import expression
from planmodel.model.targets import Change, Commitment, Level
from planmodel.phrases.beside import OUTPUTS
from planmodel.phrases.clauses import Clause
from planmodel.phrases.moves import OF_SHARES
from planmodel.phrases.naming import GAINED, WITHOUT_VERB
from planmodel.phrases.readings import Reading, Said, alike, striven_for
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.remainders import SHARES

__all__ = [
    "base_behind",
    "counted_on",
    "elided",
    "gained_with",
    "part_of_a_count",
    "since",
    "with_shared_object",
    "with_verb",
    "without_base",
]


def base_behind(one: Said, readings: list[Reading]) -> int | None:
    """Return the year that a whole list counts from, behind its last value: by 8% in 2020 and 16% in 2030 from 2005."""
    base = one.clause.roles.get("base")
    listed_on = one.clause.joint == "SEP" and (
        one.clause.form == "elided" or (one.clause.form == "bare" and not one.subject)
    )
    changes = bool(readings) and isinstance(readings[-1].commitment, Change)
    return int(base.text) if base is not None and listed_on and changes else None


def without_base(clause: Clause) -> Clause:
    """Return a clause without the year that its value counts from."""
    return clause._replace(roles={role: word for role, word in clause.roles.items() if role != "base"})


def since(reading: Reading, base: int) -> Reading:
    """Return a reading whose change counts from a year, where it names none itself."""
    change = reading.commitment
    if not isinstance(change, Change) or change.since is not None:
        return reading
    return reading._replace(commitment=attrs.evolve(change, since=base))


def gained_with(before: Clause, clause: Clause) -> Clause:
    """Return a count behind and as one that the verb before it adds, too: build 5 schools and 20 clinics."""
    gained = before.roles.get("gained")
    alone = (
        clause.form in ("shared", "bare")
        and clause.joint == "SEP"
        and not {"verb", "doing", "gained"} & clause.roles.keys()
    )
    if gained is None or gained.text.lower() not in OUTPUTS or not alone:
        return clause
    return clause._replace(roles={**clause.roles, "gained": gained})


def part_of_a_count(clause: Clause) -> str:
    """Return what an English share of what the clause before it counts is like, or "": 70% will be for social rent."""
    rest, unit = clause.parts.get("rest", ()), clause.roles.get("unit")
    if clause.form not in ("shared", "bound") or clause.parts.get("what") or unit is None or unit.text not in SHARES:
        return ""
    if len(rest) > 1 and rest[0].text.lower() == "of" and rest[1].text.lower() in _OF_THEM:
        return " ".join(one.text for one in rest[2:])  # 35% of them affordable
    of_it = bool(rest) and (
        rest[0].text.lower() in _WILL or (clause.within and rest[0].text.lower() in ("to", "for", "in"))
    )
    return _WILL_BE.sub("", " ".join(one.text for one in rest)) if of_it else ""


_OF_THEM = frozenset({"them", "these", "those", "which"})
_WILL = frozenset({"will", "shall", "should", "must"})
_WILL_BE = expression(r"^(?:(?:will|shall|should|must|to|be)\s+)+", re.IGNORECASE)


def with_verb(before: Clause, one: Said) -> Said:
    """Return a count behind 、 with the verb that governs the list: 治理沙化土地150万亩、水土流失面积2000平方公里."""
    moved = before.roles.get("up") or before.roles.get("down") if before.form == "change" else None
    verb = before.roles.get("do") if before.form == "made" else moved
    unit = one.clause.roles.get("unit")
    if verb is None or unit is None or verb.text.isascii():
        return one
    own = before.roles.get("unit")
    alike_in_unit = own is not None and own.text == unit.text and not OF_SHARES.search(one.subject)
    if verb is moved and not before.parts.get("object") and alike_in_unit:  # 粮食增产5万吨、油料产量10万吨
        return one._replace(clause=one.clause._replace(form="", doubt=Doubt("level_or_change", (verb.text,))))
    if not before.parts.get("object") or (unit.text in SHARES and not (verb is moved and alike_in_unit)):
        return one
    if one.subject in _OF_IT:  # 新建海洋牧场10个、面积5万亩
        one = one._replace(subject=f"{''.join(word.text for word in before.parts['object'])}{one.subject}")
    if verb is moved:  # 新增景区2家、度假区10家
        named = f"{verb.text}{one.subject}" if verb.text.startswith(GAINED) else one.subject
        return one._replace(clause=one.clause._replace(form="listed"), subject=named)
    gained = verb.text not in WITHOUT_VERB
    paced = {role: word for role, word in before.roles.items() if role in ("yearly", "yearly1", "yearly2")}
    roles = {**paced, **one.clause.roles, "do": verb}
    clause = one.clause._replace(roles=roles, form="listed" if one.clause.form == "bare" else one.clause.form)
    ahead = "".join(word.text for word in before.parts.get("what", ()))
    each = ahead if _FOR_EACH.match(ahead) else ""  # 每万人拥有医师3人、护士4人
    return one._replace(clause=clause, subject=f"{each}{verb.text}{one.subject}" if gained else one.subject)


_FOR_EACH = expression("每|[人户]均|平均每")
"""How what stands for each of something begins."""


_OF_IT = frozenset(
    {"面积", "规模", "长度", "里程", "总长", "总面积", "总长度", "容量", "装机", "总投资", "投资", "床位", "建筑面积"}
)
"""What is measured of a thing that was named before."""


def with_shared_object(said: list[Said]) -> list[Said]:
    """Return clauses with what two verbs are done to, behind the second: 建成10亿亩并改造提升1亿亩高标准农田."""
    out = list(said)
    for at, (one, other) in enumerate(pairwise(said)):
        alone = one.clause.form == other.clause.form == "made" and not _OBJECTS & one.clause.parts.keys()
        behind = other.clause.parts.keys() & _OBJECTS == {"rest"} and other.clause.joint == "AND"
        if alone and behind and other.subject:
            verbs = [each.clause.roles["do"].text.removeprefix("累计") for each in (one, other)]
            out[at : at + 2] = [
                each._replace(subject=f"{verb}{other.subject}") for each, verb in zip((one, other), verbs, strict=True)
            ]
    return out


_OBJECTS = frozenset({"what", "object", "rest"})


def elided(readings: list[Reading], reading: Reading) -> Reading:
    """Return a value without a verb as the change that stands before it."""
    last = readings[-1].commitment if readings else None
    if isinstance(last, Change) and reading.doubt is None:
        commitment = alike(last, reading.commitment)
        if isinstance(commitment, Change):
            return reading._replace(commitment=commitment)
    doubt = reading.doubt or Doubt("no_direction")
    return reading._replace(commitment=doubt.unread(), doubt=doubt)


_COUNTED = frozenset({"made", "change", "listed", "shared"})


def counted_on(readings: list[Reading], reading: Reading, clause: Clause) -> Reading:
    """Return a count behind a name that no verb leads to as one more of what the clause before it counts, or a part."""
    last = readings[-1] if readings else None
    if (
        last is not None
        and last.stretch is not None
        and ((clause.joint == "SEP" and last.form in _COUNTED) or clause.within)
    ):  # 力争培育企业2400家、小巨人200家
        firm = counted_on(
            [last._replace(commitment=_firm(last), doubt=None, stretch=None)],
            reading._replace(commitment=_firm(reading), doubt=None, stretch=None),
            clause,
        )
        return striven_for(firm) if firm.doubt is None else firm
    count = reading.commitment
    counted = last is not None and (clause.within or last.form in _COUNTED) and not _is_share(count)
    same = last is not None and isinstance(count, Level) and _unit_of(last.commitment) == count.value.unit
    part = clause.within and last is not None and last.doubt is None and last.form in _COUNTED  # 项目100个，其中水库7座
    governed = clause.joint == "SEP" and last is not None and last.doubt is None  # 新建公园300个、绿道500公里
    if counted and isinstance(count, Level) and last is not None and (same or governed or part):
        return reading._replace(commitment=_counted_alike(last.commitment, count))
    doubt = reading.doubt or Doubt("unknown", (reading.subject,))
    return reading._replace(commitment=doubt.unread(), doubt=doubt, subject="")


def _firm(reading: Reading) -> Commitment:
    return reading.stretch if reading.stretch is not None else reading.commitment


def _counted_alike(first: Commitment, count: Level) -> Commitment:
    """Return a count as one more of what is gained, in whatever unit: 新建公园300个、绿道500公里."""
    if not isinstance(first, Change) or first.relative:
        return alike(first, count)
    return attrs.evolve(first, value=count.value, high=count.high, comparator=count.comparator)


def _unit_of(commitment: Commitment) -> str | None:
    return commitment.value.unit if isinstance(commitment, Level | Change) else None


def _is_share(commitment: Commitment) -> bool:
    amount = commitment.value if isinstance(commitment, Level) else None
    return amount is not None and (amount.is_convertible_to("%") or amount.is_convertible_to("个百分点"))
