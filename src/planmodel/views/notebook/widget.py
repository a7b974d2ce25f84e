"""The widget itself; this module needs anywidget (extra ``notebook``)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from planmodel.model.collection import unknown_id
from planmodel.text import counted
from planmodel.views.picture import Picture
from planmodel.words import say

if TYPE_CHECKING:
    from planmodel.views.notebook.tracing import Told

__all__ = ["PlanWidget"]

_HERE = Path(__file__).parent


class PlanWidget(anywidget.AnyWidget):
    """A picture in which a click shows what an element rests on and what it serves.

    Parameters:
        picture: the picture; its nodes carry the ids ``node-<id>``, its lines the titles ``<id> → <id>: …``.
        told: what to say of each element that can be selected.
        words: the few words around them.

    Attributes:
        selected: the id of the selected element, or ``None``; set from a click, or from Python.
    """

    _esm = (_HERE / "widget.js").read_text(encoding="utf-8")
    _css = (_HERE / "widget.css").read_text(encoding="utf-8")

    selected = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    _svg = traitlets.Unicode().tag(sync=True)
    _told = traitlets.Dict().tag(sync=True)
    _words = traitlets.Dict().tag(sync=True)

    def __init__(self, *, picture: Picture, told: Mapping[str, Told], words: Mapping[str, str]) -> None:
        self._picture = picture
        super().__init__(_svg=picture.svg, _told=dict(told), _words=dict(words))

    @traitlets.validate("selected")
    def _is_drawn(self, proposal: Any) -> str | None:
        """Refuse what is not in the picture.

        Raises:
            UnknownIdError: no element of that id can be selected.
        """
        id: str | None = proposal["value"]
        if id is not None and id not in self._told:
            raise unknown_id(id, self._told, say("id.picture"))
        return id

    def __repr__(self) -> str:
        said = f", {self.selected} selected" if self.selected else ""
        return f"<PlanWidget: {self._picture.title}, {counted(len(self._told), 'element')}{said}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Return the widget, and for notebooks that run none the picture."""
        bundle = super()._repr_mimebundle_(**kwargs)
        plain = {"text/html": self._picture._repr_mimebundle_()["text/html"], "text/plain": repr(self)}
        if isinstance(bundle, tuple):
            return {**bundle[0], **plain}, bundle[1]
        return {**(bundle or {}), **plain}
