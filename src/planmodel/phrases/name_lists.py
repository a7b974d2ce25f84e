"""Lists of names: 化学需氧量、氨氮排放总量; head and tail belong to every member where it is sure what they share."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from planmodel.expression import expression
from planmodel.model.subjects import JOINING
from planmodel.phrases.directions import BRACKETS
from planmodel.phrases.grammar import Language, grammar, letters_of, lines_of

__all__ = ["COUNTED", "JOINT", "is_measure", "list_parts", "names_in"]

JOINT = expression(rf"[、,，;；/]|{JOINING}|或")


_ENGLISH_JOINT = expression(r", and |, | and | & ")


COUNTED = (
    r"(?!一)(?:(?:[2-9]|[1-9]\d|[一二两三四五六七八九十]+)个?(?:省区市|省市|省区|区县|县区|市县|县市|省|市|州|县|区|自治区|直辖市)"
    r"(?![域级间内长场民道])(?:[(（][^()（）]{1,12}[)）])?)+"
)
"""How many places a list names, behind it: 五省(市), 三省一市."""


@cache
def list_parts() -> dict[str, re.Pattern[str]]:
    """Return the patterns of what members of lists share, and of the places and sectors that names begin with."""
    rows = dict(line.split(": ", 1) for line in lines_of("list_parts.txt"))
    tails = "|".join(sorted(rows["TAIL"].split(), key=len, reverse=True))
    sharing = "|".join(sorted(rows["SHARING"].split(), key=len, reverse=True))
    heads = "|".join(sorted(rows["HEAD"].split(), key=len, reverse=True))
    places = "|".join(sorted(rows["PLACE"].split(), key=len, reverse=True))
    broad = "|".join(sorted(rows["BROAD"].split(), key=len, reverse=True))
    place = (
        f"(?:(?:{broad})|(?:{places})(?:省|市|自治区|特别行政区|壮族自治区|回族自治区|维吾尔自治区)?"
        f"|(?!重点|省级|国家|地级|县级|各地|设区|主要|大中|中心|区县)[一-鿿]{{2}}(?<![城都超股个])市(?![场民政容区值级辖管属内外域直])|(?![每各])[一-鿿]{{2}}(?<![城郊各地个])县(?![级域城区市]))+"
    )
    joined = f"(?:(?:[、,，和与及]|以及){place})"
    ending = f"(?:等?{COUNTED}|等(?:省市|省份|省区|省|市|区域|地区|地)(?![级方区市]))"
    return {
        "tail": expression(
            f"(?:(?<=.)(?:{sharing}))*(?:(?:{tails})*占[^占]{{2,20}}(?:比重|比例|占比)|(?:{tails})+)"
            "(?:下降|降低|减少|增长|提高)?$"
        ),
        "head": expression(f"^(?:{heads})"),
        "kind": expression(f"^(?:{'|'.join(rows['KIND'].split())})"),
        "intense": expression(f"(?:{'|'.join(rows['INTENSE'].split())})$"),
        "own": expression(f"(?:{'|'.join(rows['OWN'].split())})$"),
        "place": expression(f"^{place}"),
        "places": expression(f"^{place}(?:{joined}*{ending}|{joined}+)"),
        "region": expression(f"^(?:{places})(?:省|市|自治区)?$|^[一-鿿]{{1,6}}(?:省|市|县|区|州|片区|地区)$"),
        "sector": expression(r"^(?!在|对|于)[一-鿿]{2,6}(?:领域|行业|部门)"),
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
    pair = _PAIR.match(subject)
    if pair is not None and not one_value and not JOINT.search(subject):  # 城乡居民收入分别增长…
        return [f"{subject[: pair.start(1)]}{one}{subject[pair.end(1) :]}" for one in _OF_PAIRS[pair[1]]]
    if subject.startswith(_ALL_INDUSTRIES):  # 一二三产增加值分别增长…
        return [f"{one}{subject[3:]}" for one in "一二三"]
    hidden = BRACKETS.sub(lambda found: "\0" * len(found[0]), subject)
    cuts = [found.span() for found in JOINT.finditer(hidden)]
    edges = [0, *(place for cut in cuts for place in cut), len(subject)]
    if _OF_ALL_LEVELS.search(subject) is not None:
        return [subject]
    together = list_parts()["places"].match(subject)
    if together is not None and re.search(f"{COUNTED}$", together[0]):
        return [subject]  # 北京、天津、河北三省(市)煤炭消费总量 is one number
    names = [subject[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]
    names = [name.removesuffix("等") for name in names]
    if len(names) < 2:
        return names
    return _headed(_tailed(_merged(names) if one_value else names))


_OF_PAIRS = {"化肥农药": ("化肥", "农药"), "农药化肥": ("农药", "化肥"), "城乡居民": ("城镇居民", "农村居民")}
_PAIR = expression(f"(?:[全本][国省市县区])?({'|'.join(_OF_PAIRS)})")
"""Two names in one word, in the order of their values."""
_ALL_INDUSTRIES = ("一二三产", "一二三次产业")
_WHOLE = ("数", "率", "额", "值", "比", "次")
"""How a name ends that needs no tail; 量 does not say: 化学需氧量 (排放总量)."""


_MEASURES = expression(
    r"(?:率|量|额|数|比|值|度|比例|比重|面积|规模|水平|能力|收入|支出|时间|年限|指数|系数|里程|人口|投资|成本|产值|寿命)$"
)


def is_measure(name: str) -> bool:
    """Return whether a name says by itself what is measured: GDP, 粮食产量, not 大学."""
    return name.isascii() or _MEASURES.search(name) is not None or list_parts()["tail"].search(name) is not None


@cache
def _nouns() -> frozenset[str]:
    """Return the words that the lexicon knows as names."""
    letters = letters_of("zh", "NOUN", "SUBJECT")
    return frozenset(text for text, word in grammar("zh").words.items() if word.letter in letters)


def _joined(name: str, tail: str) -> str:
    """Return a name with a tail: 风电 and 发电装机容量 share 电."""
    if name.endswith("电") and tail.startswith("发电装机"):
        return f"{name}{tail.removeprefix('发电')}"
    said = next((length for length in range(min(len(name), len(tail)), 1, -1) if name.endswith(tail[:length])), 0)
    return f"{name}{tail[said:]}"  # 居民用水、工业用水重复利用率


_ORDINALS = frozenset("一二三四五甲乙丙丁")


_OF_ALL_LEVELS = expression(r"^[省市县区乡镇村]、[省市县区乡镇村](?:、?[省市县区乡镇村])*[两二三四五]级")
"""县、乡、村三级 are of one name."""


def _merged(names: list[str]) -> list[str]:
    """Return names with those that share what stands inside the list with the one behind them, as one name.

    新建城区、新建居住区设施达标率、设施覆盖率 are two names: what of 设施达标率 is of 新建城区 is not known.
    """
    tail = list_parts()["tail"]
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
    parts = list_parts()
    last = re.sub(r"^.*等(?=[一-鿿])", "", names[-1])
    if "等" in names[-1] and last != names[-1] and len(names[-1]) > len(last):
        head = names[-1][: len(names[-1]) - len(last)].removesuffix("等")
        names = [*names[:-1], head] if head else names[:-1]
        return [f"{name}{last}" for name in names]
    long = len(names[0])
    if all(len(name) == long for name in names[:-1]) and _BEHIND_A_SORT.match(names[-1], long):
        return [*(f"{name}{names[-1][long:]}" for name in names[:-1]), names[-1]]  # 钢铁、水泥、焦化行业完成率
    sort = names[0][-2:]
    at = names[-1].find(sort, 1, 10)
    if 0 < at < len(names[-1]) - 3 and not is_measure(names[0]) and all(name.endswith(sort) for name in names[:-1]):
        return [*(f"{name}{names[-1][at + 2 :]}" for name in names[:-1]), names[-1]]  # 职工医保、居民医保支付比例
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
    if tail is None and _MEASURES.search(names[-1]) and not all(map(is_measure, names[:-1])):
        return ["、".join(names)] * len(names)  # 大学、中学、小学生近视率: whose tail is not listed
    if tail is None or tail.start() == 0:
        return names
    stem = names[-1][: tail.start()]
    sharing = list(takewhile(lambda name: parts["tail"].search(name) is None, reversed(names[:-1])))
    longest = max(map(len, sharing), default=len(stem))
    if len(stem) - longest > 1 and parts["own"].search(stem) is None and stem not in _nouns():
        return ["、".join(names)] * len(names)  # 果蔬、水产品产地低温处理率: how much of it is shared is not known
    behind, tailed = tail[0], names[-1:]
    for name in reversed(names[:-1]):  # of 小学、初中入学率、巩固率 the first two are 入学率
        own = parts["tail"].search(name)
        if own is not None and own.start():
            behind = own[0]
        tailed.append(name if own is not None or name.endswith(_WHOLE) else _joined(name, behind))
    return tailed[::-1]


_OF_FIRMS = expression("[一-鿿]{2,8}企业(?=资产|营业|主营|利润|利税|税收|研发|产值|销售)")
_OF_A_FIRM = expression("资产|净资产|营业|主营|利润|利税|税收|研发|产值|销售")
_FOR_EACH = expression(r"每[百千万亿十\d.]+(?:常住人口|人口|名[^\d、]{2,6}?人|人|公里|平方公里)(?=.{2})")
_IS_A_COUNT = expression("(?:数|数量|人数|人员|量)$")
_BEHIND_A_SORT = expression("(?:行业|领域|产业|企业|生均|人均|户均|亩均)(?=..)")
_HEADED = expression("单位|每|人均|户均|亩均|地均|万元|亿元")
"""How a name begins that has a head of its own."""


def _headed(names: list[str]) -> list[str]:
    """Return names with the head of the first: 单位国内生产总值能耗和二氧化碳排放 are both per unit."""
    parts = list_parts()
    firms = _OF_FIRMS.match(names[0])
    if firms is not None and all(_OF_A_FIRM.match(one) for one in names[1:]):  # 国有企业资产总额、利润总额
        return [names[0], *(f"{firms[0]}{one}" for one in names[1:])]
    place = parts["place"].match(names[0])
    each = _FOR_EACH.match(names[0], place.end() if place is not None else 0)
    if each is not None and all(_IS_A_COUNT.search(one) for one in names):  # 每千人口床位数、医师数、护士数
        shared = names[0][: each.end()]
        return [names[0], *(one if _HEADED.match(one) else f"{shared}{one}" for one in names[1:])]
    head = parts["head"].match(names[0])
    if head is None or len(head[0]) == len(names[0]):
        return names
    return [
        names[0],
        *(f"{head[0]}{one}" if parts["intense"].search(one) and not _HEADED.match(one) else one for one in names[1:]),
    ]
