"""How a sum of money came about: the numbers that were added, each with its place."""

from __future__ import annotations

from planmodel.derivation import Derivation, DerivationInput, Derivations, number
from planmodel.model.kinds import Project
from planmodel.model.plan import Plan
from planmodel.tabular import Rows
from planmodel.tracking.derived_indicators import amount_input
from planmodel.units import Amount

__all__ = ["cost_derivations"]


def cost_derivations(plan: Plan, total: Amount | None, counted: tuple[str, ...], *, in_period: bool) -> Derivations:
    """Return how a sum of costs came about.

    Parameters:
        plan: the plan.
        total: the sum.
        counted: the projects whose own numbers were added.
        in_period: whether the part in the plan's period was added, not the whole.
    """
    inputs: list[DerivationInput] = []
    field = "in_period" if in_period else "total"
    for id in counted:
        project = plan[id]
        cost = project.cost if isinstance(project, Project) else None
        value = None if cost is None else cost.in_period if in_period else cost.total
        if cost is not None and value is not None:
            inputs.append(
                amount_input(plan, "part", value, (id, "cost", field), cost.sources, of=id, text=cost.as_published)
            )
    row = Derivation(
        id=f"cost of {plan.id}",
        of=plan.id,
        plan=plan.id,
        rule="sum_once" if total is not None else "none",
        inputs=tuple(inputs),
        value=None if total is None else number(total.fraction),
        unit=None if total is None else total.unit,
        reason="no_number" if total is None else None,
    )
    return Derivations(kind="cost", rows=Rows((row,), Derivation))
