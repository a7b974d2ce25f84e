"""Headings of English plans: marked by the format, labelled (Goal 3: …), numbered, or in capitals on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.following import Candidate
from planmodel.drafting.headings import EXPLICIT
from planmodel.drafting.marks import marks_in

__all__ = ["beside_own_words", "english_name_end", "in_english"]

_CAPITALS = 3.0
_BOLD = 14.0
_BY_PLACE = 3.9
_HOLDS_NONE = re.compile(
    r"\b(?:principles|values|vision|mission|introduction|background|foreword|overview|context|summary)$", re.IGNORECASE
)
_LONGEST = 110
_LABEL = re.compile(
    r"^(?P<l>vision|mission|goals?|objectives?|(?:our |core |shared |guiding )*(?:principles|values)|strategies"
    r"|actions?|targets?|implementation|introduction|background|executive summary|next steps|conclusion|references"
    r"|appendix|acknowledge?ments)\s*:?$",
    re.IGNORECASE,
)


def in_english(paragraph: Paragraph, *, by_place: bool = False) -> Iterator[Candidate]:
    """Yield what may be a heading in a paragraph: only its beginning can be.

    Parameters:
        paragraph: a paragraph.
        by_place: whether the text around it shows that it is one.
    """
    text = paragraph.text.strip()
    mark = next((one for one in marks_in(paragraph.text, paragraph.start) if one.first), None)
    if mark is not None and not (
        mark.form.startswith(("english", "decimal")) or mark.form in ("dot", "letter", "code")
    ):
        mark = None
    if paragraph.heading is not None and len(text) <= 2 * _LONGEST:
        yield Candidate(mark=mark, start=paragraph.start, rank=EXPLICIT + paragraph.heading, name=text)
        return
    words = paragraph.text[mark.end - paragraph.start :].strip() if mark is not None else text
    if by_place:
        yield Candidate(mark=mark, start=paragraph.start, rank=_BY_PLACE, name=words)
        return
    labelled = mark is not None and mark.form.startswith("english")
    item = mark is not None and mark.form in ("dot", "letter") and not (_is_capitals(words) or paragraph.bold)
    named = mark is not None and not item and (labelled or _looks_like_heading(words))
    if named and 1 < len(words) <= 2 * _LONGEST and re.match(r"[a-z]{2,}|[,;)]", words) is None:
        rank = _CAPITALS if _is_capitals(words if item or not labelled else text) else None
        yield Candidate(mark=mark, start=paragraph.start, rank=rank, name=words)
        return
    if mark is None and _is_capitals(text):
        yield Candidate(mark=None, start=paragraph.start, rank=_CAPITALS, name=text)
    elif mark is None and (_LABEL.match(text) or (paragraph.bold and _looks_like_heading(text))):
        yield Candidate(mark=None, start=paragraph.start, rank=_BOLD if paragraph.bold else _CAPITALS + 1, name=text)


def beside_own_words(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with the outermost labels raised beside headings that hold none: values, introductions.

    Parameters:
        candidates: what may be headings, in order.
    """
    raised: dict[str, float] = {}
    above: Candidate | None = None
    for one in candidates:
        if one.mark is None or one.rank == _BY_PLACE:
            above = one
        elif above is not None and above.rank is not None and _HOLDS_NONE.search(above.name) is not None:
            labelled = one.mark.form.startswith("english ") and one.rank is None
            if labelled and not raised:
                raised[one.mark.form] = above.rank
    return [
        attrs.evolve(one, rank=raised[one.mark.form])
        if one.mark is not None and one.rank is None and one.mark.form in raised
        else one
        for one in candidates
    ]


def _is_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    if re.search(r"\s\d{1,3}$", text):  # the page of a list of contents
        return False
    return (
        len(letters) >= 4
        and len(text) <= 80
        and text.isupper()
        and text[-1] not in ".,;"
        and sum(map(str.isdigit, text)) < 5
    )


def _looks_like_heading(text: str) -> bool:
    return 2 < len(text) <= _LONGEST and text[-1] not in ".,;:" and text[:1].isupper()


def english_name_end(words: str) -> int:
    """Return how many characters of the words behind a label are its name: up to the end of their first sentence.

    Example:
        >>> english_name_end("Reduce waste. The city will act."), english_name_end("Clean air, clean water")
        (12, 22)
    """
    stop = re.search(r"(?<=[a-z)\]”\"])[.](?=\s|$)|(?<=\d)[.](?=\s+[A-Z]|$)|\s[–—-]\s(?=[A-Z])", words)
    return min(stop.start() if stop is not None else len(words), 240)
