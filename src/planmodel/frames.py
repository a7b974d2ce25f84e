"""The ways to other programs' tables: pandas, and Arrow for polars, DuckDB, narwhals and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from planmodel.failures import MissingExtraError
from planmodel.words import say

if TYPE_CHECKING:
    import pandas as pd

    from planmodel.columns import Cell, Column

__all__ = ["arrow_stream", "frame_class", "frame_of"]

_DTYPES = {"text": "object", "integer": "Int64", "number": "float64", "flag": "boolean"}
_ARROW = {"text": "string", "integer": "int64", "number": "float64", "flag": "bool_"}


def frame_class() -> type[pd.DataFrame]:
    """Return the class of pandas tables.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise MissingExtraError("pandas", extra="frames", purpose=say("purpose.pandas")) from None
    return pd.DataFrame


def frame_of(columns: Sequence[Column], records: Sequence[Mapping[str, Cell]]) -> pd.DataFrame:
    """Return records as a pandas table whose columns have their types even where nothing stands in them.

    Raises:
        MissingExtraError: pandas is not installed.
    """
    made = frame_class()
    import pandas as pd

    series = {one.name: pd.Series([record[one.name] for record in records], dtype=_DTYPES[one.type]) for one in columns}
    return made(series, columns=[one.name for one in columns], index=pd.RangeIndex(len(records)))


def arrow_stream(
    columns: Sequence[Column], records: Sequence[Mapping[str, Cell]], requested_schema: object = None
) -> object:
    """Return records as a capsule of the Arrow C stream interface; each field carries what its column means.

    Raises:
        MissingExtraError: pyarrow is not installed.

    Source: Apache Arrow, *The Arrow PyCapsule Interface*.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("pyarrow", extra="frames", purpose=say("purpose.arrow")) from None
    schema = pa.schema([pa.field(one.name, getattr(pa, _ARROW[one.type])(), metadata=_about(one)) for one in columns])
    arrays = [
        pa.array([record[one.name] for record in records], type=field.type)
        for one, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema).__arrow_c_stream__(requested_schema)


def _about(column: Column) -> dict[str, str]:
    return {"description": column.doc}
