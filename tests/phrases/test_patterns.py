"""No clause is tried in more ways than there is time."""

from __future__ import annotations

import random
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planmodel.phrases.grammar import Language, grammar
from planmodel.phrases.patterns import distinct

LETTERS = "abcd"
CLASSES = st.sets(st.sampled_from(LETTERS), min_size=1).map(lambda one: f"[{''.join(sorted(one))}]")
SINGLES = st.tuples(st.sampled_from(["", "", "(?![a])", "(?<![b])"]), CLASSES).map("".join)


def _wider(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.tuples(st.lists(inner, min_size=1, max_size=4), st.sampled_from(["", "?", "{0,3}"]))
    groups = group.map(lambda one: f"(?:{'|'.join(one[0])}){one[1].replace('{0,3}', '*')}")
    return groups | st.lists(inner, min_size=1, max_size=3).map("".join)


PATTERNS = st.recursive(SINGLES, _wider, max_leaves=7)


@given(PATTERNS, st.lists(st.text(LETTERS, max_size=7), min_size=1, max_size=30))
def test_what_is_written_distinctly_matches_the_same(pattern: str, texts: list[str]) -> None:
    before, after = re.compile(pattern), re.compile(distinct(pattern))
    for text in texts:
        assert bool(before.fullmatch(text)) == bool(after.fullmatch(text)), (pattern, after.pattern, text)
        first, second = before.match(text), after.match(text)
        assert (first and first.end()) == (second and second.end())


class _TooLong(Exception):
    pass


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise when this processor has worked longer on what is within: a guard against years, not a measurement."""

    def over(*_: object) -> None:
        raise _TooLong

    usual = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, usual)


@pytest.mark.skipif(sys.platform == "win32", reason="this system has no timer of a processor's time")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_that_repeat_are_not_tried_in_every_way(language: Language) -> None:
    known = grammar(language)
    kinds: dict[str, list[str]] = {}
    for kind, letters in known.letters.items():
        for letter in letters:
            kinds.setdefault(letter, []).append(kind)
    drawn, every = random.Random(14), sorted(kinds)
    for _ in range(4000):
        unit = [drawn.choice(every) for _ in range(drawn.choice([1, 1, 2, 2, 3]))]
        clause = "".join(unit * 48)[:47] + drawn.choice(every)
        for form in known.forms:
            if all(not need.isdisjoint(clause) for need in form.needs):
                try:
                    with at_most(5.0):
                        form.pattern.fullmatch(clause)
                except _TooLong:
                    pytest.fail(f"{form.name} takes more than 5 s over {[kinds[letter] for letter in unit]}")
