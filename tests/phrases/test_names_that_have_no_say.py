"""What is read once for all names is what would be read with each."""

from __future__ import annotations

import pytest

from planmodel.phrases.context import Context
from planmodel.phrases.directions import unit_in
from planmodel.phrases.reader import _read, _targets

TEXTS = """
    ≥90% | 下降14% | 达到85%左右 | ≤22 | 20 | -3%
    | 〔18〕 | 〔245〕吨 | 3%左右 | 年均5% | 分别达到20%、30% | 完成省下达任务 | 15 m | 城区98%
    | 森林覆盖率达到24.1% | 从20%提高到30% | 累计100 | 持续改善 | 翻一番 | 力争14.5% | ≥55且不降低 | 到2025年达到60%
"""
NAMES = """
    森林覆盖率 | 森林覆盖率(%) | 单位GDP能源消耗降低(%) | 居民消费价格涨幅 | 新增造林面积
    | 化学需氧量减排量 | GDP增长率 | water use | depth
    | 城区、农村污水处理率 | 氨氮、化学需氧量排放总量 | 财政收支平衡率
"""


@pytest.mark.parametrize("better", [None, "higher", "lower"])
@pytest.mark.parametrize("name", [name.strip() for name in NAMES.split("|")])
def test_a_text_is_read_alike_with_its_name_and_once_for_all(name: str, better: str | None) -> None:
    for unit in (None, "%", "吨"):
        for text in (one.strip() for one in TEXTS.split("|")):
            context = Context(text, unit if unit is not None else unit_in(name), name, None, better)
            assert _read(text, unit, name, None, better, 2025, None) == _targets(text, context, 2025, None), text
