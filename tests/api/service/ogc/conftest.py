"""One service for all requirements, and what is asked of it again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from api.service.assembly import create_app
from api.service.database import Database
from api.service.holder import SnapshotHolder
from api.service.service import gathered
from api.service.settings import Settings
from tests.api.service.conftest import served_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.snapshot import Snapshot


@pytest.fixture(scope="module")
def client(
    snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient]:
    """A client without a key, of a service that no test changes."""
    state = tmp_path_factory.mktemp("ogc") / "state.sqlite"
    database = Database(f"sqlite:///{state}")
    database.migrate()
    settings = Settings(rate_per_s=0.0, watch_s=0.0, jobs=0)
    served = served_of(snapshot)
    service = gathered(settings, database, SnapshotHolder(served), served.gate)
    app = create_app(settings, service)
    with TestClient(app, raise_server_exceptions=False) as one:
        yield one
    database.close()


@pytest.fixture(scope="module")
def openapi(client: TestClient) -> dict[str, Any]:
    """The description that is served."""
    described: dict[str, Any] = client.get("/v1/openapi.json").json()
    return described
