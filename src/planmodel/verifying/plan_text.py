"""Plan files as they stand there: mappings, lists and texts, looked up by the id of an element and keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from planmodel.errors import ModelError, PlanFileError
from planmodel.formats.native import open_source
from planmodel.model.vocabulary import VOCABULARY
from planmodel.verifying.quantities import Cannot, Quantity, numbers_in, quantity
from planmodel.words import say

__all__ = ["PlanText", "links_of", "names_of", "plan_texts"]

At = tuple[str | int, ...]
_TARGET_KEYS = ("to", "on", "org")


class PlanText:
    """One plan as its files have it.

    Parameters:
        id: its id.
        header: its own fields.
        elements: id → the fields of an element, with its ``plural`` under ``""``.
    """

    def __init__(self, id: str, header: Mapping[str, Any], elements: dict[str, dict[str, Any]]) -> None:
        self.id, self.header, self.elements = id, header, elements

    def at(self, at: At) -> Any:
        """Return what stands at a place.

        Raises:
            Cannot: nothing does.
        """
        here: Any = self.header if len(at) == 1 else self.elements.get(str(at[0]))
        for step in at if len(at) == 1 else at[1:]:
            if step == 0 and at[1:2] == ("contributes_to",) and isinstance(here, Mapping) and "to" in here:
                continue  # one link need not stand in a list
            if isinstance(step, int) and isinstance(here, list) and 0 <= step < len(here):
                held: list[Any] = here
                here = held[step]
            elif isinstance(here, Mapping) and step in here:
                here = here[step]
            else:
                raise Cannot(say("verify.not_there", plan=self.id, at=_place(at)))
        return here

    def unit_of(self, id: object) -> str:
        """Return the unit of an indicator."""
        return str(self.elements.get(str(id), {}).get("unit") or "")

    def number(self, at: At, name: str, stated: Quantity | None) -> Quantity:
        """Return the number that stands at a place; of several in a target the stated one, if it is among them.

        Raises:
            Cannot: there is no number.
        """
        here, unit = self.at(at), self.unit_of(at[0])
        last = at[len(at) - 1]
        if len(at) > 2 and at[1] == "targets" and last != "year":
            keys = ("since",) if name == "base_year" else ("value", "high")
            if not isinstance(here, Mapping):
                raise Cannot(say("verify.no_number", plan=self.id, at=_place(at)))
            return self._promised(here, at, "" if name == "base_year" else unit, stated, keys)
        if isinstance(here, Mapping):
            if here.get("value") is None and here.get("as_published"):
                return self._printed(str(here["as_published"]), at, unit, stated)
            here = here.get("value")
        found = quantity(here, unit if at[1:2] in (("baseline",), ("observations",)) and last != "year" else "")
        if found is None:
            raise Cannot(say("verify.no_number", plan=self.id, at=_place(at)))
        return found

    def _promised(self, here: Any, at: At, unit: str, stated: Quantity | None, keys: tuple[str, ...]) -> Quantity:
        held = [one for promise in _promises(here) for key in keys if (one := promise.get(key)) is not None]
        found = [one for one in (quantity(text, unit) for text in held) if one is not None]
        if found:
            return next((one for one in found if stated is not None and one.number == stated.number), found[0])
        return self._printed(str(here.get("as_published") or ""), at, unit, stated)

    def _printed(self, text: str, at: At, unit: str, stated: Quantity | None) -> Quantity:
        """Return a number that a text prints, with the stated unit when the text or the indicator has it."""
        found = numbers_in(text)
        if not found:
            raise Cannot(say("verify.no_digits", plan=self.id, at=_place(at), text=text))
        if stated is None or stated.number not in found:
            return Quantity(found[0], unit)
        plain = text.replace("％", "%").replace(" ", "")
        said = all(word in plain for word in stated.unit.replace(" ", "").split("/"))
        return stated if said or stated.unit == unit or not unit else Quantity(stated.number, unit)

    def word(self, at: At, name: str, stated: str) -> str | None:
        """Return the word that a plan says of a target: its comparator or direction.

        Of one that stands in a text alone: ``None`` where the text can mean what is stated, else what it means.
        """
        here = self.at(at)
        if not isinstance(here, Mapping):
            return None if here is None else str(here)
        if at[1:2] in (("baseline",), ("observations",)):
            return str(here.get("as_published"))
        promises = list(_promises(here))
        name = "grade" if name == "class" else name
        words = [str(one[name]) for one in promises if one.get(name) is not None]
        if words or promises:
            return stated if stated in words else next(iter(words), "—")
        return _meant(str(here.get("as_published") or ""), name, stated)

    def period(self, at: At) -> str | None:
        """Return what the number at a place is for: the year of a target or baseline, the period of a value."""
        spent = at[1:3] == ("cost", "spent")
        if not spent and (len(at) < 2 or at[1] not in ("targets", "observations") or at[-1] == "year"):
            return None
        here = self.at(at[:4] if spent else at[:3])
        held = (here.get("year") or here.get("period")) if isinstance(here, Mapping) else None
        return None if held is None else str(held)

    def strengths(self, part: str, whole: str) -> list[str]:
        """Return the strengths that work states of its contribution to a goal."""
        links = _listed(self.elements.get(part, {}).get("contributes_to"))
        held = [one for one in links if isinstance(one, Mapping) and _target(one) == whole]
        return [str(one["strength"]) for one in held if one.get("strength") is not None]

    def sources(self, at: At) -> list[tuple[str, str]]:
        """Return the citations at a place, else those of its element: document and quotation."""
        for depth in range(len(at), 0, -1):
            try:
                here = self.at(at[:depth]) if depth > 1 else self.elements.get(str(at[0]), {})
            except Cannot:
                continue
            held = here.get("sources") if isinstance(here, Mapping) else None
            if held:
                listed = held if isinstance(held, list) else [held]
                return [_cited(one) for one in listed]
        return []

    def measured(self, id: str) -> Iterator[tuple[str, bool]]:
        """Yield the periods of what was measured of an indicator, and whether each has a number."""
        for one in _listed(self.elements.get(id, {}).get("observations")):
            if isinstance(one, Mapping):
                yield str(one.get("period")), one.get("value") is not None

    def has(self, id: str, *fields: str) -> bool:
        """Tell whether an element states one of some fields."""
        return any(self.elements.get(id, {}).get(one) not in (None, []) for one in fields)

    def is_yearly(self, id: str) -> bool:
        """Tell whether the cell of a value says that there is none before the year is over (年度指标)."""
        held = _listed(self.elements.get(id, {}).get("observations"))
        cells = (str(one.get("as_published")) for one in held if isinstance(one, Mapping) and one.get("value") is None)
        return any("年度指标" in cell for cell in cells)

    def promises_number(self, id: str) -> bool:
        """Tell whether a target of an indicator has a number in its fields, or prints one but for years."""
        for one in _listed(self.elements.get(id, {}).get("targets")):
            if not isinstance(one, Mapping):
                return True
            stated = any(promise.get(key) is not None for promise in _promises(one) for key in ("value", "grade"))
            text = re.sub(r"(?:19|20)\d\d\s*年", "", str(one.get("as_published") or ""))
            if stated or numbers_in(text):
                return True
        return False

    def notes(self, id: str) -> Iterator[tuple[str, str]]:
        """Yield the notes on what was measured of an indicator and on its targets, with the period of each."""
        for key in ("observations", "targets"):
            for one in _listed(self.elements.get(id, {}).get(key)):
                if isinstance(one, Mapping) and one.get("note") is not None:
                    yield str(one.get("period") or ""), str(one["note"])

    def costs(self, id: str) -> bool:
        """Tell whether an element says what it costs."""
        cost = self.elements.get(id, {}).get("cost")
        return isinstance(cost, Mapping) and any(cost.get(key) is not None for key in ("total", "in_period"))

    def dated(self, id: str) -> list[Mapping[str, Any]]:
        """Return the dated amounts that were spent on a project."""
        cost = self.elements.get(id, {}).get("cost")
        held = _listed(cost.get("spent")) if isinstance(cost, Mapping) else []
        return [one for one in held if isinstance(one, Mapping)]

    def above(self, id: str) -> Iterator[str]:
        """Yield what an element is part of, and what that is part of."""
        seen = {id}
        here = _target(self.elements.get(id, {}).get("part_of"))
        while here is not None and here not in seen:
            yield here
            seen.add(here)
            here = _target(self.elements.get(here, {}).get("part_of"))

    def parts(self, whole: str) -> set[str]:
        """Return what the links of a plan make a part of a goal, task or project, or of the plan."""
        if whole == self.id:
            goals = {id for id, one in self.elements.items() if one[""] == "goals"}
            return {id for id in goals if _target(self.elements[id].get("part_of")) not in goals}
        return {id for id, one in self.elements.items() if whole in _wholes(one)}


_SAYS = {
    "decrease": r"下降|降低|减少|削减|减排|压减|降幅|↓|reduc|decreas|declin|\bcut|\bfall|\blower",
    "increase": r"增长|提高|增加|新增|上升|提升|增幅|↑|increas|grow|\brise|\bmore|\bnew",
    "at_least": r"≥|不低于|不少于|不小于|以上|达到|at least|no less|or more|\+",
    "more_than": r">|＞|高于|超过|大于|多于|more than|above|over",
    "at_most": r"≤|as low|不超过|不高于|不大于|以内|以下|控制|at most|no more|within|up to|or less",
    "less_than": r"<|＜|低于|小于|少于|优于|less than|below|under",
    "about": r"左右|约|大约|about|around|approximately|≈",
}
"""Words by which a text promises; enough to see that it says the contrary of what was read in it."""
_CONTRARY = {
    "decrease": ("increase",),
    "increase": ("decrease",),
    "at_least": ("at_most", "less_than"),
    "more_than": ("at_most", "less_than"),
    "at_most": ("at_least", "more_than"),
    "less_than": ("at_least", "more_than"),
}


def _meant(text: str, name: str, stated: str) -> str | None:
    """Return what a text says contrary to what is stated of it; ``None`` where it may well say that."""
    if name == "grade":
        return None if stated in text or stated.translate(_LATIN) in text.translate(_LATIN) else text
    found = {word for word, pattern in _SAYS.items() if re.search(pattern, text, re.IGNORECASE)}
    kin = {"decrease", "increase"} if name == "direction" else set(_SAYS) - {"decrease", "increase"}
    contrary = [one for one in _CONTRARY.get(stated, ()) if one in found]
    return contrary[0] if contrary and not found & kin & ({stated} | _near(stated)) else None


_LATIN = str.maketrans({"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V"})


def _near(stated: str) -> set[str]:
    """Return the words of one side: at least and more than, at most and less than."""
    sides = ({"at_least", "more_than"}, {"at_most", "less_than"})
    return next((side for side in sides if stated in side), set())


def _wholes(one: Mapping[str, Any]) -> Iterator[str | None]:
    kind = one[""]
    keys = {"indicators": ("measures",), "projects": ("contributes_to", "implements"), "tasks": ("contributes_to",)}
    for key in keys.get(kind, ()):
        for link in _listed(one.get(key)):
            strength = link.get("strength") if isinstance(link, Mapping) else None
            if strength is None or (quantity(strength) or Quantity(0, "")).number != 0:  # type: ignore[arg-type]
                yield _target(link)
    if kind in ("goals", "tasks", "projects"):
        yield _target(one.get("part_of"))


def _promises(here: Any) -> Iterator[Mapping[str, Any]]:
    """Yield what a target promises, as far as its file has it in fields."""
    waiting = [here.get("commitment"), here.get("stretch")] if isinstance(here, Mapping) else []
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, Mapping):
            yield one
            waiting += _listed(one.get("parts"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def links_of(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield what a field of links names, and what else each link says."""
    for link in _listed(value):
        to = _target(link)
        if to is not None:
            yield to, link if isinstance(link, Mapping) else {}


