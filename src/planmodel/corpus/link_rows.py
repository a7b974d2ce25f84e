"""Links and citations as rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import attrs

from planmodel.corpus.columns import Runs, Texts
from planmodel.formats.decoded_types import Links
from planmodel.formats.plain_data import as_data
from planmodel.model.relations import Link
from planmodel.units import Amount

__all__ = ["CitationRows", "LinkRows", "attributes", "attributes_of"]

_Key = tuple[Any, ...]
_MOST_KNOWN = 10_000


class LinkRows:
    """The table ``relations``.

    Parameters:
        ids: the ids of plans and elements.
    """

    def __init__(self, ids: Texts) -> None:
        self._sources, self._relations = Runs(ids), Runs()
        self._targets: list[str] = []
        self._attributes: list[str | None] = []

    def add(self, first: int, links: Links) -> None:
        """Add the links of elements whose ids are those from number ``first`` on."""
        self._sources.extend(first, links.counts)
        self._relations.add(links.relation.name, len(links.targets))
        self._targets += links.targets
        self._attributes += links.told

    def __len__(self) -> int:
        return len(self._targets)

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        return {
            "source": self._sources,
            "relation": self._relations,
            "target": self._targets,
            "position": self._sources.positions(),
            "attributes": self._attributes,
        }


_PLACE = ("section", "page", "paragraph", "quote", "prefix", "suffix", "note")
_NO_PLACE = (None,) * len(_PLACE)


class CitationRows:
    """The table ``sources``.

    Parameters:
        ids: the ids of plans and elements.
    """

    def __init__(self, ids: Texts) -> None:
        self._elements = Runs(ids)
        self._rows: list[tuple[Any, ...]] = []

    def add(self, first: int, held: Sequence[Any], documents: Mapping[str, tuple[str | None, str | None]]) -> None:
        """Add the citations of elements.

        Parameters:
            first: the number of the first one's id.
            held: the citations of each.
            documents: title and address of each document of the plan.
        """
        if not any(held):
            return
        self._elements.extend(first, [len(citations) if citations else 0 for citations in held])
        nothing = (None, None)
        for citations in filter(None, held):
            for one in citations:
                if type(one) is str:
                    title, url = documents.get(one, nothing)
                    self._rows.append((one, title, url, *_NO_PLACE))
                else:
                    id = one.document
                    title, url = documents.get(id, nothing)
                    place = one.section, one.page, one.paragraph, one.quote, one.prefix, one.suffix, one.note
                    self._rows.append((id, title, one.url or url, *place))

    def __len__(self) -> int:
        return len(self._rows)

    def columns(self) -> dict[str, Any]:
        """Return the columns by name."""
        names = ("document", "title", "url", *_PLACE)
        found = {"element": self._elements, "position": self._elements.positions()}
        return found | dict(zip(names, zip(*self._rows, strict=True), strict=True))


def attributes_of(links: Sequence[Link]) -> list[str | None]:
    """Return for each link what it says beside its target, as JSON; ``None`` for nothing."""
    return [_ATTRIBUTES[type(link)](link) for link in links]


def attributes(link: Link) -> str | None:
    """Return what a link says beside its target, as JSON; ``None`` for nothing."""
    return _ATTRIBUTES[type(link)](link)


def _writer(cls: type[Link]) -> Callable[[Link], str | None]:
    """Return what writes the attributes of links of a class; many links say the same."""
    known: dict[_Key, str | None] = {}
    beside = [field for field in attrs.fields(cls) if field.name != "to"]
    get = attrgetter(*(field.name for field in beside))
    plain = tuple(field.default for field in beside)

    def say(link: Link) -> str | None:
        values = get(link)
        if values == plain:
            return None
        # an amount is hashed by what it is worth, which takes long, and equals one that is written otherwise
        key = tuple([(str(one.magnitude), one.unit) if type(one) is Amount else one for one in values])
        if key not in known:
            if len(known) > _MOST_KNOWN:
                known.clear()
            known[key] = _written(link)
        return known[key]

    return say


def _written(link: Link) -> str | None:
    tree = as_data(link, None)
    if type(tree) is str:
        return None
    said = {key: value for key, value in tree.items() if key != link.target_key}
    return json.dumps(said, ensure_ascii=False, default=str) if said else None


class _Writers(dict[type[Link], Callable[[Link], "str | None"]]):
    """The writers of attributes, each made when its class of links is first met."""

    def __missing__(self, cls: type[Link]) -> Callable[[Link], str | None]:
        return self.setdefault(cls, _writer(cls))


_ATTRIBUTES = _Writers()
