"""A file of derivations held against the plans that it rests on: same, different, or why nobody can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.columns import Column, columns_of
from planmodel.tabular import Listed, Result, Rows
from planmodel.verifying.checker import Checker, Verified
from planmodel.verifying.plan_text import plan_texts
from planmodel.verifying.result_file import read_derivations
from planmodel.words import say

__all__ = ["Verification", "verify"]


@attrs.frozen(kw_only=True, repr=False)
class Verification(Listed, Result):
    """What became of each number of a file when it was computed again.

    Parameters:
        rows: one a derivation.
        notes: what is to be said of the plans and of the file as a whole.
    """

    rows: tuple[Verified, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every number is the same."""
        return all(one.outcome == "same" for one in self.rows)

    def counts(self) -> dict[str, int]:
        """Return how many numbers are the same, differ and cannot be verified."""
        found = Counter(one.outcome for one in self.rows)
        return {outcome: found[outcome] for outcome in ("same", "differs", "cannot")}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        rows = [{key: list(one) if isinstance(one, tuple) else one for key, one in _fields(row)} for row in self.rows]
        return {"ok": self.ok, "counts": self.counts(), "rows": rows, "notes": [str(one) for one in self.notes]}

    def _columns(self) -> Sequence[Column]:
        return columns_of(Verified, rests_on={"shown": False}, uncited={"shown": False})

    def _rows(self) -> Sequence[Verified]:
        return self.rows

    def _has_answer(self, row: Verified) -> bool:
        return row.outcome != "same"

    def _is_strong(self, row: Verified) -> bool:
        return row.outcome == "differs"

    def _above(self) -> Iterable[str]:
        yield say("verify.counts", **self.counts())

    def _below(self) -> Iterable[str]:
        yield from self.notes


def _fields(row: Verified) -> list[tuple[str, Any]]:
    return [(field.name, getattr(row, field.name)) for field in attrs.fields(Verified)]


@kinds_checked
def verify(result: AnyPath | Mapping[str, Any], plans: AnyPath | Sequence[AnyPath]) -> Verification:
    """Return whether the numbers of a result follow from the plans that it rests on.

    Each number is computed again from the plans' files, by arithmetic, unit factors and reading of its own. Where a
    plan says in words alone what is promised (a fall, at most), that is taken as read, and the row tells it.

    Parameters:
        result: the file of derivations, or what it holds.
        plans: the files of the plans, overlays behind theirs.

    Raises:
        PlanFileError: the result or a plan's file cannot be read, or is too large.
        ModelError: the result is no file of derivations, or two files are of one plan.

    Example:
        >>> import planmodel as pm
        >>> plan = pm.read_plan("examples/succession/jia-135.yaml")
        >>> made = pm.progress(plan, as_of="2020-12-31").derivations()
        >>> verify(made.to_dict(), "examples/succession/jia-135.yaml").counts()["differs"]
        0
    """
    held = read_derivations(result)
    paths = list(plans) if isinstance(plans, Sequence) and not isinstance(plans, str) else [plans]
    texts = plan_texts(Path(one) for one in paths)
    checker = Checker(held, texts)
    rows = [checker.row(id) for id in checker.derivations]
    return Verification(rows=Rows(rows, Verified), notes=tuple(checker.notes()))
