"""In which languages the names of a plan can be asked for."""

from __future__ import annotations

from planmodel.errors import ModelError
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, suggestion

__all__ = ["check_language"]

_OF_PICTURES = ("zh", "en")


def check_language(plan: Plan, language: str | None) -> None:
    """Refuse a language in which neither pictures nor any name of the plan is: a misspelt one would change nothing.

    Names that have no text in a language are shown in their first one.

    Raises:
        ModelError: nothing is in that language.
    """
    if language is None or language in _OF_PICTURES:
        return
    names = (plan.title, *(element.name for element in plan.elements))
    spoken = dict.fromkeys(
        [*_OF_PICTURES, *(one for name in names if isinstance(name, MultilingualText) for one in name)]
    )
    if language not in spoken:
        hint = suggestion(str(language), spoken) or f"there are: {', '.join(spoken)}"
        raise ModelError(f"nothing of plan {plan.id} is in the language {language!r:.40}", hint=hint)
