"""The kinds of element that planmodel ships.

Every element is frozen, has an ``id`` and a ``name``, and refers to others by id through links. A kind is one attrs
class below :class:`~planmodel.model.element.Element`; ``kind`` and ``plural`` are what it is called in files.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeGuard, TypeVar, get_args
from unicodedata import category

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.model.element import Element, Group, Nested, Undertaking
from planmodel.model.numbers import Baseline, Cost, Observation, as_baseline, as_cost, as_observations, check_rate
from planmodel.model.period import Day, Period, as_period
from planmodel.model.relations import Link, as_link, as_links, relation
from planmodel.model.sources import as_names, check_names, check_one_of, check_optional_text
from planmodel.model.targets import Commitment, Level, Target, as_optional_amount, as_targets, is_filled_by
from planmodel.units import Amount, OwnUnit, OwnUnits, is_known
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = [
    "Document",
    "Goal",
    "Indicator",
    "Metric",
    "Organization",
    "Principle",
    "Project",
    "Resource",
    "Section",
    "Task",
    "Theme",
]

_T = TypeVar("_T")
Better = Literal["higher", "lower"]
Quantity = Literal[
    "stock", "flow", "share", "ratio", "concentration", "index", "count", "grade", "rate", "money", "duration"
]
"""What kind of number a metric is, which says what may be done with it."""


@attrs.frozen(kw_only=True)
class Section(Group):
    """A part or chapter of the document (部分 / 章).

    Parameters:
        number: its number as printed, ``第三章``.
    """

    number: str | None = attrs.field(default=None, validator=check_optional_text)

    kind: ClassVar[str] = "section"
    plural: ClassVar[str] = "sections"


@attrs.frozen(kw_only=True)
class Theme(Group):
    """A field or emphasis that cuts across the plan (领域 / 亮点)."""

    kind: ClassVar[str] = "theme"
    plural: ClassVar[str] = "themes"


@attrs.frozen(kw_only=True)
class Principle(Nested):
    """A norm that governs how the work is done (基本原则; StratML ``Value``)."""

    kind: ClassVar[str] = "principle"
    plural: ClassVar[str] = "principles"


@attrs.frozen(kw_only=True)
class Goal(Group):
    """A desired result (目标); goals nest.

    Parameters:
        guided_by: the principles that govern it.
        period: by when it holds, when not the plan's period: ``2021/2025``.
    """

    guided_by: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("principle", flow="from_target"),
    )
    period: Period | None = attrs.field(default=None, converter=as_period)

    kind: ClassVar[str] = "goal"
    plural: ClassVar[str] = "goals"


def _check_unit(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    check_optional_text(instance, attribute, value)
    if isinstance(value, str):
        check_characters(value)


@attrs.frozen(kw_only=True)
class Metric(Element):
    """A definition shared by many plans: what is measured and what may be done with the numbers.

    Parameters:
        quantity: what kind of number it is; shares and concentrations are never summed.
        unit: the unit of its definition.
        statistic: which statistic (``mean``, ``per90``, ``share of days``).
        base: of what it is a share or a ratio, where two metrics differ in that alone (``千人``, ``GDP``).
        parameter: the threshold or distance in its definition (``500米``, ``100头以上``).
        better: which way is better.
        version: which edition of the definition.
        aliases: other names that documents print.
        field: the field of policy that it belongs to.
        printed_in: the document that prints it.
    """

    quantity: Quantity | None = attrs.field(default=None, validator=check_one_of(*get_args(Quantity)))
    unit: str | None = attrs.field(default=None, validator=_check_unit)
    statistic: str | None = attrs.field(default=None, validator=check_optional_text)
    base: str | None = attrs.field(default=None, validator=check_optional_text)
    parameter: str | None = attrs.field(default=None, validator=check_optional_text)
    better: Better | None = attrs.field(default=None, validator=check_one_of("higher", "lower"))
    version: str | None = attrs.field(default=None, validator=check_optional_text)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=as_names, validator=check_names)
    field: str | None = attrs.field(default=None, validator=check_optional_text)
    printed_in: str | None = attrs.field(default=None, validator=check_optional_text)

    kind: ClassVar[str] = "metric"
    plural: ClassVar[str] = "metrics"


@attrs.frozen(kw_only=True)
class Indicator(Nested):
    """One plan's use of a metric (指标): unit, direction, obligation, baseline, targets, observations.

    Numbers without a unit in ``baseline``, ``targets`` and ``observations`` are in ``unit``, and take it when the
    indicator is made; an unknown unit stays text and gives them none.

    Parameters:
        metric: the :class:`Metric` that it uses, in this plan or in a shared list.
        unit: unit of its numbers, as published.
        better: which way is better; never guessed from baseline and target.
        obligation: ``binding`` (约束性) or ``expected`` (预期性).
        groups: the headings that it stands under in its table (类别, 领域), outermost first.
        measures: the goals that it measures.
        baseline: where it stood.
        targets: what is promised.
        observations: what was measured.
    """

    metric: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("metric", name="uses_metric", flow="none", external=True),
    )
    unit: str | None = attrs.field(default=None, validator=check_optional_text)
    better: Better | None = attrs.field(default=None, validator=check_one_of("higher", "lower"))
    obligation: Literal["binding", "expected"] | None = attrs.field(
        default=None,
        validator=check_one_of("binding", "expected"),
    )
    groups: tuple[str, ...] = attrs.field(
        default=(),
        converter=as_names,
        validator=check_names,
    )
    measures: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("goal"))
    baseline: Baseline | None = attrs.field(default=None, converter=as_baseline)
    targets: tuple[Target, ...] = attrs.field(default=(), converter=as_targets)
    observations: tuple[Observation, ...] = attrs.field(default=(), converter=as_observations)

    kind: ClassVar[str] = "indicator"
    plural: ClassVar[str] = "indicators"

    def __attrs_post_init__(self) -> None:
        take_texts(self)
        settle_subjects(self)
        complete_units(self)

    @kinds_checked
    def plot(self, *, as_of: Day = None, language: str | None = None) -> Picture:
        """Return its values through time (extra ``report``); see :mod:`planmodel.views.charts.values`."""
        from planmodel.views.charts.values import plot_indicator

        return plot_indicator(self, as_of=as_of, language=language)


def take_texts(indicator: Indicator) -> None:
    """Have the texts of targets that are nobody's yet read as this indicator's, while it is made."""
    if any(is_filled_by(target) is not None for target in indicator.targets):
        _put(indicator, "targets", _told_targets(indicator))


def _told_targets(indicator: Indicator, before: Indicator | None = None) -> tuple[Target, ...]:
    """Return its targets with their texts read as its own; see :mod:`planmodel.phrases.target_texts`."""
    from planmodel.phrases.target_texts import told_targets

    return told_targets(indicator, before)


def settle_subjects(indicator: Indicator) -> None:
    """Tell the part that a target of an indicator names from the indicator itself, while the indicator is made."""
    if any(target.subject is not None for target in indicator.targets):
        from planmodel.model.subjects import settled

        _put(indicator, "targets", tuple([settled(target, indicator) for target in indicator.targets]))


def in_unit(amount: Amount, unit: str) -> Amount:
    """Return ``amount`` with ``unit`` if it has none."""
    return amount if amount.unit else Amount(amount, unit)


def with_own_units(element: _T, units: OwnUnits) -> _T:
    """Return an element whose unit, if it is one of a plan's own, knows what it means; numbers without one take it."""
    if not isinstance(element, Indicator | Metric) or element.unit is None or is_known(element.unit):
        return element
    unit = units.unit(element.unit)
    if not isinstance(unit, OwnUnit):
        return element
    made = attrs.evolve(element, unit=unit)
    if isinstance(element, Indicator) and isinstance(made, Indicator):
        _put(made, "targets", _told_targets(made, element))
    return made


