"""However a phrase is typed it reads alike; no reading holds a number that is not printed."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

import planmodel as pm
from phrase_words import shown, shown_targets
from planmodel.phrases.grammar import grammar
from planmodel.words import say
from reached import Reached

PHRASES = (
    "到2025年，森林覆盖率达到24.1%",
    "单位国内生产总值能耗和二氧化碳排放分别降低13.5%、18%",
    "PM2.5浓度控制在25微克/立方米以内",
    "城镇新增就业1200万人以上，城镇调查失业率5.5%左右",
    "化学需氧量排放总量比2020年下降8%，力争下降10%",
    "5G用户普及率从2020年的15%提高到56%",
    "完成省下达任务",
    "水质达到或优于Ⅲ类",
    "年均增长6%以上",
    "总投资1234567元",
    "打造100个左右典型场景",
)
WORDS = sorted(word for word in grammar("zh").words if len(word) > 1 and word.isalpha())
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from("，。；、（）%≥≤~-/: \n的和"),
    st.decimals(0, 99_999, places=1).map(str),
    st.sampled_from(
        ["2020年", "2025年", "万吨", "个", "个百分点", "微克/立方米", "森林覆盖率", "Ⅲ类", "十", "第", "O3"]
    ),
)


@pytest.mark.parametrize("text", PHRASES)
@given(data=st.data())
def test_white_space_between_characters_changes_nothing(text: str, data: st.DataObject) -> None:
    places = [n for n in range(1, len(text)) if not (text[n - 1].isascii() and text[n].isascii())]
    chosen = data.draw(st.sets(st.sampled_from(places), min_size=1))
    space = data.draw(st.sampled_from([" ", "\u3000", "\u00a0", "\n", "\u200b"]))
    spaced = "".join(space + sign if n in chosen else sign for n, sign in enumerate(text))
    assert shown_targets(spaced) == shown_targets(text)


@pytest.mark.parametrize("text", PHRASES)
def test_full_width_signs_change_nothing(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text).replace("PM2.5", "PM2.5")
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign in "0123456789%." else sign for sign in text)
    assert plain
    assert shown_targets(wide) == shown_targets(text)


@pytest.mark.parametrize("text", PHRASES)
def test_traditional_characters_change_nothing(text: str) -> None:
    lines = (files("planmodel.phrases") / "traditional.txt").read_text(encoding="utf-8").splitlines()
    traditional = {pair[1]: pair[0] for line in lines if not line.startswith("#") for pair in line.split()}
    turned = "".join(traditional.get(sign, sign) for sign in text)
    assert shown_targets(turned) == shown_targets(text)


@given(st.integers(1_000, 999_999_999), st.sampled_from([",", "，", " "]))
def test_thousands_separators_change_nothing(number: int, sign: str) -> None:
    if sign == "，":  # between full-width digits alone
        parted = "".join(chr(ord(one) + 0xFEE0) for one in f"{number:,}")
    else:
        parted = f"{number:,}".replace(",", sign)
    [plain], [read] = pm.read_targets(f"达到{number}吨"), pm.read_targets(f"达到{parted}吨")
    assert isinstance(plain.commitment, pm.Level)
    assert read.commitment == plain.commitment


@given(st.from_regex(r"[0-9]{1,4}(\.[0-9])?", fullmatch=True), st.from_regex(r"[0-9]{1,4}(\.[0-9])?", fullmatch=True))
def test_numbers_that_stand_apart_never_join(first: str, second: str) -> None:
    parted = re.fullmatch(r"[1-9]\d{0,2}", first) and re.fullmatch(r"\d{3}(\.\d+)?", second)
    for gap in (" ", "\n", "\u3000", "  "):
        [target] = pm.read_targets(f"{first}{gap}{second}")
        expected = pm.Level if parted and len(gap) == 1 and gap != "\n" else pm.Unread
        assert isinstance(target.commitment, expected)


@pytest.mark.parametrize("text", ["达到2 .1%", "达到2. 1%", "达到2　．1%", "达到 95 . 5 %", "Increase to 2 .1%"])
def test_a_point_that_white_space_keeps_from_its_digits_makes_no_number(text: str) -> None:
    [target] = pm.read_targets(text)
    assert isinstance(target.commitment, pm.Unread)
    assert target.commitment.reason == say("reading.apart")


def numbers_in(text: str) -> set[Decimal]:
    """Return the numbers of a text, each with and without separators of thousands."""
    folded = unicodedata.normalize("NFKC", text)
    joined = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", folded)
    return {Decimal(group) for one in (folded, joined) for group in re.findall(r"\d+(?:\.\d+)?", one)}


def printed(amount: pm.Amount) -> Decimal:
    return abs(amount.magnitude)


NUMBERS = st.integers(0, 99_999).map(str) | st.decimals(0, 9_999, places=1).map(str)
PROMISES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["绿地面积", "用水量", "排放量", "里程"]),
    st.sampled_from(["达到", "不低于", "控制在", "减少", "≥", ""]),
    NUMBERS,
    st.sampled_from(["公顷", "吨", "公里", "吨以上"]),
)


@pytest.mark.reaches(read=10)
@given(
    st.builds(
        "{}。{}".format,  # a promise that stands for itself is read more often than one within anything
        st.lists(PIECES | PROMISES, max_size=6).map("".join),
        PROMISES,
    )
)
def test_a_reading_holds_no_number_that_does_not_stand_in_the_text(reached: Reached, text: str) -> None:
    scaled = re.search(r"\d[万亿千百十]|[一二三四五六七八九十百千两半倍番成]|%", text) is not None
    for target in pm.read_targets(text):
        assert shown(target.commitment)
        if isinstance(target.commitment, pm.Level | pm.Change) and reached("read", not scaled):
            assert printed(target.commitment.value) in numbers_in(text)


@pytest.mark.reaches(read=20)
@given(st.sampled_from(PHRASES), st.data())
def test_a_phrase_with_a_character_lost_or_spoiled_never_gains_a_number(
    reached: Reached, text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    with_what = data.draw(st.sampled_from(["", "\ufffd", "⠥", "\0", "x", "不", " ", "。"]))
    spoiled = text[:at] + with_what + text[at + 1 :]
    for target in pm.read_targets(spoiled):
        if isinstance(target.commitment, pm.Level | pm.Change) and reached("read"):
            assert printed(target.commitment.value) in numbers_in(spoiled)


@given(st.text(max_size=200))
def test_no_text_whatever_raises(text: str) -> None:
    for language in ("zh", "en"):
        for target in pm.read_targets(text, language=language):
            assert shown(target.commitment)
    assert isinstance(pm.find_targets(text), tuple)


@pytest.mark.reaches(read=20)
@given(st.sampled_from(PHRASES), st.data())
def test_a_character_reference_reads_as_the_character_it_stands_for(
    reached: Reached, text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    form = data.draw(st.sampled_from(["&#{};", "&#x{:x};", "&amp;#{};"]))
    copied = text[:at] + form.format(ord(text[at])) + text[at + 1 :]
    plain, read = pm.read_targets(text), pm.read_targets(copied)
    assert [one.commitment for one in read] == [one.commitment for one in plain]
    assert {one.as_published for one in read} == {copied}
    longer = len(copied) - len(text)
    for one, same in zip(pm.find_targets(copied), pm.find_targets(text), strict=True):
        assert (one.commitment, one.subject, one.year) == (same.commitment, same.subject, same.year)
        assert one.text == copied[one.start : one.end]
        if reached("read", same.start <= at < same.end):
            assert (one.start, one.end) == (same.start, same.end + longer)


@pytest.mark.parametrize(
    ("text", "comparator", "value"),
    [
        ("&lt;5", "less_than", "5"),
        ("&le;5&nbsp;%", "at_most", "5 %"),
        ("&#8805; 90&#37;", "at_least", "90 %"),
        ("&amp;ge;5&nbsp;000", "at_least", "5000"),
        ("100&ndash;200", "between", "100"),
    ],
)
def test_character_references_hold_signs_units_and_thousands(text: str, comparator: str, value: str) -> None:
    promise = pm.read_target(text).commitment
    assert isinstance(promise, pm.Level)
    assert (promise.comparator, str(promise.value)) == (comparator, value)
    assert isinstance(pm.read_target(f"{text[:4]}&plusmn;{text}").commitment, pm.Unread)


@pytest.mark.parametrize("text", ["G20 5%", "H1N1 5"])
def test_a_mark_of_folding_is_in_no_reason(text: str) -> None:
    promise = pm.read_target(text).commitment
    assert isinstance(promise, pm.Unread)
    assert "stand apart" in str(promise.reason)


def test_what_shows_nothing_parts_no_word() -> None:
    hyphenated = pm.read_target("Re\u00adduce emis\u200bsions by 30%")
    assert hyphenated.commitment == pm.read_target("Reduce emissions by 30%").commitment
