"""Normal numbers with given rank correlations: a Gaussian copula (extra ``schedule``).

Durations whose normal numbers have the correlation ``r = 2 sin(π ρ / 6)`` have the rank correlation ``ρ``.

Source: W. H. Kruskal, *Ordinal measures of association*, Journal of the American Statistical Association 53, 1958;
R. T. Clemen and T. Reilly, *Correlations and copulas for decision and risk analysis*, Management Science 45, 1999.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import numpy.typing as npt

from planmodel.errors import ModelError
from planmodel.words import Message, say

__all__ = ["Mixing", "mixing", "one_cause"]

Floats = npt.NDArray[np.float64]
_MOST_TOGETHER = 1000
"""How many durations a matrix may hold: its roots take some seconds."""
_MOST_REPAIRED = 0.1
"""By how much a coefficient may be changed so that the matrix is possible."""
_NOTHING = 1e-8
_ROUNDS = 500


class Mixing(NamedTuple):
    """Which independent normal numbers add up to those of correlated nodes.

    Parameters:
        shocks: the name of each independent number.
        of: for each correlated node the shocks and their weights.
        notes: what was repaired.
    """

    shocks: tuple[str, ...]
    of: Mapping[int, Sequence[tuple[int, float]]]
    notes: tuple[Message, ...]


def mixing(pairs: Mapping[tuple[int, int], float], names: Sequence[str]) -> Mixing:
    """Return how to make normal numbers whose durations have given rank correlations; other pairs have none.

    Parameters:
        pairs: the rank correlation of pairs of nodes.
        names: the name of each node, which the numbers depend on; its place does not count.

    Raises:
        ModelError: no durations have such correlations, and those that are possible are far from them.
    """
    together: nx.Graph[int] = nx.Graph([*pairs])
    shocks: list[str] = []
    of: dict[int, list[tuple[int, float]]] = {}
    notes: list[Message] = []
    parts: list[set[int]] = [*nx.connected_components(together)]
    groups = [sorted(group, key=lambda node: names[node]) for group in parts]
    for group in sorted(groups, key=lambda group: names[group[0]]):
        base = len(shocks)
        shocks += [names[node] for node in group]
        one = _one_cause(group, pairs)
        if one is not None:
            shocks.append("\0".join(names[node] for node in group))
            common, own = math.sqrt(one), math.sqrt(1 - one)
            of |= {node: [(base + at, own), (base + len(group), common)] for at, node in enumerate(group)}
            continue
        roots, changed = _roots(group, pairs, names)
        if changed:
            notes.append(say("simulation.repaired", n=len(group), most=f"{changed:.3f}"))
        for at, node in enumerate(group):
            of[node] = [(base + place, float(roots[at, place])) for place in range(at + 1) if roots[at, place]]
    return Mixing(tuple(shocks), of, tuple(notes))


def one_cause(nodes: Sequence[int]) -> Mixing:
    """Return how to make one normal number stand for all nodes: what they have in common is everything."""
    return Mixing(("\0together",), {node: [(0, 1.0)] for node in nodes}, ())


def _normal(rank: float) -> float:
    """Return the correlation of normal numbers that have a rank correlation."""
    return 2 * math.sin(math.pi * rank / 6)


def _one_cause(group: Sequence[int], pairs: Mapping[tuple[int, int], float]) -> float | None:
    """Return the correlation of a group in which every pair has the same one, and none below zero."""
    found = {pairs.get((min(a, b), max(a, b))) for at, a in enumerate(group) for b in group[at + 1 :]}
    (one, *others) = found
    return None if others or one is None or one < 0 else _normal(one)


def _roots(group: Sequence[int], pairs: Mapping[tuple[int, int], float], names: Sequence[str]) -> tuple[Floats, float]:
    """Return the triangular root of a group's matrix, and by how much its coefficients were changed at most."""
    if len(group) > _MOST_TOGETHER:
        raise ModelError(
            say("simulation.too_many_together", n=len(group), most=_MOST_TOGETHER),
            hint=say("simulation.too_many_together.hint"),
        )
    matrix = np.eye(len(group))
    for at, a in enumerate(group):
        for place in range(at):
            b = group[place]
            matrix[at, place] = matrix[place, at] = _normal(pairs.get((min(a, b), max(a, b)), 0.0))
    least = float(np.linalg.eigvalsh(matrix)[0])
    if least >= -_NOTHING:
        return _root(matrix), 0.0
    nearest = _nearest(matrix)
    ranks = np.abs(np.arcsin(nearest / 2) - np.arcsin(matrix / 2)) * 6 / math.pi
    changed = float(ranks.max())
    if changed > _MOST_REPAIRED:
        at, place = divmod(int(ranks.argmax()), len(group))
        raise ModelError(
            say(
                "simulation.impossible",
                ids=[names[node] for node in group],
                least=f"{least:.3f}",
                pair=[names[group[one]] for one in sorted((at, place))],
                stated=f"{math.asin(matrix[at, place] / 2) * 6 / math.pi:.2f}",
                possible=f"{math.asin(nearest[at, place] / 2) * 6 / math.pi:.2f}",
            ),
            hint=say("simulation.impossible.hint"),
        )
    return _root(nearest), changed


def _nearest(matrix: Floats) -> Floats:
    """Return the nearest matrix of correlations: with a diagonal of ones and no eigenvalue below zero.

    Source: N. J. Higham, *Computing the nearest correlation matrix*, IMA Journal of Numerical Analysis 22, 2002.
    """
    made: Any = matrix.copy()
    correction: Any = np.zeros_like(matrix)
    for _ in range(_ROUNDS):
        turned = made - correction
        values, vectors = np.linalg.eigh(turned)
        positive = (vectors * np.maximum(values, 0)) @ vectors.T
        correction = positive - turned
        before, made = made, positive.copy()
        np.fill_diagonal(made, 1.0)
        if np.abs(made - before).max() < _NOTHING:
            break
    nearest: Floats = np.round(np.clip((made + made.T) / 2, -1, 1), 9)  # so that every machine goes on with the same
    return nearest


def _root(matrix: Floats) -> Floats:
    """Return the lower triangular root of a matrix without negative eigenvalues (Cholesky's), element by element."""
    left, size = matrix.copy(), len(matrix)
    root: Floats = np.zeros_like(matrix)
    for at in range(size):
        if left[at, at] < _NOTHING * 10:
            continue  # wholly given by those before it
        column = left[at:, at] / math.sqrt(left[at, at])
        root[at:, at] = column
        left[at:, at:] -= column[:, None] * column[None, :]
    root /= np.sqrt((root**2).sum(axis=1, keepdims=True))
    return root
