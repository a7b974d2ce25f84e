"""The directive ``public-names``: every public name of a module with its docstring; no page lists names by hand."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

import attrs
from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

from names_page import every_name, names_of
from planmodel.descriptions import with_inherited

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

# What many classes share is told once, on the page of what they share.
_SHARED = (
    "Result",
    "Shown",
    "Single",
    "Listed",
    "Keyed",
    "Element",
    "Nested",
    "Group",
    "Undertaking",
    "Link",
    "Described",
)
_OUTSIDE = ("tuple", "Exception", "BaseException", "object", "Mapping", "Sequence", "str", "int")


class PublicNames(SphinxDirective):
    """Documents the public names of a module: its ``functions``, ``classes`` or ``errors``, or ``all``."""

    required_arguments = 1
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return what autodoc makes of each name."""
        module = self.arguments[0]
        wanted = self.arguments[1] if len(self.arguments) > 1 else "all"
        names = [name for name in _names(module) if wanted in ("all", _group(getattr(_home(module), name)))]
        lines = [line for name in sorted(names, key=str.casefold) for line in _lines(f"{module}.{name}")]
        holder = nodes.Element()
        holder.document = self.state.document
        self.state.nested_parse(StringList(lines, source=f"{module} ({wanted})"), self.content_offset, holder)
        made: list[nodes.Node] = holder.children
        return made


def _home(module: str) -> Any:
    return importlib.import_module(module)


def _names(module: str) -> list[str]:
    if module == "planmodel":
        return [name for name in _home(module).__all__ if name != "__version__"]
    return names_of(module.removeprefix("planmodel."))


def _group(thing: object) -> str:
    if inspect.isclass(thing):
        return "errors" if issubclass(thing, BaseException) else "classes"
    return "functions"


def _lines(name: str) -> list[str]:
    module, _, last = name.rpartition(".")
    thing = getattr(_home(module), last)
    if inspect.ismodule(thing):
        told = ", ".join(name for name in vars(thing) if name in every_name())
        return [f".. automodule:: {thing.__name__}", "   :members:", f"   :exclude-members: {told}", ""]
    if not inspect.isclass(thing):
        kind = "autofunction" if callable(thing) else "autodata"
        return [f".. {kind}:: {name}", *(["   :no-value:"] if kind == "autodata" else []), ""]
    kind = "autoexception" if issubclass(thing, BaseException) else "autoclass"
    shared = ", ".join(base for base in (*_SHARED, *_OUTSIDE) if base != last)
    return [f".. {kind}:: {name}", "   :members:", f"   :inherited-members: {shared}", ""]


def _whole(app: Sphinx, what: str, name: str, thing: object, options: object, lines: list[str]) -> None:
    """Give a class the fields of its bases, before napoleon makes sense of the docstring."""
    if inspect.isclass(thing) and attrs.has(thing):
        lines[:] = with_inherited(thing).splitlines()


def _resolved(app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.Element) -> nodes.reference | None:
    """Lead a role that names a thing by where it is defined to where it is documented, if it is public."""
    if node.get("refdomain") != "py":
        return None
    python = env.domains["py"]
    last = node["reftarget"].rpartition(".")[2]
    for path, name in _PLACES.items():
        if path == node["reftarget"] or (name == last and "." not in node["reftarget"]):
            return python.resolve_xref(env, node["refdoc"], app.builder, "obj", f"{_home_of(name)}.{name}", node, text)
    return None


_PLACES = {f"{thing.__module__}.{name}": name for name, thing in every_name().items() if hasattr(thing, "__qualname__")}


def _home_of(name: str) -> str:
    tops = ("planmodel", *(f"planmodel.{module}" for module in ("errors", "functions", "parts", "results")))
    return next(module for module in tops if name in _names(module))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the directive, and the way from where a thing is defined to where it is told of."""
    app.add_directive("public-names", PublicNames)
    app.connect("autodoc-process-docstring", _whole, priority=100)
    app.connect("missing-reference", _resolved)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
