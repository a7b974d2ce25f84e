"""Scales and methods as data: one that is shipped, by its id, or one of a file, read, shaped and its words checked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from planmodel.errors import ModelError
from planmodel.formats.native import read_clean
from planmodel.text import check_text
from planmodel.words import Message, named, say

__all__ = ["InBothLanguages", "check_words", "read_data", "shaped"]

_Form = TypeVar("_Form")


class InBothLanguages:
    """What data name in both languages as ``en`` and ``zh``."""

    __slots__ = ()
    en: str
    zh: str

    @property
    def words(self) -> Message:
        """Its name, which says itself in either language; as a string it is the Chinese one."""
        return named(self.zh, self.en)


def read_data(given: str | Path, folder: str, shipped: Sequence[str]) -> tuple[str, Any]:
    """Return the id and the tree of what is shipped, or of a JSON or YAML file, whose name is its id.

    Parameters:
        given: an id, or a file.
        folder: where the shipped ones lie: ``scales`` or ``methods``.
        shipped: their ids.

    Raises:
        ModelError: it is no id that is shipped, and no name of a file.
        PlanFileError: the file cannot be opened, or its syntax is at fault.
    """
    if given in shipped:
        return str(given), _shipped(folder, str(given))
    path = Path(given)
    if not path.suffix:
        raise ModelError(say(f"evaluate.none_in.{folder}", name=str(given)), hint=say("write_one_or_file", ids=shipped))
    return path.stem, read_clean(path).tree


@cache
def _shipped(folder: str, id: str) -> Any:
    return msgspec.json.decode((files("planmodel.evaluating") / folder / f"{id}.json").read_bytes())


def shaped(what: Message, tree: Any, form: type[_Form], fields: Message) -> _Form:
    """Return a tree as the form that it should have.

    Parameters:
        what: what it is of, in words.
        tree: what a file holds.
        form: its form.
        fields: a sentence that says what its fields are.

    Raises:
        ModelError: it has another form.
    """
    try:
        return msgspec.convert(tree, form, strict=False)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:  # the latter is half a character
        raise ModelError(say("evaluate.bad_data", what=what, why=str(error)), hint=fields) from None


def check_words(id: str, *named: Any) -> None:
    """Refuse names in both languages that no file can hold.

    Parameters:
        id: what they are of.
        named: what has them as ``en`` and ``zh``.

    Raises:
        ModelError: one is empty, or holds half a character.
    """
    for one in named:
        for words in (one.en, one.zh):
            try:
                check_text(words)
            except ModelError as error:
                error.where = id
                raise
