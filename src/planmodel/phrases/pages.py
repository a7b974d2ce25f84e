"""Finding published targets in running text: every promise of a page, and where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import attrs

from planmodel.arguments import kinds_checked
from planmodel.model.numbers import Baseline
from planmodel.model.targets import Change, Commitment, Level, Qualitative, Target, Unread
from planmodel.phrases.character_references import reference_end, without_references
from planmodel.phrases.context import Context
from planmodel.phrases.folding import Folded, fold
from planmodel.phrases.grammar import Language
from planmodel.phrases.languages import check_language, language_of, tokens_of
from planmodel.phrases.naming import place_of
from planmodel.phrases.readings import Reading
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.retrospect import past_spans
from planmodel.phrases.sentences import readings_of
from planmodel.tabular import Rows, Single
from planmodel.units import OwnUnits

__all__ = ["FoundTarget", "find_targets"]

_LONGEST_SENTENCE = 1_500
_END = {
    "zh": re.compile(r"[。！？!?\n\r]"),
    "en": re.compile(
        r"(?<!\bc)(?<!\bca)(?<!\bapprox)(?<!\bmin)(?<!\bmax)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)[.!?](?=\s|$)"
        r"|\n(?=\s*\n|\s*[-*•#\d])",
        re.IGNORECASE,
    ),
}
_WRAPPED = 30
"""A line of so many characters without a stop goes on in the next, as copies from PDF have it."""
_TELLS = re.compile(
    "[0-9０-９]|百分之|分之|[一二两兩三四五六七八九]成|一半|减半|翻[一两]?番|翻倍|下[达達]|[一二两兩三四五六七八九十百千]+[个個座家所名万萬亿億项項]"
    "|\\b(?:net[ -]zero|halv|doubl|tripl|carbon neutral|phase out)"
    "|\\b(?:(?:by|to) (?:an? |one[ -])?(?:half|third|quarter|fifth)\\b)",
    re.IGNORECASE,
)
_PERIOD_YEARS = 5
_BULLET = re.compile(
    r"^\s*(?:[-*•#>·●]+|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑳])[)）.、．]\s*(?!\d)|[一二三四五六七八九十]+是|[①-⑳])\s*"
)
_ITEM = re.compile(r"第[一二三四五六七八九十百\d]{1,4}[条章节款]")


@attrs.frozen(kw_only=True)
class FoundTarget(Single):
    """A target in running text: where it stands, what it is about, what is promised.

    Parameters:
        start, end: where its words begin and end in the text, counted in characters from 0.
        text: its words as printed.
        subject: what it is about, whole: head and tail of a list belong to every member; ``None`` when not said.
        place: the place that it holds for, as printed before the subject (全省).
        sector: the field that it holds for (工业领域).
        year: the year by whose end it shall hold, in its own words or carried from 到2025年 before them.
        commitment: the promise, or :class:`~planmodel.Unread`.
        doubt: the code of the reason why it is not read, as in ``stretch_only``; ``None`` when it is read.
        stretch: the harder promise behind 力争.
        baseline: the printed value that it counts from: 从2020年的15%提高到56%.
        note: its place in a list.
    """

    start: int
    end: int
    text: str
    subject: str | None = None
    place: str | None = None
    sector: str | None = None
    year: int | None = None
    commitment: Commitment
    doubt: str | None = None
    stretch: Commitment | None = None
    baseline: Baseline | None = None
    note: str | None = None

    @property
    def target(self) -> Target:
        """The same as a :class:`~planmodel.Target` for an indicator of its own."""
        where = " ".join(part for part in (self.place, self.sector) if part)
        return Target(
            year=self.year,
            commitment=self.commitment,
            stretch=self.stretch,
            as_published=self.text,
            scope=where or None,
            note=self.note,
        )


@kinds_checked
def find_targets(
    text: str, *, language: Language | None = None, base_year: int | None = None, units: OwnUnits | None = None
) -> tuple[FoundTarget, ...]:
    """Return every target that a text promises, in the order of its words.

    Parameters:
        text: a sentence, a paragraph or a page, as printed.
        language: ``zh`` or ``en``; found sentence by sentence when left out.
        base_year: the year that changes count from when the text does not say.
        units: units of one's own that the text may print, such as ``plan.own_units``.

    Returns:
        the targets; what was reached, what is forecast and sentences that promise nothing are left out. A promise
        that is not understood is :class:`~planmodel.Unread` with its reason and takes no neighbour with it.

    Raises:
        ModelError: there is no grammar of that language.

    Example:
        >>> text = "到2025年，森林覆盖率达到24.1%，单位国内生产总值能耗和二氧化碳排放分别降低13.5%、18%。"
        >>> for one in find_targets(text):
        ...     print(one.year, one.subject, one.commitment.value)
        2025 森林覆盖率 24.1 %
        2025 单位国内生产总值能耗 13.5 %
        2025 单位国内生产总值二氧化碳排放 18 %
    """
    check_language(language)
    found: list[FoundTarget] = []
    shown = without_references(text)
    for sentence in _sentences(shown.text, language):
        found += _found(sentence, Context(sentence.text, base_year=base_year, units=units))
    if shown.text != text:
        found = [_where_printed(one, text, shown) for one in found]
    return Rows(found, FoundTarget)


class _Sentence(NamedTuple):
    """A sentence, where it begins, its language, the year that a line before it carries to
    it, the year that the whole text promises most by, and whether it is all of the text."""

    text: str
    start: int
    language: Language
    year: int | None
    first: int | None
    alone: bool


def _sentences(text: str, language: Language | None) -> Iterator[_Sentence]:
    """Yield the sentences that may hold a target."""
    carried: int | None = None
    filled = [1 for start, end in _spans(text, _END["zh"]) if text[start:end].strip()] if len(text) < 500 else []
    alone = len(filled) == 1
    spoken: Language = language or language_of(text[:2_000])
    years = [int(one) for one in _BY_YEAR.findall(text)]
    first = Counter(years).most_common(1)[0][0] if years else None
    pasts = past_spans(text) if spoken == "zh" else iter(())
    past = next(pasts, None)
    for start, end in _spans(text, _END[spoken]):
        sentence = text[start:end]
        while past is not None and past[1] <= start:
            past = next(pasts, None)
        if past is not None and past[0] <= start:
            continue
        if not sentence.strip():
            carried = None
            continue
        if _TELLS.search(sentence) is None:
            continue
        bullet = _BULLET.match(sentence)
        start += bullet.end() if bullet is not None else 0
        sentence = text[start:end].rstrip("。.!！?？\n\r ")
        own = language or language_of(sentence)
        lead = _LEAD_ONLY.search(sentence)
        if lead is not None:
            carried = int(lead[1])
        for piece_start, piece in _pieces(sentence, start):
            yield _Sentence(piece, piece_start, own, carried, first, alone)


def _spans(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where sentences begin and end."""
    start, line = 0, 0
    for stop in ends.finditer(text):
        at = stop.start()
        if stop[0] in "\r\n":
            long = at - line >= _WRAPPED
            line = at + 1
            if start < at and _goes_on(text, at, long=long):
                continue
        yield start, stop.end()
        start = stop.end()
    if start < len(text):
        yield start, len(text)


