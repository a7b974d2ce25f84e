"""The words of cited documents: where they lie, whether they can be read, and whether a quotation is in them."""

from __future__ import annotations

import difflib
import re
import stat
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path, PureWindowsPath

import attrs

from planmodel.errors import UnknownIdError
from planmodel.expression import expression
from planmodel.limits import in_force
from planmodel.model.kinds import Document
from planmodel.model.plan import Plan
from planmodel.text import near
from planmodel.words import Message, say

__all__ = ["CitedText", "TextFault", "Texts", "fold"]

_MARKUP_SUFFIXES = (".md", ".markdown")
_MARKUP = dict.fromkeys(map(ord, "*#`"))
_QUOTE_MARK = "\N{QUOTATION MARK}"
# What NFKC leaves apart although it differs only in form; full-width letters, digits and most signs it joins itself.
_SAME_FORM: dict[int, str | None] = {
    **{ord(mark): _QUOTE_MARK for mark in "“”„‟‘’‚‛'′″〝〞「」『』«»"},
    **{ord(dash): "-" for dash in "‐‑‒–—―−─﹣"},
    **{ord(wave): "~" for wave in "〜∼"},
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad")),
    ord("。"): ".",
    ord("•"): "·",
    ord("・"): "·",
}
_SPACE = expression(r"\s+")
_LINK = expression(r"!?\[([^\]]*)\]\([^()\s]*\)")
_BLOCK_QUOTE = expression(r"^[ \t]*>+", re.MULTILINE)


def fold(text: str, *, markup: bool = False) -> str:
    """Return a text without what a quotation need not keep: white space, the width and form of punctuation.

    Parameters:
        text: a text or a quotation.
        markup: whether Markdown's marks (``*``, ``#``, backticks, links, block quotes) are dropped as well.

    Example:
        >>> fold("到 2025 年，“持续”改善") == fold('到2025年,"持续"改善')
        True
    """
    if markup:
        text = _LINK.sub(r"\1", _BLOCK_QUOTE.sub("", text)).translate(_MARKUP)
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_SAME_FORM))


@attrs.frozen(kw_only=True)
class TextFault:
    """Why a document's text cannot be read."""

    message: Message
    hint: Message | None = None


