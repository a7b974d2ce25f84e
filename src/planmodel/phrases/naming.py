"""What a clause is about: its whole subject, the names in a list with head and tail restored, and its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from planmodel.expression import expression
from planmodel.model.subjects import part_named
from planmodel.phrases.clauses import Clause
from planmodel.phrases.english_subjects import english_subject
from planmodel.phrases.grammar import Language, letters_of
from planmodel.phrases.moves import begins_a_name
from planmodel.phrases.name_lists import JOINT, list_parts
from planmodel.phrases.tokens import Token

__all__ = [
    "GAINED",
    "WITHOUT_VERB",
    "has_verb",
    "is_group",
    "named_alike",
    "named_for_group",
    "part_in",
    "place_of",
    "subject_of",
    "with_subject",
]

_MADE_OBJECT = expression(
    r"^(?:力争|争取|努力|确保)?(?:将(?![军来近乐要会于]|士|领|相|帅)|把(?![关握手控])|使(?![用馆命者节团得]))(?=[一-鿿A-Za-z].)"
)
"""A word that puts an object before its verb, and is no part of its name: 将审查周期压减至4个月."""
_BEHIND_A_NAME = expression(
    "(?<=..)(?:按?(?:同口径|可比口径|可比价格?)(?:计算)?|、?(?:只增不减|只减不增|稳步增长|稳中有升|逐年提高)|[与和同]|较)$"
)
"""Words between a name and its verb that are no part of it: 收入同口径增长5%."""
_RATES_OF_CHANGE = frozenset({"增速", "增幅", "降幅", "涨幅", "跌幅", "升幅", "减幅"})
"""Words of change that another verb makes a name: 降幅收窄至5%, not 增速5%."""
_DURATION = expression(r"(?:[一两二三四五六七八九十]+|\d+)年[内间]?")
_EMPTY = frozenset({"", "的", "量", "率"})
_LEADING = ("ENSURE", "REACH", "OF", "HELD", "TO", "CUMULATIVE", "DONE", "MARK", "TREND")
"""Kinds of words that lead to a name; of the verbs of change those that are trends as well (提高, not 新增 or 节约)."""


def subject_of(clause: Clause, language: Language = "zh") -> str:
    """Return what a clause is about, in the order of its words; ``""`` when it names nothing."""
    if language == "en":
        return english_subject(clause)
    parts, roles = clause.parts, clause.roles
    before = [
        *parts.get("what0", ()),
        *_stripped(parts.get("what", ())),
        *(_stripped(parts["what2"]) if "what2" in parts else ()),
        *parts.get("naming", ()),
        *([roles["rate"]] if "rate" in roles else ()),
    ]
    if not _names(before) and not any(word.text in _RATES_OF_CHANGE for word in before):
        before = []
    if clause.form == "assigned" and not before:
        before = _of_a_task(clause.parts.get("rest", ()))
    object_, rest = _object_of(clause, before), list(parts.get("rest", ()))
    if clause.form in _WORDS_ONLY or (before and clause.form in ("level", "change")) or object_:
        rest = []
    if clause.form == "trend" and not before:
        before = [word for word in parts.get("rest", ()) if "TREND" not in word.values]  # 有效遏制O3浓度增长趋势
    if clause.form == "made" and not object_ and not rest and "do" in roles:
        named = roles["do"].text not in _HAVING and (bool(before) or len(roles["do"].text) > 2)
        object_ = [roles["do"]] if named else []  # 水土流失治理10万平方公里, not 每千人口拥有3.5名
    share = roles["unit"].text == "%" if "unit" in roles else False
    if "do" in roles and share and rest and rest[0].text == "的" and not object_:
        rest = [roles["do"], *rest[1:]]  # 覆盖80%以上的大城市
    behind = list(parts.get("rest", ()))
    if names_a_part(behind):
        rest = behind if before or object_ else behind[1:-1]
    words = [*before, *object_, *rest]
    text = _text(words)
    named = _names(words) or text in _RATES_OF_CHANGE
    if clause.form == "portion" and text.endswith("占"):  # 护理型床位占60%
        text += "比"
    return "" if text in _EMPTY or not named or _DURATION.fullmatch(text) is not None else text


def _object_of(clause: Clause, before: Sequence[Token]) -> list[Token]:
    """Return what a verb of a clause is done to, with the verb where it is part of what is counted."""
    roles = clause.roles
    object_ = list(clause.parts.get("object", ()))
    behind = list(clause.parts.get("rest", ()))
    if object_ and behind and all("SCOPE" in word.values for word in object_):
        return [*object_, *behind]  # 完成全省3万户农村危房改造
    leads = bool(object_) and ("DOTS" in object_[-1].values or object_[-1].text == "的")
    leads = leads or (clause.form == "made" and any(word.text == "、" for word in object_) and _names(behind[-1:]))
    if behind and (leads or (object_ and all(word.values and _ACTS.issuperset(word.values) for word in object_))):
        return []  # 引进和培育150家企业, 实施包头、阿拉善等6个生态修复工程
    if object_ and "do" in roles and roles["do"].text not in WITHOUT_VERB:
        object_ = [roles["do"], *object_]  # 接待旅游总人数
    if object_ and "up" in roles and roles["up"].text.startswith(GAINED):
        return [roles["up"], *object_]
    return [roles.get("up") or roles["down"], *object_] if object_ and begins_a_name(clause) else object_


def _of_a_task(rest: Sequence[Token]) -> list[Token]:
    """Return what a task that others set is about: 完成国家下达粮食播种面积目标任务."""
    end = len(rest)
    while end and not {"TASK", "GIVEN", "ASSIGN", "OF"}.isdisjoint(rest[end - 1].values):
        end -= 1
    named = list(rest[:end])
    if not _names(named) or end == len(rest):
        return []
    return [*named, rest[end]._replace(text="减排")] if rest[end].text.startswith("减排") else named  # 降碳减排任务


def has_verb(clause: Clause, language: Language = "zh") -> bool:
    """Return whether what a clause names does something itself, so that no number of another clause is of it.

    城市实现河面无漂浮物, not 实现森林覆盖率: a verb at the head leads to a name.
    """
    words = _stripped(clause.parts.get("what", ()))
    verbs = letters_of(language, "ENSURE", "REACH") - letters_of(language, "NAMED", "NOUN", "SUBJECT", "SCOPE")
    return language == "zh" and any(word.letter in verbs for word in words)


_NAMING = frozenset({"NOUN", "NAMED", "SUBJECT", "SCOPE", "OF", "SEP", "AUTHORITY", "OPEN", "CLOSE"})
_SOME = ("部分", "个别", "少数", "大多", "有条件")


def names_a_part(rest: Sequence[Token]) -> bool:
    """Return whether the words behind a value are a name in brackets, the part that it holds for: 90%（城区）."""
    if len(rest) < 3 or rest[0].text != "(" or rest[-1].text != ")":
        return False
    text = "".join(word.text for word in rest)
    plain = all(_NAMING.issuperset(word.values) for word in rest)
    return plain and not any(sign.isdigit() for sign in text) and not any(one in text for one in _SOME)


WITHOUT_VERB = frozenset({"完成", "累计完成", "实现", "累计实现"})
_HAVING = frozenset({"拥有", "建有", "保有", "配备", "配置", "配齐"})
GAINED = ("新", "净增", "累计新增", "累计增加")
_ACTS = frozenset({"DO", "DONE", "TREND", "SEP"})
_WORDS_ONLY = frozenset(
    {
        "relative",
        "keepup",
        "faster",
        "trend",
        "grade",
        "standard",
        "norm",
        "assigned",
        "asbefore",
        "equal",
        "paced",
        "peer",
    }
)


class _Letters(NamedTuple):
    """The letters of the words that name something, that lead to a name, and that follow one."""

    graded: frozenset[str]
    of: frozenset[str]
    leading: frozenset[str]
    trailing: frozenset[str]
    naming: frozenset[str]


@cache
def _letters() -> _Letters:
    def of(*kinds: str) -> frozenset[str]:
        return letters_of("zh", *kinds)

    return _Letters(
        graded=of("GRADE"),
        of=of("OF"),
        leading=of(*_LEADING) - of("SUBJECT", "NAMED", "NOUN", "SCOPE"),
        trailing=of("ENSURE", "EACH", "REACH", "HELD") - of("NAMED", "NOUN", "DO"),
        naming=of("OTHER", "NAMED", "NOUN", "SUBJECT", "SCOPE", "GRADE", "WATER", "DO", "BODY", "AUTHORITY"),
    )


def _text(words: list[Token]) -> str:
    letters = _letters()
    while words and words[0].letter in letters.of:
        words = words[1:]
    while words and words[-1].letter in letters.of:
        words = words[:-1]
    text = "".join([f"{word.text}类" if word.letter in letters.graded else word.text for word in words]).strip("、")
    text = _BEHIND_A_NAME.sub("", text)
    return _MADE_OBJECT.sub("", text if text.endswith("年平均") else text.removesuffix("平均"))


def _stripped(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return words without the verbs and adverbs that lead to the name or follow it: 推动, 确保, 实现, 应, 均."""
    leading, trailing = _letters().leading, _letters().trailing
    start, end = 0, len(words)
    while start < end and words[start].letter in leading:
        start += 1
    while end > start and words[end - 1].letter in trailing:
        end -= 1
    return words[start:end]


