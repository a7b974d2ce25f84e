"""The words that stand in the heads of tables: what kind of column each names, and for which year."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from planmodel.phrases.folding import simplified

__all__ = ["Head", "Role", "head_of", "plain", "year_of"]

Role: TypeAlias = Literal[
    "name",
    "group",
    "unit",
    "baseline",
    "target",
    "change",
    "observed",
    "verdict",
    "nature",
    "number",
    "due",
    "since",
    "kept",
    "other",
]
"""What a column holds: ``due`` and ``since`` are the years of each row's target and baseline, ``kept`` is understood,
but no field of indicators (责任单位), ``other`` is not."""

_BRACKETS = re.compile(r"[(\[〔【][^()\[\]〔〕【】]*[)\]〕】]")
_FISCAL = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[/\-–—]\s*((?:20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR_IN_WORDS = re.compile(r"[二][〇○零][〇○零一二三四五六七八九]{2}(?=年|$)")
_PERIODS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_PERIOD = re.compile("|".join(_PERIODS))

_WHOLE: tuple[tuple[Role, str], ...] = (
    ("number", r"序号|编号|号|序|no\.?|#|s/?n|id|code|ref\.?"),
    ("unit", r"(?:计量|指标)?单位|units?(?:ofmeasure(?:ment)?)?|uom"),
    ("nature", r"(?:指标)?(?:属性|性质|约束性)|约束性/预期性|(?:指标)?类型/属性|nature"),
    (
        "group",
        (
            r"类别|类型|分类|分项|大类|维度|方面|领域|板块|专栏|任务|指标(?:类别|类型|分类|分项|领域|维度|板块)|一级指标"
            r"|目标(?:类别|类型|分类|领域|层)|准则层|要素|category|area|sector|pillar|theme|dimension|domain|objectives?|goals?"
            r"|outcomes?|programme|program|priority(?:area)?|strategic(?:objective|goal|priority)s?|sdgs?|group|type"
        ),
    ),
    (
        "kept",
        (
            r".*(?:主办|承办|权责|协办)机关|.*(?:牵头|责任|负责|主管|配合|实施|落实|统计|考核|数据提供)(?:单位|部门|主体).*|责任(?:人|分工|科室)|备注|说明|注"
            r"|(?:指标|数据)(?:来源|解释|说明|定义|出处)|(?:计算|统计)(?:方法|公式|口径|周期|频率)|频率|评价依据|依据|权重|分值|计分办法"
            r"|(?:data)?sources?(?:ofdata|ofinformation)?|(?:meansof)?verification|frequency|responsib.*|leadagency|remarks?|notes?|comments?"
            r"|(?:total|estimated|indicative)?(?:budget|cost|expenditure)s?|(?:总)?(?:预算|投资|资金)(?:额|来源)?|assumptions?|definition|disaggregation|methodology|datacollection.*|owner|agency|weight"
            r"|lead(?:officer|department|organi[sz]ation|body|partners?)?|(?:delivery)?partners?|accountab.*"
            r"|polarity|(?:desired)?direction(?:oftravel|ofchange)?|(?:good)?performanceis|(?:higher|lower).*isbetter|指标(?:方向|极性|导向).*"
        ),
    ),
    (
        "name",
        (
            r"(?:主要|规划|具体|二级|三级|四级|考核|监测|评价|评估|建设|发展|核心|绩效|目标|统计|控制|创建|重点|约束性|预期性|工作)?"
            r"(?:指标|目标)(?:名称|内容|项目|项|体系|层)|(?:主要|规划|具体|二级|三级|四级|考核|监测|评价|评估|建设|发展|核心|绩效|统计|控制|创建|重点)+指标"
            r"|规划指标体系|考核(?:内容|项目)|监测(?:项目|内容)|主要目标|指标|名称|项目|项目名称|指标及单位|指标\(单位\)|内容|目标任务"
            r"|.*indicators?|indicators?(?:name|description|title|including.*)?|(?:key)?(?:performance|result|outcome|output|impact|headline)"
            r"(?:indicators?|measures?)|kpis?|(?:performance)?measures?|measures?ofsuccess|success(?:measures?|criteri(?:on|a))|metrics?|name|description|item|what"
        ),
    ),
)
_CHANGE = re.compile(
    r"年均|累计|增速|增幅|增长|增量|减量|净增|增加量|减少量|新增量|降幅|变化|变动|增减|同比|较(?:20|上)|比(?:20|上年)|(?:下降|提高|降低|增加|减少|上升)(?:率|幅度|比例|百分点|值)?$|change|growth|annualincrease"
)
_VERDICT = re.compile(
    r"完成情况|实现情况|进展(?:情况)?|达标情况|是否(?:完成|达标|达到)|评价(?:结果|结论)|评估(?:结果|结论)"
    r"|完成进度|实现程度|完成率|status|progress|rating|achieved\?|achievement"
)
_OBSERVED = re.compile(
    r"预计|实际|完成(?!情况|率|进度|省|上级|国家)|实绩|达到值|实现值|执行|监测值|评估值"
    r"|actual|achieved|estimate|latest|current|result|outturn"
)
_PART_OF_A_YEAR = re.compile(r"[上下]半年|[一二三四1-4]季度|前三季度|\d{1,2}[-—–~～至到]\d{1,2}月")
_BASELINE = re.compile(
    r"现状|基准|基期|基数|起始|初值|期初|基础值|上年|where(?:we)?(?:are|were)(?:we)?now|startingposition|baseline|benchmark|base(?:year|value)|startingpoint"
)
_TARGET = re.compile(
    r"目标|规划[值数]|规划期|预期值?|期望|标准值?|考核(?:标准|要求|值)|指标值|任务值?|要求|到达值|计划(?:值|数)?|近期|远期|中期"
    r"|阈值|限值|参考值|控制(?:值|数)|target|milestone|goal|(?:^|[^a-z])(?:year|yr|y)\d(?!\d)|objective|endline|planned|expected|projected|by20\d\d"
)


class Head(NamedTuple):
    """What the head of a column says.

    Parameters:
        role: what it holds, ``None`` when only its cells can tell.
        text: as printed, the rows of a head joined by a space.
        year: the year that it names.
        unit: what stands in its last brackets.
    """

    role: Role | None
    text: str
    year: int | None = None
    unit: str | None = None


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return text half width, in simplified characters, without white space."""
    return simplified("".join(unicodedata.normalize("NFKC", text).split()))


