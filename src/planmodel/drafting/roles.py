"""What a heading is for: background, principles, goals, tasks, projects, safeguards; role words are data."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias, get_args

from planmodel.drafting.headings import Heading

__all__ = ["Assigned", "Role", "begins_with_verb", "names_role", "role_named", "role_runs_on", "roles_of"]

Role: TypeAlias = Literal[
    "background",
    "basis",
    "scope",
    "thought",
    "principles",
    "goals",
    "indicators",
    "general",
    "tasks",
    "projects",
    "steps",
    "safeguards",
    "supplement",
]

_VERBS = re.compile(
    "^(?:坚决|坚持|全面|深入|持续|着力|大力|积极|切实|进一步|加快|加大|有序|稳步|扎实|努力|不断|健康|科学|高质量|统筹|协同"
    "|加强|推进|强化|完善|健全|提升|实施|构建|建设|优化|深化|推动|促进|落实|开展|打造|培育|发展|改善|提高|扩大|巩固|严格|建立"
    "|做好|做强|做优|做大|抓好|规范|创新|引导|支持|鼓励|夯实|筑牢|打好|打赢|防范|防治|治理|保护|修复|控制|降低|减少|拓展|激发|营造|维护"
    "|增强|增加|丰富|繁荣|壮大|引领|激活|补齐|破解|推行|推广|普及|保障|确保|守住|聚焦|突出|发挥|畅通|调整|整治|倡导|践行|创建|形成|充分"
    "|争取|探索|启动|简化|降|稳|搭建|布局|塑造|擦亮|融入|对接|服务|便利|加速|放宽|明确|制定|组织|宣传|动员|监督|考核|统一|综合|分类|分区|精准"
    "|多措并举|因地制宜|切块|实行|采取|整合|清理|取消|压缩|减轻|延伸|挖掘|传承|弘扬|保持|解决|应对|化解)"
)
_NOUNS = re.compile(
    "^(?:发展|建设|保障|组织|治理|整治|提升|创建|改革|考核|实施|防治|规划|推进|保护|修复|工作|服务)(?:总体|主要|具体|工作|阶段|年度|远景)?"
    "(?:目标|指标|任务|原则|思路|基础|成效|现状|形势|问题|措施|步骤|保障|领导|实施|机制|要求|定位|环境|背景|阶段|内容)"
)
"""Verbs that only tell of what kind a noun is: 发展目标, 保障措施."""
_SUPPORT = re.compile(
    "组织领导|统筹协调|资金|投入|财政|考核|评估|宣传|监督|督导|督查|责任|人才队伍|队伍建设|法治|政策支持|要素|经费|党的领导"
    "|公众参与|社会参与|社会监督|技术支撑|科技支撑|国际合作|试点示范|任务分工|实施监测|动态调整|氛围"
)
_GENERAL = re.compile("指导思想|指导方针|原则|目标|总体思路")
_MAXIM = re.compile("^坚持|^[一-鿿]{4}(?:[、，,][一-鿿]{4}){1,2}$")
_BUILDS = re.compile("^(?:实施|推进|推动|建设|谋划|抓好|安排|组织|加快|规划|统筹)")
"""Verbs of chapters that hold projects: 实施重大工程, and not 支持参与重大项目."""
_RUNS_ON = re.compile(
    "(?P<weak>深入|全面|围绕)|以[^下上]|坚持|高举|按照|贯彻|截至|到20|[“]?十[一二三四五六]五|——|1[.．、]"
)
"""How sentences begin that stand right behind the name of a role; a heading may go on with some of the words."""
_CIVIC = re.compile("(?:社会|民生|住房|医疗|养老|食品|用水|供水|用地|权益|安全|基本生活|兜底|公共服务)保障|保障和改善")


class Assigned(NamedTuple):
    """What a heading is for.

    Parameters:
        role: its role.
        sure: whether its words, or those of the heading that it stands under, say so.
    """

    role: Role
    sure: bool


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    text = files("planmodel.drafting").joinpath("roles.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, list[str]]] = json.loads(text)
    return loaded


def begins_with_verb(name: str) -> bool:
    """Return whether a heading says what is to be done: 加强…, 构建…

    Example:
        >>> begins_with_verb("发展生态旅游"), begins_with_verb("发展目标"), begins_with_verb("保障措施")
        (True, False, False)
    """
    return _VERBS.match(name) is not None and _NOUNS.match(name) is None


def names_role(text: str) -> Role | None:
    """Return the role that a line names, when it is nothing but the name of a role.

    Example:
        >>> names_role("基本原则"), names_role("先进适用农机"), names_role("夯实发展基础")
        ('principles', None, None)
    """
    bare = re.sub(r"[\s　：:。]+", "", text)
    if not 2 <= len(bare) <= 8 or begins_with_verb(bare):
        return None
    found = role_named(bare)
    plainly = text.strip() == bare or len(bare) == 2  # 前 言
    return found if found not in ("tasks", "background", "supplement") or plainly else None


def role_runs_on(words: str) -> int:
    """Return how many characters of a line are the name of a role that the sentence behind it has run on to; else 0.

    Example:
        >>> role_runs_on("指导思想以绿色发展为主线，统筹城乡"), role_runs_on("指导思想和目标")
        (4, 0)
    """
    for found in _RUNS_ON.finditer(words, 4, 20):
        behind = re.split("[。；;]", words[found.start() :], maxsplit=1)[0]
        sure = not found["weak"] or re.search("[，,]", behind) is not None
        if sure and role_named(words[: found.start()]) is not None:
            return found.start()
    return 0


def role_named(name: str) -> Role | None:
    """Return the role that a heading's words name, ``None`` when they name none.

    A word counts as a whole name or at its end, so that 基础 in 夯实绿色发展基础 and 目标 in 目标责任制 say nothing.

    Example:
        >>> role_named("指导思想、基本原则与主要目标"), role_named("健全规划实施保障措施"), role_named("夯实发展基础")
        ('general', 'safeguards', None)
    """
    bare = re.sub(r"[\s　“”\"《》：:。]+", "", name)
    bare = re.sub(r"[（(][^（()）]*[）)]$", "", bare)
    if len(set(_GENERAL.findall(bare))) > 1:
        return "general"
    words = _words()
    for role, forms in words.items():
        if bare in forms["whole"]:
            return role  # type: ignore[return-value]
    if _CIVIC.search(bare):
        return None
    verb = begins_with_verb(bare)
    for role in (
        "safeguards",
        "projects",
        "steps",
        "principles",
        "thought",
        "goals",
        "indicators",
        "general",
        "basis",
        "tasks",
        "background",
    ):
        if verb and role in ("background", "goals", "indicators", "tasks", "thought", "principles"):
            continue
        if verb and role == "projects" and _BUILDS.match(bare) is None:
            continue
        if any(bare.endswith(word) for word in words[role]["ends"]):
            return role  # type: ignore[return-value]
    if re.search(r"^实施.{0,12}(?:重点|重大)(?:工程|项目)", bare):
        return "projects"
    return None


def roles_of(roots: Sequence[Heading]) -> dict[Heading, Assigned]:
    """Return the role of each heading: by its own words, by those above it, or by where it stands.

    Parameters:
        roots: the outermost headings of a document.
    """
    found: dict[Heading, Assigned] = {}
    opening = ("general", "goals", "thought", "principles")
    opened = next((at for at, one in enumerate(roots) if role_named(one.name) in opening), -1)
    for at, root in enumerate(roots):
        role = role_named(root.name)
        assigned = Assigned(role, sure=True) if role is not None else _by_place(root, at, roots, opened)
        _assign(root, assigned, found)
    return found


def _by_place(root: Heading, at: int, roots: Sequence[Heading], opened: int) -> Assigned:
    """Return the role of a chapter whose words name none."""
    if at < opened and not begins_with_verb(root.name):
        return Assigned("background", sure=False)
    last = at >= len(roots) - 2 and at > 0
    if last and len(root.children) > 1:
        support = sum(_SUPPORT.search(one.name) is not None for one in root.children)
        if support * 2 > len(root.children):
            return Assigned("safeguards", sure=False)
    return Assigned("tasks", sure=begins_with_verb(root.name))


_OWN = frozenset(get_args(Role)) - {"general", "supplement"}


def _assign(heading: Heading, assigned: Assigned, found: dict[Heading, Assigned]) -> None:
    """Give a heading its role, and those below it theirs: by their own words where these can stand under it."""
    if assigned.role in ("general", "thought") and _are_maxims(heading.children):
        assigned = Assigned("principles", sure=False)
    found[heading] = assigned
    for child in heading.children:
        _assign(child, _below(assigned, child), found)


def _are_maxims(headings: Sequence[Heading]) -> bool:
    """Return whether all of several headings are maxims, as principles are, even where nothing calls them so."""
    names = [one.name for one in headings if one.name]
    return len(names) > 1 and all(_MAXIM.match(name) is not None for name in names)


def _below(above: Assigned, child: Heading) -> Assigned:
    own = role_named(child.name)
    if above.role in ("general", "thought"):
        if own is not None and own in _OWN:
            return Assigned(own, sure=True)
        # a task under 总体要求 stands there because the heading of its chapter is lost
        lost = above.role == "general" and begins_with_verb(child.name) and not child.name.startswith("坚持")
        return Assigned("tasks" if lost else "thought", sure=False)
    if above.role in ("background", "principles", "supplement", "basis", "scope"):
        return above
    if above.role in ("goals", "indicators"):
        other = own is not None and own in ("principles", "thought", "goals", "indicators")
        return Assigned(own, sure=above.sure) if own is not None and other else above
    near = own in ("goals", "indicators", "principles", "projects", "background", "thought")
    if own is not None and near and not begins_with_verb(child.name):
        return Assigned(own, sure=above.sure)
    return above
