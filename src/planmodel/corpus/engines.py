"""What runs the questions: DuckDB in this process, or Spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from planmodel.corpus.schema import PLACE, TABLES
from planmodel.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENGINES", "Engine"]


class Engine(Protocol):
    """Something that reads Parquet files and runs Ibis expressions over them."""

    connection: Any

    def table(self, name: str, paths: list[str]) -> Any:
        """Return a table over files; an empty one over none."""
        ...

    def sql(self, query: str) -> pa.Table:
        """Return the answer to a query in the engine's own SQL.

        Raises:
            ModelError: the engine does not understand it.
        """
        ...


class DuckDB:
    """DuckDB in this process."""

    def __init__(self, session: Any = None) -> None:
        try:
            import ibis

            self.connection = ibis.duckdb.connect()
        except ImportError:
            raise MissingExtraError("ibis-framework[duckdb]", extra="corpus", purpose="questions to a corpus") from None

    def table(self, name: str, paths: list[str]) -> Any:
        """Return a table over files; an empty one over none."""
        if not paths:
            return self.connection.create_table(name, schema=_ibis_schema(name), temp=True)
        return self.connection.read_parquet(paths, table_name=name, hive_partitioning=False)

    def sql(self, query: str) -> pa.Table:
        """Return the answer to a query in DuckDB's SQL."""
        import duckdb

        try:
            return self.connection.con.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise _refused(error) from None


class Spark:
    """Spark: a session that is given, such as one of a cluster, or one on this machine."""

    def __init__(self, session: Any = None) -> None:
        try:
            import ibis
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtraError("ibis-framework[pyspark]", extra="spark", purpose="questions on Spark") from None
        self._session = session if session is not None else SparkSession.builder.appName("planmodel").getOrCreate()
        self.connection = ibis.pyspark.connect(self._session)

    def table(self, name: str, paths: list[str]) -> Any:
        """Return a table over files; an empty one over none."""
        types = {"text": "string", "number": "double", "integer": "bigint", "day": "date", "yes_no": "boolean"}
        schema = ", ".join(f"`{column.name}` {types[column.type]}" for column in (*PLACE, *TABLES[name]))
        read = self._session.read.schema(schema)
        frame = read.parquet(*paths) if paths else self._session.createDataFrame([], schema)
        frame.createOrReplaceTempView(name)
        return self.connection.table(name)

    def sql(self, query: str) -> pa.Table:
        """Return the answer to a query in Spark's SQL."""
        from pyspark.errors import PySparkException

        try:
            return self._session.sql(query).toArrow()
        except PySparkException as error:
            raise _refused(error) from None


def _refused(error: Exception) -> ModelError:
    first = str(error).strip().split("\n")[0]
    return ModelError(f"the engine refuses this query: {first}", hint=f"tables: {', '.join(TABLES)}")


def _ibis_schema(table: str) -> Any:
    import ibis

    types = {"text": "string", "number": "float64", "integer": "int64", "day": "date", "yes_no": "boolean"}
    return ibis.schema({column.name: types[column.type] for column in (*PLACE, *TABLES[table])})


ENGINES: Mapping[str, Callable[[Any], Engine]] = {"duckdb": DuckDB, "spark": Spark}
"""The engines by name, each made of a session or ``None``."""
