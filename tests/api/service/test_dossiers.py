"""Dossiers by HTTP: made by a job, for the owner alone, the same as `make_dossier`."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from accessibility.memory import Pool
from accessibility.scenario import parse_scenario
from accessibility.study import Study
from api.dossiers import make_dossier
from api.service import dossiers
from api.service.gates import ComputingGate
from api.service.jobs import Done, JobStatus, JobStore
from api.service.keys import Caller, Role
from api.service.served import load_served
from data.snapshots import write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot
    from api.service.database import Database
    from api.service.service import Service

ME = Caller("me", Role.PLANNER)
DOCUMENT: dict[str, Any] = {
    "format": 1,
    "title": "PIE dicht",
    "snapshot": "klein",
    "edits": [
        {"edit": "close-offer", "brin6": "X00100", "profiel": "PIE", "leerweg": "bl"}
    ],
}
FILES = {
    "dossier.json",
    "dossier.pdf",
    "dossier.xlsx",
    "postcodes.geojson",
    "postcodes.gpkg",
    "kaart-na.html",
}


@pytest.fixture
def service(make_service: Callable[..., Service]) -> Service:
    """A service whose jobs the test does itself."""
    return make_service()


@pytest.fixture
def planning(
    service: Service, make_client: Callable[..., TestClient]
) -> tuple[TestClient, Callable[[], bool]]:
    return make_client(service), service.runner.do_one


@pytest.fixture
def mine(headers_of: Callable[[Role], dict[str, str]]) -> dict[str, str]:
    return headers_of(Role.PLANNER)


def _kept(client: TestClient, headers: dict[str, str], query: str = "") -> str:
    made = client.post(f"/v1/scenarios{query}", json=DOCUMENT, headers=headers)
    return f"/v1/scenarios/{made.json()['id']}/dossier"


def test_a_dossier_is_that_of_the_command_line(
    planning: tuple[TestClient, Callable[[], bool]],
    mine: dict[str, str],
    snapshot: Snapshot,
) -> None:
    client, do_one = planning
    path = _kept(client, mine)
    assert client.get(f"{path}/dossier.pdf", headers=mine).status_code == 404
    facts = {"rpo_gemeenten": ["GM9001"], "rpo_boards": ["B1"]}
    body: dict[str, Any] = {"drempel": 9_000, "feiten": facts}
    accepted = client.post(path, json=body, headers=mine)
    assert accepted.status_code == 202
    place = accepted.headers["location"]
    assert "/v1/taken/" in place
    assert client.get(f"{path}/dossier.pdf", headers=mine).status_code == 409
    assert do_one()
    job = client.get(place, headers=mine).json()
    assert (job["status"], job["melding"]) == ("klaar", "")
    whole = client.get(job["resultaat"], headers=mine)
    assert whole.headers["content-type"] == "application/zip"
    assert client.get(f"{path}/dossier.zip", headers=mine).content == whole.content

    request = dossiers.request_of(
        parse_scenario(json.dumps(DOCUMENT)), dossiers.DossierBody(**body)
    )
    assert request.question.threshold == 9_000
    assert request.facts.rpo_gemeenten == ("GM9001",)
    expected = make_dossier(Study(snapshot), request).files
    assert set(expected) == FILES
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == expected
    for name, content in expected.items():
        one = client.get(f"{path}/{name}", headers=mine)
        assert one.content == content
        assert one.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert one.headers["cache-control"] == "private, no-store"


def test_only_the_owner_has_a_dossier(
    planning: tuple[TestClient, Callable[[], bool]],
    mine: dict[str, str],
    headers_of: Callable[[Role], dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, do_one = planning
    monkeypatch.setattr(dossiers, "make_dossier", _small)
    hidden, shared = _kept(client, mine), _kept(client, mine, "?gedeeld=ja")
    place = client.post(hidden, headers=mine).headers["location"]
    client.post(shared, headers=mine)
    assert do_one()
    assert do_one()
    planner, reader = headers_of(Role.PLANNER), headers_of(Role.LEZER)
    for path, theirs, expected in (
        (hidden, planner, 404),
        (shared, planner, 403),
        (shared, headers_of(Role.BEHEERDER), 403),
        (shared, reader, 403),
        (shared, {}, 401),
    ):
        assert client.post(path, headers=theirs).status_code == expected
        answer = client.get(f"{path}/dossier.zip", headers=theirs)
        assert answer.status_code == expected
    assert client.get(place, headers=planner).status_code == 404
    assert client.get(f"{hidden}/dossier.pdf", headers=mine).content == b"PDF"
    absent = client.get(f"{hidden}/kaart-na.html", headers=mine)
    assert absent.status_code == 404
    assert "dossier.pdf" in absent.json()["detail"]
    assert client.get(f"{hidden}/geheim.txt", headers=mine).status_code == 400


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({"modus": "fiets"}, 404, "no roads"),
        ({"eenheid": "s"}, 400, "straight line"),
        ({"drempel": 30_001}, 400, "drempel"),
        ({"modus": "fiets", "eenheid": "s", "drempel": 7_201}, 400, "7200"),
        ({"feiten": {"rpo_gemeenten": 3}}, 400, "rpo_gemeenten"),
        ({"anders": 1}, 400, "anders"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused_at_once(
    client: TestClient,
    mine: dict[str, str],
    body: dict[str, Any],
    status: int,
    named: str,
) -> None:
    answer = client.post(_kept(client, mine), json=body, headers=mine)
    assert answer.status_code == status
    assert named in answer.text


def test_a_dossier_too_large_to_keep_fails_with_the_reason(
    planning: tuple[TestClient, Callable[[], bool]],
    mine: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, do_one = planning
    monkeypatch.setattr(dossiers, "make_dossier", _small)
    monkeypatch.setattr(dossiers, "MOST_BYTES", 10)
    place = client.post(_kept(client, mine), headers=mine).headers["location"]
    assert do_one()
    job = client.get(place, headers=mine).json()
    assert job["status"] == "mislukt"
    assert "bereik what-if" in job["melding"]


def test_the_newest_ended_jobs_are_kept(database: Database) -> None:
    store = JobStore(database)
    other = Caller("other", Role.PLANNER)
    theirs = store.add(other, "dossier", {"scenario": "a"})
    ids = [store.add(ME, "dossier", {"scenario": "a%"}).id for _ in range(4)]
    for _ in range(4):
        claimed = store.claim()
        assert claimed is not None
        done = Done(b"x", "text/plain")
        assert store.end(claimed[0].id, claimed[1], JobStatus.DONE, done=done)
    store.keep_newest(ME, 2, "dossier")
    left = {job.id for job in store.own(ME, "dossier", "a%")}
    # The fourth of mine still waits; of the three that ended the newest two stay.
    assert len(left) == 3
    assert ids[-1] in left
    assert store.get(other, theirs.id).status is JobStatus.DONE
    assert store.own(ME, "dossier", "a") == []
    assert store.own(ME, "effect", "a%") == []


def _small(*_: object, **__: object) -> object:
    class Small:
        files = {"dossier.json": b"{}", "dossier.pdf": b"PDF"}  # noqa: RUF012 - a stand-in

    return Small


def test_a_replaced_folder_is_never_named_as_the_source(
    snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "land"
    write_snapshot(snapshot, folder)
    served = load_served(folder, gate=ComputingGate(1, 5.0), pool=Pool())
    used: list[Path | None] = []

    def seen(study: Study, *_: object, **__: object) -> object:
        used.append(study.snapshot.folder)
        return _small()

    monkeypatch.setattr(dossiers, "make_dossier", seen)
    scenario = parse_scenario(json.dumps(DOCUMENT))
    dossiers.dossier_rendered(served, scenario, dossiers.DossierBody())
    shutil.rmtree(folder)
    write_snapshot(snapshot.edited(offers=snapshot.offers[1:]), folder)
    dossiers.dossier_rendered(served, scenario, dossiers.DossierBody())
    shutil.rmtree(folder)
    dossiers.dossier_rendered(served, scenario, dossiers.DossierBody())
    assert used == [folder.resolve(), None, None]
