"""What a clause is about: its whole subject, the names in a list with head and tail restored, and its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from planmodel.model.subjects import JOINING, part_named
from planmodel.phrases.clauses import Clause, letters_of
from planmodel.phrases.directions import BRACKETS
from planmodel.phrases.grammar import Language
from planmodel.phrases.moves import begins_a_name
from planmodel.phrases.tokens import Token

__all__ = ["GAINED", "WITHOUT_VERB", "has_verb", "names_in", "part_in", "place_of", "subject_of", "with_subject"]

_JOINT = re.compile(rf"[、,，;；/]|{JOINING}|或")
_ENGLISH_JOINT = re.compile(r", and |, | and | & ")
_LEADING_WORDS = re.compile(
    r"^(?:(?:take|bring|push|drive|of|in|the|a|an|our|its|their|to|for|from|that|is|be|are|for|all)\s+)+", re.IGNORECASE
)
_COUNTED = (
    r"(?!一)(?:(?:[2-9]|[1-9]\d|[一二两三四五六七八九十]+)个?(?:省区市|省市|省区|区县|县区|市县|县市|省|市|州|县|区|自治区|直辖市)"
    r"(?![域级间内长场民道])(?:[(（][^()（）]{1,12}[)）])?)+"
)
"""How many places a list names, behind it: 五省(市), 三省一市."""
_MADE_OBJECT = re.compile(
    r"^(?:力争|争取|努力|确保)?(?:将(?![军来近乐要会于]|士|领|相|帅)|把(?![关握手控])|使(?![用馆命者节团得]))(?=[一-鿿A-Za-z].)"
)
"""A word that puts an object before its verb, and is no part of its name: 将审查周期压减至4个月."""
_TRAILING_WORDS = re.compile(
    r"(?:\s+(?:to|of|at|by|in|the|a|an|is|are|be|held|kept|falls?|stays?|remains?|reach(?:es)?|down|up|average|extended|expanded|raised|increased|reduced|improved|maintained|will|shall|should|must))+$",
    re.IGNORECASE,
)
_RATES_OF_CHANGE = frozenset({"增速", "增幅", "降幅", "涨幅", "跌幅", "升幅", "减幅", "growth", "Growth"})
"""Words of change that another verb makes a name: 降幅收窄至5%, not 增速5%."""
_DURATION = re.compile(r"(?:[一两二三四五六七八九十]+|\d+)年[内间]?")
_EMPTY = frozenset({"", "的", "量", "率", "of", "the"})
_LEADING = ("ENSURE", "REACH", "OF", "HELD", "TO", "CUMULATIVE", "DONE", "MARK", "TREND")
"""Kinds of words that lead to a name; of the verbs of change those that are trends as well (提高, not 新增 or 节约)."""


def subject_of(clause: Clause, language: Language = "zh") -> str:
    """Return what a clause is about, in the order of its words; ``""`` when it names nothing."""
    parts, roles = clause.parts, clause.roles
    before = [
        *parts.get("what0", ()),
        *_stripped(parts.get("what", ()), language),
        *_stripped(parts.get("what2", ()), language),
        *parts.get("naming", ()),
    ]
    if not _names(before, language) and not any(word.text in _RATES_OF_CHANGE for word in before):
        before = []
    object_, rest = list(parts.get("object", ())), list(parts.get("rest", ()))
    if rest and object_ and all(_ACTS.issuperset(word.values) for word in object_):  # 新增完成8万个行政村环境整治
        object_ = []
    if object_ and "do" in roles and roles["do"].text not in WITHOUT_VERB:
        object_ = [roles["do"], *object_]  # 接待旅游总人数: the verb is part of what is counted
    if object_ and "up" in roles and roles["up"].text.startswith(GAINED):
        object_ = [roles["up"], *object_]
    elif object_ and begins_a_name(clause):
        object_ = [roles.get("up") or roles["down"], *object_]
    if (
        clause.form in _WORDS_ONLY
        or (before and clause.form in ("level", "change", "limited", "capped", "moved"))
        or object_
    ):
        rest = []
    if clause.form == "trend" and not before:
        before = [word for word in parts.get("rest", ()) if "TREND" not in word.values]  # 有效遏制O3浓度增长趋势
    if clause.form == "made" and not object_ and not rest and "do" in roles:
        named = roles["do"].text not in _HAVING and (bool(before) or len(roles["do"].text) > 2)
        object_ = [roles["do"]] if named else []  # 水土流失治理10万平方公里, not 每千人口拥有3.5名
    behind = list(parts.get("rest", ()))
    if names_a_part(behind):
        rest = behind if before or object_ else behind[1:-1]
    words = [*before, *object_, *rest]
    text = _text(words, language)
    if not text and language == "en":  # emissions should fall by 30%
        words = list(parts.get("ahead", ()))
        text = _text(words, language)
    named = _names(words, language) or text in _RATES_OF_CHANGE
    return "" if text in _EMPTY or not named or _DURATION.fullmatch(text) is not None else text


def has_verb(clause: Clause, language: Language = "zh") -> bool:
    """Return whether what a clause names does something itself, so that no number of another clause is of it.

    城市实现河面无漂浮物, not 实现森林覆盖率: a verb at the head leads to a name.
    """
    words = _stripped(clause.parts.get("what", ()), language)
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
_ACTS = frozenset({"DO", "DONE", "TREND"})
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
def _letters(language: Language) -> _Letters:
    def of(*kinds: str) -> frozenset[str]:
        return letters_of(language, *kinds)

    following = ("ENSURE", "EACH", "REACH", "HELD") if language == "zh" else ("ENSURE", "EACH")
    return _Letters(
        graded=of("GRADE"),
        of=of("OF"),
        leading=of(*_LEADING) - of("SUBJECT", "NAMED", "NOUN", "SCOPE"),
        trailing=of(*following) - of("NAMED", "NOUN", "DO"),
        naming=of("OTHER", "NAMED", "NOUN", "SUBJECT", "SCOPE", "GRADE", "WATER", "DO", "BODY", "AUTHORITY"),
    )


def _text(words: list[Token], language: Language) -> str:
    if language == "en":
        spaced = " ".join(word.text for word in words)
        spaced = spaced.replace(" ,", ",").replace("( ", "(").replace(" )", ")").strip(" ,")
        return _TRAILING_WORDS.sub("", _LEADING_WORDS.sub("", spaced))
    letters = _letters(language)
    while words and words[0].letter in letters.of:
        words = words[1:]
    while words and words[-1].letter in letters.of:
        words = words[:-1]
    text = "".join([f"{word.text}类" if word.letter in letters.graded else word.text for word in words]).strip("、")
    return _MADE_OBJECT.sub("", text)


def _stripped(words: tuple[Token, ...], language: Language) -> tuple[Token, ...]:
    """Return words without the verbs and adverbs that lead to the name or follow it: 推动, 确保, 实现, 应, 均."""
    leading, trailing = _letters(language).leading, _letters(language).trailing
    start, end = 0, len(words)
    while start < end and words[start].letter in leading:
        start += 1
    while end > start and words[end - 1].letter in trailing:
        end -= 1
    return words[start:end]


def _names(words: list[Token], language: Language) -> bool:
    """Return whether one of the words names something, rather than 稳定 or 总体."""
    naming = _letters(language).naming
    return any(word.letter in naming for word in words)


# --- lists of names ---


@cache
def _parts() -> dict[str, re.Pattern[str]]:
    lines = (files("planmodel.phrases") / "list_parts.txt").read_text(encoding="utf-8").splitlines()
    rows = dict(line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    tails = "|".join(sorted(rows["TAIL"].split(), key=len, reverse=True))
    sharing = "|".join(sorted(rows["SHARING"].split(), key=len, reverse=True))
    heads = "|".join(sorted(rows["HEAD"].split(), key=len, reverse=True))
    places = "|".join(sorted(rows["PLACE"].split(), key=len, reverse=True))
    broad = "|".join(sorted(rows["BROAD"].split(), key=len, reverse=True))
    place = (
        f"(?:(?:{broad})|(?:{places})(?:省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)?"
        f"|(?!重点|地级|县级|各地|设区|主要|大中|中心|区县)[一-鿿]{{2}}(?<![城都超股])市(?![场民政容区值级辖管属内外域直])|[一-鿿]{{2}}(?<![城郊各地])县(?![级域城区市]))+"
    )
    joined = f"(?:(?:[、,，和与及]|以及){place})"
    ending = f"(?:等?{_COUNTED}|等(?:省市|省份|省区|省|市|区域|地区|地)(?![级方区市]))"
    return {
        "tail": re.compile(f"(?:(?<=.)(?:{sharing}))*(?:{tails})+(?:下降|降低|减少|增长|提高)?$"),
        "head": re.compile(f"^(?:{heads})"),
        "kind": re.compile(f"^(?:{'|'.join(rows['KIND'].split())})"),
        "intense": re.compile(f"(?:{'|'.join(rows['INTENSE'].split())})$"),
        "place": re.compile(f"^{place}"),
        "places": re.compile(f"^{place}(?:{joined}*{ending}|{joined}+)"),
        "region": re.compile(f"^(?:{places})(?:省|市|自治区)?$|^[一-鿿]{{1,6}}(?:省|市|县|区|州|片区|地区)$"),
        "sector": re.compile(r"^[一-鿿]{2,6}(?:领域|行业|部门)"),
    }


def names_in(subject: str, language: Language = "zh", *, one_value: bool = False) -> list[str]:
    """Return the names in a subject that is a list, each whole: head and tail belong to every member.

    Parameters:
        subject: the subject as printed: 单位国内生产总值能耗和二氧化碳排放.
        language: its language.
        one_value: whether one value is for all of them, so that nothing tells how many they are.

    Example:
        >>> names_in("单位国内生产总值能耗和二氧化碳排放")
        ['单位国内生产总值能耗', '单位国内生产总值二氧化碳排放']
        >>> names_in("化学需氧量、氨氮排放总量")
        ['化学需氧量排放总量', '氨氮排放总量']
    """
    if language == "en":
        return [one.strip() for one in _ENGLISH_JOINT.split(subject) if one.strip()]
    hidden = BRACKETS.sub(lambda found: "\0" * len(found[0]), subject)
    cuts = [found.span() for found in _JOINT.finditer(hidden)]
    edges = [0, *(place for cut in cuts for place in cut), len(subject)]
    if _OF_ALL_LEVELS.search(subject) is not None:
        return [subject]
    together = _parts()["places"].match(subject)
    if together is not None and re.search(f"{_COUNTED}$", together[0]):
        return [subject]  # 北京、天津、河北三省(市)煤炭消费总量 is one number
    names = [subject[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    names = [name.removesuffix("等") for name in names]
    if len(names) < 2:
        return names
    return _headed(_tailed(_merged(names) if one_value else names))


_WHOLE = ("数", "率", "额", "值", "比")
"""How a name ends that needs no tail; 量 does not say: 化学需氧量 (排放总量)."""


def _joined(name: str, tail: str) -> str:
    """Return a name with a tail: 风电 and 发电装机容量 share 电."""
    shared = name.endswith("电") and tail.startswith("发电装机")
    return f"{name}{tail.removeprefix('发电') if shared else tail}"


_ORDINALS = frozenset("一二三四五甲乙丙丁")


_OF_ALL_LEVELS = re.compile(r"^[省市县区乡镇村]、[省市县区乡镇村](?:、?[省市县区乡镇村])*[两二三四五]级")
"""县、乡、村三级 are of one name."""


def _merged(names: list[str]) -> list[str]:
    """Return names with those that share what stands inside the list with the one behind them, as one name.

    新建城区、新建居住区设施达标率、设施覆盖率 are two names: what of 设施达标率 is of 新建城区 is not known.
    """
    tail = _parts()["tail"]
    merged: list[str] = []
    held: list[str] = []
    for number, name in enumerate(names):
        held.append(name)
        whole = tail.search(name) is not None or name.endswith(_WHOLE)
        if whole or number + 1 == len(names):
            merged += ["、".join(held)] if number + 1 < len(names) else held
            held = []
    return merged


def _tailed(names: list[str]) -> list[str]:
    """Return names with the tail of the last: 化学需氧量、氨氮排放总量 are both 排放总量."""
    parts = _parts()
    last = re.sub(r"^.*等(?=[一-鿿])", "", names[-1])
    if "等" in names[-1] and last != names[-1] and len(names[-1]) > len(last):
        head = names[-1][: len(names[-1]) - len(last)].removesuffix("等")
        names = [*names[:-1], head] if head else names[:-1]
        return [f"{name}{last}" for name in names]
    if all(parts["region"].match(name) for name in names[:-1]):
        place = parts["place"].match(names[-1])
        if place is not None and len(place[0]) < len(names[-1]):
            return [*(f"{name}{names[-1][place.end() :]}" for name in names[:-1]), names[-1]]
    kind = parts["kind"].match(names[-1])
    if kind is not None and all(parts["kind"].fullmatch(name) for name in names[:-1]):  # 城镇、农村居民收入
        return [*(f"{name}{names[-1][kind.end() :]}" for name in names[:-1]), names[-1]]
    if _ORDINALS.issuperset([*names[:-1], names[-1][:1]]):  # 一、二、三产业增加值, 甲、乙类传染病
        return [f"{name}{names[-1][1:]}" for name in names[:-1]] + names[-1:]
    tail = parts["tail"].search(names[-1])
    if tail is None or tail.start() == 0:
        return names
    behind, tailed = tail[0], names[-1:]
    for name in reversed(names[:-1]):  # of 小学、初中入学率、巩固率 the first two are 入学率
        own = parts["tail"].search(name)
        if own is not None and own.start():
            behind = own[0]
        tailed.append(name if own is not None or name.endswith(_WHOLE) else _joined(name, behind))
    return tailed[::-1]


def _headed(names: list[str]) -> list[str]:
    """Return names with the head of the first: 单位国内生产总值能耗和二氧化碳排放 are both per unit."""
    parts = _parts()
    head = parts["head"].match(names[0])
    if head is None or len(head[0]) == len(names[0]):
        return names
    return [
        names[0],
        *(
            f"{head[0]}{one}" if parts["intense"].search(one) and not parts["head"].match(one) else one
            for one in names[1:]
        ),
    ]


def with_subject(subject: str, last: str) -> str:
    """Return a subject that is only a place together with what was said of another: 京津冀区域 (达到95%).

    Parameters:
        subject: what the clause names.
        last: the whole subject before it.
    """
    if subject.startswith("占") and last:
        return f"{last}{subject}"
    place = _parts()["place"].match(subject)
    if place is None or subject[place.end() :] not in ("", "区域", "地区", "等"):
        return subject
    return f"{place[0]}{place_of(last)[2]}" if last else subject


def place_of(subject: str) -> tuple[str | None, str | None, str]:
    """Return the place and the sector that a subject begins with, and what is left of it.

    Example:
        >>> place_of("北京市细颗粒物年均浓度"), place_of("工业领域设备投资规模")
        (('北京市', None, '细颗粒物年均浓度'), (None, '工业领域', '设备投资规模'))
    """
    parts = _parts()
    place = parts["places"].match(subject) or parts["place"].match(subject)
    rest = subject[place.end() :].removeprefix("的") if place is not None else subject
    if not rest or _JOINT.match(rest):  # 北京、滨海新区人口: a list of which not every place is known
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
    parts = _parts()
    place, sector, _ = place_of(subject)
    if place is None and sector is None:
        alone = any(parts[sort].fullmatch(subject) for sort in ("kind", "region", "place"))
        return part_named(subject, ()) if alone else None
    named = "".join(word for word in (place, sector) if word)
    return part_named(named, ())
