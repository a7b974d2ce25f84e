"""Kinds of installed packages, looked for when a file has lists that planmodel's own kinds do not explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

import attrs

from planmodel.diagnostics import Diagnostic
from planmodel.formats.assembly import BESIDE_HEADER
from planmodel.formats.files import HEADER
from planmodel.formats.source_tree import SourceTree
from planmodel.formats.tables import RELATIONS, list_tables
from planmodel.formats.tables_source import TablesSource, read_tables_source
from planmodel.model.header import Header
from planmodel.model.origin import SourceFile
from planmodel.model.vocabulary import KINDS, VOCABULARY, Vocabulary, installed_vocabulary

__all__ = ["Opened", "wanted_kinds"]

Opened: TypeAlias = list[tuple[SourceTree, SourceFile | None]]
"""Files as far as their syntax goes, each with what identifies this version of it, if it is a file."""

_KNOWN = frozenset((*BESIDE_HEADER, *(field.name for field in attrs.fields(Header)), *VOCABULARY.by_plural))


def wanted_kinds(opened: Opened) -> tuple[Opened, Vocabulary, Sequence[Diagnostic]]:
    """Return the files, the kinds to read them with, and what is wrong with packages that may have had those they lack.

    Installed packages are looked for only if a file has a list that is none of the shipped kinds; their kinds are
    among those returned only if it is one of theirs.
    """
    strange = {name for source, _ in opened for name in _lists_in(source)}
    if not strange:
        return opened, VOCABULARY, ()
    wider = installed_vocabulary()
    faults = KINDS.added().faults if strange - {*wider.by_plural} else ()
    if not strange & {*wider.by_plural}:
        return opened, VOCABULARY, faults
    return [(_again(source, wider), file) for source, file in opened], wider, faults


def _lists_in(source: SourceTree) -> Iterator[str]:
    if isinstance(source, TablesSource):
        known = {HEADER, RELATIONS, *list_tables(VOCABULARY), *VOCABULARY.by_plural}
        yield from (one.stem for one in Path(source.file).glob("*.csv") if one.stem not in known)
    elif isinstance(source.tree, dict):
        yield from (key for key in source.tree if isinstance(key, str) and key not in _KNOWN)


def _again(source: SourceTree, vocabulary: Vocabulary) -> SourceTree:
    """Return a source as the vocabulary has it: a folder's tables are known by their names."""
    return read_tables_source(Path(source.file), vocabulary) if isinstance(source, TablesSource) else source
