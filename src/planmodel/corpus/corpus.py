"""A corpus that is open for questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from planmodel.arguments import AnyPath, kinds_checked
from planmodel.columns import Column
from planmodel.corpus import questions
from planmodel.corpus.engines import ENGINES, Engine
from planmodel.corpus.manifest import Batch, read_batches
from planmodel.corpus.schema import TABLES, import_arrow
from planmodel.errors import ModelError
from planmodel.listing import some
from planmodel.tabular import Result
from planmodel.text import counted
from planmodel.words import say

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

    from planmodel.comparing.plans import PlanSet
    from planmodel.diagnostics import Diagnostic

__all__ = ["Corpus", "open_corpus"]


@kinds_checked
def open_corpus(folder: AnyPath, *, engine: Literal["duckdb", "spark"] = "duckdb", session: Any = None) -> Corpus:
    """Open a corpus for questions.

    Parameters:
        folder: the corpus, made by :func:`~planmodel.corpus.build.build_corpus` or ``PlanSet.to_parquet``.
        engine: ``duckdb``, in this process, or ``spark``.
        session: a Spark session to use, such as one of a cluster; one on this machine is started when left out.

    Raises:
        PlanFileError: the folder is no corpus, or one of another version.
        ModelError: no such engine.
        MissingExtraError: the engine is not installed.
    """
    import_arrow()
    if engine not in ENGINES:
        raise ModelError(say("corpus.no_engine", engine=f"{engine!r}"), hint=say("corpus.no_engine.hint"))
    batches, findings = read_batches(Path(folder))
    return Corpus(Path(folder), batches, findings, ENGINES[engine](session))


class Corpus(Result):
    """Tables of many plans and the questions about them.

    Every question returns an Ibis table expression: ``.execute()`` runs it and gives a pandas table, ``.to_pyarrow()``
    and ``.to_polars()`` give others, and it can be filtered, joined and aggregated first. ``tables`` holds the raw
    tables, ``sql`` takes your own words.
    """

    def __init__(self, folder: Path, batches: Iterable[Batch], findings: Iterable[Diagnostic], engine: Engine) -> None:
        self.folder = folder
        self.findings = tuple(findings)
        self._engine = engine
        self._batches = tuple(batches)

    @cached_property
    def plans(self) -> tuple[str, ...]:
        """The ids of the plans, sorted."""
        return tuple(sorted(one.plan for batch in self._batches for one in batch.plans))

    def __len__(self) -> int:
        return sum(len(batch.plans) for batch in self._batches)

    @cached_property
    def tables(self) -> dict[str, Any]:
        """The tables by name: plans, elements, relations, indicators, targets, observations, sources."""
        return {table: self._engine.table(table, paths) for table, paths in self._files.items()}

    @cached_property
    def _files(self) -> dict[str, list[str]]:
        """The files of each table."""
        parts: dict[str, list[str]] = {table: [] for table in TABLES}
        for batch in self._batches:
            for part in batch.parts:
                parts[part.table].append(str((self.folder / part.path).resolve()))
        return parts

    @kinds_checked
    def sql(self, query: str, *, trusted: bool = False) -> pa.Table:
        """Return the answer to your own SQL over the tables, in the engine's dialect, as an Arrow table.

        Parameters:
            query: a SELECT over the tables.
            trusted: whether it may do all that the engine can: read and write files of this machine, load extensions,
                change settings. Never trust a query that somebody else wrote. Spark runs none that is not trusted,
                since nothing keeps a query of Spark's from files and programs.

        Raises:
            ModelError: the engine does not understand it, or it wants more than it may.
        """
        if trusted:
            dict(self.tables)  # the engine knows them by name once they are made
        return self._engine.sql(query, self._files, trusted=trusted)

    @kinds_checked
    def compare(
        self,
        *,
        metric: str | None = None,
        reference: str | None = None,
        missing: bool = True,
        unit: str | Mapping[str, str] | None = None,
    ) -> ir.Table:
        """Return one row a metric and plan: name, value, unit, reference, difference, relative difference, note.

        Parameters: those of :func:`planmodel.corpus.questions.compare`.

        Raises:
            UnknownIdError: no such reference.
            UnknownUnitError: no such unit.
            FilterError: there is no such metric, nor one that ``unit`` names.
        """
        if reference is not None and reference not in set(self.plans):
            from planmodel.model.collection import unknown_id

            raise unknown_id(reference, self.plans, say("id.corpus"))
        return questions.compare(self.tables, metric=metric, reference=reference, missing=missing, unit=unit)

    @kinds_checked
    def matrix(self, values: Literal["targets", "observations"] = "targets") -> ir.Table:
        """Return the metric × plan matrix, long, in one unit a metric."""
        return questions.matrix(self.tables, values)

    @kinds_checked
    def statistics(self, values: Literal["targets", "observations"] = "targets") -> ir.Table:
        """Return for each metric over all plans: how many, mean, median, deviation, least and most."""
        return questions.statistics(self.tables, values)

    @kinds_checked
    def coverage(self, columns: Literal["metric", "theme", "kind"] = "metric") -> ir.Table:
        """Return which plan speaks of what, and how often."""
        return questions.coverage(self.tables, columns)

    def specificity(self) -> ir.Table:
        """Return for each plan how specific its targets are."""
        return questions.specificity(self.tables)

    def shape(self) -> ir.Table:
        """Return for each plan how many elements it lists, and the share of binding indicators."""
        return questions.shape(self.tables)

    @kinds_checked
    def ambition(self, metric: str) -> ir.Table:
        """Return the required change a year of a metric in each plan, or why it is not defined.

        Raises:
            FilterError: there is no such metric.
        """
        return questions.ambition(self.tables, metric)

    @kinds_checked
    def read_plans(self, ids: Iterable[str]) -> PlanSet:
        """Return plans as they are in their files, for what is asked of plans in memory (cascade, similarity, diff).

        Raises:
            UnknownIdError: the corpus has no such plan.
            ModelError: a plan was put in from memory, so that there is no file.
        """
        from planmodel.comparing.plans import PlanSet
        from planmodel.model.collection import unknown_id

        paths = {one.plan: one.path for batch in self._batches for one in batch.plans}
        wanted = []
        for id in ids:
            if id not in paths:
                raise unknown_id(id, paths, say("id.corpus"))
            path = paths[id]
            if path is None:
                raise ModelError(say("corpus.from_memory", id=f"{id!r}"), hint=say("corpus.from_memory.hint"))
            wanted.append(path)
        return PlanSet.read(wanted)

    def summary(self) -> list[dict[str, Any]]:
        """Return how many plans and elements there are by level and period, one record each."""
        plans = self.tables["plans"]
        counted = plans.group_by("level", "period").agg(plans=plans.count(), elements=plans.elements.sum())
        found: list[dict[str, Any]] = counted.order_by("level", "period").to_pyarrow().to_pylist()
        return found

    def _columns(self) -> Sequence[Column]:
        return (
            Column("level", "text", "the level of the plans' areas"),
            Column("period", "text", "their period"),
            Column("plans", "integer", "how many plans there are"),
            Column("elements", "integer", "how many elements they have"),
        )

    def _rows(self) -> Sequence[dict[str, Any]]:
        return self.summary()

    def _above(self) -> Iterable[str]:
        return (f"{self.folder}: {counted(len(self), 'plan')}",)

    def _below(self) -> Iterable[str]:
        return some([one.one_line() for one in self.findings], 10)
