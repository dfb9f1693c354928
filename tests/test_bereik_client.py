"""The client in Python before a real service: typed rows, a job, and an error."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
import uvicorn

from api.service.assembly import create_app
from api.service.database import Database
from api.service.holder import SnapshotHolder
from api.service.keys import KeyRing, Role
from api.service.service import gathered
from api.service.settings import Settings
from bereik.client import Client, ServiceError
from tests.api.service.conftest import served_of, small_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.enable_socket


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Address of a service, and a key to it."""
    state = tmp_path_factory.mktemp("client") / "state.sqlite"
    database = Database(f"sqlite:///{state}")
    database.migrate()
    _, key = KeyRing(database).make("client", Role.LEZER)
    settings = Settings(rate_per_s=0.0, watch_s=0.0, jobs=1)
    served = served_of(small_snapshot())
    gathered_ = gathered(settings, database, SnapshotHolder(served), served.gate)
    app = create_app(settings, gathered_)
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", key
    server.should_exit = True
    thread.join(timeout=10)


def test_rows_are_typed(service: tuple[str, str]) -> None:
    client = Client(service[0])
    rows = client.shares(profiel="PIE", leerweg="gl", gebiedsindeling="gemeente")
    assert [one.area_name for one in rows] == ["Westdorp", "Oostdorp"]
    for one in rows:
        share = one.share
        assert share.low is not None
        assert share.estimate is not None
        assert share.high is not None
        assert share.low <= share.estimate <= share.high
        assert share.likely_low is not None
        assert one.members["deel"] == share.estimate
    several = client.shares(profiel=["PIE", "BWI"], leerweg="gl", drempel=[5_000])
    assert {one.profiel for one in several} == {"PIE", "BWI"}
    assert {one.threshold for one in several} == {5_000}


def test_what_edits_change(service: tuple[str, str]) -> None:
    client = Client(service[0])
    (one,) = client.effect(["sluit-X00101-PIE-gl"], profiel="PIE", leerweg="gl")
    assert one.after.estimate == 0
    assert one.before.estimate
    assert one.difference.estimate == -one.before.estimate
    assert one.only_option_lost.estimate


def test_every_feature_comes_page_by_page(service: tuple[str, str]) -> None:
    found = [one["id"] for one in Client(service[0]).features("postcodes", limit=7)]
    assert len(set(found)) == 24
    west = Client(service[0]).features("postcodes", filter="gemeente = 'GM9001'")
    assert len(list(west)) == 12


def test_a_job_is_waited_for(service: tuple[str, str]) -> None:
    address, key = service
    client = Client(address, key)
    job = client.begin("bereik", vraag={"profiel": "PIE"}, vorm="csv")
    assert "PIE" in client.wait(job, 30).decode("utf-8")
    assert client.follow(job).has_ended


def test_a_job_that_fails_says_so(service: tuple[str, str]) -> None:
    address, key = service
    client = Client(address, key)
    job = client.begin("bereik", vraag={"modus": "fiets"}, vorm="csv")
    with pytest.raises(ServiceError, match="mislukt"):
        client.wait(job, 30)


@pytest.mark.parametrize(
    ("language", "told"), [("en", "is not known here"), ("nl", "is hier niet bekend")]
)
def test_faults_are_told_in_words(
    service: tuple[str, str], language: str, told: str
) -> None:
    with pytest.raises(ServiceError, match=told) as caught:
        Client(service[0], language=language).shares(kleur="rood")
    assert caught.value.status == 400
    assert caught.value.errors[0]["name"] == "kleur"


def test_a_key_is_needed_for_jobs(service: tuple[str, str]) -> None:
    with pytest.raises(ServiceError) as caught:
        Client(service[0]).begin("bereik")
    assert caught.value.status == 401


def test_no_answer_is_an_error_too() -> None:
    with pytest.raises(ServiceError, match="No answer"):
        Client("http://127.0.0.1:9").get("/codes")