@attrs.frozen(kw_only=True, slots=False, eq=False)
class CitedText:
    """The words of a document.

    Parameters:
        name: what messages call it: its file, or its id when the words were given.
        words: the words.
        markup: whether they are Markdown.
    """

    name: str
    words: str = attrs.field(repr=False)
    markup: bool = False

    @cached_property
    def _lines(self) -> list[str]:
        return self.words.splitlines()

    @cached_property
    def _folded_lines(self) -> list[str]:
        return [fold(line, markup=self.markup) for line in self._lines]

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(len(line) for line in self._folded_lines))

    @cached_property
    def _folded(self) -> str:
        return "".join(self._folded_lines)

    @cached_property
    def _paragraphs(self) -> list[int]:
        """The lines that are not blank."""
        return [number for number, line in enumerate(self._lines) if line.strip()]

    def holds(
        self, quotation: str, *, prefix: str | None = None, suffix: str | None = None, paragraph: int | None = None
    ) -> bool:
        """Return whether the quotation stands in the words, white space and the form of punctuation aside.

        Parameters:
            quotation: the words.
            prefix, suffix: what must stand right before and behind them.
            paragraph: the line in which they must begin, from 1, blank ones not counted.
        """
        wanted = fold(quotation, markup=self.markup)
        before, behind = (fold(words, markup=self.markup) if words else "" for words in (prefix, suffix))
        if not wanted:
            return False
        whole = before + wanted + behind
        if paragraph is None:
            return whole in self._folded
        if paragraph > len(self._paragraphs):
            return False
        line = self._paragraphs[paragraph - 1]
        begin, end = self._ends[line - 1] if line else 0, self._ends[line]
        at = self._folded.find(whole, max(0, begin - len(before)))
        while at >= 0 and at + len(before) < begin:
            at = self._folded.find(whole, at + 1)
        return at >= 0 and at + len(before) < end

    def nearest(self, quotation: str) -> tuple[int, str] | None:
        """Return the passage that is most like a quotation, with the number of the line in which it begins.

        Returns:
            ``None`` when nothing is much like it.
        """
        wanted = fold(quotation, markup=self.markup)[:400]
        best, at = 0.0, -1
        matcher = difflib.SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        for start in self._candidates(wanted):
            matcher.set_seq1(self._folded[start : start + len(wanted)])
            ratio = matcher.ratio()
            if ratio > best:
                best, at = ratio, start
        if best < 0.6:
            return None
        line = bisect_right(self._ends, at)
        begin = at - (self._ends[line - 1] if line else 0)
        return line + 1, self._original(line, begin, begin + len(wanted))

    def _candidates(self, wanted: str) -> list[int]:
        """Return where the passage may begin: each place that shares a run of characters with what is wanted."""
        found: dict[int, None] = {}
        for size in (12, 6, 4, 2):
            for offset in range(0, max(1, len(wanted) - size + 1), max(1, size // 2)):
                place = self._folded.find(wanted[offset : offset + size])
                if place >= 0:
                    found.setdefault(max(0, place - offset))
                if len(found) >= 24:
                    break
            if found and size <= 6:
                break
        return list(found)

    def _original(self, line: int, begin: int, end: int) -> str:
        """Return the words of a line whose folded form is ``[begin:end]``."""
        text = self._lines[line]
        if len(text) > 100_000:
            return self._folded_lines[line][begin:end]
        marked = self._marked_as_words(text)
        ends = list(accumulate(len(fold(c)) if keep else 0 for c, keep in zip(text, marked, strict=True)))
        first, last = bisect_right(ends, begin), bisect_right(ends, end - 1)
        return text[first : last + 1].strip()

    def _marked_as_words(self, text: str) -> list[bool]:
        if not self.markup:
            return [True] * len(text)
        kept = [c not in "*#`" for c in text]
        for match in _LINK.finditer(text):
            for number in range(match.start(), match.end()):
                kept[number] = kept[number] and match.start(1) <= number < match.end(1)
        block = _BLOCK_QUOTE.match(text)
        return kept if block is None else [False] * block.end() + kept[block.end() :]


class Texts:
    """The words of a plan's documents, each read when it is first asked for.

    Parameters:
        plan: the plan; a document's ``text`` is a path from the folder of its (first) file.
        given: words by document id, used in place of a file.

    Raises:
        UnknownIdError: words are given for a document that the plan has not.
    """

    def __init__(self, plan: Plan, given: Mapping[str, str] | None = None) -> None:
        self._given = dict(given or {})
        self._folder = _folder_of(plan)
        self._read: dict[str, CitedText | TextFault | None] = {}
        for id in self._given:
            if not isinstance(plan.get(id), Document):
                found = near(id, plan.documents.ids)
                hint = say("did_you_mean", near=found) if found else say("texts.hint")
                raise UnknownIdError(say("no_document", plan=plan.id, id=str(id)[:60]), id=id, near=found, hint=hint)

    def of(self, document: Document) -> CitedText | TextFault | None:
        """Return a document's words, why they cannot be read, or ``None`` when it has none to read."""
        if document.id not in self._read:
            self._read[document.id] = self._look(document)
        return self._read[document.id]

    def _look(self, document: Document) -> CitedText | TextFault | None:
        markup = document.text is not None and document.text.lower().endswith(_MARKUP_SUFFIXES)
        if document.id in self._given:
            return CitedText(name=document.id, words=self._given[document.id], markup=markup)
        if document.text is None:
            return None
        if self._folder is None:
            return TextFault(message=say("PM203.no_folder"), hint=say("PM203.no_folder.hint", id=document.id))
        return _read(self._folder, document.text, markup)


def _folder_of(plan: Plan) -> Path | None:
    if plan.origin is None or not plan.origin.files:
        return None
    first = plan.origin.files[0]
    return Path(first.path) if first.format == "tables" else Path(first.path).parent


def _read(folder: Path, name: str, markup: bool) -> CitedText | TextFault:
    beside = say("PM203.beside")
    if Path(name).is_absolute() or PureWindowsPath(name).anchor:
        return TextFault(message=say("PM203.absolute"), hint=beside)
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            return TextFault(message=say("PM203.outside"), hint=beside)
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return TextFault(message=say("PM203.no_file"))
        with path.open("rb") as stream:
            data = stream.read(in_force().source_bytes + 1)
    except FileNotFoundError:
        return TextFault(message=say("PM203.missing"), hint=say("PM203.missing.hint", folder=str(folder)))
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links is a RuntimeError before Python 3.13
        reason = getattr(error, "strerror", None)
        return TextFault(message=say("PM203.closed.reason", reason=reason) if reason else say("PM203.closed"))
    if (over := in_force().over("source_bytes", len(data))) is not None:
        return TextFault(message=over[0], hint=over[1])
    try:
        return CitedText(name=name, words=data.decode("utf-8-sig"), markup=markup)
    except UnicodeDecodeError as error:
        return TextFault(message=say("PM203.encoding", byte=error.start), hint=say("PM203.encoding.hint"))
