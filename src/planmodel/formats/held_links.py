"""The links of many elements at once: one list of targets a relation, and how many of them each element holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from planmodel.model.vocabulary import Relation

__all__ = ["Links", "links_of"]


class Links(NamedTuple):
    """The links of one relation that the elements of one kind hold.

    Parameters:
        relation: the relation.
        counts: how many each element holds.
        targets: what they point at, element by element.
        told: what else each says; ``None`` for nothing.
    """

    relation: Relation
    counts: list[int]
    targets: list[str]
    told: list[Any]


def links_of(holders: Sequence[Any], relation: Relation, tell: Callable[[list[Any]], list[Any]]) -> Links | None:
    """Return the links that elements hold; ``None`` when they hold none.

    Parameters:
        holders: the elements.
        relation: the relation, which says the field.
        tell: returns what links say beside their targets; a link that is text alone says nothing.
    """
    held = list(map(attrgetter(relation.field), holders))
    if not any(held):
        return None
    if relation.many:
        counts = [len(links) if links else 0 for links in held]
        links = list(chain.from_iterable(filter(None, held)))
    else:
        counts = [1 if link else 0 for link in held]
        links = list(filter(None, held))
    long = [link for link in links if type(link) is not str]
    if not long:
        return Links(relation, counts, links, [None] * len(links))
    told = tell(long)
    if len(long) == len(links):
        return Links(relation, counts, [link.to for link in links], told)
    following = iter(told)
    return Links(
        relation,
        counts,
        [link if type(link) is str else link.to for link in links],
        [None if type(link) is str else next(following) for link in links],
    )
