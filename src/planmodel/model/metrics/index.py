"""The names of a list of metrics, by form: printed, canonical, and by the pairs of letters that they hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from planmodel.model.collection import Collection
from planmodel.model.kinds import Metric
from planmodel.model.metrics.canonical import canonical, is_english, printed_form
from planmodel.model.metrics.shipped import METRICS, names_of, shipped_metric, shipped_rows

__all__ = ["NameIndex", "index_of"]


class NameIndex:
    """The names of metrics, looked up by form.

    Parameters:
        names: the id of each metric and every name that it goes by.
        metric: returns the metric of an id.
    """

    def __init__(self, names: Iterable[tuple[str, tuple[str, ...]]], metric: Callable[[str], Metric | None]) -> None:
        self._names = tuple(names)
        self._metric = metric

    def metrics(self, ids: Iterable[str]) -> tuple[Metric, ...]:
        """Return the metrics of ids."""
        return tuple(one for one in map(self._metric, ids) if one is not None)

    @cached_property
    def printed(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the metrics that go by a name, by the name without spaces, units and footnotes."""
        return _by_form(self._names, printed_form)

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the metrics that go by a name, by its canonical form."""
        return _by_form(self._names, canonical)

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """A name of each canonical form, as printed."""
        return {canonical(name): name for _, names in reversed(self._names) for name in reversed(names)}

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """The canonical forms that hold a piece: two characters of a Chinese name, a word of an English one."""
        holders: dict[str, list[str]] = {}
        for form in self.forms:
            for piece in dict.fromkeys(pieces(form)):
                holders.setdefault(piece, []).append(form)
        return {piece: tuple(forms) for piece, forms in holders.items()}

    def weight(self, piece: str) -> float:
        """Return how much a piece tells: one that many names hold (比例) tells little."""
        return math.log(1 + len(self.forms) / (1 + len(self.holders.get(piece, ()))))

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much the pieces of each canonical form tell together."""
        return {form: sum(map(self.weight, dict.fromkeys(pieces(form)))) for form in self.forms}


def _by_form(names: Iterable[tuple[str, tuple[str, ...]]], form: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    ids: dict[str, dict[str, None]] = {}
    for id, several in names:
        for name in several:
            ids.setdefault(form(name), {})[id] = None
    return {name: tuple(found) for name, found in ids.items()}


@lru_cache(maxsize=8192)
def pieces(form: str) -> tuple[str, ...]:
    """Return the pieces of a canonical form that are held against those of another."""
    if is_english(form):
        return tuple(form.split())
    return tuple(form[at : at + 2] for at in range(len(form) - 1)) or (form,)


@lru_cache(maxsize=1)
def _shipped_index() -> NameIndex:
    return NameIndex(((id, row.names) for id, row in shipped_rows().items()), shipped_metric)


@lru_cache(maxsize=4)
def _index_with(added: _Same) -> NameIndex:
    """Return the names of the shipped metrics and of those of packages; a name that reads as a shipped one is that."""
    shipped = _shipped_index()
    names = [(id, row.names) for id, row in shipped_rows().items()]
    for metric in added.metrics:
        own = [one for one in names_of(metric) if canonical(one) not in shipped.forms]
        names.append((metric.id, tuple(own)))
    return NameIndex(names, shipped_metric)


class _Same:
    """A list of metrics, the same only as itself: to hold two lists against each other takes longer than a look-up."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self.metrics = metrics

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.metrics is self.metrics

    def __hash__(self) -> int:
        return id(self.metrics)


@lru_cache(maxsize=16)
def _own_index(same: _Same) -> NameIndex:
    return NameIndex(((one.id, names_of(one)) for one in same.metrics), {one.id: one for one in same.metrics}.get)


def index_of(metrics: Iterable[Metric] | None) -> NameIndex:
    """Return the names of a list of metrics, kept if it cannot change; of the known ones when it is left out."""
    if metrics is None:
        added = METRICS.values()
        return _index_with(_Same(added)) if added else _shipped_index()
    if isinstance(metrics, Collection | tuple):
        return _own_index(_Same(metrics))
    return _own_index.__wrapped__(_Same(tuple(metrics)))
