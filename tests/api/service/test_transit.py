"""Public transport over HTTP: every minute can be read off the bus over the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bus_over_grid import bus_land

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service

MINUTE_S = 60
LEADS_MIN = (34, 34, 39, 39, 44, 44, 49)
"""From A005 to X00100 by seven bells from 08:15: the bus arrives at :06 and :26."""


@pytest.fixture
def riding(
    make_service: Callable[..., Service], make_client: Callable[..., TestClient]
) -> TestClient:
    return make_client(make_service(snapshot=bus_land()))


def test_the_journey_is_told_with_its_line_its_stops_and_its_bell(
    riding: TestClient,
) -> None:
    told = riding.get("/v1/postcodes/A005/reis?vestiging=X00100").json()
    assert told["vestigingNaam"] == "De Ambacht"
    assert told["bel"] == "08:20"
    assert told["onderwegS"] == 30 * MINUTE_S
    spread = (told["voorBelP10S"], told["voorBelS"], told["voorBelP90S"])
    assert spread == tuple(LEADS_MIN[k] * MINUTE_S for k in (0, 3, 6))
    assert told["peildata"]["dienstregeling"] == "2023-10-03"
    assert told["stappen"][1] == {
        "soort": "rijden",
        "vervoer": "bus",
        "lijn": "7",
        "van": "Halte 5",
        "naar": "Halte 0",
        "vertrek": "07:36",
        "aankomst": "08:06",
    }
    assert [step["soort"] for step in told["stappen"]] == ["lopen", "rijden", "lopen"]


def test_no_journey_is_an_answer_and_an_unknown_place_is_none(
    riding: TestClient,
) -> None:
    # The school of A023 lies 12 km from the bus.
    none = riding.get("/v1/postcodes/A000/reis?vestiging=X00200").json()
    assert (none["bel"], none["voorBelS"], none["stappen"]) == (None, None, [])
    assert none["grensS"] == 5_400
    for path in ("Z999/reis?vestiging=X00100", "A000/reis?vestiging=X99999"):
        assert riding.get(f"/v1/postcodes/{path}").status_code == 404
    assert riding.get("/v1/postcodes/A000/reis").status_code == 400


def test_without_a_timetable_there_is_no_journey(client: TestClient) -> None:
    told = client.get("/v1/postcodes/A000/reis?vestiging=X00100")
    assert told.status_code == 404
    assert "ov" in told.json()["detail"]


def test_the_card_of_a_postcode_tells_public_transport_in_seconds(
    riding: TestClient,
) -> None:
    card = riding.get("/v1/postcodes/A005/bereik?profiel=PIE&leerweg=bl").json()
    ways = {(w["modus"], w["eenheid"]): w["kosten"] for w in card["aanbod"][0]["wegen"]}
    assert ways["ov", "s"] == LEADS_MIN[3] * MINUTE_S
    assert ("ov", "m") not in ways
    assert ways["fiets", "m"] == pytest.approx(20_000, abs=1)
