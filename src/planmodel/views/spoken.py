"""In which languages the names of a plan can be asked for, and in which its pictures speak."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from planmodel.errors import ModelError
from planmodel.failures import check_language as check_words
from planmodel.model.metrics import shipped_metric
from planmodel.model.plan import Plan
from planmodel.text import MultilingualText, Text, cut, in_language, suggestion
from planmodel.words import Message, say

__all__ = ["check_language", "metric_called", "spoken_by", "spoken_of", "title_language", "told"]

_CHINESE = re.compile(r"[\u3400-\u9fff]")
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
        hint = suggestion(str(language), spoken) or say("plan.language.hint", languages=tuple(spoken))
        raise ModelError(say("plan.language", plan=plan.id, language=cut(str(language), 40)), hint=hint)


def spoken_by(plan: Plan, language: str | None) -> Literal["zh", "en"]:
    """Return the language of a picture's words: the one asked for if pictures have it, else that of the plan's title.

    Parameters:
        plan: the plan.
        language: the one asked for, if any.
    """
    return title_language(plan.title) if language is None else "zh" if language.lower().startswith("zh") else "en"


def spoken_of(plans: Mapping[str, Plan], language: str | None, first: str | None = None) -> str:
    """Return the language of a picture of several plans: the one asked for, else that of the title of the first.

    Parameters:
        plans: the plans by their ids.
        language: the one asked for, if any.
        first: the plan whose title counts, such as a reference.

    Raises:
        ModelError: pictures do not speak that language.
    """
    if language is not None:
        check_words(language)
        return language
    plan = plans.get(first or "") or next(iter(plans.values()), None)
    return "en" if plan is None else title_language(plan.title)


def title_language(title: Text) -> Literal["zh", "en"]:
    """Return the language of a title: of several the first; of a text alone by its characters.

    Example:
        >>> title_language("环境规划"), title_language("Plan")
        ('zh', 'en')
    """
    if isinstance(title, MultilingualText):
        return "zh" if next(iter(title)).lower().startswith("zh") else "en"
    return "zh" if _CHINESE.search(str(title)) else "en"


def metric_called(metric: str, names: Mapping[str, str], language: str) -> str:
    """Return what a metric is called in a picture: what everybody calls it in that language, else by its plans.

    Parameters:
        metric: its id.
        names: its name by its plans.
        language: ``zh`` or ``en``.
    """
    shared = shipped_metric(metric)
    return names.get(metric, metric) if shared is None else in_language(shared.name, language)


def told(language: str, key: str, /, **parameters: object) -> Message:
    """Return a sentence of the catalogue in the language of a picture.

    Parameters:
        language: ``zh`` or ``en``.
        key: its key.
        parameters: a value for each placeholder.
    """
    return say(key, **parameters).in_language(language)