def _names(words: list[Token]) -> bool:
    """Return whether one of the words names something, rather than 稳定 or 总体."""
    naming = _letters().naming
    return any(word.letter in naming for word in words)


# --- lists of names ---


_OF_WHAT_WAS_NAMED = frozenset({"总量", "总数", "总规模", "总额", "占比", "数量"})


_MEASURES_ALONE = frozenset({"产值", "总产值", "面积", "产量", "增加值", "销售额", "销售收入"})
_ENDS_IN_A_MEASURE = expression("(?:种植|养殖|播种)?(?:总产值|产值|总面积|面积|总产量|产量|增加值|规模)$")


def with_subject(subject: str, last: str) -> str:
    """Return a subject that is only a place together with what was said of another: 京津冀区域 (达到95%).

    Parameters:
        subject: what the clause names.
        last: the whole subject before it.
    """
    if (subject.startswith("占") or subject in _OF_WHAT_WAS_NAMED) and last:
        return last if last.endswith(subject) else f"{last}{subject}"
    stem = _ENDS_IN_A_MEASURE.sub("", last) if subject in _MEASURES_ALONE else last
    if len(stem) < len(last) and len(stem) > 1 and not last.endswith(subject):  # 林下经济面积260万亩、产值130亿元
        return f"{stem}{subject}"
    place = list_parts()["place"].match(subject)
    if place is None or subject[place.end() :] not in ("", "区域", "地区", "等"):
        return subject
    return f"{place[0]}{place_of(last)[2]}" if last else subject


