"""Administrative areas: which one a text names, on what level, and its code where the list has one of the name."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from planmodel.model.header import Jurisdiction

__all__ = ["Area", "Level", "area_at", "area_most_named", "area_unlisted", "national"]

_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|全国人民代表大会|全国人大|中央|国家(?!级)|中华人民共和国|全国|教育部|科技部|科学技术部|工业和信息化部|公安部|民政部|司法部|财政部"
    r"|人力资源(?:和)?社会保障部|自然资源部|生态环境部|环境保护部|住房(?:和)?城乡建设部|交通运输部|水利部|农业农村部|农业部|商务部|文化和旅游部|应急管理部|人民银行|体育总局|林草局)"
)
_LOCAL = re.compile(
    r"[一-鿿]{2,7}?(?:经济技术开发区|经济开发区|高新技术产业开发区|高新区|开发区|新区|示范区|管理区|街道|镇|乡|苏木)"
)
_AUTONOMOUS = re.compile(r"([一-鿿]{2,4}?)(?:[一-鿿]{1,4}族)+自治(州|县|旗)$")
_UNLISTED = re.compile(
    r"(?!城市|都市|县市|全|我|各|本|农村|乡村|社|园|小|关于|推进|加快)[一-鿿]{2,5}?(?:自治县|县|自治旗|旗|市|区)(?!级|域|场|政|民|委)"
)
_OWN = {
    "province": re.compile("全省|我省|全区各|我区"),
    "city": re.compile("全市|我市"),
    "county": re.compile("全县|我县|全区|我区|全旗"),
}

Level = Literal["national", "province", "city", "county", "township", "other"]


class Area(NamedTuple):
    """An area that a text names.

    Parameters:
        name: its name as printed.
        level: its level.
        start: where the name begins in the text that was looked at.
        code: its code, when the list has one area of the name, or its parent is named beside it.
        parent: the name of the area that it belongs to, by the list.
    """

    name: str
    level: Level | None
    start: int = 0
    code: str | None = None
    parent: str | None = None

    def jurisdiction(self) -> Jurisdiction:
        """Return it as the jurisdiction of a plan."""
        return Jurisdiction(name=self.name, level=self.level, code=self.code, parent=self.parent)


@cache
def _codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _lines():
        code, name = line.split("\t")
        found.setdefault(name, []).append(code)
    for name, codes in list(found.items()):
        short = _AUTONOMOUS.match(name)
        if short is not None and short[1] + short[2] not in found:
            found[short[1] + short[2]] = codes  # 大理州 for 大理白族自治州
    return found


@cache
def _names() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines())


@cache
def _lines() -> tuple[str, ...]:
    text = files("planmodel.drafting").joinpath("areas.tsv").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if "\t" in line)


def area_at(text: str, at: int = 0, context: str = "") -> Area | None:
    """Return the innermost area that a text names from a place on: 连州市 of 清远市连州市治水规划.

    Parameters:
        text: a title or the name of a body.
        at: where to look.
        context: what else is printed, to tell areas of one name apart by their parents.

    Example:
        >>> area_at("清远市连州市治水规划")
        Area(name='连州市', level='county', start=3, code='441882', parent='清远市')
        >>> area_at("朝阳区治水规划").code is None, area_at("治水规划")
        (True, None)
    """
    outer: list[str] = []
    found: Area | None = None
    while True:
        name = next((text[at : at + size] for size in range(12, 1, -1) if text[at : at + size] in _codes()), None)
        if name is None:
            local = _LOCAL.match(text, at)
            if local is None or re.search("[的和在对]", local[0]):
                return found
            level: Level = "township" if local[0].endswith(("街道", "镇", "乡", "苏木")) else "other"
            return Area(local[0], level, at, parent=found.name if found is not None else None)
        found = _area(name, at, [*outer, context])
        outer.append(name)
        at += len(name)


def _area(name: str, at: int, around: list[str]) -> Area:
    codes = _codes()[name]
    if len(codes) > 1:
        told = [code for code in codes if any(parent in text for parent in _parents(code)[:1] for text in around)]
        codes = told if len(told) == 1 else codes
    first = codes[0]
    if len(codes) > 1:
        return Area(name, _level(first) if len({_level(code) for code in codes}) == 1 else "county", at)
    parents = _parents(first)
    return Area(name, _level(first), at, first, parents[0] if parents else None)


def _level(code: str) -> Level:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _parents(code: str) -> list[str]:
    """Return the names of the areas that one belongs to, innermost first."""
    above = [code[:4] + "00", code[:2] + "0000"]
    return [_names()[one] for one in above if one != code and one in _names()]


def area_unlisted(title: str) -> Area | None:
    """Return the area that a title begins with when no list has it: a former or a new one.

    Example:
        >>> area_unlisted("青禾县治水规划")
        Area(name='青禾县', level='county', start=0, code=None, parent=None)
        >>> area_unlisted("城市更新规划"), area_unlisted("水利规划")
        (None, None)
    """
    found = _UNLISTED.match(title)
    if found is None:
        return None
    level: Level | None = None if found[0].endswith("市") else "county"
    return Area(found[0], level)


def national(text: str) -> bool:
    """Return whether a body or a title is one of the whole country.

    Example:
        >>> national("国务院办公厅"), national("国家级开发区"), national("濮阳市人民政府")
        (True, False, False)
    """
    return _NATIONAL.match(text) is not None


def area_most_named(text: str) -> Area | None:
    """Return the area that a text names most often, when there is one; whole names only.

    Parameters:
        text: the document's text; its first 20,000 characters are read.
    """
    text = text[:20_000]
    counts: Counter[str] = Counter()
    firsts: dict[str, int] = {}
    for found in re.finditer(r"[省市县区州盟旗]", text):
        end = found.end()
        name = next(
            (text[end - size : end] for size in range(12, 2, -1) if text[max(0, end - size) : end] in _codes()), None
        )
        if name is not None:
            counts[name] += 1
            firsts.setdefault(name, end - len(name))
    if not counts:
        return None
    own = [level for level, pattern in _OWN.items() if len(pattern.findall(text)) > 2]
    ranked = sorted(counts, key=lambda name: (_level(_codes()[name][0]) not in own, -counts[name], firsts[name]))
    if len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]] == 1:
        return None
    return _area(ranked[0], firsts[ranked[0]], [text])