@lru_cache(maxsize=4096)
def year_of(text: str) -> int | None:
    """Return the one year that a head or a title names: 2025年, 二〇二五年, 十四五末, 2016/17 (as 2017).

    Example:
        >>> year_of("二〇二五年"), year_of("“十四五”末"), year_of("Baseline 2016/17"), year_of("2020年、2025年")
        (2025, 2025, 2017, None)
    """
    bare = _YEAR_IN_WORDS.sub(lambda found: found[0].translate(_DIGITS), plain(text))
    fiscal = _FISCAL.search(bare)
    if fiscal is not None:
        first, last = int(fiscal[1]), int(fiscal[2]) if len(fiscal[2]) == 4 else int(fiscal[1][:2] + fiscal[2])
        return last if last == first + 1 else None
    years = set(_YEAR.findall(bare))
    if years:
        return int(years.pop()) if len(years) == 1 else None
    period = _PERIOD.findall(bare)
    return _PERIODS[period[0]] if len(set(period)) == 1 else None


@lru_cache(maxsize=4096)
def head_of(cells: tuple[str, ...]) -> Head:
    """Return what the head of a column says, from the rows of the head above one another."""
    text = " ".join(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell))
    bare = plain(text)
    found = _BRACKETS.findall(bare)
    unit = found[-1][1:-1].removeprefix("单位").lstrip(":") if found else None
    unit = unit if unit and year_of(unit) is None else None  # Baseline (2023/24)
    unit = "%" if unit is None and bare.endswith("增长%") else unit
    return Head(_role(cells, bare), text, year_of(text), unit)


def _role(cells: tuple[str, ...], bare: str) -> Role | None:
    """Return what a column holds by the deepest row of its head that says so, else by all of them."""
    for cell in reversed(cells):
        role = _whole(plain(cell).lower())
        if role is not None:
            return role
    deepest = plain(cells[-1]).lower() if len(cells) > 1 else ""
    if deepest and _searched(deepest, deepest) == "change":
        above = plain(" ".join(cells[:-1])).lower()
        if _searched(above, above) in ("observed", "baseline"):
            return "kept"  # 预计完成 | 增长%: how much what was reached had grown
    return _searched(_BRACKETS.sub("", bare).lower(), bare.lower())


def _whole(bare: str) -> Role | None:
    for candidate in (bare, _BRACKETS.sub("", bare)):
        stripped = candidate.strip(":*#")
        for role, pattern in _WHOLE:
            if stripped and re.fullmatch(pattern, stripped):
                return role
    return None


def _searched(bare: str, whole: str) -> Role | None:
    """Return the role that some word of a head names; 年均增长〔5年累计〕 is a change, whatever brackets hold."""
    if _VERDICT.search(bare):
        return "verdict"
    if _OBSERVED.search(bare) and not re.search(r"预期目标", bare):
        return "observed"
    if _PART_OF_A_YEAR.search(bare) and not re.search(r"目标|计划|预期", bare):
        return "observed"
    if _BASELINE.search(bare):
        return "baseline"
    if _CHANGE.search(whole) and not re.search(r"目标|target", bare):
        return "change"
    return "target" if _TARGET.search(bare) else None
