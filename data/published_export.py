"""Tables that may leave a snapshot, written as Parquet or into PostGIS."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from accessibility.errors import DataError, MissingPackageError
from data.exports import whole_file, write_table
from data.published_tables import SCHEMA, with_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pandas as pd
    import psycopg
    from pandas.io.sql import SQLTable
    from sqlalchemy import Connection

    from data.published_tables import PublishedTables

SCHEMA_FILE: Final = "schema.json"
DEFAULT_SCHEMA: Final = "bereik"
_AT_A_TIME: Final = 10_000
_KEYS: Final = {
    "students": ("pc4",),
    "postcodes": ("pc4",),
    "vestigingen": ("brin6",),
    "offers": ("brin6",),
    "points": ("pc4",),
    "reach": ("point_id", "brin6"),
}
"""Columns that queries join on, which get an index."""


def write_parquet(
    published: PublishedTables, folder: Path, about: Mapping[str, Any]
) -> list[Path]:
    """Write a Parquet file per table, and `schema.json` that describes them.

    Parameters
    ----------
    published
        The tables.
    folder
        Where to; files of the same name are replaced, each as a whole.
    about
        Dates, sources and method, kept in every file.

    Returns
    -------
    list of Path
        What was written.
    """
    paths = []
    for name, table in published.tables.items():
        paths.append(folder / f"{name}.parquet")
        write_table(_typed(name, table), paths[-1], file_format="parquet", about=about)
    columns = {name: [asdict(one) for one in SCHEMA[name]] for name in SCHEMA}
    document = {"tables": columns, "about": dict(about)}
    paths.append(folder / SCHEMA_FILE)
    with whole_file(paths[-1]) as draft:
        text = json.dumps(document, ensure_ascii=False, indent=1)
        draft.write_text(f"{text}\n", encoding="utf-8")
    return paths


def write_postgis(
    published: PublishedTables, address: str, *, schema: str = DEFAULT_SCHEMA
) -> dict[str, int]:
    """Write the tables into a schema of PostGIS: all of them, or none.

    Parameters
    ----------
    published
        The tables. Postcodes and vestigingen get points in EPSG:28992.
    address
        Of the database, as SQLAlchemy takes it.
    schema
        Made where it is not there; its tables of these names are replaced.

    Returns
    -------
    dict
        Rows by table.

    Raises
    ------
    MissingPackageError
        If psycopg or GeoAlchemy2 is not installed.
    DataError
        If the database cannot be reached, or refuses.
    """
    from sqlalchemy import create_engine  # noqa: PLC0415 - slow to import
    from sqlalchemy.exc import SQLAlchemyError  # noqa: PLC0415 - as above

    fault_of_driver = _driver_of_postgis()
    engine = create_engine(address)
    try:
        with engine.begin() as connection:
            _prepare(connection, schema)
            for name, table in published.tables.items():
                _write(connection, schema, name, _typed(name, table))
    except (SQLAlchemyError, fault_of_driver) as error:
        # The address may hold a password: only what the driver says is told.
        reason = str(getattr(error, "orig", None) or error)
        message = f"the database was left as it was: {reason.splitlines()[0]}"
        raise DataError(message) from None
    finally:
        engine.dispose()
    return {name: len(table) for name, table in published.tables.items()}


def _typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Give a column without any value its own type, rather than none at all."""
    kinds = {"VARCHAR": "string", "DOUBLE": "float64", "INTEGER": "Int32"}
    return table.astype({one.name: kinds[one.kind] for one in SCHEMA[name]})


def _prepare(connection: Connection, schema: str) -> None:
    from sqlalchemy.schema import CreateSchema  # noqa: PLC0415 - slow to import

    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS postgis")
    connection.execute(CreateSchema(schema, if_not_exists=True))


def _write(connection: Connection, schema: str, name: str, table: pd.DataFrame) -> None:
    how: dict[str, Any] = {
        "schema": schema,
        "if_exists": "replace",
        "index": False,
        "chunksize": _AT_A_TIME,
    }
    if "x_m" in table:
        with_points(table).to_postgis(name, connection, **how)
    else:
        table.to_sql(name, connection, method=_copied, **how)
    if name in _KEYS:
        _index(connection, schema, name)


def _copied(
    table: SQLTable, connection: Connection, keys: list[str], rows: Iterable[Any]
) -> None:
    """Write rows by COPY, which is many times faster than INSERT."""
    from psycopg import sql  # noqa: PLC0415 - of the extra `service`

    columns = sql.SQL(", ").join(map(sql.Identifier, keys))
    into = sql.Identifier(*filter(None, (table.schema, table.name)))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(into, columns)
    raw: psycopg.Connection = connection.connection.driver_connection  # type: ignore[assignment] # it is open
    with raw.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _index(connection: Connection, schema: str, name: str) -> None:
    from sqlalchemy import Index, MetaData, Table  # noqa: PLC0415 - slow to import

    made = Table(name, MetaData(), schema=schema, autoload_with=connection)
    keys = [made.c[key] for key in _KEYS[name]]
    Index(f"{name}_key", *keys).create(connection)


def _driver_of_postgis() -> type[Exception]:
    """Return what the driver raises when it is refused."""
    try:
        import geoalchemy2  # noqa: F401, PLC0415 - of the extra `service`
        import psycopg  # noqa: PLC0415 - as above
    except ImportError as error:
        need = "PostGIS needs psycopg and GeoAlchemy2"
        raise MissingPackageError(need, "service") from error
    return psycopg.Error
