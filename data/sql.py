"""Questions in SQL over the tables of a snapshot that may leave it, by DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from accessibility.errors import DataError, MissingPackageError, UsageError
from data.published_tables import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    import pandas as pd
    from duckdb import DuckDBPyConnection

_LOCKED: Final = (
    "SET enable_external_access = false",
    "SET lock_configuration = true",
)
"""A query sees the tables, and no file, address or other database."""


def ask(tables: Mapping[str, pd.DataFrame], query: str) -> pd.DataFrame:
    """Return what a query answers.

    Parameters
    ----------
    tables
        By name, as `data.published_tables.published_tables` gives them.
    query
        One statement in DuckDB's SQL that gives rows.

    Raises
    ------
    MissingPackageError
        If DuckDB is not installed.
    UsageError
        If the query cannot be answered: DuckDB's own sentence.
    """
    engine = _engine()
    connection = _opened(tables)
    try:
        found = connection.execute(query)
        return found.df() if found.description else _no_rows()
    except engine.Error as error:
        message = f"the query cannot be answered: {error}"
        raise UsageError(message) from error
    finally:
        connection.close()


def query_of(text: str) -> str:
    """Return a query as it was given, or from the file that was named.

    Raises
    ------
    DataError
        If a file was named that cannot be read.
    """
    if not text.endswith(".sql"):
        return text
    try:
        return Path(text).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"{text}: cannot be read as a query ({error})"
        raise DataError(message) from error


def _opened(tables: Mapping[str, pd.DataFrame]) -> DuckDBPyConnection:
    connection: DuckDBPyConnection = _engine().connect(":memory:")
    for name, table in tables.items():
        connection.register("given", table)
        columns = ", ".join(
            f"CAST({column.name} AS {column.kind}) AS {column.name}"
            for column in SCHEMA[name]
        )
        connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM given")  # noqa: S608 - names are ours
        connection.unregister("given")
    for setting in _LOCKED:
        connection.execute(setting)
    return connection


def _no_rows() -> pd.DataFrame:
    message = "the query cannot be answered: it gives no rows; begin with SELECT"
    raise UsageError(message)


def _engine() -> ModuleType:
    try:
        import duckdb  # noqa: PLC0415 - of the extra `scale`
    except ImportError as error:
        need = "SQL needs DuckDB"
        raise MissingPackageError(need, "scale") from error
    return duckdb
