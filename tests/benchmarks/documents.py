"""A synthetic plan of any size, in the shape of a county plan: names in Chinese, links, citations, numbers."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any


def make_document(size: int, seed: int = 1) -> dict[str, Any]:
    """Return the tree of a plan file with ``size`` elements: half of them tasks, most of the rest indicators."""
    chance = random.Random(seed)
    documents = [{"id": f"d{i}", "name": f"文件{i}"} for i in range(20)]
    principles = [{"id": f"p{i}", "name": f"坚持原则{i}"} for i in range(50)]
    goals = [{"id": f"g{i}", "name": f"目标{i}：生态环境持续改善", "evidence": "inferred"} for i in range(size // 20)]
    tasks = size // 2
    indicators = size - tasks - len(goals) - len(principles) - len(documents)
    return {
        "planmodel": 1,
        "id": "synthetic",
        "title": "合成计划",
        "documents": documents,
        "principles": principles,
        "goals": goals,
        "indicators": [_indicator(i, len(goals), chance) for i in range(indicators)],
        "tasks": [_task(i, len(goals), indicators, chance) for i in range(tasks)],
    }


def written(size: int, folder: Path, name: str = "plan.json") -> Path:
    """Return a plan file with ``size`` elements, written into a folder."""
    path = folder / name
    path.write_text(json.dumps(make_document(size), ensure_ascii=False), encoding="utf-8")
    return path


def _indicator(number: int, goals: int, chance: random.Random) -> dict[str, Any]:
    return {
        "id": f"i{number}",
        "name": f"细颗粒物（PM2.5）年均浓度{number}",
        "sources": [{"document": f"d{number % 20}", "section": "第三章", "quote": "到2025年生态环境持续改善"}],
        "unit": "微克/立方米",
        "better": "lower",
        "obligation": "binding",
        "measures": [f"g{chance.randrange(goals)}"],
        "baseline": {"year": 2020, "value": 25 + number % 10},
        "targets": [{"year": 2025, "as_published": "≤22"}],
        "observations": [{"period": 2023, "value": 21.5}],
    }


def _task(number: int, goals: int, indicators: int, chance: random.Random) -> dict[str, Any]:
    task: dict[str, Any] = {
        "id": f"t{number}",
        "name": {"zh": f"推进农业农村绿色发展措施{number}", "en": f"Measure {number}"},
        "description": "加快构建绿色发展新格局，提升产业绿色化发展水平",
        "contributes_to": [
            f"g{chance.randrange(goals)}",
            {"to": f"i{chance.randrange(indicators)}", "strength": 0.5},
        ],
        "period": "2021/2023",
        "guided_by": [f"p{number % 50}"],
    }
    if number > 3:
        later = {"on": f"t{chance.randrange(number)}", "type": "SS", "lag": "3 月"}
        task["depends_on"] = [f"t{chance.randrange(number)}", later]
    if number % 3 == 0:
        task["sources"] = [{"document": f"d{number % 20}", "section": "第三章", "quote": "大力发展生态旅游"}]
    return task
