"""Many plans: read together, looked up by id, filtered, and asked what they say about the same things."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from planmodel.arguments import AnyPath, each_checked, kinds_checked
from planmodel.collector import collector_paused
from planmodel.columns import Column
from planmodel.comparing.facts import PLAN_COLUMNS, fact_named, types_of, words_of
from planmodel.diagnostics import Diagnostic
from planmodel.errors import DuplicateIdError
from planmodel.exchange.plan_files import FileRead, find_plan_files, id_taken, read_files, workers_for
from planmodel.listing import some
from planmodel.model.collection import unknown_id
from planmodel.model.criteria import meets
from planmodel.model.plan import Plan
from planmodel.model.vocabulary import Vocabulary
from planmodel.progress_bar import progress_bar
from planmodel.tabular import Result, Rows
from planmodel.words import count_of, say

if TYPE_CHECKING:
    from planmodel.comparing.ambition import Ambition
    from planmodel.comparing.counts import Counts
    from planmodel.comparing.coverage import Crosstab
    from planmodel.comparing.similarity import Similarity
    from planmodel.corpus.build import CorpusBuilt
    from planmodel.views.office.tables import OfficeTable

__all__ = ["PlanSet"]


class PlanSet(Result):
    """Plans in a fixed order, each with its own id.

    Parameters:
        plans: the plans.
        findings: what was wrong with files that are not among them.

    Raises:
        DuplicateIdError: two plans have one id; :meth:`read` makes a finding of it instead.

    Example:
        >>> plans = PlanSet.read("examples/counties/*.yaml")
        >>> plans["qianjiang-esr-145"].jurisdiction.level
        'county'
    """

    _WIDTH = 36

    @kinds_checked
    def __init__(self, plans: Iterable[Plan] = (), *, findings: Iterable[Diagnostic] = ()) -> None:
        self._plans = each_checked("plans", plans, Plan)
        self.findings = Rows(findings, Diagnostic)
        self._whole = self._plans
        if len(self._index) < len(self._plans):
            id = next(id for id, count in Counter(plan.id for plan in self._plans).items() if count > 1)
            raise DuplicateIdError(say("plans.two_same", id=f"{id!r}"), id=id, hint=say("plans.unique"))

    @classmethod
    @kinds_checked
    def read(
        cls,
        paths: AnyPath | Iterable[AnyPath],
        *,
        workers: int | None = None,
        vocabulary: Vocabulary | None = None,
        progress: bool | Callable[[int, int], None] = False,
    ) -> PlanSet:
        """Read many plan files; one that cannot be read is a finding, and the others are there.

        Parameters:
            paths: a pattern such as ``plans/**/*.yaml``, a folder, or several paths.
            workers: how many processes parse the files. Left out, YAML files from 64 on are parsed by one process a
                core (with the extra ``corpus``), and JSON files by none but this one: making plans of them is what
                takes the time, and plans do not travel between processes.
            vocabulary: the kinds that the files may hold; left out, the shipped ones and those of installed packages.
            progress: whether to draw a bar on a terminal (extra ``cli``), or a function of the files done and all.

        Raises:
            PlanFileError: a path names nothing at all.

        Example:
            >>> len(PlanSet.read("examples/counties"))  # doctest: +SKIP
            3
        """
        files = find_plan_files(paths)
        most = workers_for(workers, files)
        with collector_paused(bytes=sum(map(_size, files))), progress_bar(progress, say("bar.plans")) as told:
            return cls._gathered(read_files(files, vocabulary, most, told))

    @classmethod
    def _gathered(cls, found: Iterable[FileRead]) -> PlanSet:
        plans: dict[str, tuple[Plan, str]] = {}
        findings: list[Diagnostic] = []
        for one in found:
            findings += one.problems
            if one.plan is None:
                continue
            taken = plans.setdefault(one.plan.id, (one.plan, str(one.path)))
            if taken[0] is not one.plan:
                findings.append(id_taken(one.plan.id, str(one.path), f"the plan of {taken[1]}"))
        return cls((plan for plan, _ in plans.values()), findings=findings)

    @cached_property
    def _index(self) -> dict[str, Plan]:
        return {plan.id: plan for plan in self._plans}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the plans, in order."""
        return tuple(self._index)

    def __getitem__(self, id: str) -> Plan:
        try:
            return self._index[id]
        except (KeyError, TypeError):
            raise unknown_id(id, self._index, say("id.plans")) from None

    @kinds_checked
    def get(self, id: str) -> Plan | None:
        """Return the plan called ``id``, if there is one."""
        return self._index.get(id)

    def __contains__(self, item: object) -> bool:
        return item in self._index if isinstance(item, str) else item in self._plans

    def __iter__(self) -> Iterator[Plan]:
        return iter(self._plans)

    def __len__(self) -> int:
        return len(self._plans)

    def __eq__(self, other: object) -> bool:
        return self._plans == other._plans if isinstance(other, PlanSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.ids)

    @kinds_checked
    def filter(self, *, where: Callable[[Plan], bool] | None = None, **criteria: object) -> PlanSet:
        """Return the plans that meet every criterion, in the same order.

        Parameters:
            where: a function of a plan.
            criteria: ``id``, ``title``, ``jurisdiction`` (its name, aliases or code), ``level``, ``code``, ``parent``,
                ``period`` (the same, or a year, month or day in it; one that shares a day with ``Between`` or a
                ``range`` of years), ``base_year``, ``status``, ``number``, ``metric`` or ``theme``
                (an id that an indicator uses, or that some element has). Text may hold wildcards (``44*``), a list
                matches any of its members, ``None`` what is absent, :class:`Not` what the rest does not.

        Raises:
            FilterError: there is no such criterion, it can never be met (``base_year="abc"``), or a text without
                wildcards is no plan's: a misspelt level, area or metric.
        """
        met = [self._meeting(name, wanted) for name, wanted in criteria.items()]
        kept = [
            plan
            for position, plan in enumerate(self._plans)
            if all(found[position] for found in met) and (where is None or where(plan))
        ]
        some = PlanSet(kept, findings=self.findings)
        some._whole = self._whole
        return some

    def _meeting(self, name: str, wanted: object) -> list[bool]:
        fact = fact_named(name)
        rows = [[fact(plan)] for plan in self._plans]
        return meets(
            name, rows, wanted, who="plan", known=lambda: words_of(name, self._whole), types=lambda: types_of(name)
        )

    @kinds_checked
    def coverage(
        self, rows: Literal["plan"] = "plan", columns: Literal["metric", "theme", "kind"] = "metric"
    ) -> Crosstab:
        """Return which plan says anything about which metric, theme or kind of element, and how often."""
        from planmodel.comparing.coverage import coverage

        return coverage(self, rows, columns)

    @kinds_checked
    def ambition(self, metric: str, *, year: int | str | None = None) -> Ambition:
        """Return by how much a year each plan wants a metric to change, or why that cannot be said."""
        from planmodel.comparing.ambition import ambition

        return ambition(self, metric, year=year)

    def specificity(self) -> Counts:
        """Return the share of each plan's targets that are numeric, in words, set elsewhere, or not read."""
        from planmodel.comparing.counts import specificity

        return specificity(self)

    def shape(self) -> Counts:
        """Return how many elements of each kind the plans list and declare, and the share of binding indicators."""
        from planmodel.comparing.counts import shape

        return shape(self)

    def similarity(self) -> Similarity:
        """Return how alike the wording of the plans is, with that of their parents and peers (extra ``similarity``)."""
        from planmodel.comparing.similarity import similarity

        return similarity(self)

    @kinds_checked
    def to_parquet(self, folder: AnyPath) -> CorpusBuilt:
        """Write the plans to the tables of a corpus, new or begun (extra ``corpus``).

        Raises:
            PlanFileError: the folder holds something else.
        """
        from planmodel.corpus.build import write_corpus

        return write_corpus(self._plans, folder)

    @kinds_checked
    def report(
        self,
        path: str | pathlib.Path | None = None,
        *,
        reference: str | None = None,
        language: str | None = None,
    ) -> str:
        """Return the plans side by side as one page of HTML, and write it to ``path`` when one is given.

        Parameters: those of :func:`planmodel.views.report.plans_page.plans_report` (extra ``report``).
        """
        from planmodel.views.report.plans_page import plans_report

        return plans_report(self, path, reference=reference, language=language)

    def _columns(self) -> Sequence[Column]:
        return PLAN_COLUMNS

    def _rows(self) -> Sequence[Plan]:
        return self._plans

    def _papers(self, language: str) -> tuple[OfficeTable, ...]:
        """Return a table of the plans, one a kind of their elements, and one of sources."""
        from planmodel.views.office.plans import plans_tables

        return plans_tables(self, language)

    def _headline(self) -> str:
        elements = sum(len(plan) for plan in self._plans)
        told = {"plans": say("comparing.plans", n=len(self)), "elements": count_of("element", elements, "elements")}
        key = "plans.headline.files" if self.findings else "plans.headline"
        return say(key, n=len(self.findings), **told)

    def _above(self) -> Iterable[str]:
        return (self._headline(),)

    def _below(self) -> Iterable[str]:
        return some([finding.one_line() for finding in self.findings], 5)


def _size(path: pathlib.Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
