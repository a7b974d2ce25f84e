"""A rule about hazards."""

from __future__ import annotations

from collections.abc import Iterator

from planmodel.check import Found, Scope, rule

from .kinds import Hazard

__all__ = ["RULES"]


@rule("HZ101", "warning", "a high hazard that threatens nothing")
def idle_hazard(scope: Scope) -> Iterator[Found]:
    """A high hazard names no task or project, so that nobody has to answer for it."""
    for hazard in scope.plan.of(Hazard):
        if hazard.severity == "high" and not hazard.threatens:
            yield Found(hazard.id, "", f"hazard {hazard.id!r} threatens nothing", "add threatens: [ID]")


RULES = [idle_hazard]
