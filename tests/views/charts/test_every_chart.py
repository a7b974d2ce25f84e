"""Every chart: harmless whatever plans say, the same bytes everywhere, readable by screens, never boxes."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import planmodel as pm
from planmodel import testing
from planmodel.errors import ModelError
from planmodel.views import picture as picturing
from planmodel.views.drawing import shapes
from planmodel.views.drawing.labels import text_width
from planmodel.words import worded
from views.charts.drawing import ROOT, every_chart, lianzhou, texts

NASTY = "</title></svg><script>alert(1)</script>'\"\\ \n\x01\x1b]]>&amp;{{x}}${1}\u202e\ufffe"
LONG = "加快构建源头预防、过程控制、损害赔偿、责任追究的生态环境保护体系（PM2.5、劣Ⅴ类）" * 3


def test_hostile_names_are_nothing_but_text() -> None:
    for kind, picture in every_chart(NASTY).items():
        root = ET.fromstring(picture.svg)  # well-formed, control characters and all
        tags = {element.tag.rpartition("}")[2] for element in root.iter()}
        assert tags <= {"svg", "title", "g", "path", "circle", "rect", "text", "defs", "pattern"}, kind
        names = {name for element in root.iter() for name in element.attrib}
        assert not any(name.startswith("on") or name.endswith("href") for name in names), kind
        assert any("alert(1)" in text for text in texts(picture)), kind
        assert "<script" not in picture._repr_mimebundle_()["text/html"], kind


def test_charts_are_the_same_in_every_time_zone_and_language() -> None:
    drawn = {
        subprocess.run(
            [sys.executable, str(Path(__file__).with_name("drawing.py")), "环境"],
            env={
                **os.environ,
                "TZ": zone,
                "LC_ALL": language,
                "PYTHONPATH": os.pathsep.join([str(ROOT / "tests"), *sys.path]),
            },
            capture_output=True,
            check=True,
        ).stdout
        for zone, language in (("America/New_York", "de_DE.UTF-8"), ("Asia/Shanghai", "zh_CN"))
    }
    assert len(drawn) == 1
    assert next(iter(drawn)).count(b"<svg") == 6


def test_no_font_moves_anything(monkeypatch: Any) -> None:
    drawn = []
    for font in ("Liberation Mono", "DejaVu Serif"):
        monkeypatch.setattr(shapes, "_FONT", font)
        drawn.append([one.svg.replace(font, "") for one in every_chart(LONG).values()])
    assert drawn[0] == drawn[1]


def test_texts_are_cut_before_they_leave_the_picture() -> None:
    for kind, picture in every_chart(LONG).items():
        width = float(ET.fromstring(picture.svg).get("width", "0"))
        assert max(text_width(text) * 11 for text in texts(picture)) < width, kind


def test_a_picture_says_what_it_is_and_can_be_addressed() -> None:
    for picture in every_chart("环境").values():
        root = ET.fromstring(picture.svg)
        assert (root.get("role"), root.get("aria-label")) == ("img", picture.title)
        assert "planmodel-chart" in root.get("class", "").split()
        assert root[0].text == picture.title


def test_a_picture_is_saved_by_its_suffix_and_shown_in_untrusted_notebooks(tmp_path: Path) -> None:
    picture = lianzhou().gantt()
    picture.save(tmp_path / "x.svg")
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == picture.svg
    with pytest.raises(ModelError, match=r"\.svg, \.png or \.pdf"):
        picture.save(tmp_path / "x.gif")
    shown = picture._repr_mimebundle_()
    start = '<img src="data:image/svg+xml;base64,'
    assert shown["text/html"].startswith(start)
    assert base64.b64decode(shown["text/html"].removeprefix(start).split('"')[0]).decode() == picture.svg
    assert shown["text/plain"] == repr(picture)


def test_chinese_is_never_drawn_as_boxes(tmp_path: Path, monkeypatch: Any) -> None:
    picture = lianzhou().gantt()
    monkeypatch.setattr(
        picturing, "_drawn", lambda character, families, convert: b"box" if ord(character) > 255 else character.encode()
    )
    with pytest.raises(pm.PlanModelError, match="no font for Chinese") as caught:
        picture.save(tmp_path / "x.png")
    assert "fonts-noto-cjk" in str(caught.value.hint)
    with pytest.raises(pm.PlanModelError, match="no font for Chinese"):
        picture.save(tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(picturing, "_drawn", lambda character, families, convert: character.encode())
    assert picture.png(scale=1).startswith(b"\x89PNG")


def test_words_are_never_left_out_for_want_of_a_font(monkeypatch: Any) -> None:
    monkeypatch.setattr(picturing, "_drawn", lambda character, families, convert: b"")
    with pytest.raises(pm.PlanModelError, match="its words would be missing"):
        lianzhou().gantt().png()


def test_every_chart_can_be_had_as_an_image_and_as_a_document(monkeypatch: Any) -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("vl_convert")
    monkeypatch.setattr(picturing, "_drawn", lambda character, families, convert: character.encode())
    for kind, picture in every_chart("环境").items():
        assert picture.png(scale=1).startswith(b"\x89PNG"), kind
        assert picture.pdf().startswith(b"%PDF-"), kind


def test_every_note_is_a_line_of_the_picture_that_travels_with_it() -> None:
    schedule = lianzhou()
    many = next(testing.make_plans(1, elements=600))
    drawn = [
        *every_chart("环境").values(),
        schedule.gantt(),
        pm.schedule(many, start="2021-01-01").gantt(),
        pm.progress(many, as_of="2023-12-31").plot(),
        pm.compare(pm.PlanSet.read(ROOT / "examples" / "counties")).plot(),
        pm.cascade(pm.PlanSet.read(ROOT / "examples" / "counties")).plot(),
        *(plan.draw(view) for plan in (schedule.plan, many) for view in ("structure", "network", "flow")),
        schedule.plan.draw("flow", by="money"),
        schedule.plan.draw(focus="t-pollution"),
    ]
    notes = [(picture, note) for picture in drawn for note in picture.notes]
    assert len(notes) > 20
    for picture, note in notes:
        drawn_words = "".join("".join(texts(picture)).split())
        languages = (worded(note, language) for language in ("en", "zh"))
        assert any("".join(one.split()) in drawn_words for one in languages), picture.title