def _goes_on(text: str, at: int, *, long: bool) -> bool:
    """Return whether a sentence goes on behind the end of a line."""
    before, behind = text[at - 1], text[at + 1 : at + 2]
    if before in "，,、；;":
        return behind not in ("", "\n", "\r")
    return long and before not in "：:。" and ("一" <= behind <= "鿿" or behind.isdigit())


_BY_YEAR = re.compile(r"(?<!截)[到至]\s?(20\d\d)\s?年")
_LEAD_ONLY = re.compile(r"(?:到|至)((?:20|21)\d\d)年[^，,；;]{0,20}[:：]$")


def _pieces(sentence: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield a sentence, cut at its semicolons and commas where it is longer than any sentence of a plan."""
    at = 0
    while len(sentence) - at > _LONGEST_SENTENCE:
        furthest = at + _LONGEST_SENTENCE
        cut = max(sentence.rfind(sign, at, furthest) for sign in "；;，,、 ") + 1
        cut = cut if cut > at else furthest
        yield start + at, sentence[at:cut]
        at = cut
    yield start + at, sentence[at:]


_NUMBERS = re.compile(r"\d+")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_NUMBERS = 200  # a sentence of a plan names a dozen; what holds hundreds in so few characters is a column of data


def _found(sentence: _Sentence, context: Context) -> list[FoundTarget]:
    if _LETTER.search(sentence.text) is None:
        return []
    numbers = len(_NUMBERS.findall(sentence.text))
    if numbers > _MOST_NUMBERS:
        doubt = Doubt("numbers", (numbers,))
        whole = Reading(0, len(sentence.text), "", doubt.unread(), doubt)
        return [_target(whole, Folded(sentence.text), sentence)]
    phrase = fold(sentence.text, spaced=sentence.language == "en")
    if _ITEM.match(phrase.text):
        return []
    words = tokens_of(phrase.text, sentence.language, context.units)
    readings = readings_of(words, context, sentence.language)
    promises: list[Reading] = []
    before: Reading | None = None
    for one in readings:
        follows = bool(promises) and promises[-1] is before and _goes_with(one)
        before = one
        named = sentence.alone and len(readings) == 1 and one.form == "bare" and bool(one.subject) and one.year is None
        if (follows or named or _is_promise(one, sentence.year is not None)) and not _is_past(one, sentence):
            promises.append(one)
    return [_target(one, phrase, sentence) for one in promises]


def _goes_with(reading: Reading) -> bool:
    """Return whether a number is promised because what stands before it is: 失业率控制在4.5%以内，就业12万人."""
    if reading.form != "bare":
        return reading.form in ("shared", "listed")
    commitment = reading.commitment
    return isinstance(commitment, Level | Change) and bool(reading.subject) and bool(commitment.value.unit)


_STRONG = frozenset(
    [
        *(
            "change",
            "changeby",
            "fromto",
            "fromby",
            "reduced",
            "double",
            "halve",
            "halved",
            "times",
            "assigned",
            "given",
        ),
        *(
            "relative",
            "grade",
            "fall",
            "fallof",
            "fallby",
            "beneath",
            "moved",
            "movedto",
            "passive",
            "passiveby",
            "capped",
        ),
    ]
)
_TOLD = frozenset({"level", "made", "bound", "summed", "portion", "limited"})


def _is_past(reading: Reading, sentence: _Sentence) -> bool:
    """Return whether a bare year, before the one that a text promises most by (到2025年), tells what was."""
    if sentence.first is None or reading.year is None or reading.year >= sentence.first:
        return False
    if reading.year <= sentence.first - _PERIOD_YEARS and re.search(rf"[到至]{reading.year}", sentence.text) is None:
        return True  # “十三五”时期 in a plan for 2025, whatever stands behind its numbers
    commitment = reading.commitment
    bare = not isinstance(commitment, Level | Change) or commitment.comparator is None
    return bare and re.search(rf"[到至]{reading.year}", sentence.text) is None


def _is_promise(reading: Reading, carried: bool) -> bool:
    """Return whether a reading is a promise rather than a number that stands in a text."""
    promised = reading.promised or carried
    commitment = reading.commitment
    if isinstance(commitment, Unread):
        doubt = reading.doubt
        told = reading.form in _STRONG and doubt is not None and doubt.code == "pace"  # 每月新增就业100人
        told = told or reading.form == "list" or (doubt is not None and _measures_oddly(doubt, reading.subject))
        return told or reading.stretch is not None or (promised and doubt is not None and doubt.code not in _NO_PROMISE)
    if isinstance(commitment, Qualitative):
        return promised and commitment.trend != "complete" and reading.closed
    if not promised and isinstance(commitment, Level | Change) and not commitment.value.unit and not _measures(reading):
        return False
    if promised or reading.form in _STRONG or reading.note is not None:
        return not reading.loose or reading.form == "made"
    bound = isinstance(commitment, Level) and commitment.comparator is not None
    return (reading.form in _TOLD and not reading.loose) or bound


_ODD_VALUE = re.compile(r"\d[\d.]*[A-Za-z]+\w*|\d[\d.]*:\d[\d.]*", re.ASCII)


def _measures_oddly(doubt: Doubt, subject: str) -> bool:
    """Return whether a value is led to that has an unknown unit or is a ratio turned round: 达到300EZOPS, 1:1.3."""
    odd = bool(doubt.words) and (doubt.code == "unit" or (doubt.code == "garbled" and bool(subject)))
    return odd and _ODD_VALUE.fullmatch(str(doubt.words[0])) is not None


_WITHOUT_UNIT = re.compile(
    r"(?:系数|指数|(?<![对相])比|\b(?:ratio|index|coefficient|score|rating|rate))$", re.IGNORECASE
)


def _measures(reading: Reading) -> bool:
    """Return whether a number without a unit is one of something: of a ratio, an index, or what is built or planted."""
    named = bool(reading.subject) and isinstance(reading.commitment, Change) and not reading.closed
    return named or (reading.form in _TOLD | _STRONG and _WITHOUT_UNIT.search(reading.subject) is not None)


_NO_PROMISE = frozenset(
    {"actual", "named_only", "nothing", "month", "rank", "two_trends", "turned", "limited", "rule", "no_form"}
)


def _target(reading: Reading, phrase: Folded, sentence: _Sentence) -> FoundTarget:
    start = phrase.printed(reading.start)
    end = phrase.printed(max(reading.start, reading.end - 1)) + 1
    place, sector, subject = (None, None, reading.subject) if sentence.language == "en" else place_of(reading.subject)
    return FoundTarget(
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
        subject=subject or None,
        place=place,
        sector=sector,
        year=reading.year if reading.year is not None else sentence.year,
        commitment=reading.commitment,
        doubt=reading.doubt.code if reading.doubt is not None else None,
        stretch=reading.stretch,
        baseline=Baseline(value=reading.baseline[0], year=reading.baseline[1]) if reading.baseline else None,
        note=reading.note,
    )


def _where_printed(target: FoundTarget, text: str, shown: Folded) -> FoundTarget:
    """Return a target with its place and words in the text as it is printed, with character references."""
    start, end = shown.printed(target.start), reference_end(text, shown.printed(target.end - 1))
    return attrs.evolve(target, start=start, end=end, text=text[start:end])
