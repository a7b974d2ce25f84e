"""The words of the page in English and Chinese: headings, labels, kinds, relations, statuses, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

__all__ = ["LANGUAGES", "WORDS", "PageLanguage", "word", "words_in"]

PageLanguage: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[PageLanguage, ...] = ("zh", "en")

_PAGE = {
    "skip": ("Skip to the content", "跳到正文"),
    "skip_search": ("Skip to the search", "跳到搜索"),
    "sections": ("Sections of this page", "本页各节"),
    "search": ("Search names and ids", "搜索名称和编号"),
    "zoom_in": ("Larger", "放大"),
    "zoom_out": ("Smaller", "缩小"),
    "zoom_fit": ("Fit the width", "适合宽度"),
    "found": ("elements found", "个要素"),
    "found_none": ("Nothing found", "没有找到"),
    "switch_language": ("中文", "English"),
    "switch_language_label": ("将界面换成中文", "Switch to English"),
    "switch_theme": ("Dark", "深色"),
    "switch_theme_light": ("Light", "浅色"),
    "close": ("Close", "关闭"),
    "details": ("Details", "详情"),
    "more": ("Show all", "显示全部"),
    "filter": ("Filter rows", "筛选"),
    "noscript": (
        "Without scripts this page can be read, but not searched, and elements do not open.",
        "未启用脚本：页面可以阅读，但不能搜索和展开要素。",
    ),
    "picture": ("Picture", "图"),
    "picture_keys": (
        "In a picture: arrow keys go from element to element, Enter opens one.",
        "在图中按方向键逐个移动，按回车键打开要素。",
    ),
    "picture_missing": ("There is no picture here", "此处没有图"),
    "written_by": ("Written by planmodel from", "由 planmodel 生成，来源："),
    "none": ("none", "无"),
    "nothing": ("Nothing.", "无。"),
    "plan_page": ("Report on a plan", "规划报告"),
    "plans_page": ("Comparison of plans", "规划比较"),
}

_SECTIONS = {
    "summary": ("Summary", "概览"),
    "structure": ("Structure", "结构"),
    "structure_lead": (
        "What serves what. Solid lines are stated, dashed ones inferred, dotted ones assumed.",
        "各要素之间的关系。实线为文本载明，虚线为推断，点线为假设。",
    ),
    "elements": ("Elements", "要素"),
    "network": ("Task network", "任务网络"),
    "network_lead": (
        "What must come first. The critical path is thicker and red.",
        "任务的先后关系。关键路径为红色粗线。",
    ),
    "schedule": ("Schedule", "进度安排"),
    "schedule_lead": (
        "Critical work is red and thicker; a thin tail is slack; a diamond takes no time.",
        "关键工作为红色粗条，细尾为机动时间，菱形不占用时间。",
    ),
    "schedule_table": ("The schedule as a table", "进度表"),
    "indicators": ("Indicators", "指标"),
    "indicators_lead": (
        "Targets as published, and as they were read.",
        "目标值：原文与解读并列。",
    ),
    "progress": ("Progress", "进展"),
    "progress_no_date": (
        "No date was asked about (as_of), so nothing is said about progress.",
        "未指定日期（as_of），因此不评价进展。",
    ),
    "goals_progress": ("Goals", "各目标"),
    "indicators_progress": ("Indicators", "各指标"),
    "findings": ("Findings", "检查结果"),
    "findings_none": ("No rule found anything.", "未发现问题。"),
    "checked": ("Checked", "已检查"),
    "sources": ("Sources", "出处"),
    "sources_lead": (
        "Every document that is cited, with the words that statements stand on.",
        "被引用的文件，以及各项内容所依据的原文。",
    ),
    "named": ("Cited without its words", "未摘录原文的引用"),
    "sources_none": ("Nothing is cited.", "没有引用。"),
    "plans": ("Plans", "规划"),
    "compare": ("Comparison", "比较"),
    "compare_lead": (
        "One table a metric, in one unit. Where there is no difference, the note says why.",
        "每项指标一张表，单位统一；没有差值时说明原因。",
    ),
    "heatmap": ("At a glance", "一览"),
    "heatmap_lead": (
        "A shade is a number's place between the metric's least and most; — not stated, … said without a number.",
        "颜色深浅表示该指标数值在最小与最大之间的位置；— 未提及，… 有表述但无数值。",
    ),
    "too_many_cells": (
        "There are too many metrics and plans for one table; the comparison below has them all.",
        "指标和规划过多，无法列入一张表；详见下方的比较。",
    ),
    "coverage": ("Coverage", "覆盖"),
    "coverage_lead": (
        "How many indicators with a target each plan has for each metric.",
        "各规划对每项指标设有目标的数量。",
    ),
    "cascade": ("Cascade", "层级对照"),
    "cascade_lead": (
        "Each promise beside that of the nearest plan above it.",
        "每项目标与最近的上级规划对照。",
    ),
    "cascade_none": (
        "No plan here stands above another, so nothing is held against a plan above.",
        "这些规划之间没有上下级关系，因此没有对照。",
    ),
    "file_findings": ("Files that could not be read", "无法读取的文件"),
    "file_findings_none": ("Every file could be read.", "所有文件均可读取。"),
    "not_compared": ("Indicators that name no metric, and so are not compared", "未注明指标定义、因此未比较的指标"),
}

_COLUMNS = {
    "id": ("id", "编号"),
    "name": ("Name", "名称"),
    "kind": ("Kind", "类别"),
    "start": ("Start", "开始"),
    "finish": ("Finish", "完成"),
    "duration": ("Takes", "工期"),
    "slack": ("Slack", "机动时间"),
    "critical": ("critical", "关键"),
    "indicator": ("Indicator", "指标"),
    "unit": ("Unit", "单位"),
    "better": ("Better", "方向"),
    "baseline": ("Baseline", "基期值"),
    "year": ("Year", "年份"),
    "as_published": ("As published", "原文"),
    "as_read": ("As read", "解读"),
    "stretch": ("striving for", "力争"),
    "latest": ("Latest value", "最新值"),
    "status": ("Status", "状态"),
    "attainment": ("Of the way", "完成度"),
    "expected": ("Expected", "应达到"),
    "reason": ("Reason", "原因"),
    "goal": ("Goal", "目标"),
    "share": ("Reached", "实现程度"),
    "part": ("Share", "比例"),
    "known": ("Known", "已知部分"),
    "severity": ("Severity", "级别"),
    "code": ("Code", "代码"),
    "finding": ("Finding", "内容"),
    "place": ("Place", "位置"),
    "document": ("Document", "文件"),
    "plan": ("Plan", "规划"),
    "title": ("Title", "标题"),
    "jurisdiction": ("Area", "地区"),
    "level": ("Level", "层级"),
    "period": ("Period", "规划期"),
    "elements_count": ("Elements", "要素数"),
    "indicators_count": ("Indicators", "指标数"),
    "targets_count": ("Targets", "目标数"),
    "metric": ("Metric", "指标"),
    "value": ("Value", "数值"),
    "difference": ("Difference", "差值"),
    "relative": ("Relative", "相对差"),
    "form": ("What kind of number", "数值类型"),
    "note": ("Note", "说明"),
    "not_stated_by": ("Not stated by", "未提及："),
    "reference": ("reference", "参照"),
    "against": ("Held against", "参照规划："),
    "plans_with": ("plans", "个规划"),
    "child": ("Plan", "规划"),
    "parent": ("Plan above", "上级规划"),
    "promise": ("Promise", "目标"),
    "outcome": ("Outcome", "结果"),
}

_PANEL = {
    "evidence": ("Evidence", "依据"),
    "rests_on": ("Rests on", "依托"),
    "serves": ("Serves", "服务于"),
    "belongs": ("Belongs to", "归属"),
    "cited": ("Where it stands", "出处"),
    "for": ("for", "用于"),
    "all_rests_on": ("Everything it rests on", "全部依托"),
    "all_serves": ("Everything it serves", "全部服务对象"),
    "not_in_plan": ("not in this plan", "不在本规划中"),
    "page": ("page", "页"),
}

_EVIDENCE = {
    "stated": ("stated", "文本载明"),
    "inferred": ("inferred", "推断"),
    "assumed": ("assumed", "假设"),
}

_KINDS = {
    "kind.plan": ("Plan", "规划"),
    "kind.document": ("Documents", "文件"),
    "kind.organization": ("Organizations", "机构"),
    "kind.resource": ("Resources", "资源"),
    "kind.section": ("Sections", "章节"),
    "kind.theme": ("Themes", "领域"),
    "kind.principle": ("Principles", "原则"),
    "kind.goal": ("Goals", "目标"),
    "kind.metric": ("Metrics", "指标定义"),
    "kind.indicator": ("Indicators", "指标"),
    "kind.task": ("Tasks", "任务"),
    "kind.project": ("Projects", "工程项目"),
    "one.plan": ("plan", "规划"),
    "one.document": ("document", "文件"),
    "one.organization": ("organization", "机构"),
    "one.resource": ("resource", "资源"),
    "one.section": ("section", "章节"),
    "one.theme": ("theme", "领域"),
    "one.principle": ("principle", "原则"),
    "one.goal": ("goal", "目标"),
    "one.metric": ("metric", "指标定义"),
    "one.indicator": ("indicator", "指标"),
    "one.task": ("task", "任务"),
    "one.project": ("project", "工程项目"),
}

_RELATIONS = {
    "rel.part_of": ("part of", "属于"),
    "inv.part_of": ("has the parts", "包含"),
    "rel.contributes_to": ("contributes to", "服务于"),
    "inv.contributes_to": ("served by", "由其推进"),
    "rel.measures": ("measures", "衡量"),
    "inv.measures": ("measured by", "衡量指标"),
    "rel.guided_by": ("guided by", "遵循"),
    "inv.guided_by": ("guides", "指导"),
    "rel.implements": ("implements", "落实"),
    "inv.implements": ("implemented by", "由其落实"),
    "rel.depends_on": ("depends on", "前置工作"),
    "inv.depends_on": ("must come before", "后续工作"),
    "rel.responsible": ("responsible", "责任单位"),
    "inv.responsible": ("answers for", "负责"),
    "rel.uses": ("uses", "使用"),
    "inv.uses": ("used by", "被使用"),
    "rel.uses_metric": ("uses the metric", "指标定义"),
    "inv.uses_metric": ("used by", "采用该定义的指标"),
    "rel.in_section": ("in section", "所在章节"),
    "inv.in_section": ("holds", "包含内容"),
    "rel.has_theme": ("theme", "领域"),
    "inv.has_theme": ("elements of this theme", "该领域的要素"),
    "rel.follows": ("follows", "编制依据"),
    "inv.follows": ("followed by", "依据本文件"),
    "rel.drafted_by": ("drafted by", "编制单位"),
    "inv.drafted_by": ("drafted", "编制"),
    "rel.approved_by": ("approved by", "批准单位"),
    "inv.approved_by": ("approved", "批准"),
    "rel.issued_by": ("issued by", "发布单位"),
    "inv.issued_by": ("issued", "发布"),
}

_FIELDS = {
    "f.description": ("description", "说明"),
    "f.note": ("note", "备注"),
    "f.declared_count": ("declared parts", "文本所称数量"),
    "f.number": ("number", "编号"),
    "f.period": ("period", "时段"),
    "f.duration": ("duration", "工期"),
    "f.done": ("done", "完成比例"),
    "f.started": ("started", "实际开始"),
    "f.finished": ("finished", "实际完成"),
    "f.not_before": ("not before", "不早于"),
    "f.finish_by": ("finish by", "不晚于"),
    "f.modes": ("modes", "实施方式"),
    "f.quantity": ("quantity", "数量类型"),
    "f.unit": ("unit", "单位"),
    "f.statistic": ("statistic", "统计量"),
    "f.better": ("better", "方向"),
    "f.version": ("version", "版本"),
    "f.aliases": ("aliases", "别名"),
    "f.obligation": ("obligation", "约束"),
    "f.baseline": ("baseline", "基期值"),
    "f.targets": ("target", "目标值"),
    "f.observations": ("measured", "实际值"),
    "f.cost": ("cost", "投资"),
    "f.capacity": ("capacity", "容量"),
    "f.renewal": ("renewal", "更新"),
    "f.url": ("address", "网址"),
    "f.text": ("text", "文本"),
    "f.issued": ("issued", "发布日期"),
    "f.jurisdiction": ("area", "地区"),
    "f.base_year": ("base year", "基期"),
    "f.status": ("status", "状态"),
    "f.declares": ("declares", "文本所称"),
    "f.elements": ("elements", "要素"),
    "f.links": ("links", "关系"),
}

_VALUES = {
    "v.binding": ("binding", "约束性"),
    "v.expected": ("expected", "预期性"),
    "v.higher": ("higher is better", "越高越好"),
    "v.lower": ("lower is better", "越低越好"),
    "v.national": ("national", "国家"),
    "v.province": ("province", "省级"),
    "v.city": ("city", "市级"),
    "v.county": ("county", "县级"),
    "v.township": ("township", "乡镇"),
    "v.other": ("other", "其他"),
    "v.draft": ("draft", "草案"),
    "v.draft_for_comment": ("draft for comment", "征求意见稿"),
    "v.review_draft": ("review draft", "送审稿"),
    "v.adopted": ("adopted", "已发布"),
    "v.superseded": ("superseded", "已废止"),
    "v.evaluation": ("evaluation", "评估"),
    "v.error": ("error", "错误"),
    "v.warning": ("warning", "警告"),
    "v.info": ("note", "提示"),
    "v.met": ("met", "已达到"),
    "v.on_track": ("on track", "符合进度"),
    "v.behind": ("behind", "落后"),
    "v.regressed": ("regressed", "倒退"),
    "v.held": ("held", "保持"),
    "v.breached": ("breached", "未保持"),
    "v.unknown": ("unknown", "无法判断"),
    "v.stricter": ("stricter", "更严"),
    "v.equal": ("equal", "相同"),
    "v.looser": ("looser", "更松"),
    "v.share": ("a share of it", "其中一部分"),
    "v.not_comparable": ("not comparable", "不可比"),
    "v.child_unnumbered": ("without a number here", "本级无数值"),
    "v.parent_unnumbered": ("without a number above", "上级无数值"),
}

_REASONS = {
    "r.assigned": ("a superior sets the number, and it is not here", "数值由上级下达，此处没有"),
    "r.definition_changed": ("the definition changed in between", "期间指标定义有变"),
    "r.no_baseline": ("there is no level to start from", "没有基期值"),
    "r.no_direction": ("nothing says which way is better", "未说明哪个方向更好"),
    "r.no_number": ("the promise has no number", "目标没有数值"),
    "r.no_observation": ("nothing was measured up to that day", "截至该日没有实际值"),
    "r.no_target": ("nothing is promised", "没有目标值"),
    "r.no_trajectory": ("there is no way to be part of the way there", "不存在部分完成的情形"),
    "r.no_year": ("a year that is needed is missing", "缺少所需年份"),
    "r.not_comparable_period": ("what was measured is not for a whole year", "实际值不是全年值"),
    "r.not_comparable_scope": ("the target is for a part that was not measured", "目标只针对未测的部分"),
    "r.qualitative": ("the promise is in words", "目标为文字表述"),
    "r.target_not_better_than_baseline": ("the target asks for no more than the baseline", "目标不高于基期水平"),
    "r.unit_mismatch": ("the units do not measure the same thing", "单位不一致"),
    "r.unread": ("nobody has read the target's text", "目标文本未被解读"),
    "r.no_parts": ("it is made of nothing that can be counted", "没有可计算的组成部分"),
    "r.no_weight": ("its parts have no weight", "组成部分没有权重"),
    "r.incomplete": ("parts are unknown, so only bounds are", "部分未知，只有上下限"),
    "r.cycle": ("it is part of itself", "存在循环"),
}

WORDS: Mapping[str, tuple[str, str]] = {
    **_PAGE,
    **_SECTIONS,
    **_COLUMNS,
    **_PANEL,
    **_EVIDENCE,
    **_KINDS,
    **_RELATIONS,
    **_FIELDS,
    **_VALUES,
    **_REASONS,
}
"""Key → English, Chinese."""


def word(key: str, language: str) -> str:
    """Return a word of the page; a key without one is its own last part.

    Example:
        >>> word("kind.goal", "zh"), word("kind.risk_event", "en")
        ('目标', 'risk event')
    """
    both = WORDS.get(key)
    if both is None:
        return _from_key(key)
    return both[language == "zh"]


def words_in(language: PageLanguage) -> dict[str, str]:
    """Return the words of the page in one language, but for those that :func:`word` makes of their keys anyway."""
    return {key: both[language == "zh"] for key, both in WORDS.items() if both[language == "zh"] != _from_key(key)}


def _from_key(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ")
