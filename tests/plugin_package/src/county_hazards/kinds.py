"""A kind: what may befall a place."""

from __future__ import annotations

from typing import ClassVar, Literal

import attrs

from planmodel.parts import Element, Link, as_links, relation

__all__ = ["Hazard"]


@attrs.frozen(kw_only=True)
class Hazard(Element):
    """What may befall a place."""

    severity: Literal["low", "high"] | None = attrs.field(default=None, metadata={"doc": "How bad it would be"})
    threatens: tuple[Link, ...] = attrs.field(
        default=(), converter=as_links, metadata=relation("task", "project", doc="What it endangers")
    )

    kind: ClassVar[str] = "hazard"
    plural: ClassVar[str] = "hazards"
