"""What runs the questions: DuckDB in this process, or Spark."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from planmodel.corpus.schema import PLACE, TABLES
from planmodel.errors import MissingExtraError, ModelError
from planmodel.words import say

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ENGINES", "Engine"]


class Engine(Protocol):
    """Something that reads Parquet files and runs Ibis expressions over them."""

    connection: Any

    def table(self, name: str, paths: list[str]) -> Any:
        """Return a table over files; an empty one over none."""
        ...

    def sql(self, query: str, files: Mapping[str, list[str]], *, trusted: bool) -> pa.Table:
        """Return the answer to a query in the engine's own SQL.

        Parameters:
            query: the query.
            files: the files of each table.
            trusted: whether it may do all that the engine can, files and settings of this machine too.

        Raises:
            ModelError: the engine does not understand it, or it wants more than it may.
        """
        ...


class DuckDB:
    """DuckDB in this process."""

    def __init__(self, session: Any = None) -> None:
        try:
            import ibis

            self.connection = ibis.duckdb.connect()
        except ImportError:
            raise MissingExtraError("ibis-framework[duckdb]", extra="corpus", purpose=say("purpose.corpus")) from None
        self._locked: Any = None

    def table(self, name: str, paths: list[str]) -> Any:
        """Return a table over files; an empty one over none."""
        if not paths:
            return self.connection.create_table(name, schema=_ibis_schema(name), temp=True)
        return self.connection.read_parquet(paths, table_name=name, hive_partitioning=False)

    def sql(self, query: str, files: Mapping[str, list[str]], *, trusted: bool) -> pa.Table:
        """Return the answer to a query in DuckDB's SQL."""
        import duckdb

        try:
            if trusted:
                return self.connection.con.sql(query).to_arrow_table()
            kinds = {one.type.name for one in duckdb.extract_statements(query)}
            if not kinds <= {"SELECT"}:  # even COPY over a file of the corpus, which may be opened
                raise ModelError(say("corpus.select", kinds=sorted(kinds - {"SELECT"})), hint=say("corpus.trusted"))
            if self._locked is None:
                self._locked = _locked(files)
            return self._locked.sql(query).to_arrow_table()
        except duckdb.PermissionException as error:
            raise _refused(error, say("corpus.trusted")) from None
        except duckdb.Error as error:
            raise _refused(error) from None


class Spark:
    """Spark: a session that is given, such as one of a cluster, or one on this machine."""

    def __init__(self, session: Any = None) -> None:
        try:
            import ibis
            from pyspark.sql import SparkSession
        except ImportError:
            raise MissingExtraError("ibis-framework[pyspark]", extra="spark", purpose=say("purpose.spark")) from None
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

    def sql(self, query: str, files: Mapping[str, list[str]], *, trusted: bool) -> pa.Table:
        """Return the answer to a query in Spark's SQL, which nothing keeps from files, classes and programs."""
        if not trusted:
            raise ModelError(say("corpus.spark"), hint=say("corpus.trusted"))
        from pyspark.errors import PySparkException

        try:
            return self._session.sql(query).toArrow()
        except PySparkException as error:
            raise _refused(error) from None


def _locked(files: Mapping[str, list[str]]) -> Any:
    """Return a connection of DuckDB to these files and no others: it knows neither variables of Python nor the network,
    loads no extension, and no query can change that.

    Ibis has one of its own, since what is asked through it is written in Python, which can open files itself.
    """
    import duckdb

    connection = duckdb.connect()
    paths = ", ".join(_quoted(path) for of_table in files.values() for path in of_table)
    for setting in (
        f"allowed_paths = [{paths}]",
        "python_enable_replacements = false",
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
    for table, of_table in files.items():
        if of_table:
            listed = ", ".join(map(_quoted, of_table))
            connection.execute(
                f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}], hive_partitioning = false)'
            )
        else:
            columns = ", ".join(f'"{column.name}" {_DUCKDB[column.type]}' for column in (*PLACE, *TABLES[table]))
            connection.execute(f'CREATE TABLE "{table}" ({columns})')
    return connection


_DUCKDB = {"text": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "day": "DATE", "yes_no": "BOOLEAN"}


def _quoted(path: str) -> str:
    return "'" + path.replace("'", "''") + "'"


def _refused(error: Exception, hint: str | None = None) -> ModelError:
    first = str(error).strip().split("\n")[0]
    return ModelError(f"the engine refuses this query: {first}", hint=hint or f"tables: {', '.join(TABLES)}")


def _ibis_schema(table: str) -> Any:
    import ibis

    types = {"text": "string", "number": "float64", "integer": "int64", "day": "date", "yes_no": "boolean"}
    return ibis.schema({column.name: types[column.type] for column in (*PLACE, *TABLES[table])})


ENGINES: Mapping[str, Callable[[Any], Engine]] = {"duckdb": DuckDB, "spark": Spark}
"""The engines by name, each made of a session or ``None``."""
