"""What clauses of a sentence carry to those behind them: years, what they count from, names, that they are promised."""

from __future__ import annotations

from typing import NamedTuple

from planmodel.phrases.clauses import Clause
from planmodel.phrases.grammar import Language, letters_of
from planmodel.phrases.naming import has_verb, subject_of
from planmodel.phrases.readings import Said
from planmodel.phrases.reasons import Doubt
from planmodel.phrases.tokens import Token

__all__ = ["carried"]

_ELLIPTIC = frozenset({"bare", "shared", "elided"})
"""Forms of values that the verb of the clause before them governs: is estimated to save 40 t by 2030 and 60 t."""
_COUNTED_FROM = frozenset({"base", "base2", "last", "last2", "from0"})


class _Led(NamedTuple):
    """What clauses that only lead to others say of these: 力争, 与2020年相比, 2016—2020年, 2017年."""

    stretch: bool = False
    base: Token | None = None
    span: Token | None = None
    plain: bool = False

    def and_by(self, clause: Clause) -> _Led:
        """Return it with what one more such clause says."""
        return _Led(
            self.stretch or clause.stretch,
            clause.roles.get("base", self.base),
            clause.roles.get("span", self.span),
            clause.year is not None and clause.end - clause.start == len("2020年"),  # 2017年, not 到2025年
        )

    def applied_to(self, clause: Clause, *, before: bool) -> Clause:
        """Return a clause with the year that it counts from; one that may tell of the past is left open.

        Parameters:
            clause: the clause.
            before: whether its year is a bare one before that of a promise.
        """
        if self.span is not None and clause.form == "fromto" and "from0" not in clause.roles:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))
        bare = {"before", "after"}.isdisjoint(clause.roles)
        if before and bare and clause.form and not clause.stretch and not self.stretch:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))  # 2020年达到35%，到2025年提高到36%
        told = self.plain and clause.form == "fromto" and "from0" in clause.roles and clause.year is None
        if told and not clause.stretch and not self.stretch:
            clause = clause._replace(form="", doubt=Doubt("past_or_plan"))
        if self.base is not None and not _COUNTED_FROM & clause.roles.keys():
            clause = clause._replace(roles={**clause.roles, "base0": self.base})
        return clause


def carried(clauses: list[Clause], language: Language) -> tuple[list[Said], dict[int, tuple[str, ...]]]:
    """Return the clauses of a sentence that say something, each with its year, and the names that stand before each.

    Parameters:
        clauses: the clauses.
        language: their language.
    """
    said: list[Said] = []
    names: dict[int, tuple[str, ...]] = {}
    waiting: tuple[str, ...] = ()
    year: int | None = None
    promised, reached = False, False
    led = _Led()
    limit: Doubt | None = None
    case: Doubt | None = None
    before = False
    ends = [one.year for one in clauses if one.year is not None and not one.plain and not one.actual]
    head = ""
    years: tuple[int, ...] = ()
    for clause in clauses:
        years = clause.years if clause.year is not None else years
        year = clause.year if clause.year is not None and not clause.actual else year
        before = bool(ends) and clause.plain and clause.year < max(ends) if clause.year is not None else before
        if years and clause.form:
            clause = clause._replace(years=years)
        promised = promised or clause.promised
        goes_on = language == "en" and clause.joint == "SEP" and clause.form in _ELLIPTIC and "verb" not in clause.roles
        reached = clause.actual or (reached and (goes_on or not clause.promised))
        if clause.leads:
            led = led.and_by(clause)
            continue
        clause = led.applied_to(clause, before=before and language == "zh")
        if clause.actual or reached:
            continue
        if case is not None:
            clause = clause._replace(form="", doubt=case)
        elif clause.case:
            case = clause.doubt
        if clause.doubt is not None and not clause.valued and clause.doubt.code in ("limited", "turned"):
            limit = clause.doubt if clause.doubt.code == "limited" else limit  # 除山区外，…: of what follows
            continue
        if limit is not None:
            clause, limit = clause._replace(form="", doubt=limit), None
        subject = subject_of(clause, language)
        if clause.form == "named":
            tells = has_verb(clause, language)
            names_one = bool(subject) and clause.parts["what"][-1].letter in letters_of(language, "NAMED", "SUBJECT")
            names_one = names_one and not tells
            waiting = (*(waiting if names_one else ()), *([subject] if subject and not tells else []))
            head = ""
            continue
        if not clause.form and clause.doubt is not None and clause.doubt.code == "named_only":
            continue
        if clause.joint == "COLON" and waiting:  # 重点工程减排量：化学需氧量1.2万吨、氨氮0.05万吨
            head, waiting = waiting[-1], ()
        elif clause.joint == "STOP":
            head = head if clause.form == "bare" else ""
        if head and clause.form == "bare" and subject:
            subject = f"{subject}{head}"
        if waiting:
            names[len(said)] = waiting
            waiting = ()
        said.append(Said(clause, year, clause.stretch or (led.stretch and not clause.firm), subject, promised))
    if language == "en":
        _dated_backwards(said)
    _strive_together(said)
    if limit is not None and said:  # …，山区除外: of what stands before it
        last = said[-1]
        said[-1] = last._replace(clause=last.clause._replace(form="", doubt=limit))
    return said, names


def _strive_together(said: list[Said]) -> None:
    """Make what 、 joins to a clause that 力争 leads striven for as well: 力争A达2%、B达7%, not 力争A达2%，B达7%."""
    strives = False
    for number, one in enumerate(said):
        joined = strives and one.clause.joint == "SEP" and not one.clause.firm
        strives = one.clause.strives or joined
        if joined and one.subject and not one.stretch:
            said[number] = one._replace(stretch=True)


def _dated_backwards(said: list[Said]) -> None:
    """Give what one verb governs the year behind its last place: reach 95,000 vans and 3,500 lorries by 2030."""
    for number in range(len(said) - 1, 0, -1):
        one, before = said[number], said[number - 1]
        verbs = [one.clause.roles[role] for role in ("do", "doing", "verb") if role in one.clause.roles]
        rises = next(iter(verbs), None)  # at least 98%, rising to 99% by 2030: by when the first holds is not said
        joined = one.clause.joint == "SEP" and not before.promised and not (rises and rises.text.endswith(" to"))
        if joined and one.year is not None and before.year is None and before.clause.doubt is None:
            said[number - 1] = before._replace(year=one.year, promised=True)
