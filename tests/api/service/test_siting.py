"""The job `vestigingskeuze`: the best place over HTTP, and a sentence if none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from api.service.keys import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot
    from api.service.service import Service


@pytest.fixture
def schools_land(snapshot: Snapshot) -> Snapshot:
    """The small land with a school beside its techlab and two far from it."""
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300"],
            "naam": ["Bij het lab", "Ver weg", "Ook ver weg"],
            "plaats": "Dorp",
            "pc4": ["A000", "A005", "A023"],
            "pupils": [20.0, 30.0, 60.0],
        },
        geometry=[
            shapely.Point(110_000, 455_500),
            shapely.Point(122_000, 452_000),
            shapely.Point(122_000, 464_000),
        ],
        crs=28992,
    )
    return snapshot.edited(basisscholen=schools)


def _done(
    service: Service, client: TestClient, headers: dict[str, str], **choice: object
) -> tuple[dict[str, Any], str]:
    work = {"soort": "vestigingskeuze", "vorm": "json", "keuze": choice}
    accepted = client.post("/v1/taken", json=work, headers=headers)
    assert accepted.status_code == 202, accepted.text
    assert service.runner.do_one()
    place = accepted.headers["location"]
    return client.get(place, headers=headers).json(), place


def test_the_best_place_comes_out_of_a_job(
    schools_land: Snapshot,
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    service = make_service(schools_land)
    client, mine = make_client(service), headers_of(Role.LEZER)
    job, place = _done(service, client, mine, aantal=1, binnen=4_000)
    assert job["status"] == "klaar", job["melding"]
    told = json.loads(client.get(f"{place}/resultaat", headers=mine).content)
    assert told["bewezenBest"] is True
    assert told["deelBereikt"] == pytest.approx(80 / 110, abs=1e-6)
    new = [row for row in told["rijen"] if row["nieuw"]]
    assert [row["leerlingen"] for row in new] == [60.0]


def test_what_cannot_be_fails_with_a_sentence(
    schools_land: Snapshot,
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    service = make_service(schools_land)
    client, mine = make_client(service), headers_of(Role.LEZER)
    job, _ = _done(service, client, mine, modus="fiets")
    assert (job["status"], "needs roads" in job["melding"]) == ("mislukt", True)
    job, _ = _done(service, client, mine, gebied="Nergens")
    assert (job["status"], "Nergens" in job["melding"]) == ("mislukt", True)


def test_a_choice_beyond_the_limits_is_refused(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    work = {"soort": "vestigingskeuze", "keuze": {"aantal": 1_000}}
    asked = client.post("/v1/taken", json=work, headers=headers_of(Role.LEZER))
    assert asked.status_code == 400
