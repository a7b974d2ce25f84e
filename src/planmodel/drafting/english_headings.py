"""Headings of English plans: marked by the format, labelled (Goal 3: …), numbered, or in capitals on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import attrs

from planmodel.documents.document_text import Paragraph
from planmodel.drafting.following import Candidate
from planmodel.drafting.headings import EXPLICIT
from planmodel.drafting.marks import Mark, marks_in

__all__ = ["english_name_end", "in_english", "ranked"]

_CAPITALS = 3.0
_BOLD = 14.0
_BY_PLACE = 3.9
_LABEL_RANK = 4.0
_LABELS = 8.0
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
    coded = mark is not None and mark.form == "code"
    looks = _looks_like_heading(words[: english_name_end(words)] if coded else words)
    named = mark is not None and not item and (labelled or looks)
    if named and 1 < len(words) <= 2 * _LONGEST and re.match(r"[a-z]{2,}|[,;)]", words) is None:
        rank = _CAPITALS if _is_capitals(words if item or not labelled else text) else None
        yield Candidate(mark=mark, start=paragraph.start, rank=rank, name=words)
        return
    if mark is None and _is_capitals(text):
        yield Candidate(mark=None, start=paragraph.start, rank=_CAPITALS, name=text)
    elif mark is None and (_LABEL.match(text) or (paragraph.bold and _looks_like_heading(text))):
        yield Candidate(mark=None, start=paragraph.start, rank=_BOLD if paragraph.bold else _LABEL_RANK, name=text)


def ranked(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates with the ranks of labels that only the whole document shows.

    The label that comes first holds those that come after it: Goal 1, Action 1, Action 2, Goal 2. Where the first
    stands under headings that hold none (values, an introduction) it stands beside them. Lines that only name a kind,
    as Actions, stand under the labels when they come again and again.

    Parameters:
        candidates: what may be headings, in order.
    """
    marked = [(one, _label(one)) for one in candidates]
    labels = list(dict.fromkeys(mark.form for _, mark in marked if mark is not None))
    lines = [one.name.lower() for one in candidates if one.rank == _LABEL_RANK]
    ranks = {form: _LABELS + 0.1 * at + _depth(form) for at, form in enumerate(labels)}
    above: Candidate | None = None
    for one, mark in marked:
        if mark is not None:
            if above is not None and above.rank is not None and _HOLDS_NONE.search(above.name) is not None:
                ranks[labels[0]] = above.rank
            break
        above = one if one.rank is not None else above
    found = []
    for one, mark in marked:
        if mark is not None:
            found.append(attrs.evolve(one, mark=mark._replace(rank=ranks[mark.form])))
        elif labels and one.rank == _LABEL_RANK and lines.count(one.name.lower()) > 1:
            found.append(attrs.evolve(one, rank=_LABELS + 0.05))
        else:
            found.append(one)
    return found


def _label(one: Candidate) -> Mark | None:
    """Return the label of a candidate that has no rank of its own."""
    labelled = one.rank is None and one.mark is not None and one.mark.form.startswith("english")
    return one.mark if labelled else None


def _depth(form: str) -> int:
    """Return how many points the numbers of a form of labels have: Goal 1 none, Action 1.2 one."""
    printed = form.removeprefix("english").split(" ")[0]
    return int(printed) - 1 if printed else 0


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
