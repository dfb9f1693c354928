"""A PostgreSQL server for a run, and a database with PostGIS. A pytest plug-in."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def postgres() -> Iterator[sa.URL]:
    """A PostgreSQL server: the one named, or a throw-away one on a Unix socket."""
    named = os.environ.get("BEREIK_TEST_POSTGRES_URL")
    if named:
        yield sa.make_url(named).set(drivername="postgresql+psycopg")
        return
    folder = Path(tempfile.mkdtemp(prefix="bereik-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    _as_postgres("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-N")
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    _as_postgres(
        "pg_ctl",
        "-D",
        str(data),
        "-o",
        options,
        "-l",
        str(folder / "log"),
        "-w",
        "start",
    )
    yield sa.make_url(f"postgresql+psycopg://postgres@/postgres?host={folder}")
    _as_postgres("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    newest = max(Path("/usr/lib/postgresql").glob("*/bin"))
    become = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run(
        [*become, str(newest / program), *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


@pytest.fixture
def postgis(postgres: sa.URL) -> Iterator[sa.Engine]:
    """Connect to a fresh database of that server, in which PostGIS may be made."""
    name = f"t{uuid.uuid4().hex}"
    server = sa.create_engine(postgres, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine = sa.create_engine(postgres.set(database=name))
    yield engine
    engine.dispose()
    with server.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()