def _target(link: Any) -> str | None:
    if isinstance(link, Mapping):
        return next((str(link[key]) for key in _TARGET_KEYS if key in link), None)
    return None if link is None else str(link)


def _cited(one: Any) -> tuple[str, str]:
    return (str(one.get("document")), str(one.get("quote") or "")) if isinstance(one, Mapping) else (str(one), "")


def _place(at: At) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in at).lstrip(".")


# --- files ---


def plan_texts(paths: Iterable[Path]) -> dict[str, PlanText]:
    """Return the plans in files, by their ids, with what is laid over them.

    Parameters:
        paths: files and folders; overlays behind their plan.

    Raises:
        PlanFileError: a file cannot be read.
        ModelError: two are of one plan, or an overlay has none below it.
    """
    found: dict[str, PlanText] = {}
    for path in paths:
        source, _ = open_source(Path(path), VOCABULARY)
        source.look_again()
        tree = source.tree
        if source.problems or not isinstance(tree, dict):
            raise PlanFileError(say("verify.no_plan", path=str(path)), problems=source.problems)
        over = tree.get("overlay")
        if over is not None:
            if str(over) not in found:
                raise ModelError(say("verify.nothing_below", path=str(path), plan=str(over)))
            _lay_over(found[str(over)].elements, tree)
            continue
        id = str(tree.get("id"))
        if id in found:
            raise ModelError(say("verify.two_of_one", plan=id))
        found[id] = PlanText(id, tree, {})
        _lay_over(found[id].elements, tree)
    return found


def _lay_over(elements: dict[str, dict[str, Any]], tree: Mapping[str, Any]) -> None:
    for plural, listed in tree.items():
        for one in listed if isinstance(listed, list) else ():
            if isinstance(one, dict) and "id" in one:
                below = elements.setdefault(str(one["id"]), {"": plural})
                for key, value in one.items():
                    below[key] = _joined(below.get(key), value)


def _joined(old: Any, new: Any) -> Any:
    """Return a field with what is laid over it: lists of links grow, all else is replaced."""
    links = isinstance(old, list) and isinstance(new, list) and bool(new) and all(map(_is_link, (*old, *new)))
    if not links:
        return new
    replaced = {_target(one): one for one in new}
    kept = [replaced.pop(_target(one), one) for one in old]
    return [*kept, *(one for one in new if _target(one) in replaced)]


def _is_link(one: Any) -> bool:
    return isinstance(one, str) or (isinstance(one, Mapping) and any(key in one for key in _TARGET_KEYS))


def names_of(steps: Sequence[Any]) -> At:
    """Return a place of a result file as a tuple of keys and numbers."""
    return tuple(one if isinstance(one, int) else str(one) for one in steps)
