"""The worked examples, wherever planmodel is installed: Lianzhou's plan, plans from nation to district, plans in time.

The files stand in ``examples/`` of the sources; a wheel carries them inside this package.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planmodel.errors import PlanModelError

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet
    from planmodel.model.plan import Plan

__all__ = ["counties", "folder", "lianzhou", "succession"]

_INSTALLED = Path(__file__).parent
_SOURCES = Path(__file__).parents[3] / "examples"
_NAMES = ("counties", "lianzhou", "succession")


def folder(name: str) -> Path:
    """Return the folder of an example's files.

    Args:
        name: ``lianzhou``, ``counties`` or ``succession`` (plans that follow each other).

    Returns:
        A folder that may be read and is not meant to be written to.

    Raises:
        PlanModelError: no example has that name, or the installation lacks its files.

    Example:
        >>> import planmodel as pm
        >>> sorted(path.name for path in pm.examples.folder("lianzhou").glob("*.yaml"))
        ['plan.yaml', 'risks.yaml', 'scenario.yaml']
    """
    if name not in _NAMES:
        raise PlanModelError(f"there is no example {name!r}; there are {', '.join(_NAMES)}")
    for parent in (_INSTALLED, _SOURCES):
        if (parent / name).is_dir():
            return parent / name
    raise PlanModelError(f"the files of the example {name!r} are not installed; install planmodel from its wheel")


def lianzhou(*, scenario: bool = False) -> Plan:
    """Read Lianzhou's environmental plan for 2021–2025, as far as its official interpretation tells of it.

    Args:
        scenario: lay made-up durations, links and money over it, so that there is something to schedule. Every number
            of the scenario is marked as assumed; it says nothing about the real place.

    Returns:
        The plan.

    Example:
        >>> import planmodel as pm
        >>> plan = pm.examples.lianzhou()
        >>> plan.id, len(plan.principles)
        ('lianzhou-eco-145', 5)
        >>> pm.examples.lianzhou(scenario=True)["t-funding"].duration is None
        False
    """
    from planmodel.exchange.opening import read_plan

    here = folder("lianzhou")
    return read_plan(here / "plan.yaml", *([here / "scenario.yaml"] if scenario else []))


def counties() -> PlanSet:
    """Read plans of the nation, provinces, cities, counties and a district, with their published targets.

    Returns:
        The plans; each number carries the address that it was read at.

    Example:
        >>> import planmodel as pm
        >>> plans = pm.examples.counties()
        >>> "nation-esr-145" in plans
        True
    """
    from planmodel.comparing.plans import PlanSet

    return PlanSet.read(folder("counties"))


def succession() -> PlanSet:
    """Read plans that follow each other, and one at mid-term: two invented counties, and rows of national documents.

    Returns:
        The plans; every number of the invented ones is marked as assumed and says nothing about any place.

    Example:
        >>> import planmodel as pm
        >>> plans = pm.examples.succession()
        >>> plans.ids
        ('jia-135', 'jia-145', 'nation-eco-135', 'nation-eco-145', 'yi-145')
        >>> pm.succession(plans["nation-eco-135"], plans["nation-eco-145"]).counts()["raised"]
        4
    """
    from planmodel.comparing.plans import PlanSet

    return PlanSet.read(folder("succession") / "*.yaml")