_GROUP = expression(
    r"(?:[一-鿿]{0,6})(?:人群|群体|贫困地区|民族地区|革命老区|农村地区|城市地区)|(?:县级及?以上|地级及?以上|县级|地级|设区|中心|重点|其他|其它|规模以上)?(?:农村|城镇|城市"
    r"|县城|乡镇|乡村|山区|牧区|老年人|残疾人|孕产妇|儿童|妇女|高校|小学|初中|高中|中小学|医院|机关|女性|男性)"
)


def is_group(subject: str) -> bool:
    """Return whether a subject is a sort of people or places alone, which a share can be of: 重点人群, 农村."""
    return _GROUP.fullmatch(subject) is not None


def named_alike(subject: str, named: str) -> str | None:
    """Return what is named of a thing where another of its sort is named whole.

    Example:
        >>> named_alike("省考断面", "国考断面水质优良比例")
        '省考断面水质优良比例'
    """
    sort = subject[-2:]
    at = named.find(sort, 1, 10) if len(subject) > 2 else -1
    if at < 0 or not 1 < len(subject) < 9 or not _ENDS_IN_A_SHARE.search(named[at + 2 :]):
        return None
    return f"{subject}{named[at + 2 :]}"


_ENDS_IN_A_SHARE = expression("(?:率|比例|比重|占比)$")


def named_for_group(group: str, named: str) -> str:
    """Return what is named of a group where another name is whole.

    Example:
        >>> named_for_group("农村", "自来水普及率"), named_for_group("初中", "校际差异系数小学")
        ('农村自来水普及率', '校际差异系数初中')
    """
    last = next((at for at in range(2, len(named)) if is_group(named[at:])), None)
    if last is not None:
        return f"{named[:last]}{group}"
    name = place_of(named)[2]
    first = next((end for end in range(len(name) - 2, 1, -1) if is_group(name[:end])), 0)
    return f"{group}{name[first:]}"  # 地级以上城市黑臭水体消除比例, and of 县级城市


def place_of(subject: str) -> tuple[str | None, str | None, str]:
    """Return the place and the sector that a subject begins with, and what is left of it.

    Example:
        >>> place_of("北京市细颗粒物年均浓度"), place_of("工业领域设备投资规模")
        (('北京市', None, '细颗粒物年均浓度'), (None, '工业领域', '设备投资规模'))
    """
    parts = list_parts()
    place = parts["places"].match(subject) or parts["place"].match(subject)
    rest = subject[place.end() :].removeprefix("的").removeprefix("实现") if place is not None else subject
    if not rest or JOINT.match(rest):  # 北京、滨海新区人口: a list of which not every place is known
        return None, None, subject
    sector = parts["sector"].match(rest)
    if sector is not None and len(sector[0]) < len(rest):
        return place[0] if place is not None else None, sector[0], rest[sector.end() :].removeprefix("的")
    return place[0] if place is not None else None, None, rest


def part_in(subject: str, language: Language = "zh") -> str | None:
    """Return the place, sector or sort of people that a subject without an indicator's name narrows a number to.

    Example:
        >>> part_in("山区"), part_in("北京市细颗粒物年均浓度"), part_in("森林覆盖率")
        ('山区', '北京市', None)
    """
    if language == "en":
        return None
    parts = list_parts()
    place, sector, _ = place_of(subject)
    if place is None and sector is None:
        alone = any(parts[sort].fullmatch(subject) for sort in ("kind", "region", "place"))
        return part_named(subject, ()) if alone else None
    named = "".join(word for word in (place, sector) if word)
    return part_named(named, ())
