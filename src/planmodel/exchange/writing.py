"""A plan written in any format: planmodel's own, other programs', and those that installed packages add."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from planmodel.exchange.export import ExportReport
from planmodel.exchange.installed import SHIPPED_WRITERS, WRITERS, Writer, write_by
from planmodel.model.plan import Plan
from planmodel.words import say

__all__ = ["format_names", "format_of_name", "write_as"]


def _own(method: str, plan: Plan, path: Path) -> None:
    getattr(plan, method)(path)


def _lazily(module: str, function: str, plan: Plan, path: Path) -> ExportReport:
    write: Callable[[Plan, Path], ExportReport] = getattr(import_module(module), function)
    return write(plan, path)


def _psplib(plan: Plan, path: Path) -> ExportReport:
    from planmodel.formats.rcpsp_writer import write_psplib

    write_psplib(plan, path)
    return ExportReport(written={}, lost=(say("convert.psplib"),))


_SHIPPED = {
    writer.name: writer
    for writer in (
        Writer(name="json", suffixes=(".json",), write=partial(_own, "to_json")),
        Writer(
            name="jsonld",
            suffixes=(".jsonld",),
            write=partial(_lazily, "planmodel.exchange.jsonld", "write_jsonld"),
        ),
        Writer(name="mspdi", write=partial(_lazily, "planmodel.exchange.mspdi_writer", "write_mspdi")),
        Writer(name="psplib", suffixes=(".sm", ".mm", ".rcp", ".sch"), write=_psplib),
        Writer(
            name="stratml",
            suffixes=(".xml",),
            write=partial(_lazily, "planmodel.exchange.stratml_writer", "write_stratml"),
        ),
        Writer(name="tables", write=partial(_own, "to_tables")),
        Writer(name="yaml", suffixes=(".yaml", ".yml"), write=partial(_own, "to_yaml")),
    )
}
_BY_SUFFIX = {suffix: writer.name for writer in _SHIPPED.values() for suffix in writer.suffixes}
_BY_SUFFIX[""] = "tables"  # a folder


def format_names(*, installed: bool = True) -> tuple[str, ...]:
    """Return the names of the formats that plans are written in.

    Parameters:
        installed: whether those of installed packages are among them.

    Example:
        >>> format_names(installed=False)
        ('json', 'jsonld', 'mspdi', 'psplib', 'stratml', 'tables', 'yaml')
    """
    return tuple(sorted([*_SHIPPED, *(WRITERS.added().items if installed else ())]))


def format_of_name(suffix: str) -> str | None:
    """Return the format of files whose names end so: planmodel's, else the first of a package.

    Example:
        >>> format_of_name(".yml")
        'yaml'
    """
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    return next((one.name for one in WRITERS.values() if suffix in one.suffixes), None)


def write_as(format: str, plan: Plan, path: Path) -> ExportReport | None:
    """Write a plan in a format of :func:`format_names`.

    Returns:
        what was written and what the format cannot hold; ``None`` where it holds everything.

    Raises:
        PlanModelError: it cannot be written, or the writer of an installed package fails.
        OSError: the file cannot be written.
    """
    if format in SHIPPED_WRITERS:
        return _SHIPPED[format].write(plan, path)
    plugin, writer = WRITERS.added().items[format]
    return write_by(plugin, writer, plan, path)
