"""The state in a database: keys, scenarios, jobs; SQLite, or PostgreSQL."""

from __future__ import annotations

import math
import os
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from accessibility.errors import DataError, MissingPackageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine

METADATA: Final = sa.MetaData()

KEYS: Final = sa.Table(
    "keys",
    METADATA,
    sa.Column("id", sa.String(16), primary_key=True),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("role", sa.String(12), nullable=False),
    sa.Column("secret_sha256", sa.String(64), nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("revoked", sa.String(32)),
    sa.Column("expires", sa.String(32)),
    sa.Column("used", sa.String(32)),
    sa.Column("per_day", sa.Integer),
    sa.Column("counted_on", sa.String(10)),
    sa.Column("counted", sa.Integer),
)

SCENARIOS: Final = sa.Table(
    "scenarios",
    METADATA,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("owner", sa.String(16), nullable=False, index=True),
    sa.Column("shared", sa.Boolean, nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
)

JOBS: Final = sa.Table(
    "jobs",
    METADATA,
    sa.Column("id", sa.String(36), primary_key=True),
    sa.Column("owner", sa.String(16), nullable=False, index=True),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("request", sa.Text, nullable=False),
    sa.Column("status", sa.String(12), nullable=False, index=True),
    sa.Column("progress", sa.Float, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("claim", sa.String(36), nullable=False),
    sa.Column("beat", sa.Integer, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("cancel", sa.Boolean, nullable=False),
    sa.Column("created", sa.String(32), nullable=False),
    sa.Column("changed", sa.String(32), nullable=False),
    sa.Column("media_type", sa.String(100), nullable=False),
    sa.Column("result", sa.LargeBinary),
)

_WRITES: Final = "bereik_writes"
_WAIT_S: Final = 10
_OWNER_ONLY: Final = 0o600
_CONNECT_S: Final = 5
_MIGRATION_LOCK: Final = 5_041_967_301
_MIGRATIONS: Final = Path(__file__).parent / "migrations"


class Database:
    """Connections to the state; reads and writes are separate, short transactions.

    Parameters
    ----------
    url
        SQLAlchemy URL. Of `postgresql://` the driver psycopg is used.

    Raises
    ------
    DataError
        If the URL cannot be understood or its folder cannot be made.
    MissingPackageError
        If it names PostgreSQL and psycopg is not installed.
    """

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that only reads."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that writes: all of it is kept, or nothing."""
        with self.engine.connect() as connection:
            writer = connection.execution_options(**{_WRITES: True})
            with writer.begin():
                yield writer

    def migrate(self) -> None:
        """Bring the tables to the version of this program, one process at a time."""
        with self.writing() as connection:
            if self.engine.dialect.name == "postgresql":
                lock = sa.func.pg_advisory_xact_lock(_MIGRATION_LOCK)
                connection.execute(sa.select(lock))
            config = Config()
            config.set_main_option("script_location", str(_MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def is_there(self) -> bool:
        """Tell whether the database answers."""
        try:
            with self.reading() as connection:
                connection.execute(sa.select(1))
        except DBAPIError:
            return False
        return True

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def now_text() -> str:
    """Return the time as ISO 8601 in UTC, to be shown and never to be counted with."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def seconds_of_today() -> int:
    """Return how many seconds are left of this day in UTC, one at least."""
    now = datetime.now(UTC)
    tomorrow = now.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return max(1, math.ceil((tomorrow - now).total_seconds()))


def is_full(error: DBAPIError) -> bool:
    """Tell whether a write failed because the disk is full."""
    text = str(error.orig).lower()
    return "disk is full" in text or "no space left" in text or "disk i/o" in text


def _engine(url: str) -> Engine:
    try:
        return _made(sa.make_url(url))
    except sa.exc.ArgumentError:
        message = (
            "the database URL cannot be understood; write sqlite:///FILE or "
            "postgresql://USER@HOST/NAME"
        )
        raise DataError(message) from None


def _made(parsed: sa.URL) -> Engine:
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(parsed)
    _require_driver(parsed)
    return sa.create_engine(
        parsed,
        pool_pre_ping=True,
        pool_timeout=_CONNECT_S,
        connect_args={"connect_timeout": _CONNECT_S},
    )


def _require_driver(parsed: sa.URL) -> None:
    if parsed.get_driver_name() != "psycopg":
        return
    try:
        import psycopg  # noqa: F401, PLC0415 - of the extra `service`
    except ImportError as error:
        need = "a database of PostgreSQL needs psycopg"
        raise MissingPackageError(need, "service") from error


def _sqlite(url: sa.URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_private(Path(url.database))
    engine = sa.create_engine(url, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_private(file: Path) -> None:
    """Make the file of a database, which nobody but its owner may read.

    It holds hashes of keys and other people's scenarios; what SQLite writes beside it
    gets the same mode.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=_OWNER_ONLY)
        if file.stat().st_uid == os.geteuid():
            file.chmod(_OWNER_ONLY)
    except OSError as error:
        message = f"{file}: the file of the database cannot be made ({error})"
        raise DataError(message) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI
    # Transactions are begun by `_begin_sqlite`, not by the driver.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: two that read first would both fail later.
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
