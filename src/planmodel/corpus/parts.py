"""One batch of plans as Parquet files: written beside their names, then renamed, for a manifest to list."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from planmodel.corpus.columns import arrow_column
from planmodel.corpus.rows import Content, Place, Rows, place_of
from planmodel.corpus.schema import arrow_schema

__all__ = ["Part", "digest_of", "write_parts"]


@attrs.frozen(kw_only=True)
class Part:
    """One file of one table.

    Parameters:
        table: the table.
        path: the file, relative to the corpus.
        rows: how many rows it has.
        size: its size in bytes, by which a file that was cut off is found out.
        digest: what its bytes come to, by which a file that has changed is; ``None`` in older corpora.
    """

    table: str
    path: str
    rows: int
    size: int
    digest: str | None = None


def write_parts(folder: Path, plans: Iterable[Content]) -> list[Part]:
    """Write plans as files below a folder, one a table, level and period; a name comes from the plans' ids and files.

    Parameters:
        folder: the corpus.
        plans: the plans.

    Returns:
        the files, for a manifest to list; until then nobody reads them.
    """
    places: dict[Place, Rows] = {}
    names: dict[Place, Any] = {}
    for content in plans:
        plan = content.plan
        place = place_of(plan)
        places.setdefault(place, Rows()).add(content)
        files = plan.origin.files if plan.origin is not None else ()
        names.setdefault(place, hashlib.blake2b(digest_size=8)).update(f"{plan.id} {files}\n".encode())
    parts = []
    for place, rows in sorted(places.items()):
        digest = names[place].hexdigest()
        for table, count in rows.count().items():
            if count:
                # not level=…, which other libraries would take for a second column of that name
                name = f"{table}/{place.level}/{place.period}/{digest}.parquet"
                size, whole = _write(folder / name, table, rows.columns(table, place))
                parts.append(Part(table=table, path=name, rows=count, size=size, digest=whole))
    return parts


_ASKED: Any = ["plan", "level", "period", "kind", "relation", "metric", "year", "start", "end"]
"""Columns whose least and greatest value are worth noting in a file: those that questions choose by."""


def _write(path: Path, table: str, columns: Mapping[str, Any]) -> tuple[int, str]:
    """Write one file whole or not at all, and return its size and digest."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema(table)
    data = pa.Table.from_arrays([arrow_column(columns[field.name], field.type) for field in schema], schema=schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    try:
        pq.write_table(data, temporary, compression="zstd", use_dictionary=True, write_statistics=_ASKED)
        size, whole = temporary.stat().st_size, digest_of(temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return size, whole


def digest_of(path: Path) -> str:
    """Return what the bytes of a file come to.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
