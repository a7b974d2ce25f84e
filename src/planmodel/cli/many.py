"""What the verbs about many plans share: reading them, and tables as text, JSON or CSV."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import click

from planmodel.cells import csv_text
from planmodel.cli import options
from planmodel.cli.language import spoken, worded
from planmodel.cli.output import put, put_data, put_json, say
from planmodel.text import one_line
from planmodel.words import say as sentence

if TYPE_CHECKING:
    from planmodel.comparing.plans import PlanSet
    from planmodel.model.vocabulary import Vocabulary
    from planmodel.tabular import Result

__all__ = [
    "Format",
    "exit_code",
    "format_option",
    "plans_argument",
    "put_records",
    "put_result",
    "read_set",
    "workers_option",
]

Format = Literal["text", "json", "csv"]

plans_argument = click.argument("plans", nargs=-1, required=True, metavar="PLAN...")
format_option = click.option("--format", type=click.Choice(("text", "json", "csv")), default="text", show_default=True)
workers_option = click.option("--workers", type=click.IntRange(min=1))
_SHOWN = 20


def read_set(plans: Sequence[str], vocabulary: Vocabulary | None, workers: int | None = None) -> PlanSet:
    """Read plans from files, folders and patterns; what is wrong with a file goes to standard error.

    Raises:
        PlanFileError: a path names nothing, or no plan could be read.
    """
    from planmodel.comparing.plans import PlanSet
    from planmodel.errors import PlanFileError
    from planmodel.progress_bar import progress_bar

    for path, count in Counter(plans).items():
        if count > 1:
            say(sentence("cli.named_twice", path=one_line(path), n=count))
    with progress_bar(sys.stderr.isatty(), worded(sentence("bar.plans"))) as told:
        found = PlanSet.read(list(plans), workers=workers, vocabulary=vocabulary, progress=told or False)
    if not len(found):
        raise PlanFileError(sentence("cli.no_plan_read"), problems=found.findings)
    for plan in found:
        options.tell_of_issues(plan)
    for finding in found.findings[:_SHOWN]:
        say(one_line(finding.one_line(spoken())))
    if len(found.findings) > _SHOWN:
        say(sentence("cli.more_findings", n=len(found.findings) - _SHOWN))
    return found


def exit_code(plans: PlanSet) -> int:
    """Return 1 when a file was left out, else 0."""
    return 1 if plans.findings else 0


def put_result(result: Result, format: Format, whole: object) -> None:
    """Write a result as it is asked for: ``whole`` as JSON, its rows as CSV, or its text, all of it."""
    from planmodel.tabular import result_columns

    names = [column.name for column in result_columns(result)]
    put_records(
        result.to_records(), format, whole, result.to_text(language=spoken()) if format == "text" else "", names
    )


def put_records(
    records: Sequence[Mapping[str, Any]], format: Format, whole: object, text: str, names: Sequence[str]
) -> None:
    """Write rows as they are asked for: ``whole`` as JSON, ``records`` as CSV below ``names``, or ``text``."""
    if format == "json":
        put_json(whole)
    elif format == "csv":
        put_data(csv_text(names, records).removesuffix("\n"))
    else:
        put(text)
