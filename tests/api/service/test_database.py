"""The state: migrated once by many, whole or not at all, and missed politely."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from accessibility.errors import DataError
from api.service.database import KEYS, METADATA, Database
from api.service.keys import KeyRing, Role

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from api.service.service import Service

ON_BOTH_DATABASES = True


def test_migrations_make_exactly_these_tables(database: Database) -> None:
    with database.reading() as connection:
        inspector = sa.inspect(connection)
        for table in METADATA.sorted_tables:
            found = {column["name"] for column in inspector.get_columns(table.name)}
            assert found == set(table.columns.keys())


def test_many_processes_may_migrate_at_once(database_url: str) -> None:
    faults: list[BaseException] = []

    def migrate() -> None:
        state = Database(database_url)
        try:
            state.migrate()
        except BaseException as error:  # noqa: BLE001 - all are shown
            faults.append(error)
        finally:
            state.close()

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_what_fails_half_way_leaves_nothing(database: Database) -> None:
    row = {"id": "a", "name": "a", "role": "lezer", "secret_sha256": "", "created": ""}

    def half_way() -> None:
        with database.writing() as connection:
            connection.execute(KEYS.insert().values(**row))
            connection.execute(sa.text("SELECT no_such_column"))

    with pytest.raises(sa.exc.DBAPIError):
        half_way()
    assert KeyRing(database).all() == []


def test_writers_wait_for_each_other(database: Database) -> None:
    ring = KeyRing(database)

    def make() -> None:
        for number in range(10):
            ring.make(str(number), Role.LEZER)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ring.all()) == 40


@pytest.mark.parametrize("url", ["", "niets", "mysterie://x", "sqlite:////proc/0/x/y"])
def test_a_wrong_address_gets_a_sentence(url: str) -> None:
    with pytest.raises(DataError, match="database"):
        Database(url)


def test_without_a_database_figures_are_still_read(
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    headers_of: Callable[[Role], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = make_service()
    client = make_client(service)
    key = headers_of(Role.PLANNER)

    def gone(*_: object, **__: object) -> None:
        refused = OSError("connection refused")
        raise sa.exc.OperationalError(None, None, refused)

    with monkeypatch.context() as broken:
        broken.setattr(service.database.engine, "connect", gone)
        assert client.get("/v1/bereik").status_code == 200
        assert client.get("/v1/readyz").json()["database"] == "onbereikbaar"
        refused = client.get("/v1/scenarios", headers=key)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "10"
    assert client.get("/v1/scenarios", headers=key).status_code == 200


def test_a_full_disk_says_so(
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = make_service()
    client = make_client(service)

    def full(*_: object, **__: object) -> None:
        cause = OSError("database or disk is full")
        raise sa.exc.OperationalError(None, None, cause)

    monkeypatch.setattr(service.database.engine, "connect", full)
    answer = client.get("/v1/scenarios")
    assert answer.status_code == 507
    assert "nothing was written" in answer.json()["detail"]


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    file.touch(mode=0o644)
    state = Database(f"sqlite:///{file}")
    state.migrate()
    modes = {one.name: one.stat().st_mode & 0o777 for one in tmp_path.iterdir()}
    state.close()
    assert set(modes.values()) == {0o600}, modes
