"""Every registry that installed packages add to, and what each of their entry points adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import attrs

from planmodel.check.catalogue import ADDED_RULES
from planmodel.columns import Column, columns_of
from planmodel.diagnostics import Diagnostic
from planmodel.exchange.installed import READERS, WRITERS
from planmodel.model.metrics import METRICS
from planmodel.model.vocabulary import KINDS
from planmodel.plugins import Plugin, Registry, in_force, installed, strays
from planmodel.tabular import Result, Rows
from planmodel.words import say

__all__ = ["REGISTRIES", "Addition", "Additions", "additions", "told_by_package"]

REGISTRIES: Sequence[Registry[Any]] = (KINDS, ADDED_RULES, METRICS, READERS, WRITERS)


@attrs.frozen(kw_only=True)
class Addition:
    """What one entry point of an installed package adds to planmodel.

    Parameters:
        package: the name of the package.
        version: its version.
        group: what it adds: kinds, rules, metrics, readers or writers.
        entry_point: the name of the entry point.
        adds: the names of what it adds: kinds, codes of rules, ids of metrics, formats.
        state: ``used``, ``partly`` where something of it cannot be used, ``unusable``, or ``off`` as the settings say.
        finding: what is wrong with it.
    """

    package: str
    version: str
    group: str
    entry_point: str
    adds: tuple[str, ...]
    state: Literal["used", "partly", "unusable", "off"]
    finding: str | None = None


_COLUMNS: tuple[Column, ...] = columns_of(
    Addition, group={"words": "plugin"}, state={"words": "plugin"}, finding={"shown": False}
)


def _as_rows(rows: Iterable[Addition]) -> tuple[Addition, ...]:
    return Rows(rows, Addition)


@attrs.frozen(kw_only=True, repr=False)
class Additions(Result):
    """What installed packages add to planmodel; it shows itself as a table.

    Parameters:
        entries: the entry points, by the names of package, group and entry point.
        findings: what is wrong with some of them.
    """

    entries: tuple[Addition, ...] = attrs.field(default=(), converter=_as_rows)
    findings: tuple[Diagnostic, ...] = ()

    def _columns(self) -> Sequence[Column]:
        return _COLUMNS

    def _rows(self) -> Sequence[Addition]:
        return self.entries

    def _above(self) -> Iterable[str]:
        return () if self.entries or self.findings else (say("plugin.none"),)

    def _below(self) -> Iterable[str]:
        return [say("plugin.finding", finding=one.message, hint=one.hint or "") for one in self.findings]


def additions() -> Additions:
    """Return what installed packages add to planmodel; each of them is loaded for it.

    Example:
        >>> len(additions().entries)  # where no package adds anything
        0
    """
    entries: list[tuple[Plugin, Addition]] = []
    findings = list(strays())
    for registry in REGISTRIES:
        added = registry.added()
        findings += added.faults
        names: dict[Plugin, list[str]] = {}
        for name, (plugin, _) in added.items.items():
            names.setdefault(plugin, []).append(name)
        faults = {(one.place.file, one.path): one for one in reversed(added.faults)}
        entries += [(plugin, _addition(plugin, names, faults)) for plugin in installed(registry.group)]
    return Additions(entries=[one for _, one in sorted(entries, key=lambda pair: pair[0])], findings=tuple(findings))


def _addition(
    plugin: Plugin, names: Mapping[Plugin, list[str]], faults: Mapping[tuple[str | None, str], Diagnostic]
) -> Addition:
    adds, fault = tuple(names.get(plugin, ())), faults.get((plugin.package, plugin.path))
    state: Literal["used", "partly", "unusable", "off"] = "used"
    if in_force().leaves_out(plugin.package):
        state = "off"
    elif fault is not None:
        state = "partly" if adds else "unusable"
    return Addition(
        package=plugin.package,
        version=plugin.version,
        group=plugin.group,
        entry_point=plugin.name,
        adds=adds,
        state=state,
        finding=None if fault is None else fault.message,
    )


def told_by_package() -> tuple[tuple[str, str, str], ...]:
    """Return the name, the version and what is added of each package: ``kinds hazard; rules HZ101``."""
    told: dict[tuple[str, str], list[str]] = {}
    for one in additions().entries:
        words = [", ".join(one.adds)] if one.adds else []
        words += [say(f"plugin.{one.state}")] if one.state != "used" else []
        told.setdefault((one.package, one.version), []).append(f"{one.group} {' '.join(words)}")
    return tuple((package, version, "; ".join(texts)) for (package, version), texts in told.items())
