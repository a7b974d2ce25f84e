"""Arguments and options that several verbs share, and the reading of plans that they ask for."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from planmodel.model.plan import Plan
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["language", "overlay", "plan", "read", "vocabulary", "vocabulary_or_shipped"]

PATH = click.Path(path_type=Path)


def _vocabulary(ctx: click.Context, param: click.Parameter, value: str | None) -> Vocabulary | None:
    """Return the vocabulary that ``MODULE:NAME`` names; a kind is added to the shipped ones."""
    if value is None:
        return None
    from planmodel.model.element import Element
    from planmodel.model.vocabulary import VOCABULARY, Vocabulary

    module, colon, name = value.partition(":")
    if not (module and colon and name):
        raise click.BadParameter(f"{value!r} is not MODULE:NAME, such as risks:VOCABULARY", ctx, param)
    found = _named(module, name, ctx, param)
    if isinstance(found, type) and issubclass(found, Element):
        return VOCABULARY.extend(found)
    if not isinstance(found, Vocabulary):
        raise click.BadParameter(f"{value!r} is neither a Vocabulary nor a kind of element", ctx, param)
    return found


def _named(module: str, name: str, ctx: click.Context, param: click.Parameter) -> object:
    """Return what a module holds under a name; the working folder counts as a place for modules."""
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        return getattr(import_module(module), name)
    except Exception as error:  # whatever the user's own module raises
        message = f"cannot use {module}:{name}: {type(error).__name__}: {error}"
        raise click.BadParameter(message, ctx, param) from None
    finally:
        sys.path.remove(here)


plan = click.argument("plan", type=PATH)
overlay = click.option(
    "--overlay", "overlays", type=PATH, multiple=True, metavar="FILE", help="Lay a file over the plan; repeatable."
)
vocabulary = click.option(
    "--vocabulary",
    metavar="MODULE:NAME",
    callback=_vocabulary,
    help="A Vocabulary, or a kind to add to the shipped ones.",
)
language = click.option("--language", metavar="TAG", help="Show names in this language: zh, en, … [default: both]")


def vocabulary_or_shipped(vocabulary: Vocabulary | None) -> Vocabulary:
    """Return the vocabulary given on the command line, or the shipped one."""
    from planmodel.model.vocabulary import VOCABULARY

    return vocabulary if vocabulary is not None else VOCABULARY


def read(plan: Path, overlays: tuple[Path, ...], vocabulary: Vocabulary | None) -> Plan:
    """Read a plan with what is laid over it.

    Raises:
        PlanFileError: it cannot be read.
    """
    from planmodel.formats.native import read_plan

    return read_plan(plan, *overlays, vocabulary=vocabulary_or_shipped(vocabulary))
