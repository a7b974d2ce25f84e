"""Benchmark projects with limited resources: PSPLIB ``.sm`` and ``.mm``, Patterson ``.rcp``, RCPSP/max ``.sch``.

Source: R. Kolisch and A. Sprecher, *PSPLIB - a project scheduling problem library*, European Journal of Operational
Research 96, 1996.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planmodel.arguments import kinds_checked
from planmodel.diagnostics import Diagnostic, Place
from planmodel.errors import MissingExtraError, PlanFileError, PlanModelError
from planmodel.formats.imported import ImportResult, plan_id
from planmodel.limits import bytes_of, reason_of
from planmodel.model.kinds import Resource, Task
from planmodel.model.numbers import Mode
from planmodel.model.plan import Plan
from planmodel.model.relations import Dependency, Use
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["FORMATS", "read_psplib"]

FORMATS = {".sm": "psplib", ".mm": "psplib", ".rcp": "patterson", ".sch": "rcpsp_max"}
"""The name that the package psplib gives the format of each suffix."""


@kinds_checked
def read_psplib(path: str | Path) -> ImportResult:
    """Read a benchmark project as a plan.

    Parameters:
        path: a file that ends in ``.sm``, ``.mm``, ``.rcp`` or ``.sch``; one of PSPLIB's own may be called otherwise.

    Returns:
        A plan with a task for each activity (``a-1`` is the source), durations in 天, and a resource for each of the
        file's (``r-1``). Activities with several modes have ``modes``. A longest wait between starts of an RCPSP/max
        file becomes ``max_lag``.

    Raises:
        PlanFileError: the file cannot be read as what its suffix says, or is too large.
        MissingExtraError: the package psplib is not installed.
    """
    path = Path(path)
    data = bytes_of(path)  # the package reads on and on
    form = FORMATS.get(path.suffix.lower()) or ("psplib" if b"jobs (incl. supersource" in data else None)
    if form is None:
        raise _unreadable(
            path, say("file.none_of", suffix=path.suffix or say("file.no_suffix_at_all"), formats=tuple(FORMATS))
        )
    try:
        import psplib  # type: ignore[import-untyped]
    except ImportError:
        raise MissingExtraError("psplib", extra="schedule", purpose=say("purpose.psplib")) from None
    try:
        instance: Any = psplib.parse(path, instance_format=form)
    except OSError as error:
        raise _unreadable(path, reason_of(error)) from None
    except (ValueError, IndexError, StopIteration, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise _unreadable(path, say("file.not_of_format", form=form, kind=type(error).__name__, error=error)) from None
    amiss = _amiss(instance)
    if amiss is not None:
        raise _unreadable(path, say("file.amiss", form=form, amiss=amiss))
    try:
        plan = _plan(path, instance)
    except PlanModelError as error:  # a number that no amount can be
        raise _unreadable(path, error.message) from None
    links = sum(len(task.depends_on) for task in plan.tasks)
    return ImportResult(plan=plan, issues=(), counts={"tasks": len(plan.tasks), "links": links})


def _unreadable(path: Path, why: str) -> PlanFileError:
    problem = Diagnostic(code="PM001", severity="error", message=why, place=Place(file=str(path)))
    return PlanFileError(say("file.cannot_read", path=path), problems=[problem], hint=say("file.psplib"))


def _amiss(instance: Any) -> str | None:
    """Return what the package lets pass, and no project can have."""
    activities = instance.activities
    if not activities:
        return "no activities"
    for number, one in enumerate(activities, 1):
        if not one.modes:
            return f"activity {number} has no mode"
        if any(not 0 <= then < len(activities) for then in one.successors):
            return f"activity {number} goes before one that is not there"
        if one.delays is not None and len(one.delays) != len(one.successors):
            return f"activity {number} has {len(one.delays)} delays for {len(one.successors)} successors"
        if any(len(mode.demands) > len(instance.resources) for mode in one.modes):
            return f"activity {number} uses more resources than there are"
    return None


def _plan(path: Path, instance: Any) -> Plan:
    resources = [
        Resource(
            id=f"r-{number}",
            name=f"resource {number}",
            capacity=Amount(one.capacity),
            renewal="always" if one.renewable else "never",
        )
        for number, one in enumerate(instance.resources, 1)
    ]
    links = _links(instance.activities)
    tasks = [_task(number, one, links[number]) for number, one in enumerate(instance.activities)]
    return Plan(id=plan_id("psplib", path), title=path.name, elements=[*resources, *tasks])


def _task(number: int, activity: Any, links: Sequence[Dependency]) -> Task:
    several = len(activity.modes) > 1
    uses = [
        Use(f"r-{resource}", amount=demand, mode=str(place) if several else None)
        for place, mode in enumerate(activity.modes, 1)
        for resource, demand in enumerate(mode.demands, 1)
        if demand
    ]
    modes = [Mode(name=str(n), duration=Amount(mode.duration, "天")) for n, mode in enumerate(activity.modes, 1)]
    return Task(
        id=f"a-{number + 1}",
        name=activity.name or f"activity {number + 1}",
        duration=None if several else modes[0].duration,
        depends_on=links,
        uses=uses,
        modes=modes if several else (),
    )


def _links(activities: Sequence[Any]) -> list[list[Dependency]]:
    """Return the links that each activity holds."""
    links: list[dict[int, Dependency]] = [{} for _ in activities]
    longest: list[tuple[int, int, int]] = []
    for first, one in enumerate(activities):
        delays = one.delays if one.delays is not None else [None] * len(one.successors)
        for then, delay in zip(one.successors, delays, strict=True):
            if delay is None:
                links[then][first] = Dependency(f"a-{first + 1}")
            elif delay < 0:
                longest.append((then, first, -delay))  # the second starts at most so long after the first
            else:
                links[then][first] = Dependency(f"a-{first + 1}", type="SS", lag=_days(delay) if delay else None)
    for first, then, most in longest:
        known = links[then].get(first)
        if known is not None:
            lag = known.lag
        else:  # a link that changes nothing, to hang the longest wait on
            length = _longest_path(links, first, then)
            if length is None:
                links[first][then] = Dependency(f"a-{then + 1}", type="SS", lag=_days(-most))
                continue
            lag = _days(length) if length else None
        links[then][first] = Dependency(f"a-{first + 1}", type="SS", lag=lag, max_lag=_days(most))
    return [[held[first] for first in sorted(held)] for held in links]


def _days(number: int) -> Amount:
    return Amount(number, "天")


def _longest_path(links: Sequence[dict[int, Dependency]], first: int, then: int) -> int | None:
    """Return the longest way from start to start over shortest waits, or ``None`` if there is no way."""
    known: dict[int, int | None] = {first: 0}
    stack = [then]
    while stack:
        node = stack[-1]
        if node in known:
            stack.pop()
            continue
        missing = [before for before in links[node] if before not in known]
        if missing and len(stack) <= len(links):
            stack += missing
            continue
        ways = [
            known[before] + (0 if held.lag is None else int(held.lag.magnitude))  # type: ignore[operator]
            for before, held in links[node].items()
            if known.get(before) is not None
        ]
        known[node] = max(ways, default=None)
    return known[then]
