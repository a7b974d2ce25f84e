"""The plan's graph and the questions about it."""

from planmodel.graph.build import Edge, PlanGraph
from planmodel.graph.structure import Bottleneck, Coverage, Cycle
from planmodel.graph.trace import Path

__all__ = ["Bottleneck", "Coverage", "Cycle", "Edge", "Path", "PlanGraph"]
