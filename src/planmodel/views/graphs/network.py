"""What the picture of the task network shows: what must come first, layer by layer, and what is critical.

A whole is drawn only when a link names it: it then stands for its parts, as in the schedule, and says how many it has.
Its parts are drawn beside it only when links name them too. A whole without links is left out: its parts are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from planmodel.model.element import Undertaking
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Link
from planmodel.scheduling.lengths import shortest_mode
from planmodel.scheduling.schedule import Schedule
from planmodel.tracking.work_done import share_done
from planmodel.units import Amount
from planmodel.views.drawing.labels import wrap
from planmodel.views.graphs.diagram import MOST_BOXES, Box, Diagram, Edge
from planmodel.views.graphs.focus import neighbourhood
from planmodel.views.graphs.layers import circle_groups, layers_of
from planmodel.views.graphs.timing import Timing, timing_of
from planmodel.views.graphs.words import element_title, is_chinese, picture_title, word
from planmodel.views.spoken import spoken_by, told
from planmodel.words import say

__all__ = ["network_of"]

_IN_SUMMARY = 120
"""How many boxes the summary of a network has."""
_MOST_ASIDE = 60


def network_of(
    plan: Plan,
    *,
    focus: str | None = None,
    depth: int | None = None,
    schedule: Schedule | None = None,
    language: str | None = None,
) -> Diagram:
    """Return what the picture of a plan's task network shows.

    Parameters:
        plan: any plan.
        focus: draw only this task or project, what it waits for and what waits for it.
        depth: how many steps to follow from ``focus``; two when left out.
        schedule: where critical path and slack come from; without one it is computed without dates, if it can be.
        language: the language of the labels; without one, the first of each.

    Raises:
        UnknownIdError: there is no element ``focus``.
        ModelError: ``depth`` is no number of steps, or the schedule is of another plan.
        PlanModelError: ``focus`` is neither a task nor a project, or has too many neighbours.
    """
    net = _net(plan, timing_of(plan, schedule), language)
    drawn: Sequence[str] = net.linked
    notes = [*net.timing.notes]
    if net.knots:
        notes.append(say("picture.circles", n=len(net.knots)))
    aside: Sequence[str] = ()
    if focus is not None:
        near, note = neighbourhood(plan, net.work, net.edges, focus, depth)
        drawn = [id for id in net.work if id in near]
        notes.insert(0, note)
    else:
        aside = net.unlinked()
        if len(drawn) > MOST_BOXES:
            drawn = net.tightest()
            notes.insert(0, net.summary_note())
    shown = net.first_aside(aside)
    if len(shown) < len(aside):
        notes.append(say("picture.aside_cut", hidden=len(aside) - len(shown), all=len(aside)))
    columns = layers_of(drawn, net.pairs())[0]
    inside = set(drawn)
    return Diagram(
        title=picture_title(
            plan,
            word("task_network", net.chinese),
            focus,
            language=language,
            found=net.timing.found if focus is None else None,
        ),
        notes=tuple(notes),
        headings=("",) * (max(columns.values(), default=-1) + 1),
        boxes=tuple(net.box(id, columns[id], inside, focus) for id in drawn),
        edges=tuple(edge for edge in net.edges if edge.tail in inside and edge.head in inside),
        aside=tuple(net.small_box(id) for id in shown),
        aside_heading=word("not_linked", net.chinese) if aside else "",
    )


def _net(plan: Plan, timing: Timing, language: str | None) -> _Net:
    work = {one.id: one for one in plan.of(Undertaking)}
    plain = tuple(dict.fromkeys(_edges(plan, work, spoken_by(plan, language))))
    knots = circle_groups((edge.tail, edge.head) for edge in plain)
    ends = {end for edge in plain for end in (edge.tail, edge.head)}
    return _Net(
        work=work,
        edges=tuple(attrs.evolve(edge, marks=_edge_marks(edge, timing, knots)) for edge in plain),
        linked=tuple(id for id in work if id in ends),
        knots=knots,
        parts=Counter({id: len(parts) for id, parts in plan.graph.hierarchy.parts.items() if id in work}),
        timing=timing,
        chinese=is_chinese(plan, language),
        language=language,
    )


def _edges(plan: Plan, work: Mapping[str, Undertaking], spoken: str) -> Iterator[Edge]:
    for holder, declared, _, link in plan.links():
        if declared.order == "precedence" and holder.id in work and link.to in work:
            backwards = declared.flow == "from_target"
            yield Edge(
                tail=link.to if backwards else holder.id,
                head=holder.id if backwards else link.to,
                relation=declared.name,
                evidence=link.evidence or work[holder.id].evidence,
                backwards=backwards,
                label=_link_label(link, spoken),
            )


def _link_label(link: Link, spoken: str) -> str:
    """Return what is not the usual about a link: its type, its lag, its longest wait."""
    if not isinstance(link, Dependency):
        return ""
    said: list[str] = [] if link.type == "FS" else [link.type]
    if link.lag is not None and link.lag.magnitude:
        said[:] = [" ".join([*said, _signed(link.lag, spoken)])]
    if link.max_lag is not None:
        said.append(f"≤ {link.max_lag.in_language(spoken)}")
    return ", ".join(said)


def _signed(amount: Amount, spoken: str) -> str:
    return f"+ {amount.in_language(spoken)}" if amount.magnitude > 0 else f"− {(-amount).in_language(spoken)}"


def _edge_marks(edge: Edge, timing: Timing, knots: Mapping[str, int]) -> tuple[str, ...]:
    if edge.tail in knots and knots[edge.tail] == knots.get(edge.head):
        return ("circle",)
    return ("critical",) if (edge.tail, edge.head) in timing.driving else ()


@attrs.frozen(kw_only=True)
class _Net:
    """The work of a plan and its links, with what is said about each.

    Parameters:
        work: tasks and projects by their id.
        edges: the links that mean precedence.
        linked: the work that a link names, in plan order.
        knots: the work that waits for itself, with the number of its knot of circles.
        parts: how many parts each whole has.
        timing: what a schedule says.
        chinese: whether the words are Chinese.
        language: the language of the names.
    """

    work: Mapping[str, Undertaking]
    edges: tuple[Edge, ...]
    linked: tuple[str, ...]
    knots: Mapping[str, int]
    parts: Mapping[str, int]
    timing: Timing
    chinese: bool
    language: str | None

    def pairs(self) -> list[tuple[str, str]]:
        """Return the two ends of each link."""
        return [(edge.tail, edge.head) for edge in self.edges]

    def unlinked(self) -> list[str]:
        """Return the work that no link names and that has no parts."""
        linked = set(self.linked)
        return [id for id in self.work if id not in linked and id not in self.parts]

    def first_aside(self, ids: Sequence[str]) -> list[str]:
        """Return as much unlinked work as is listed: what is critical first, then in plan order."""
        return sorted(ids, key=lambda id: "critical" not in self.marks(id))[:_MOST_ASIDE]

    # --- a summary ---

    def tightest(self) -> list[str]:
        """Return what a summary draws: the critical work and that with the least slack.

        Without a schedule the work on the longest chains counts as that with the least slack.
        """
        before, after = layers_of(self.linked, self.pairs())
        longest = max((before[id] + after[id] for id in self.linked), default=0)

        def rank(id: str) -> tuple[bool, bool, float]:
            task = self.timing.tasks.get(id)
            slack = longest - before[id] - after[id] if task is None else float(task.total_slack.magnitude)
            return id not in self.knots, task is None or not task.critical, slack

        kept = set(sorted(self.linked, key=rank)[:_IN_SUMMARY])
        return [id for id in self.linked if id in kept]

    def summary_note(self) -> str:
        """Return the note that says how much a summary leaves out."""
        key = "picture.tightest" if self.timing.tasks else "picture.longest"
        return say(key, all=len(self.linked), drawn=_IN_SUMMARY)

    # --- boxes ---

    def box(self, id: str, column: int, drawn: Collection[str], focus: str | None) -> Box:
        """Return the box of one piece of work."""
        one = self.work[id]
        details = [" · ".join(self._said(one)), self._hidden(id, drawn) if focus is None else ""]
        return Box(
            id=id,
            kind=one.kind,
            lines=wrap(one.label(self.language)),
            details=tuple(line for line in details if line),
            title=element_title(one, self.chinese),
            evidence=one.evidence,
            column=column,
            marks=(*self.marks(id), *(("focus",) if id == focus else ())),
        )

    def small_box(self, id: str) -> Box:
        """Return the box of one piece of work that stands aside: its name on two lines, the rest in its title."""
        one = self.work[id]
        return Box(
            id=id,
            kind=one.kind,
            lines=wrap(one.label(self.language), lines=2),
            details=(),
            title=": ".join([element_title(one, self.chinese), *self._said(one)]),
            evidence=one.evidence,
            column=0,
            marks=("aside", *self.marks(id)),
        )

    def marks(self, id: str) -> tuple[str, ...]:
        """Return what sets a piece of work apart."""
        task = self.timing.tasks.get(id)
        finished = _is_finished(self.work[id]) or (task is not None and task.finished)
        basis = self.timing.basis
        unstated = basis is not None and id in basis.unstated
        found = {
            "critical": task is not None and task.critical and not finished and not unstated,
            "finished": finished,
            "assumed_time": basis is not None and id in basis.assumed and not finished,
            "no_time": unstated and not finished,
            "circle": id in self.knots,
            "group": id in self.parts,
        }
        return tuple(mark for mark, holds in found.items() if holds)

    def _said(self, one: Undertaking) -> list[str]:
        """Return a duration, what is done, slack and parts, as far as they are known."""
        task, spoken = self.timing.tasks.get(one.id), "zh" if self.chinese else "en"
        length = _duration(one)
        if length is None and task is not None and task.summary:
            length = task.duration
        said = [] if length is None else [length.in_language(spoken)]
        if "finished" in self.marks(one.id):
            said.append(word("finished", self.chinese))
        else:
            said += [] if one.done is None else [told(spoken, "drawn.share_done", done=one.done)]
            if "no_time" in self.marks(one.id):
                said.append(word("no_time", self.chinese))
            elif task is not None and task.total_slack.magnitude:
                said.append(told(spoken, "gantt.bar.slack", slack=task.total_slack))
        if one.id in self.parts:
            said.append(told(spoken, "drawn.of_parts", n=self.parts[one.id]))
        return said

    def _hidden(self, id: str, drawn: Collection[str]) -> str:
        """Return how many links lead to work that is not drawn: ``3 before · 5 after``."""
        before = sum(edge.head == id and edge.tail not in drawn for edge in self.edges)
        after = sum(edge.tail == id and edge.head not in drawn for edge in self.edges)
        spoken = "zh" if self.chinese else "en"
        counts = {"before": before, "after": after}
        return " · ".join(told(spoken, f"drawn.hidden_{name}", n=count) for name, count in counts.items() if count)


def _duration(one: Undertaking) -> Amount | None:
    estimate = shortest_mode(one) if one.modes else one.duration
    return None if estimate is None else estimate.likely


def _is_finished(one: Undertaking) -> bool:
    return one.finished is not None or share_done(one.done) == 1
