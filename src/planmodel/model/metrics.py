"""The metrics that planmodel ships: what indicators of environmental plans measure, under the names that plans print.

``metrics.yaml`` holds them. A plan may add its own (``plan.metrics``); those go before the shipped ones of the same id.
"""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import attrs

from planmodel.arguments import kinds_checked
from planmodel.model.collection import Collection
from planmodel.model.kinds import Indicator, Metric
from planmodel.model.names import folded_name
from planmodel.tabular import Rows, Single
from planmodel.text import MultilingualText, in_language
from planmodel.units import is_known, same_dimension

if TYPE_CHECKING:
    from planmodel.model.plan import Plan

__all__ = ["MetricMatch", "find_metric", "metric_named", "metric_of", "shared_metrics", "shipped_metric"]

_LONGEST = 200
_CERTAIN = 0.9
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*(?:[)）\]】〕]|$)")
_PERCENT = frozenset({"%", "‰", "个百分点"})
_SCOPES = re.compile(
    r"^(?:全市|全省|全县|全区|全国|本市|我市|区域|地级及以上城市|地级以上城市|地级城市|设区城市|设区市|县级及以上城市|城市|城区"
    r"|国省考断面|国考断面|省考断面|国控断面|省控断面|市控断面|市控以上|县控以上|省控以上|国控|省控|市控|主要|环境)"
)
_SECTIONS = re.compile(r"(?:国省考|国考|省考|国控|省控|市控|市控以上|省控以上|县控以上)(?:及以上)?断面")
_CHANGES = re.compile(r"(?:累计)?(?:降低|下降|减少|提高|增加|削减)(?:率|比例|幅度)?$")


@attrs.frozen(kw_only=True)
class MetricMatch(Single):
    """A metric that a printed name may mean.

    Parameters:
        metric: the metric.
        score: from 0 to 1; 1 for the same name, 0.9 when only a scope (地级及以上城市) or a word of change (降低) was
            taken off, less for names that merely look alike.
        matched: the name of the metric that was compared.
    """

    metric: Metric
    score: float
    matched: str

    @property
    def certain(self) -> bool:
        """Whether nothing had to be guessed."""
        return self.score >= _CERTAIN


@lru_cache(maxsize=1)
def shared_metrics() -> Collection[Metric]:
    """Return the metrics that planmodel ships.

    Example:
        >>> shared_metrics()["pm25"].unit
        '微克/立方米'
    """
    import yaml

    text = (files("planmodel.model") / "metrics.yaml").read_text(encoding="utf-8")
    made = [
        Metric(
            name=MultilingualText({"zh": str(entry.pop("zh")), "en": str(entry.pop("en"))}),
            evidence="inferred",
            **entry,
        )
        for entry in yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    ]
    return Collection(made, "metrics", [Metric])


@kinds_checked
def find_metric(
    name: str, *, unit: str | None = None, metrics: Collection[Metric] | None = None, most: int = 5
) -> tuple[MetricMatch, ...]:
    """Return the metrics that a printed name may mean, likeliest first.

    Parameters:
        name: the name as printed, with or without a unit in brackets.
        unit: the unit of its numbers; a metric in a unit that measures something else is no match.
        metrics: where to look; the shipped ones when left out.
        most: how many at the most.

    Example:
        >>> [(one.metric.id, one.certain) for one in find_metric("细颗粒物（PM2.5）年均浓度（微克/立方米）")][:1]
        [('pm25', True)]
    """
    wanted = _plain(name) if len(name) <= _LONGEST else ""
    if not wanted:
        return ()
    forms = {wanted: 1.0}
    for stripped in (_without_scope(wanted), _without_change(wanted), _without_change(_without_scope(wanted))):
        forms.setdefault(stripped, _CERTAIN)
    found: dict[str, MetricMatch] = {}
    pool = shared_metrics() if metrics is None else metrics
    for spelt, metric in _index(pool):
        score = max((value for form, value in forms.items() if form == spelt), default=0.0)
        if score == 0.0:
            score = 0.85 * difflib.SequenceMatcher(None, wanted, spelt, autojunk=False).ratio()
        if not _unit_fits(unit, metric):
            score *= 0.5
        if score >= 0.5 and (metric.id not in found or score > found[metric.id].score):
            found[metric.id] = MetricMatch(metric=metric, score=round(score, 3), matched=spelt)
    ranked = sorted(found.values(), key=lambda one: (-one.score, one.metric.id))
    return Rows(ranked[:most], MetricMatch)


