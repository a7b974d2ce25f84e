"""Several schedules side by side: finish, goals, costs, critical work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from planmodel.arguments import kinds_checked
from planmodel.columns import Column
from planmodel.errors import ModelError
from planmodel.scheduling.axis import Moment
from planmodel.scheduling.differences import compare
from planmodel.scheduling.goals import work_for
from planmodel.scheduling.schedule import Schedule
from planmodel.tabular import Listed, Result
from planmodel.units import Amount
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.views.picture import Picture

__all__ = ["Figure", "Schedules", "compare_schedules"]


@attrs.frozen(kw_only=True)
class Figure:
    """One figure of several schedules.

    Parameters:
        kind: ``finish``, ``goal``, ``indicator``, ``cost`` or ``critical``.
        id: the plan, goal or indicator.
        name: what people call it.
        values: the figure in each schedule: a finish, a sum, or the critical tasks; ``None`` where it has none.
        slips: by how much later (or dearer) it is than in the first schedule; ``None`` where nobody can say.
    """

    kind: str
    id: str
    name: str
    values: tuple[Moment | Amount | tuple[str, ...] | None, ...]
    slips: tuple[Amount | None, ...]


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Schedules(Listed, Result):
    """Several schedules side by side; made by :func:`compare_schedules`.

    Parameters:
        names: what each schedule is called; the first is what the others are held against.
        schedules: the schedules, in that order.
        figures: the finish of everything, of each goal and indicator, the costs, the critical work.
    """

    names: tuple[str, ...]
    schedules: tuple[Schedule, ...]
    figures: tuple[Figure, ...]

    def _rows(self) -> Sequence[Figure]:
        return self.figures

    def _columns(self) -> Sequence[Column]:
        each = [column for at, name in enumerate(self.names) for column in _columns_of(at, name)]
        return (
            Column("kind", "text", "finish, goal, indicator, cost or critical", head="", words="schedules"),
            Column("id", "text", "the plan, goal or indicator"),
            *each,
            Column("name", "text", "what people call it"),
        )

    def _below(self) -> Iterable[str]:
        pairs = zip(self.names, self.schedules, strict=True)
        return [say("schedules.no_durations", name=name) for name, one in pairs if len(one) and one.basis.empty]

    @kinds_checked
    def plot(self, language: str | None = None) -> Picture:
        """Return a chart (extra ``report``); see :func:`planmodel.views.charts.side_by_side.plot_schedules`."""
        from planmodel.views.charts.side_by_side import plot_schedules

        return plot_schedules(self, language)


def _columns_of(at: int, name: str) -> tuple[Column, Column]:
    """Return the columns of one schedule: of the first ``value_1`` and ``slip_1``, whatever it is called."""
    value, slip = f"value_{at + 1}", f"slip_{at + 1}"
    return (
        Column(
            value,
            "text",
            f"the figure in {name!r}",
            of=_nth("values", at),
            cell=_shown(at),
            head=say("schedules.name", name=name),
        ),
        Column(slip, "text", f"by how much later or dearer {name!r} is", of=_nth("slips", at), shown=False),
    )


def _nth(field: str, at: int) -> Callable[[Figure], object]:
    return lambda row: getattr(row, field)[at]


def _shown(at: int) -> Callable[[Figure], str]:
    """Return how people read a figure of one schedule: with how much later it is."""

    def cell(row: Figure) -> str:
        value, slip = row.values[at], row.slips[at]
        if isinstance(value, tuple):
            return say("quality.ids", ids=value) if value else ""
        if value is None:
            return ""
        sign = "+" if slip is not None and slip.magnitude > 0 else ""
        return f"{value} ({sign}{slip})" if slip is not None and slip.magnitude else str(value)

    return cell


@kinds_checked
def compare_schedules(schedules: Mapping[str, Schedule]) -> Schedules:
    """Return several schedules side by side: finish, goals, costs and critical work.

    Parameters:
        schedules: name → schedule, of one plan, of versions of it, or of it under several scenarios; the others are
            held against the first.

    Raises:
        ModelError: fewer than two; they count time in different units, or only some have dates.

    Example:
        >>> from planmodel.model.kinds import Task
        >>> from planmodel.model.plan import Plan
        >>> from planmodel.scheduling.run import schedule
        >>> one, other = (schedule(Plan(id="p", title="P", elements=[Task(id="a", name="A", duration=length)]))
        ...     for length in ("5 天", "8 天"))
        >>> print(compare_schedules({"as planned": one, "late": other}).figures[0].slips[1])
        3 天
    """
    if len(schedules) < 2:
        raise ModelError(say("schedules.few", n=len(schedules)), hint=say("schedules.few.hint"))
    names, every = tuple(schedules), tuple(schedules.values())
    first = every[0]
    differences = [compare(first, one) for one in every]
    ids = dict.fromkeys(id for one in every for id in work_for(one))
    figures = [
        Figure(
            kind="finish",
            id=first.plan.id,
            name=first.plan.label(),
            values=tuple(one.finish for one in every),
            slips=tuple(one.finish.slip for one in differences),
        )
    ]
    for id in ids:
        plan = next(one.plan for one in every if id in one.plan)
        ends = [_finish_for(one, id) for one in every]
        slips = [{one.id: one.slip for one in found.goals} for found in differences]
        nothing = differences[0].finish.slip
        figures.append(
            Figure(
                kind=plan[id].kind,
                id=id,
                name=plan[id].label(),
                values=tuple(ends),
                slips=tuple(found.get(id, nothing if ends[0] is not None else None) for found in slips),
            )
        )
    costs = [one.cost().total for one in every]
    if any(one is not None for one in costs):
        figures.append(_figure_of_costs(first, costs))
    critical: tuple[Any, ...] = tuple(one.critical for one in every)
    label = first.plan.label()
    figures.append(Figure(kind="critical", id=first.plan.id, name=label, values=critical, slips=(None,) * len(every)))
    return Schedules(names=names, schedules=every, figures=tuple(figures))


def _finish_for(schedule: Schedule, id: str) -> Moment | Amount | None:
    nodes = work_for(schedule).get(id, ())
    return schedule.finish_of(nodes) if nodes else None


def _figure_of_costs(first: Schedule, costs: Sequence[Amount | None]) -> Figure:
    base = costs[0]
    slips = tuple(
        one - base if one is not None and base is not None and one.is_convertible_to(base.unit) else None
        for one in costs
    )
    return Figure(kind="cost", id=first.plan.id, name=first.plan.label(), values=tuple(costs), slips=slips)
