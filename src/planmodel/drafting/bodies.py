"""Bodies that lead and support: （水利局牵头，财政局配合）, 责任单位：…, and what names a body at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

__all__ = ["Named", "bodies_in", "english_bodies", "first_leads", "is_body", "split_bodies"]

_ROLE_WORD = re.compile("牵头|负责|责任(?:单位|部门|主体)|配合|主办|协办|承办|参与|参加|指导|落实|分工|完成时限")
_FIRST_LEADS = re.compile(
    r"(?:列|排|位列|排名|排在)[^。；，（）()]{0,4}第?(?:一|首)位?[^。；，（）()]{0,6}(?:为|是)[^。；，（）()]{0,3}(?:牵头|主要责任|责任)(?:单位|部门)"
)
_PART_SAYS = re.compile("(?:牵头|配合)(?!单位|部门)")
_ASIDE = re.compile("下同|以下均|不再列出|不再标注|排第一|列第一|首位")
_BRACKETS = re.compile(r"[（(〔【]((?:[^（()）〔〕【】]|[（(][^（()）]*[）)])*)[）)〕】]")
_LABEL = re.compile(
    r"(?P<lead>牵头(?:责任)?(?:单位|部门)|主办单位|主要责任单位|牵头领导单位|牵头)|(?P<support>(?:配合|协助|协办|参与|参加|支持|协同|配合责任)(?:单位|部门)|配合)"
    r"|(?P<both>(?:责任|负责|实施|落实|承办|主管|责任主体|组织实施)(?:单位|部门|主体)?)"
)
_LABELLED = re.compile(rf"(?:{_LABEL.pattern})\s*[：:]")
_OF = "(?: (?:agency|department|organi[sz]ation|body|partner|office|officer|team|entity|division|staff)(?:s|ies)?)?"
_ENGLISH_LABEL = re.compile(
    rf"(?<![\w-])(?i:(?P<lead>lead{_OF}|led by)|(?P<support>support(?:ing|ed by)?{_OF}|(?:key )?partners?)"
    rf"|(?P<both>responsible{_OF}|responsibility|owner|implementing{_OF}))\s*:\s*(?P<names>[A-Z][^.;:\n|]{{1,160}})"
)
_GENERIC = re.compile(
    r"^(?:国务院|市|县|区|省)?(?:各?(?:有关|相关|成员)(?:部门|单位|方面)(?:和单位|及单位)?|各(?:地区|地|部门|单位|有关部门|有关单位)|等)+(?:及各地区|和单位及各地区)?$"
)
_TAIL = re.compile(
    r"(?:等)?(?:国务院)?(?:有关|相关)?(?:部门|单位)?(?:和单位)?(?:及各?地区|及各有关地区|及地方人民政府)?"
    r"(?:按照?(?:各自)?(?:职责)?分工)?(?:分别)?(?:依法)?(?:共同)?(?:牵头)?(?:牵头|负责|落实|实施|推进|组织实施|配合|参与|参加|协助|指导)$"
)
_BODY = re.compile(
    r"(?:中共中央|政府|人大|政协|办公厅|办公室|委员会|领导小组|指挥部|联席会议|党委|工委|管委会|纪委|监委|法院|检察院|总局|分局|支局|局|厅|委|部|院|署|行|办|中心|公司|集团|协会|联合会|总工会|工会|团委|妇联|科协|残联|工商联|文联|社联"
    r"|银行|大学|学院|学校|医院|街道|乡镇|镇街|乡|镇|园区|开发区|高新区|新区|县|市|区|省|州|旗|站|所|队|社|处|科|企业|单位|部门|组|馆|库|段|林场|农场|供销社|海关|海警|人防|消防|档案)$"
)


class Named(NamedTuple):
    """A body that a text names, and what for.

    Parameters:
        name: its name.
        role: ``lead`` or ``support``; ``None`` when the text does not tell them apart.
        start, end: where the words that say so stand.
        name_start: where its name begins.
    """

    name: str
    role: Literal["lead", "support"] | None
    start: int
    end: int
    name_start: int


def first_leads(text: str) -> bool:
    """Return whether a document says that the first of several bodies leads: 列第一位者为牵头单位.

    Example:
        >>> first_leads("（财政部、教育部负责。列第一位者为牵头单位，下同）"), first_leads("财政部牵头")
        (True, False)
    """
    return _FIRST_LEADS.search(text) is not None


def is_body(name: str) -> bool:
    """Return whether words can be the name of a body.

    Example:
        >>> is_body("市水利局"), is_body("中央网信办"), is_body("按职责分工"), is_body("加快治水")
        (True, True, False, False)
    """
    return 2 <= len(name) <= 30 and _BODY.search(name) is not None and re.search(r"[。；，：]|职责|分工", name) is None


def bodies_in(text: str, start: int = 0) -> Iterator[Named]:
    """Yield the bodies that a passage gives its work to, in the order of its words.

    Parameters:
        text: a passage.
        start: where it begins in the document.

    Example:
        >>> [(one.name, one.role) for one in bodies_in("治水。（水利局牵头，财政局、住建局配合）")]
        [('水利局', 'lead'), ('财政局', 'support'), ('住建局', 'support')]
        >>> [(one.name, one.role) for one in bodies_in("责任单位：市水利局、市财政局")]
        [('市水利局', None), ('市财政局', None)]
    """
    covered: list[tuple[int, int]] = []
    for found in _BRACKETS.finditer(text):
        inner = found[1]
        if _ROLE_WORD.search(inner) is None or len(inner) > 600:
            continue
        covered.append(found.span())
        yield from _inside(inner, start + found.start(1), (start + found.start(), start + found.end()))
    for found in re.finditer(rf"(?:^|(?<=[。；;\s　]))(?={_LABEL.pattern}).*?(?=[。\n]|$)", text):
        if _LABELLED.match(found[0]) and not any(a <= found.start() < b for a, b in covered):
            yield from _inside(found[0], start + found.start(), (start + found.start(), start + found.end()))


def english_bodies(text: str, start: int = 0) -> Iterator[Named]:
    """Yield the bodies that labels of an English passage name.

    Parameters:
        text: a passage.
        start: where it begins in the document.

    Example:
        >>> [(one.name, one.role) for one in english_bodies("Lead: Water Board; support: Parks, City Museum.")]
        [('Water Board', 'lead'), ('Parks', 'support'), ('City Museum', 'support')]
    """
    for label in _ENGLISH_LABEL.finditer(text):
        role: Literal["lead", "support"] | None = "lead" if label["lead"] else "support" if label["support"] else None
        whole = (start + label.start(), start + label.end())
        for one in re.finditer(r"[^,/&]+(?:&[^,/]+)?", label["names"]):
            name = one[0].strip()
            if name[:1].isupper() and len(name) <= 80:
                begin = start + label.start("names") + one.start() + one[0].index(name)
                yield Named(name, role, *whole, begin)


def _inside(text: str, start: int, whole: tuple[int, int]) -> Iterator[Named]:
    """Yield the bodies that the words inside brackets, or behind a label, name."""
    if _LABELLED.search(text):
        yield from _labelled(text, start, whole)
        return
    at = 0
    for clause in re.split(r"([，,；;。])", text):
        begin, at = start + at, at + len(clause)
        tail = re.search(r"(牵头|负责|配合|参与|参加|协助|落实|指导|实施)", clause)
        if tail is None or _ASIDE.search(clause):
            continue
        lead = clause.find("牵头")
        names = list(split_bodies(clause, begin))
        role: Literal["lead", "support"] | None = None
        if lead >= 0:
            role = "lead"
        elif re.search("配合|参与|参加|协助", clause) or re.search(r"牵头(?!单位|部门)", text):
            role = "support"
        elif len(names) == 1 and re.search("负责", clause) and not re.search("等|分工|地区", clause):
            role = "lead"
        if re.search("指导", clause) and lead < 0:
            role = None
        yield from (one._replace(role=role, start=whole[0], end=whole[1]) for one in names)


def _labelled(text: str, start: int, whole: tuple[int, int]) -> Iterator[Named]:
    labels = list(_LABELLED.finditer(text))
    for at, label in enumerate(labels):
        end = labels[at + 1].start() if at + 1 < len(labels) else len(text)
        role: Literal["lead", "support"] | None = "lead" if label["lead"] else "support" if label["support"] else None
        names = text[label.end() : end]
        stop = re.search(r"[；;。]|完成时[限间]|时间节点|责任人", names)
        names = names[: stop.start()] if stop is not None else names
        inner = re.split("(，)", names) if role is None and _PART_SAYS.search(names) else [names]
        at_name = start + label.end()
        for part in inner:
            says = _PART_SAYS.search(part) if role is None else None
            own = role if says is None else "lead" if says[0] == "牵头" else "support"
            for one in split_bodies(part, at_name):
                yield one._replace(role=own, start=whole[0], end=whole[1])
            at_name += len(part)


def split_bodies(text: str, start: int = 0) -> Iterator[Named]:
    """Yield the names in a list of bodies.

    Parameters:
        text: the list, with the verb behind it or without.
        start: where it begins in the document.

    Example:
        >>> [one.name for one in split_bodies("住房城乡建设部等国务院相关部门按职责分工负责")]
        ['住房城乡建设部']
        >>> [one.name for one in split_bodies("市委组织部、各区、县级市")]
        ['市委组织部', '各区、县级市']
    """
    bare = _TAIL.sub("", text.rstrip(" 　。；;，,"))
    at = 0
    held: Named | None = None
    for part in re.split(r"([、，,；;\s　]+|(?<=[局委部厅办府院])(?:和|及|会同|与)(?=[一-鿿]{2,}))", bare):
        begin, at = at, at + len(part)
        name = part.strip(" 　、，,；;和及与：:")
        name = re.sub(r"^(?:由|会同)", "", name)
        name = re.sub(
            r"(?:等(?:国务院)?(?:有关|相关)?(?:部门|单位|方面)?|按职责分工|分别|共同)(?:和单位)?(?:及各?地区)?$",
            "",
            name,
        )
        if not name or _GENERIC.match(name):
            continue
        place = start + begin + part.find(name)
        if (
            held is not None
            and held.name.startswith("各")
            and name in ("县级市", "县", "市", "区", "镇", "街道", "乡镇", "园区")
        ):
            held = held._replace(name=f"{held.name}、{name}", end=place + len(name))
            continue
        if held is not None:
            yield held
        held = Named(name, None, place, place + len(name), place) if is_body(name) else None
    if held is not None:
        yield held
