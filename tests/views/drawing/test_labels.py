"""Names broken into lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.views.drawing.labels import text_width, wrap
from reached import Reached


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("坚持以人民为中心", ("坚持以人民为中心",)),
        ("水生态环境改善及持续提升重点工程", ("水生态环境改善及", "持续提升重点工程")),
        ("Clean drinking water in every town", ("Clean drinking water", "in every town")),
        ("", ("",)),
    ],
)
def test_lines_are_balanced(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text) == lines


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    lines = wrap("推动高质量发展、绿色低碳转型、质量改善（生态保护）、《风险防控》，环境治理体系", width=8, lines=9)
    assert not {line[0] for line in lines} & set("，。、）》％")
    assert not {line[-1] for line in lines} & set("（《")


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    lines = wrap("长" * 100)
    assert len(lines) == 3
    assert lines[-1].endswith("…")


def test_a_word_with_accents_stays_whole() -> None:
    assert wrap("Évaluer l’amélioration de la qualité de l’eau")[0] == "Évaluer l’amélioration"


@pytest.mark.reaches(whole=15, cut=3)
@given(st.text(max_size=20) | st.text("水 a-é", min_size=30, max_size=200))
def test_lines_fit_the_box_and_lose_nothing_that_fits(reached: Reached, text: str) -> None:
    lines = wrap(text, width=13, lines=3)
    assert 1 <= len(lines) <= 3
    assert max(text_width(line) for line in lines) <= 15
    reached("cut", lines[-1].endswith("…"))
    if reached("whole", not lines[-1].endswith("…")):
        assert "".join("".join(lines).split()) == "".join(wrap(text, width=10_000, lines=1)[0].split())