@kinds_checked
def metric_named(name: str, *, unit: str | None = None, metrics: Collection[Metric] | None = None) -> Metric | None:
    """Return the metric that a printed name certainly means, else ``None``.

    Parameters: those of :func:`find_metric`.

    Example:
        >>> metric_named("地级及以上城市空气质量优良天数比率(%)").id, metric_named("水质") is None
        ('good-days-share', True)
    """
    wanted = _plain(name) if len(name) <= _LONGEST else ""
    spellings = _shared_spellings() if metrics is None else _spellings(_spelt(metrics))
    stripped = (_without_scope(wanted), _without_change(wanted), _without_change(_without_scope(wanted)))
    for forms in ([wanted], dict.fromkeys(stripped)):
        found = {one.id: one for form in forms for one in spellings.get(form, ()) if _unit_fits(unit, one)}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


@lru_cache(maxsize=1)
def _shared_spellings() -> dict[str, list[Metric]]:
    return _spellings(_shared_index())


def _spellings(spelt: tuple[tuple[str, Metric], ...]) -> dict[str, list[Metric]]:
    """Return the metrics of each name: what is certain needs no likeness, which takes a hundred times as long."""
    spellings: dict[str, list[Metric]] = {}
    for name, metric in spelt:
        spellings.setdefault(name, []).append(metric)
    return spellings


def metric_of(plan: Plan, indicator: Indicator) -> Metric | None:
    """Return the metric that an indicator names: the plan's own, else the shipped one of that id."""
    if indicator.metric is None:
        return None
    id = indicator.metric.to
    own = plan.get(id)
    if isinstance(own, Metric):
        return own
    return shipped_metric(id)


def shipped_metric(id: str) -> Metric | None:
    """Return the metric of an id that planmodel ships, if there is one.

    Example:
        >>> shipped_metric("pm25").better, shipped_metric("pm-25")
        ('lower', None)
    """
    return _by_id().get(id)


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Metric]:
    return {metric.id: metric for metric in shared_metrics()}


def _index(metrics: Collection[Metric]) -> tuple[tuple[str, Metric], ...]:
    return _shared_index() if metrics is shared_metrics() else _spelt(metrics)


@lru_cache(maxsize=1)
def _shared_index() -> tuple[tuple[str, Metric], ...]:
    return _spelt(shared_metrics())


def _spelt(metrics: Collection[Metric]) -> tuple[tuple[str, Metric], ...]:
    pairs = []
    for metric in metrics:
        names = [in_language(metric.name, language) for language in ("zh", "en")]
        pairs += [(_plain(name), metric) for name in dict.fromkeys([*names, *metric.aliases])]
    return tuple(dict.fromkeys(pairs))


def _plain(name: str) -> str:
    """Return a name without brackets, spaces, letter case and full-width forms."""
    return folded_name(_BRACKETS.sub("", name))


def _without_scope(name: str) -> str:
    return _SECTIONS.sub("", _SCOPES.sub("", name)) or name


def _without_change(name: str) -> str:
    return _CHANGES.sub("", name) or name


def _unit_fits(unit: str | None, metric: Metric) -> bool:
    """Return whether numbers in ``unit`` can be of the metric; a percentage can be a change of anything."""
    if unit is None or metric.unit is None or unit in _PERCENT or not is_known(unit):
        return True
    return same_dimension(unit, metric.unit)
