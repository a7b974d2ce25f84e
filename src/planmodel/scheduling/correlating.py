"""Normal numbers with given rank correlations: a Gaussian copula (extra ``schedule``).

Durations whose normal numbers have the correlation ``r = 2 sin(π ρ / 6)`` have the rank correlation ``ρ``.

Source: W. H. Kruskal, *Ordinal measures of association*, Journal of the American Statistical Association 53, 1958;
R. T. Clemen and T. Reilly, *Correlations and copulas for decision and risk analysis*, Management Science 45, 1999.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from planmodel.errors import ModelError
from planmodel.scheduling.causes import Together
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
        pairs: how many pairs are correlated.
        notes: what was repaired.
    """

    shocks: tuple[str, ...]
    of: Mapping[int, tuple[npt.NDArray[np.int32], Floats]]
    pairs: int
    notes: tuple[Message, ...]


class _Block(NamedTuple):
    """Nodes that hang together, by their names, and their rank correlations; what nobody states is no number."""

    nodes: Sequence[int]
    ranks: Floats


def mixing(groups: Sequence[Together], names: Sequence[str]) -> Mixing:
    """Return how to make normal numbers whose durations have given rank correlations; other pairs have none.

    Parameters:
        groups: the rank correlations.
        names: the name of each node, which the numbers depend on; its place does not count.

    Raises:
        ModelError: two correlations of a pair contradict; no durations have such correlations, and those that are
            possible are far from them.
    """
    shocks: list[str] = []
    of: dict[int, tuple[npt.NDArray[np.int32], Floats]] = {}
    notes: list[Message] = []
    pairs = 0
    for some in _hanging_together(groups, names):
        group = sorted({node for one in some for node in one.nodes}, key=lambda node: names[node])
        base, one = len(shocks), some[0].coefficient
        shocks += [names[node] for node in group]
        block = None if len(some) == 1 and one >= 0 else _block(group, some, names)
        if block is None or _is_even(block.ranks):
            one = one if block is None else float(block.ranks[0, 1])
            pairs += len(group) * (len(group) - 1) // 2
            shocks.append("\0".join(names[node] for node in group))
            both = np.array([math.sqrt(1 - _normal(one)), math.sqrt(_normal(one))])
            of |= {node: (np.array([base + at, base + len(group)], np.int32), both) for at, node in enumerate(group)}
            continue
        pairs += int(np.count_nonzero(~np.isnan(block.ranks))) // 2
        roots, changed = _roots(block, names)
        if changed:
            notes.append(say("simulation.repaired", n=len(group), most=f"{changed:.3f}"))
        places = np.arange(base, base + len(group), dtype=np.int32)
        of |= {node: (places[: at + 1], roots[at, : at + 1]) for at, node in enumerate(group)}
    return Mixing(tuple(shocks), of, pairs, tuple(notes))


def _hanging_together(groups: Sequence[Together], names: Sequence[str]) -> list[list[Together]]:
    """Return the groups that share nodes, together; each of them by ids, all of them by their first name."""
    above: dict[int, int] = {}

    def top(node: int) -> int:
        while above.setdefault(node, node) != node:
            above[node] = node = above[above[node]]
        return node

    for one in groups:
        for node in one.nodes[1:]:
            above[top(node)] = top(one.nodes[0])
    found: dict[int, list[Together]] = {}
    for one in sorted(groups, key=lambda one: one.id):
        if len(one.nodes) > 1:
            found.setdefault(top(one.nodes[0]), []).append(one)
    return sorted(found.values(), key=lambda some: min(names[node] for one in some for node in one.nodes))


def _block(group: Sequence[int], some: Sequence[Together], names: Sequence[str]) -> _Block:
    """Return the rank correlations of nodes that hang together; a pair of its own counts before a group.

    Raises:
        ModelError: two correlations contradict, or there are too many.
    """
    if len(group) > _MOST_TOGETHER:
        raise ModelError(
            say("simulation.too_many_together", n=len(group), most=_MOST_TOGETHER),
            hint=say("simulation.too_many_together.hint"),
        )
    place = {node: at for at, node in enumerate(group)}
    ranks = np.full((len(group), len(group)), np.nan)
    for alone in (False, True):
        said = np.full(ranks.shape, -1)
        for number, one in enumerate(some):
            if one.alone != alone:
                continue
            at = np.ix_(*[[place[node] for node in sorted(one.nodes)]] * 2)
            contradicted = (said[at] >= 0) & (ranks[at] != one.coefficient)
            np.fill_diagonal(contradicted, val=False)
            if contradicted.any():
                first, then = (sorted(one.nodes)[side] for side in divmod(int(contradicted.argmax()), len(one.nodes)))
                other = some[int(said[place[first], place[then]])].id
                error = ModelError(say("simulation.two_correlations", pair=[names[first], names[then]], other=other))
                error.where = f"correlation {one.id}"
                raise error
            ranks[at], said[at] = one.coefficient, number
    np.fill_diagonal(ranks, np.nan)
    return _Block(group, ranks)


def _is_even(ranks: Floats) -> bool:
    """Return whether every pair has the same correlation, none below zero."""
    one = ranks[0, 1]
    return bool(one >= 0) and int((ranks == one).sum()) == len(ranks) * (len(ranks) - 1)


def one_cause(nodes: Sequence[int]) -> Mixing:
    """Return how to make one normal number stand for all nodes: what they have in common is everything."""
    only = np.zeros(1, np.int32), np.ones(1)
    return Mixing(("\0together",), dict.fromkeys(nodes, only), len(nodes) * (len(nodes) - 1) // 2, ())


def _normal(rank: float) -> float:
    """Return the correlation of normal numbers that have a rank correlation."""
    return 2 * math.sin(math.pi * rank / 6)


def _roots(block: _Block, names: Sequence[str]) -> tuple[Floats, float]:
    """Return the triangular root of a block's matrix, and by how much its coefficients were changed at most."""
    group = block.nodes
    matrix: Floats = 2 * np.sin(np.pi * np.nan_to_num(block.ranks) / 6)
    np.fill_diagonal(matrix, 1.0)
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
