"""What the picture of the flow shows: goals, tasks and projects in columns, and ribbons between them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from planmodel.model.plan import Plan
from planmodel.model.sources import Evidence
from planmodel.views.graphs.pieces import Piece, counted_pieces, money_pieces, opposition, shown_goals
from planmodel.views.graphs.words import element_title, is_chinese, picture_title, word
from planmodel.words import Message, say

__all__ = ["Flow", "FlowBox", "Ribbon", "flow_of"]

_MOST_ROWS = 40
"""More boxes than this in one column are drawn as those that count most, and one for the rest."""
_COLUMNS = ("goal", "task", "project")
_NOTHING = Fraction(0)


@attrs.frozen(kw_only=True)
class FlowBox:
    """One goal, task or project; several drawn as one; or what has none of them.

    Parameters:
        key: the element's id, or another name for what is no element.
        column: 0 for goals, 1 for tasks, 2 for projects.
        name: what stands in it.
        title: the words behind it, in full.
        evidence: who says so.
        is_element: whether it is one element of the plan.
        missing: what it has none of, in words: ``no project``; it is dashed then.
        value: how much runs through it.
        unknown: how many projects behind it do not state their money.
    """

    key: str
    column: int
    name: str
    title: str
    evidence: Evidence = "stated"
    is_element: bool = True
    missing: str = ""
    value: Fraction = _NOTHING
    unknown: int = 0


@attrs.frozen(kw_only=True)
class Ribbon:
    """What runs between two boxes: how much of it, and how many projects behind it do not state their money."""

    left: str
    right: str
    value: Fraction
    unknown: int


@attrs.frozen(kw_only=True)
class Flow:
    """The picture before it is placed; ``columns`` hold goals, tasks and projects in their order."""

    title: str
    unit: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    columns: tuple[tuple[FlowBox, ...], ...]
    ribbons: tuple[Ribbon, ...]
    chinese: bool


def flow_of(plan: Plan, *, by: str, language: str | None = None) -> Flow:
    """Return what the picture of a plan's flow shows.

    Parameters:
        plan: any plan.
        by: ``count`` or ``money``.
        language: the language of the labels; without one, the first of each.
    """
    if by == "money":
        pieces, unit, notes = money_pieces(plan)
        notes.insert(0, say("picture.money_in", unit=unit) if unit else say("picture.money"))
    else:
        pieces, unit, notes = counted_pieces(plan), "", []
        notes.append(say("picture.numbers"))
    notes.append(say("picture.split"))
    notes += opposition(plan)
    chinese = is_chinese(plan, language)
    loom = _Loom(plan, chinese, language)
    for goal in shown_goals(plan, pieces):
        loom.show(goal, 0)
    several = sum(piece.project is None for piece in pieces) > _MOST_ROWS
    for piece in pieces:
        loom.add(piece, together=several)
    if several:
        notes.append(say("picture.together"))
    for column in (2, 1, 0):
        notes += loom.keep_most(column)
    return Flow(
        title=picture_title(plan, word("flow", chinese), language=language, found=_found(plan)),
        unit=unit,
        notes=tuple(notes),
        headings=tuple(word(kind, True) if chinese else f"{kind.capitalize()}s" for kind in _COLUMNS),
        columns=loom.columns(),
        ribbons=loom.ribbons(),
        chinese=chinese,
    )


def _found(plan: Plan) -> Message | None:
    """Return how many tasks no project carries out."""
    tasks, alone = len(plan.tasks), len(plan.graph.coverage().tasks_without_project)
    if not tasks:
        return None
    return say("flow.projects", n=alone, all=tasks) if alone else say("flow.all_projects", all=tasks)


class _Loom:
    """Boxes and ribbons as they are gathered; keys that are no ids have a space in them, which no id has."""

    def __init__(self, plan: Plan, chinese: bool, language: str | None) -> None:
        self._plan, self._chinese, self._language = plan, chinese, language
        self._boxes: dict[str, FlowBox] = {}
        self._values: dict[tuple[str, str], Fraction] = {}
        self._unknown: dict[tuple[str, str], set[str]] = {}
        self._held: dict[str, int] = {}

    # --- gathering ---

    def show(self, key: str, column: int, missing: str = "") -> str:
        """Have a box for an element, or for what is none; return its key."""
        if key not in self._boxes:
            one = self._plan.get(key)
            said = word(key, self._chinese) if one is None else one.label(self._language)
            self._boxes[key] = FlowBox(
                key=key,
                column=column,
                name=said,
                title=said if one is None else element_title(one, self._chinese),
                evidence="stated" if one is None else one.evidence,
                is_element=one is not None,
                missing=word(missing, self._chinese) if missing else "",
            )
        return key

    def add(self, piece: Piece, *, together: bool) -> None:
        """Add a piece of work; ``together`` draws tasks without a project that serve the same goals as one."""
        for task, goals in zip(piece.tasks, piece.goals, strict=True):
            key = self._task_box(task or "no task", goals, piece.project, together)
            for goal in goals or ("no goal",):
                self.show(goal, 0, missing="" if goals else "no goal")
                self._run(goal, key, piece, len(piece.tasks) * max(len(goals), 1))
            if piece.project is not None:
                self._run(key, self.show(piece.project, 2), piece, len(piece.tasks))

    def _task_box(self, task: str, goals: tuple[str, ...], project: str | None, together: bool) -> str:
        if project is not None:
            return self.show(task, 1, missing="" if task in self._plan else "no task")
        if not together:
            return self.show(task, 1, missing="no project")
        key = f"no project {' '.join(goals)}"
        self._held[key] = self._held.get(key, 0) + 1
        return self.show(key, 1, missing="no project")

    def _run(self, left: str, right: str, piece: Piece, shares: int) -> None:
        way = left, right
        self._values[way] = self._values.get(way, _NOTHING) + (piece.value or _NOTHING) / shares
        unknown = self._unknown.setdefault(way, set())
        if piece.value is None and piece.project is not None:
            unknown.add(piece.project)

    # --- fewer boxes ---

    def keep_most(self, column: int) -> list[str]:
        """Draw only the boxes that count most, if there are too many, and the rest as one; return notes that say so.

        Of tasks those count most that carry a project that is drawn; tasks without a project become one box.
        """
        keys = [key for key, box in self._boxes.items() if box.column == column]
        if len(keys) <= _MOST_ROWS:
            return []
        without = [key for key in keys if key.startswith("no project")]
        if without:
            self._merge(set(without), self.show("no project", column, missing="no project"))
        weights = self._weights()
        tied = {left for left, right in self._values if not right.startswith("more")} if column == 1 else set()
        ranked = sorted(
            (key for key in keys if key not in without),
            key=lambda key: (key in tied, *weights[key]),
            reverse=True,
        )
        rest = ranked[_MOST_ROWS - 2 :]
        if rest:
            self._merge(set(rest), self.show(f"more {column}", column))
        return [say(f"picture.most_{_COLUMNS[column]}", n=len(ranked) - len(rest), rest=len(rest))]

    def _merge(self, keys: set[str], into: str) -> None:
        """Have one box for several; it says how many elements it holds."""
        self._held[into] = sum(self._held.pop(key, 1) for key in keys)
        for way in list(self._values):
            left, right = (into if end in keys else end for end in way)
            if (left, right) != way:
                self._values[left, right] = self._values.get((left, right), _NOTHING) + self._values.pop(way)
                self._unknown.setdefault((left, right), set()).update(self._unknown.pop(way))
        for key in keys:
            del self._boxes[key]

    def _weights(self) -> dict[str, tuple[Fraction, int]]:
        """Return how much runs through each box, and how many projects behind it do not state their money."""
        sums = dict.fromkeys(self._boxes, _NOTHING)
        unknown: dict[str, set[str]] = {key: set() for key in self._boxes}
        for (left, right), value in self._values.items():
            for key in (left, right) if self._boxes[left].column == 0 else (right,):
                sums[key] += value
                unknown[key] |= self._unknown[left, right]
        return {key: (sums[key], len(unknown[key])) for key in self._boxes}

    # --- what came of it ---

    def ribbons(self) -> tuple[Ribbon, ...]:
        """Return the ribbons."""
        return tuple(
            Ribbon(left=way[0], right=way[1], value=value, unknown=len(self._unknown[way]))
            for way, value in self._values.items()
        )

    def columns(self) -> tuple[tuple[FlowBox, ...], ...]:
        """Return the boxes of each column: goals in plan order, the others beside what they are tied to."""
        weights = self._weights()
        made: list[tuple[FlowBox, ...]] = []
        places: dict[str, float] = {}
        for column in range(3):
            keys = [key for key, box in self._boxes.items() if box.column == column]
            keys.sort(key=lambda key: (_rank(key, self._boxes[key]), self._place(key, column, places)))
            places.update((key, place) for place, key in enumerate(keys))
            made.append(tuple(self._finished(key, *weights[key]) for key in keys))
        return tuple(made)

    def _place(self, key: str, column: int, places: Mapping[str, float]) -> float:
        """Return the mean place of what a box is tied to on its left; goals stay as they are."""
        tied = [places[left] for left, right in self._values if right == key] if column else []
        return sum(tied) / len(tied) if tied else 0.0

    def _finished(self, key: str, value: Fraction, unknown: int) -> FlowBox:
        box = attrs.evolve(self._boxes[key], value=value, unknown=unknown)
        held = self._held.get(key)
        if held is None:
            return box
        kind = _COLUMNS[box.column]
        group = "rest" if key.startswith("more") else "group"
        name = say(f"drawn.{group}.{kind}", n=held).in_language("zh" if self._chinese else "en")
        return attrs.evolve(box, name=name, title=f"{name}{f', {box.missing}' if box.missing else ''}")


def _rank(key: str, box: FlowBox) -> int:
    """Return where a box stands in its column: elements, then several drawn as one, then the rest."""
    return 0 if box.is_element else 2 if key.startswith("more") else 1
