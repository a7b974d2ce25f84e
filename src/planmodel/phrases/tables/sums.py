"""The sums that project annexes print (小计, 合计, a group's own line), held against what their rows add up to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from planmodel.units import Amount

__all__ = ["Entry", "Sum", "sums_of"]


class Entry(NamedTuple):
    """One row of an annex.

    Parameters:
        line: its number, from 0.
        kind: a project, a group that holds those below it, 小计 or 合计.
        depth: how deep it stands, 0 the outermost.
        label: what it is called.
        money: the sums that it prints: ``total`` and ``in_period``.
        declared: how many projects it says that it holds.
    """

    line: int
    kind: Literal["project", "group", "subtotal", "total"]
    depth: int
    label: str
    money: dict[str, Amount]
    declared: int | None = None


class Sum(NamedTuple):
    """One printed sum and what its rows add up to.

    Parameters:
        line: its row, from 1.
        label: what it is called: 小计, 合计, a group's name.
        field: ``total`` or ``in_period``.
        printed: the sum as printed.
        computed: what the rows add up to, in the same unit; ``None`` when none of them states an amount.
        projects: how many projects it is the sum of.
        unstated: how many of them state no amount.
        rounding: by how much rounding of the rows may have moved the sum.
    """

    line: int
    label: str
    field: str
    printed: Amount
    computed: Amount | None
    projects: int
    unstated: int
    rounding: Decimal

    @property
    def difference(self) -> Decimal | None:
        """The printed sum less the computed one, in the printed unit."""
        if self.computed is None:
            return None
        return Decimal(self.printed.magnitude) - Decimal(self.computed.magnitude)

    @property
    def agrees(self) -> bool:
        """Whether the rows add up to the printed sum, to the last digit that it prints."""
        difference = self.difference
        return difference is not None and abs(difference) <= (_half(self.printed) or Decimal("0.5"))


def sums_of(entries: Sequence[Entry]) -> tuple[list[Sum], list[tuple[Entry, int]]]:
    """Return every printed sum with what its rows add up to, and each declared count with what is listed."""
    sums: list[Sum] = []
    counts: list[tuple[Entry, int]] = []
    for at, entry in enumerate(entries):
        if entry.kind == "project":
            continue
        reaches = _reaches(entries, at)
        for field, printed in entry.money.items():
            candidates = [_sum(entry, field, printed, projects) for projects in reaches]
            sums.append(next((one for one in candidates if one.agrees), candidates[0]))
        if entry.declared is not None:
            numbers = [len(projects) for projects in reaches]
            counts.append((entry, entry.declared if entry.declared in numbers else numbers[0]))
    return sums, counts


def _reaches(entries: Sequence[Entry], at: int) -> list[list[Entry]]:
    """Return the projects that a sum may be the sum of, likeliest first; at least one list."""
    entry = entries[at]
    if entry.kind == "total":
        last = max((n for n in range(at) if entries[n].kind == "total"), default=-1)
        every = _projects(entries)
        before = _projects(entries[last + 1 : at])
        return [every, before] if last < 0 or not before else [before, every]
    if entry.kind == "group":
        return [_projects(_below(entries, at, entry.depth))]
    return _subtotal(entries, at)


def _stand_above(entries: Sequence[Entry]) -> bool:
    """Return whether the sub-totals of a table stand above what they sum: one does before any project of its group."""
    befores = zip([None, *entries], entries, strict=False)
    return any(entry.kind == "subtotal" and (before is None or before.kind == "group") for before, entry in befores)


def _subtotal(entries: Sequence[Entry], at: int) -> list[list[Entry]]:
    """Return what 小计 may sum: what stands below it, or what stands above it as far as each group that holds it."""
    previous = at - 1
    while previous >= 0 and entries[previous].kind == "project":
        previous -= 1
    if _stand_above(entries):
        end = at + 1
        while end < len(entries) and entries[end].kind == "project":
            end += 1
        holder = entries[at - 1] if at > 0 and entries[at - 1].kind == "group" else None
        whole = [] if holder is None else [_projects(_below(entries, at - 1, holder.depth))]
        return [_projects(entries[at + 1 : end]), *whole]
    reaches = [_projects(entries[previous + 1 : at])]
    depth = 1 << 30
    for n in range(at - 1, -1, -1):
        if entries[n].kind == "total":
            break
        if entries[n].kind == "group" and entries[n].depth < depth:
            depth = entries[n].depth
            reaches.append(_projects(entries[n:at]))
    return [reach for reach in [*reaches, _projects(entries[:at])] if reach] or [[]]


def _below(entries: Sequence[Entry], at: int, depth: int) -> list[Entry]:
    end = at + 1
    while end < len(entries) and not (
        entries[end].kind == "total" or (entries[end].kind == "group" and entries[end].depth <= depth)
    ):
        end += 1
    return list(entries[at + 1 : end])


def _projects(entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind == "project"]


def _sum(entry: Entry, field: str, printed: Amount, projects: Sequence[Entry]) -> Sum:
    amounts = [project.money[field] for project in projects if field in project.money]
    values = [one.to(printed.unit or "") for one in amounts]
    computed = Amount(sum((Decimal(one.magnitude) for one in values), Decimal(0)), printed.unit) if values else None
    rounding = sum((_half(one) for one in values), _half(printed))
    return Sum(
        line=entry.line + 1,
        label=entry.label,
        field=field,
        printed=printed,
        computed=computed,
        projects=len(projects),
        unstated=len(projects) - len(amounts),
        rounding=rounding,
    )


def _half(amount: Amount) -> Decimal:
    """Return half of the last digit that an amount prints; a whole number is taken for exact."""
    exponent = Decimal(amount.magnitude).as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) and exponent < 0 else Decimal(0)