def check_characters(unit: str) -> None:
    """Raise :class:`ModelError` for the text of a unit with a character that does not show, or does what is not seen.

    Raises:
        ModelError: it holds the end of a line, or a character that controls a terminal or the direction of writing.
    """
    if not unit.isprintable() and any(category(sign) in _UNSEEN for sign in unit):
        raise ModelError(say("unit.unseen", unit=unit), field=("unit",))


_UNSEEN = ("Cc", "Cf", "Zl", "Zp")


def complete_units(indicator: Indicator, *, fresh: bool = False) -> None:
    """Give the numbers of an indicator that state no unit that of the indicator, if it is one that is known.

    This is the one place where that is done: a share, a change or an amount with a unit stays as it is.

    Parameters:
        indicator: the indicator, while it is made.
        fresh: whether its baseline, targets and observations are nobody else's, so that they need no copies.
    """
    unit = indicator.unit
    if unit is not None:
        check_characters(unit)
    if unit is None or not is_known(unit):
        return
    unit = unit if isinstance(unit, OwnUnit) else unit.strip()
    own = _itself if fresh else copy
    baseline = indicator.baseline
    if baseline is not None and _lacks_unit(baseline.value):
        _put(indicator, "baseline", _measured_in(own(baseline), unit))
    measured = [_measured_in(own(one), unit) if _lacks_unit(one.value) else one for one in indicator.observations]
    promised = [_promised_in(one, unit, own) for one in indicator.targets]
    if not fresh:
        _put(indicator, "observations", tuple(measured))
        _put(indicator, "targets", tuple(promised))


