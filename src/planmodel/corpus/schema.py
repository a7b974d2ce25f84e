"""The tables of a corpus: columns, types and meaning; the files and the page in the docs are held against this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import attrs

from planmodel.errors import MissingExtraError
from planmodel.words import say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PLACE", "SCHEMA_VERSION", "TABLES", "Column", "arrow_schema", "import_arrow"]

SCHEMA_VERSION = 6
"""The version of this schema; a corpus of another one is refused."""

Type = Literal["text", "number", "integer", "day", "yes_no"]


@attrs.frozen
class Column:
    """A column: its name, its type and what it holds."""

    name: str
    type: Type
    doc: str


PLACE = (
    Column("plan", "text", "id of the plan"),
    Column("level", "text", "level of its area: national, province, city, county, …; `none` when not stated"),
    Column("period", "text", "its period, such as 2021-2025; `none` when not stated"),
)
"""The columns that every table begins with; files are in folders by the last two."""

TABLES: Mapping[str, tuple[Column, ...]] = {
    "plans": (
        Column("title", "text", "title, in Chinese where there is one"),
        Column("title_en", "text", "title in English"),
        Column("jurisdiction", "text", "name of its area"),
        Column("code", "text", "code of its area (GB/T 2260)"),
        Column("parent", "text", "name of the area above"),
        Column("start", "day", "first day of its period"),
        Column("end", "day", "last day of its period"),
        Column("base_year", "integer", "year that it starts from"),
        Column("status", "text", "draft, adopted, …"),
        Column("number", "text", "document number"),
        Column("elements", "integer", "how many elements it has"),
        Column("declares", "text", "counts that the document declares, as JSON: kind to count, added up"),
        Column("path", "text", "the file that it was read from"),
    ),
    "elements": (
        Column("kind", "text", "goal, task, indicator, …"),
        Column("id", "text", "id in its plan"),
        Column("position", "integer", "place in the plan, from 0"),
        Column("name", "text", "name, in Chinese where there is one"),
        Column("name_en", "text", "name in English"),
        Column("description", "text", "description, in Chinese where there is one"),
        Column("part_of", "text", "id of the element that holds it"),
        Column("evidence", "text", "stated, inferred or assumed"),
        Column("declared_count", "integer", "how many parts the document says that it has"),
    ),
    "relations": (
        Column("source", "text", "id of the holder; the plan's own id for its header"),
        Column("relation", "text", "contributes_to, depends_on, part_of, …"),
        Column("target", "text", "id that it points at"),
        Column("position", "integer", "place among the holder's links of this relation, from 0"),
        Column("attributes", "text", "what else the link says (type, lag, role, …), as JSON; absent for nothing"),
    ),
    "indicators": (
        Column("id", "text", "id in its plan"),
        Column("name", "text", "name, in Chinese where there is one"),
        Column("metric", "text", "id of the metric"),
        Column("unit", "text", "unit as published"),
        Column("better", "text", "higher or lower: the indicator's, else the metric's"),
        Column("obligation", "text", "binding or expected"),
        Column("groups", "text", "headings that it stands under in its table, outermost first, joined by ` / `"),
        Column("baseline_year", "integer", "year of the baseline"),
        Column("baseline_value", "number", "baseline as published"),
        Column("baseline_unit", "text", "unit of the baseline"),
        Column("baseline_base_unit", "text", "unit that `baseline_factor` leads to"),
        Column("baseline_factor", "number", "what the baseline is multiplied by to be in `baseline_base_unit`"),
        Column("baseline_exact", "text", "digits of the baseline, or its ratio, where a number here is not it"),
        Column("reason", "text", "why it stands for its metric without a target: `no_target`, `several_targets`"),
        Column("note", "text", "the same in words"),
    ),
    "targets": (
        Column("indicator", "text", "id of the indicator"),
        Column("metric", "text", "id of the metric"),
        Column("position", "integer", "place among the indicator's targets, from 0"),
        Column("compared", "yes_no", "whether it is the one of its plan and metric that is compared"),
        Column("year", "integer", "year by whose end it shall hold"),
        Column("scope", "text", "part that it holds for, when not the whole"),
        Column("kind", "text", "Level, Change, Grade, Qualitative, Assigned, RelativeTo, Compound or Unread"),
        Column("specificity", "text", "numeric, relative, assigned, qualitative or unread"),
        Column("form", "text", "how the number is meant: level, relative decrease since 2020, …"),
        Column("direction", "text", "increase or decrease, of a change"),
        Column("is_relative", "yes_no", "whether a change is a share of its base"),
        Column("per", "text", "total or year, of a change"),
        Column("since", "integer", "base year of a change in all"),
        Column("comparator", "text", "at_least, at_most, …"),
        Column("value", "number", "number as published"),
        Column("high", "number", "upper end of a range, as published"),
        Column("stretch", "number", "what is striven for, in `unit`, where it is of the same form"),
        Column("value_rest", "number", "what `value` leaves of the number: the two together have twice its digits"),
        Column("value_exact", "text", "digits of `value`, or its ratio (`1/15`), where a number here is not it"),
        Column("high_exact", "text", "the same of `high`"),
        Column("stretch_exact", "text", "the same of `stretch`"),
        Column("unit", "text", "unit as published"),
        Column(
            "base_unit", "text", "unit that `factor` leads to: the shipped metric's, else the usual of its dimension"
        ),
        Column("factor", "number", "what `value` and `high` are multiplied by to be in `base_unit`"),
        Column("obligation", "text", "binding or expected: the indicator's"),
        Column("better", "text", "higher or lower: the indicator's, else the metric's"),
        Column("quantity", "text", "kind of quantity by the metric's definition: stock, flow, share, …"),
        Column("statistic", "text", "statistic by the metric's definition"),
        Column("version", "text", "edition of the metric's definition"),
        Column("definition_unit", "text", "unit of the metric's definition"),
        Column("as_published", "text", "text as printed"),
        Column("note", "text", "why there is no number, or what to mind"),
    ),
    "observations": (
        Column("indicator", "text", "id of the indicator"),
        Column("metric", "text", "id of the metric"),
        Column("position", "integer", "place among the indicator's observations, from 0"),
        Column("start", "day", "first day measured"),
        Column("end", "day", "last day measured"),
        Column("value", "number", "number as published"),
        Column("unit", "text", "unit as published"),
        Column("base_unit", "text", "unit that `factor` leads to: one for all observations of a metric"),
        Column("factor", "number", "what `value` is multiplied by to be in `base_unit`"),
        Column("value_exact", "text", "digits of `value`, or its ratio (`1/15`), where a number here is not it"),
        Column("as_published", "text", "text as printed"),
    ),
    "sources": (
        Column("element", "text", "id of what cites; the plan's own id for its header"),
        Column("position", "integer", "place among its citations, from 0"),
        Column("document", "text", "id of the document cited"),
        Column("title", "text", "name of the document"),
        Column("url", "text", "address of the place, else of the document"),
        Column("section", "text", "place in the document"),
        Column("page", "integer", "page"),
        Column("paragraph", "integer", "paragraph of the document's text, from 1"),
        Column("quote", "text", "the document's own words"),
        Column("prefix", "text", "words right before them, where they stand there twice"),
        Column("suffix", "text", "words right behind them, where they stand there twice"),
        Column("note", "text", "what a reader should know about it"),
    ),
}
"""The columns of each table after :data:`PLACE`."""


def import_arrow() -> None:
    """Make sure that pyarrow is there.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtraError("pyarrow", extra="corpus", purpose=say("purpose.tables")) from None


def arrow_schema(table: str) -> pa.Schema:
    """Return a table's schema for pyarrow; the version of the tables is in its metadata."""
    import pyarrow as pa

    types = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "day": pa.date32(),
        "yes_no": pa.bool_(),
    }
    fields = [pa.field(column.name, types[column.type]) for column in (*PLACE, *TABLES[table])]
    return pa.schema(fields, metadata={"planmodel_corpus": str(SCHEMA_VERSION)})
