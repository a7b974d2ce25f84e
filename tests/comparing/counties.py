"""Small plans of counties to compare, in code."""

from __future__ import annotations

from typing import Any

import planmodel as pm

__all__ = ["county", "indicator"]


def indicator(metric: str | None, text: str | pm.Target, *, unit: str | None = None, **more: Any) -> pm.Indicator:
    """Return an indicator with one target for 2025."""
    target = (
        text if isinstance(text, pm.Target) else pm.Target(year=2025, as_published=text, commitment=_read(text, unit))
    )
    more.setdefault("targets", [target])
    more.setdefault("id", f"i-{metric or 'none'}")
    more.setdefault("name", metric or "指标")
    return pm.Indicator(metric=metric, unit=unit, **more)


def _read(text: str, unit: str | None) -> Any:
    return pm.read_target(text, unit=unit).commitment


def county(id: str, *indicators: pm.Indicator, **more: Any) -> pm.Plan:
    """Return a plan for 2021–2025."""
    more.setdefault("period", "2021/2025")
    more.setdefault("base_year", 2020)
    return pm.Plan(id=id, title=id, elements=[*indicators, *more.pop("elements", ())], **more)