_put: Callable[[object, str, object], None] = object.__setattr__
"""Sets a field of a frozen object; only of one that is being made."""


def _itself(value: _T) -> _T:
    return value


def _lacks_unit(amount: Amount | None) -> bool:
    return amount is not None and not amount.unit


def _is_bare_level(commitment: Commitment | None) -> TypeGuard[Level]:
    return isinstance(commitment, Level) and not commitment.value.unit


def _measured_in(part: _T, unit: str) -> _T:
    value: Amount = part.value  # type: ignore[attr-defined]
    _put(part, "value", Amount._of(value.magnitude, unit, value._ratio))
    return part


def _promised_in(target: Target, unit: str, own: Callable[[Any], Any]) -> Target:
    if is_filled_by(target) is not None:
        return target  # its text will be read with the unit that its indicator had then
    levels = [(field, level) for field in ("commitment", "stretch") if _is_bare_level(level := getattr(target, field))]
    if not levels:
        return target
    target = own(target)
    for field, level in levels:
        _put(target, field, _level_in(own(level), unit))
    return target


def _level_in(level: Level, unit: str) -> Level:
    level = _measured_in(level, unit)
    if level.high is not None:
        _put(level, "high", in_unit(level.high, unit))
    return level


def completed(commitment: Commitment, unit: str | None) -> Commitment:
    """Return a level that states no unit in that of its indicator, if it is one that is known; else the commitment."""
    if not _is_bare_level(commitment) or unit is None or not is_known(unit):
        return commitment
    return _level_in(copy(commitment), unit if isinstance(unit, OwnUnit) else unit.strip())


@attrs.frozen(kw_only=True)
class Task(Undertaking):
    """A course of action (主要任务 / 措施); tasks nest.

    Parameters:
        guided_by: the principles that govern it.
    """

    guided_by: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("principle", flow="from_target"),
    )

    kind: ClassVar[str] = "task"
    plural: ClassVar[str] = "tasks"


@attrs.frozen(kw_only=True)
class Project(Undertaking):
    """A funded, bounded undertaking (重点工程 / 项目), or a group of them.

    Parameters:
        implements: the tasks that it carries out.
        cost: what it costs.
    """

    implements: tuple[Link, ...] = attrs.field(default=(), converter=as_links, metadata=relation("task"))
    cost: Cost | None = attrs.field(default=None, converter=as_cost)

    kind: ClassVar[str] = "project"
    plural: ClassVar[str] = "projects"


@attrs.frozen(kw_only=True)
class Organization(Nested):
    """A body that leads or supports, drafts, approves or issues (牵头 / 配合单位)."""

    kind: ClassVar[str] = "organization"
    plural: ClassVar[str] = "organizations"


@attrs.frozen(kw_only=True)
class Resource(Element):
    """What work takes up and there is only so much of: people, machines, money.

    Parameters:
        capacity: how much there is, such as 5 人 or 0.3 亿元; without one there is no limit.
        renewal: ``always`` (people and machines are free again when work ends), ``year`` (a budget that each calendar
            year brings anew) or ``never`` (a sum that is spent once).
        rate: what one unit of it costs a time: ``500 元/天``, ``500 元/人/天``.
        calendar: the working calendar that it goes by, where it is not the plan's usual one.
    """

    capacity: Amount | None = attrs.field(default=None, converter=as_optional_amount)
    renewal: Literal["always", "year", "never"] = attrs.field(
        default="always",
        validator=check_one_of("always", "year", "never"),
    )
    rate: Amount | None = attrs.field(default=None, converter=as_optional_amount, validator=check_rate(each=True))
    calendar: Link | None = attrs.field(
        default=None,
        converter=as_link,
        metadata=relation("calendar", name="goes_by", flow="none"),
    )

    kind: ClassVar[str] = "resource"
    plural: ClassVar[str] = "resources"


@attrs.frozen(kw_only=True)
class Document(Element):
    """A source, or a plan that this one follows (编制依据).

    Parameters:
        url: its address.
        text: a text file beside the plan file that holds its words; ``check`` looks for quotations there.
        number: its document number, ``粤环〔2021〕10号``.
        issued: when it was issued.
        issued_by: who issued it.
    """

    url: str | None = attrs.field(default=None, validator=check_optional_text)
    text: str | None = attrs.field(
        default=None,
        validator=check_optional_text,
    )
    number: str | None = attrs.field(default=None, validator=check_optional_text)
    issued: Period | None = attrs.field(default=None, converter=as_period)
    issued_by: tuple[Link, ...] = attrs.field(
        default=(),
        converter=as_links,
        metadata=relation("organization", flow="from_target"),
    )

    kind: ClassVar[str] = "document"
    plural: ClassVar[str] = "documents"
