"""Writing plans as benchmark projects: PSPLIB ``.sm`` and ``.mm``, Patterson ``.rcp``, RCPSP/max ``.sch``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from planmodel.arguments import kinds_checked
from planmodel.errors import ModelError
from planmodel.formats.files import write_whole
from planmodel.formats.rcpsp import FORMATS
from planmodel.model.element import Undertaking
from planmodel.model.kinds import Resource
from planmodel.model.numbers import Estimate
from planmodel.model.plan import Plan
from planmodel.units import Amount
from planmodel.words import say

__all__ = ["write_psplib"]


@attrs.frozen
class _Activity:
    """One activity: (duration, demands) a mode, and (successor, delay) a link, numbered from 1."""

    modes: list[tuple[int, list[int]]]
    after: list[tuple[int, int]]


@kinds_checked
def write_psplib(plan: Plan, path: str | Path) -> None:
    """Write the tasks, projects and resources of a plan as a benchmark project.

    Parameters:
        plan: the plan. Durations in whole days (天), amounts as whole numbers; where there is not one first and one
            last activity that takes no time, they are added.
        path: where; the suffix names the format: ``.sm`` (one mode), ``.mm`` (several), ``.rcp`` or ``.sch``.

    Raises:
        ModelError: the format cannot hold what the plan says; nothing is written.
        OSError: it cannot be written.
    """
    path = Path(path)
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise ModelError(
            say("file.none_of", suffix=path.suffix or say("file.no_suffix_at_all"), formats=tuple(FORMATS))
        )
    resources = [one for one in plan.of(Resource) if one.capacity is not None]
    _check_resources(resources, form)
    activities = _activities(plan, resources, lags=form == "rcpsp_max")
    several = any(len(one.modes) > 1 for one in activities)
    if several and path.suffix.lower() != ".mm":
        raise ModelError(say("psplib.no_modes", suffix=path.suffix), hint=say("psplib.write_mm"))
    capacities = [_whole(one.capacity, one.id) for one in resources]
    if form == "patterson":
        text = _patterson(activities, capacities)
    elif form == "rcpsp_max":
        text = _rcpsp_max(activities, capacities)
    else:
        text = _psplib(activities, resources, capacities)
    write_whole(path, text)


def _check_resources(resources: Sequence[Resource], form: str) -> None:
    for one in resources:
        if one.renewal == "year":
            raise ModelError(say("psplib.yearly", id=one.id))
        if one.renewal == "never" and form != "psplib":
            raise ModelError(say("psplib.once", id=one.id))


def _whole(amount: Amount | None, id: str) -> int:
    if amount is None:
        return 0
    if amount.magnitude != int(amount.magnitude):
        raise ModelError(say("psplib.whole", id=id, amount=amount))
    return int(amount.magnitude)


def _activities(plan: Plan, resources: Sequence[Resource], *, lags: bool) -> list[_Activity]:
    every = plan.of(Undertaking)
    wholes = [one.id for one in every if one.id in plan.graph.hierarchy.parts]
    if wholes:
        raise ModelError(say("psplib.parts", n=len(wholes)), hint=say("psplib.leaves"))
    index = {one.id: number for number, one in enumerate(every)}
    made = [_Activity(_modes(one, resources), []) for one in every]
    for one in every:
        for link in one.depends_on:
            if link.to not in index:
                raise ModelError(say("psplib.not_here", id=one.id, to=link.to))
            plain = link.type == "FS" and link.lag is None and link.max_lag is None
            if not lags and not plain:
                raise ModelError(say("psplib.lag", id=one.id, to=link.to), hint=say("write", text=".sch"))
            first, then = index[link.to], index[one.id]
            if not lags:
                made[first].after.append((then, 0))
                continue
            length = made[first].modes[0][0]
            wait = 0 if link.lag is None else _whole(link.lag.to("天"), one.id)
            if link.type in ("FF", "SF"):
                wait -= made[then].modes[0][0]
            shift = length if link.type in ("FS", "FF") else 0
            made[first].after.append((then, wait + shift))
            if link.max_lag is not None:
                most = _whole(link.max_lag.to("天"), one.id) - (
                    made[then].modes[0][0] if link.type in ("FF", "SF") else 0
                )
                made[then].after.append((first, -(most + shift)))
    return _between_ends(made, len(resources))


def _modes(one: Undertaking, resources: Sequence[Resource]) -> list[tuple[int, list[int]]]:
    named: list[tuple[str | None, Estimate | None]] = [(mode.name, mode.duration) for mode in one.modes]
    named = named or [(None, one.duration)]
    made = []
    for name, estimate in named:
        if estimate is None:
            raise ModelError(say("psplib.no_duration", id=one.id), hint=say("psplib.no_duration.hint"))
        demands = []
        for resource in resources:
            assert resource.capacity is not None
            unit = resource.capacity.unit
            held = [use for use in one.uses if use.to == resource.id and use.mode in (None, name)]
            demands.append(sum(_whole(None if use.amount is None else use.amount.to(unit), one.id) for use in held))
        made.append((_whole(estimate.likely.to("天"), one.id), demands))
    return made


def _between_ends(made: list[_Activity], width: int) -> list[_Activity]:
    """Return activities between a source and a sink that take no time; those that are there already are kept."""
    behind = {then for one in made for then, delay in one.after if delay >= 0}
    first = [number for number in range(len(made)) if number not in behind]
    last = [number for number, one in enumerate(made) if not any(delay >= 0 for _, delay in one.after)]
    nothing = [(0, [0] * width)]
    if first == [0] and last == [len(made) - 1] and made[0].modes == made[-1].modes == nothing and len(made) > 1:
        return made
    shifted = [_Activity(one.modes, [(then + 1, delay) for then, delay in one.after]) for one in made]
    for number in last:
        shifted[number].after.append((len(made) + 1, shifted[number].modes[0][0]))
    return [_Activity(nothing, [(number + 1, 0) for number in first]), *shifted, _Activity(nothing, [])]


def _row(*numbers: object) -> str:
    return "  ".join(str(number) for number in numbers)


def _psplib(activities: Sequence[_Activity], resources: Sequence[Resource], capacities: Sequence[int]) -> str:
    order = [n for n, one in enumerate(resources) if one.renewal == "always"]
    order += [n for n, one in enumerate(resources) if one.renewal == "never"]
    renewable = sum(one.renewal == "always" for one in resources)
    names = [f"R {n + 1}" for n in range(renewable)] + [f"N {n + 1}" for n in range(len(resources) - renewable)]
    line = "*" * 72
    horizon = sum(max(length for length, _ in one.modes) for one in activities)
    lines = [
        *(line, "file with basedata            : none", "initial value random generator: 0", line),
        *("projects                      :  1", f"jobs (incl. supersource/sink ):  {len(activities)}"),
        *(f"horizon                       :  {horizon}", "RESOURCES"),
        f"  - renewable                 :  {renewable}   R",
        f"  - nonrenewable              :  {len(resources) - renewable}   N",
        *("  - doubly constrained        :  0   D", line, "PROJECT INFORMATION:"),
        "pronr.  #jobs rel.date duedate tardcost  MPM-Time",
        _row("    1", len(activities) - 2, 0, horizon, 0, horizon),
        *(line, "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors"),
    ]
    for number, one in enumerate(activities, 1):
        after = sorted({then + 1 for then, _ in one.after})
        lines.append(_row(f"{number:4}", len(one.modes), len(after), *after))
    lines += [line, "REQUESTS/DURATIONS:", _row("jobnr. mode duration", *names), "-" * 72]
    for number, one in enumerate(activities, 1):
        for place, (length, demands) in enumerate(one.modes, 1):
            lines.append(_row(f"{number:4}" if place == 1 else "    ", place, length, *(demands[n] for n in order)))
    lines += [line, "RESOURCEAVAILABILITIES:", _row("", *names), _row("", *(capacities[n] for n in order)), line]
    return "\n".join(lines) + "\n"


def _patterson(activities: Sequence[_Activity], capacities: Sequence[int]) -> str:
    lines = [_row(len(activities), len(capacities)), _row(*capacities), ""]
    for one in activities:
        length, demands = one.modes[0]
        after = sorted({then + 1 for then, _ in one.after})
        lines.append(_row(length, *demands, len(after), *after))
    return "\n".join(lines) + "\n"


def _rcpsp_max(activities: Sequence[_Activity], capacities: Sequence[int]) -> str:
    lines = [_row(len(activities) - 2, len(capacities), 0, 0)]
    for number, one in enumerate(activities):
        delays = [f"[{delay}]" for _, delay in one.after]
        lines.append(_row(number, 1, len(one.after), *(then for then, _ in one.after), *delays))
    for number, one in enumerate(activities):
        length, demands = one.modes[0]
        lines.append(_row(number, 1, length, *demands))
    return "\n".join([*lines, _row(*capacities)]) + "\n"
