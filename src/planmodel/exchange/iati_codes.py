"""Codes of IATI's lists, in the numbers of version 2 and the words of version 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["AGGREGATED", "BUDGETS", "MEASURES", "PLACES", "RELATED", "RESULTS", "ROLES", "SPENT", "STATUSES"]
__all__ += ["VOCABULARIES"]

ROLES: Final[Mapping[str, str]] = {
    "1": "funding",
    "2": "accountable",
    "3": "extending",
    "4": "implementing",
    "funding": "funding",
    "accountable": "accountable",
    "extending": "extending",
    "implementing": "implementing",
}
"""What an organization is to an activity."""

PLACES: Final[Mapping[str, str]] = {
    "1": "planned start",
    "2": "actual start",
    "3": "planned end",
    "4": "actual end",
    "start-planned": "planned start",
    "start-actual": "actual start",
    "end-planned": "planned end",
    "end-actual": "actual end",
}
"""What a date of an activity says."""

STATUSES: Final[Mapping[str, str]] = {
    "1": "pipeline",
    "2": "implementation",
    "3": "finalisation",
    "4": "closed",
    "5": "cancelled",
    "6": "suspended",
}

RELATED: Final[Mapping[str, str]] = {"1": "parent", "2": "child"}
"""How another activity is related, where that makes one part of the other."""

RESULTS: Final[Mapping[str, str]] = {"1": "output", "2": "outcome", "3": "impact", "9": "other"}
MEASURES: Final[Mapping[str, str]] = {
    "1": "unit",
    "2": "percentage",
    "3": "nominal",
    "4": "ordinal",
    "5": "qualitative",
}
AGGREGATED: Final[Mapping[str, str]] = {"1": "yes", "true": "yes", "0": "no", "false": "no"}

BUDGETS: Final[Mapping[str, str]] = {"1": "original", "2": "revised", "original": "original", "revised": "revised"}
SPENT: Final = frozenset(("3", "4", "d", "e"))
"""Kinds of transactions by which money is spent: disbursement and expenditure."""

VOCABULARIES: Final[Mapping[str, str]] = {
    "1": "DAC",
    "2": "DAC",
    "3": "COFOG",
    "4": "NACE",
    "5": "NTEE",
    "6": "AidData",
    "7": "SDG goal",
    "8": "SDG target",
    "9": "SDG indicator",
    "10": "global cluster",
    "11": "North American Industry Classification System",
    "12": "UN system function",
    "98": "own list",
    "99": "own list",
    "DAC": "DAC",
    "DAC-3": "DAC",
    "RO": "own list",
}
"""Lists that the code of a sector is from."""
