"""A metric that planmodel does not ship."""

from __future__ import annotations

import planmodel as pm

__all__ = ["METRICS"]

METRICS = [
    pm.Metric(
        id="dyke-safe-length",
        name={"zh": "达标堤防抽检合格长度", "en": "Length of dykes found safe"},
        evidence="stated",
        field="flood",
        unit="千米",
        better="higher",
        aliases=("堤防抽检合格长度",),
    )
]
