"""``planmodel corpus``: thousands of plans as tables, and questions about them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cli import options
from planmodel.cli.language import Group, Verb, spoken, worded
from planmodel.cli.many import Format, format_option, put_records, workers_option
from planmodel.cli.output import say
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.corpus.corpus import Corpus
    from planmodel.model.vocabulary import Vocabulary

__all__ = ["command"]

_QUESTIONS = ("compare", "matrix", "statistics", "coverage", "specificity", "shape", "ambition", "plans")

_ORDER = ("metric", "theme", "kind", "form", "plan")


@click.group("corpus", cls=Group)
def command() -> None:
    """Make tables of thousands of plans, and ask them (extra ``corpus``)."""


@command.command("build", cls=Verb, words="corpus_build")
@click.argument("plans", nargs=-1, required=True, metavar="PLANS...")
@click.argument("out", type=options.FOLDER)
@workers_option
@options.vocabulary
def build(plans: tuple[str, ...], out: Path, workers: int | None, vocabulary: Vocabulary | None) -> None:
    """Read PLANS (files, folders or patterns) into the tables of the corpus OUT, new or begun."""
    from planmodel.corpus.build import build_corpus
    from planmodel.progress_bar import progress_bar

    with progress_bar(sys.stderr.isatty(), worded(sentence("bar.corpus"))) as told:
        made = build_corpus(list(plans), out, workers=workers, vocabulary=vocabulary, progress=told or False)
    for line in made.to_text(language=spoken()).split("\n"):
        say(one_line(line))
    click.get_current_context().exit(1 if made.findings else 0)


@command.command("query", cls=Verb, words="corpus_query")
@click.argument("corpus", type=options.PATH)
@click.argument("question", type=click.Choice(_QUESTIONS), required=False, metavar="[QUESTION]")
@click.option("--metric", metavar="ID")
@click.option("--reference", metavar="ID")
@click.option("--by", type=click.Choice(("metric", "theme", "kind")), default="metric")
@click.option("--of", type=click.Choice(("targets", "observations")), default="targets")
@click.option("--sql", metavar="QUERY")
@click.option("--trusted", is_flag=True)
@click.option("--engine", type=click.Choice(("duckdb", "spark")), default="duckdb", show_default=True)
@click.option("--limit", type=click.IntRange(min=1))
@format_option
def query(
    corpus: Path,
    question: str | None,
    metric: str | None,
    reference: str | None,
    by: Literal["metric", "theme", "kind"],
    of: Literal["targets", "observations"],
    sql: str | None,
    trusted: bool,
    engine: Literal["duckdb", "spark"],
    limit: int | None,
    format: Format,
) -> None:
    """Ask CORPUS a QUESTION: compare, matrix, statistics, coverage, specificity, shape, ambition or plans; or --sql."""
    from planmodel.corpus.corpus import open_corpus

    if (question is None) == (sql is None):
        raise click.UsageError(sentence("corpus.question", questions=_QUESTIONS))
    held = open_corpus(corpus, engine=engine)
    for finding in held.findings:
        say(one_line(finding.one_line(spoken())))
    if sql is not None:
        answer: Any = held.sql(sql, trusted=trusted)
    else:
        found = _asked(held, str(question), metric, reference, by, of)
        answer = found.order_by([name for name in _ORDER if name in found.columns]).to_pyarrow()
    records = _records(answer if limit is None else answer.slice(0, limit))
    put_records(records, format, {"rows": records}, _table(records), answer.column_names)
    click.get_current_context().exit(1 if any(one.severity == "error" for one in held.findings) else 0)


def _asked(held: Corpus, question: str, metric: str | None, reference: str | None, by: Any, of: Any) -> Any:
    from planmodel.corpus.metric_names import check_named

    if question == "ambition":
        if metric is None:
            raise click.UsageError(sentence("corpus.ambition"))
        return held.ambition(metric)
    if question == "compare":
        return held.compare(metric=metric, reference=reference)
    if question == "plans":
        return held.tables["plans"]
    found = {
        "matrix": lambda: held.matrix(of),
        "statistics": lambda: held.statistics(of),
        "coverage": lambda: held.coverage(by),
        "specificity": held.specificity,
        "shape": held.shape,
    }[question]()
    if metric is None or "metric" not in found.columns:
        return found
    check_named(held.tables, metric)
    return found.filter(found.metric == metric)


def _records(found: Any) -> list[dict[str, Any]]:
    """Return rows as plain values: days as text."""
    rows: list[dict[str, Any]] = found.to_pylist()
    return [{key: str(value) if hasattr(value, "isoformat") else value for key, value in row.items()} for row in rows]


def _table(records: list[dict[str, Any]]) -> str:
    from planmodel.listing import text_table

    if not records:
        return worded(sentence("corpus.no_rows"))
    rows = [tuple(map(_cell, row.values())) for row in records]
    return "\n".join(text_table(tuple(records[0]), rows, most=200, width=30))


def _cell(value: object) -> str:
    from planmodel.listing import plain_number

    return plain_number(value) if isinstance(value, float) else "" if value is None else str(value)
