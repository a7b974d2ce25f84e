"""The forms that a plan is written in, and read from in memory: doors to what writes and reads them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    import networkx as nx

    from planmodel.model.plan import Plan

__all__ = ["Written"]


class Written:
    """What a plan is written as."""

    __slots__ = ()

    def to_dict(self: Any) -> dict[str, Any]:
        """Return the plan as plain values, ready for JSON: what its file holds, and :meth:`from_dict` reads.

        Example:
            >>> from planmodel.model.plan import Plan
            >>> Plan(id="p", title="Plan").to_dict()
            {'planmodel': 1, 'id': 'p', 'title': 'Plan'}
        """
        from planmodel.formats.plain_data import plan_tree

        return plan_tree(self)

    @staticmethod
    @kinds_checked
    def from_dict(data: Mapping[str, Any], *, vocabulary: Vocabulary | None = None) -> Plan:
        """Return the plan that a mapping holds, read as a file with that content; see :meth:`to_dict`.

        Parameters:
            data: texts, numbers, days, lists and mappings, as in a plan's file.
            vocabulary: the kinds that it may hold; left out, the shipped ones and those of installed packages.

        Raises:
            PlanFileError: something in it is wrong; ``problems`` lists everything with its path: ``tasks[3].duration``.

        Example:
            >>> from planmodel.model.plan import Plan
            >>> task = {"id": "t", "name": "Buses", "duration": "6 月"}
            >>> plan = Plan.from_dict({"id": "p", "title": "Plan", "tasks": [task]})
            >>> plan.tasks["t"].duration.likely
            Amount("6 月")
        """
        from planmodel.formats.native import plan_of_dict

        return plan_of_dict(data, vocabulary=vocabulary)

    @kinds_checked
    def with_overlays(self: Any, *overlays: AnyPath | Mapping[str, Any]) -> Plan:
        """Return the plan with overlays laid over it, as :func:`planmodel.read_plan` lays them.

        Parameters:
            overlays: files with an ``overlay:`` key, or mappings of what they hold, laid over each other in this order.

        Raises:
            PlanFileError: one of them cannot be read, or does not fit the plan.

        Example:
            >>> from planmodel.model.plan import Plan
            >>> task = {"id": "t", "name": "Buses", "duration": "6 月"}
            >>> plan = Plan.from_dict({"id": "p", "title": "Plan", "tasks": [task]})
            >>> slow = plan.with_overlays({"overlay": "p", "tasks": [{"id": "t", "duration": "9 月"}]})
            >>> slow.tasks["t"].duration.likely
            Amount("9 月")
        """
        from planmodel.formats.native import read_over

        return read_over(self, *overlays)

    @kinds_checked
    def to_yaml(self: Any, path: str | Path | None = None) -> str:
        """Return the plan as YAML, and write it to ``path`` when one is given."""
        from planmodel.formats.native_writer import write_yaml

        return write_yaml(self, path)

    @kinds_checked
    def to_json(self: Any, path: str | Path | None = None) -> str:
        """Return the plan as JSON, and write it to ``path`` when one is given."""
        from planmodel.formats.native_writer import write_json

        return write_json(self, path)

    @kinds_checked
    def to_tables(self: Any, folder: str | Path) -> None:
        """Write the plan as a folder of CSV tables: one a kind, and one of relations."""
        from planmodel.formats.tables import write_tables

        write_tables(self, folder)

    def to_networkx(self: Any) -> nx.MultiDiGraph[str]:
        """Return the graph with plain values only, ready for any networkx writer."""
        from planmodel.formats.graphs import to_networkx

        return to_networkx(self)

    def to_mermaid(self: Any) -> str:
        """Return the graph as a Mermaid flowchart."""
        from planmodel.formats.graphs import to_mermaid

        return to_mermaid(self)

    def to_dot(self: Any) -> str:
        """Return the graph in Graphviz' DOT language."""
        from planmodel.formats.graphs import to_dot

        return to_dot(self)
