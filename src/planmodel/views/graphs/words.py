"""The few words of graph pictures, from the catalogue."""

from __future__ import annotations

from planmodel.model.element import Element
from planmodel.model.plan import Plan
from planmodel.text import in_language
from planmodel.views.element import in_words
from planmodel.views.headlines import headed
from planmodel.views.spoken import check_language, spoken_by
from planmodel.words import Message, count_of, has_words, say, term

__all__ = ["counted_kind", "element_title", "is_chinese", "picture_title", "relation_word", "word"]


def is_chinese(plan: Plan, language: str | None) -> bool:
    """Tell whether the words of a picture are Chinese: in that language, or else that of the plan's title.

    Raises:
        ModelError: nothing of the plan is in that language.
    """
    check_language(plan, language)
    return spoken_by(plan, language) == "zh"


def word(name: str, chinese: bool) -> str:
    """Return a word in Chinese where there is one, or else in English.

    Example:
        >>> word("part_of", True), word("part_of", False)
        ('属于', 'part of')
    """
    for group in ("drawn", "evidence", "kind"):
        key = f"{group}.{name.replace(' ', '_')}"
        if has_words(key):
            return say(key).in_language("zh" if chinese else "en")
    return name.replace("_", " ")


def relation_word(name: str, chinese: bool, *, backwards: bool) -> str:
    """Return a relation as it reads along its arrow, from what bears to what it bears on.

    Parameters:
        name: the relation's name: ``guided_by`` is *guides* along an arrow from the principle to the goal.
        chinese: whether the words are Chinese.
        backwards: whether its name reads from the arrow's head; where there is no other word for it, that is said.
    """
    along = word(name, chinese)
    if has_words(f"drawn.{name}") or not backwards:
        return along
    return say("drawn.backwards", relation=along).in_language("zh" if chinese else "en")


def counted_kind(plan: Plan, kind: str, number: int) -> Message:
    """Return how many elements of a kind there are; a user's own kind keeps its name in every language."""
    noun = kind if number == 1 else plan.vocabulary.by_kind[kind].plural
    return count_of(kind, number, noun.replace("_", " "))


def element_title(element: Element, chinese: bool) -> str:
    """Return the words behind an element's box: kind, id, evidence, and its name in full."""
    key = "drawn.box" if element.evidence == "stated" else "drawn.unsure_box"
    evidence = term("evidence", element.evidence)
    name = in_words(element.name)
    told = say(key, kind=term("kind", element.kind), id=element.id, evidence=evidence, name=name)
    return told.in_language("zh" if chinese else "en")


def picture_title(
    plan: Plan, view: str, focus: str | None = None, *, language: str | None, found: Message | None = None
) -> str:
    """Return what stands above a picture: the plan's title, the view, the element in the middle, and what it shows."""
    parts = [in_language(plan.title, language), view, "" if focus is None else plan[focus].label(language)]
    name = " · ".join(part for part in parts if part)
    return headed(spoken_by(plan, language), name, *([] if found is None else [found]))
