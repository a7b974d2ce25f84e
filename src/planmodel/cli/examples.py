"""How each verb is used: command lines that its help shows, the same in every language."""

from __future__ import annotations

__all__ = ["EXAMPLES"]

EXAMPLES: dict[str, tuple[str, ...]] = {
    "check": ("planmodel check plan.yaml", "planmodel check plans/*.yaml --format sarif"),
    "show": ("planmodel show plan.yaml", "planmodel show plan.yaml t-funding"),
    "graph": (
        "planmodel graph plan.yaml --to svg -o plan.svg",
        "planmodel graph plan.yaml --view network --to svg -o work.svg",
    ),
    "convert": ("planmodel convert plan.yaml tables/", "planmodel convert plan.yaml plan.mspdi.xml"),
    "read-target": ("planmodel read-target '≥90%' --year 2025", "planmodel read-target 比2020年下降14%以上"),
    "read-table": ("planmodel read-table indicators.csv", "planmodel read-table annex.xlsx --as projects"),
    "draft": ("planmodel draft plan.docx -o draft",),
    "progress": ("planmodel progress plan.yaml --as-of 2023-12-31",),
    "schedule": (
        "planmodel schedule plan.yaml durations.yaml --start 2021-01-01",
        "planmodel schedule plan.yaml --missing '6 月' --start 2021-01-01",
    ),
    "needs": ("planmodel needs plan.yaml",),
    "cascade": ("planmodel cascade county.yaml province.yaml nation.yaml",),
    "compare": ("planmodel compare plans/*.yaml", "planmodel compare plans/ --metric pm25 --reference nation"),
    "diff": ("planmodel diff old.yaml new.yaml",),
    "succession": ("planmodel succession plan-13.yaml plan-14.yaml",),
    "sufficiency": ("planmodel sufficiency plan.yaml",),
    "quotas": ("planmodel quotas province.yaml county-a.yaml county-b.yaml --metric new-forest",),
    "evaluate": ("planmodel evaluate plan.yaml --as-of 2023-12-31",),
    "verify": ("planmodel verify result.json plan.yaml",),
    "agree": ("planmodel agree coder-a.yaml coder-b.yaml",),
    "coverage": ("planmodel coverage plans/*.yaml",),
    "report": ("planmodel report plan.yaml -o report.html", "planmodel report plans/*.yaml -o plans.html"),
    "corpus": ("planmodel corpus build plans/ corpus", "planmodel corpus query corpus compare --metric pm25"),
    "build": ("planmodel corpus build plans/ corpus",),
    "query": ("planmodel corpus query corpus matrix", "planmodel corpus query corpus compare --metric pm25"),
    "schema": ("planmodel schema > plan.schema.json",),
    "new": ("planmodel new my-plan",),
    "rules": ("planmodel rules", "planmodel rules PM402"),
    "plugins": ("planmodel plugins",),
}
"""Verb → command lines."""
