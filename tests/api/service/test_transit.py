"""Public transport over HTTP: every minute can be read off the bus over the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.service.keys import Role
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
    asked = "profiel=PIE&leerweg=bl&punten=centre"
    card = riding.get(f"/v1/postcodes/A005/bereik?{asked}").json()
    ways = {(w["modus"], w["eenheid"]): w["kosten"] for w in card["aanbod"][0]["wegen"]}
    assert ways["ov", "s"] == LEADS_MIN[3] * MINUTE_S
    assert ("ov", "m") not in ways
    assert ways["fiets", "m"] == pytest.approx(20_000, abs=1)


OF_OV = "modus=fiets&drempel=12000&of=ov-2700s&profiel=PIE&leerweg=bl&noemer=leerweg"
"""12 km by bicycle or 45 minutes by bus: PIE-bl is offered at A000 only."""


def test_either_of_two_ways_is_told_apart_by_postcode(riding: TestClient) -> None:
    told = riding.get(f"/v1/kaart/cijfers?{OF_OV}").json()
    assert told["vraag"]["of"] == "ov-2700s"
    assert told["peildata"]["dienstregeling"] == "2023-10-03"
    columns = told["kolommen"]
    by_way = dict(zip(columns["postcode"], columns["bereiktMet"], strict=True))
    # Over the grid A009 lies 12 + 4 km away, A008 8 + 4; by bus the whole first row.
    expected = {"A003": "beide", "A005": "tweede", "A008": "eerste", "A009": "geen"}
    assert {pc4: by_way[pc4] for pc4 in expected} == expected
    gap = dict(zip(columns["postcode"], columns["witteVlek"], strict=True))
    assert {pc4 for pc4, is_gap in gap.items() if is_gap} == {
        pc4 for pc4, way in by_way.items() if way == "geen"
    }


def test_shares_by_either_way_add_up_to_the_postcodes(riding: TestClient) -> None:
    (row,) = riding.get(f"/v1/bereik?{OF_OV}").json()["rijen"]
    ways = ("beide", "alleenEerste", "alleenTweede")
    assert row["bereikt"] == pytest.approx(sum(row[way] for way in ways))
    assert (row["eersteModus"], row["tweedeModus"]) == ("fiets", "ov")
    parts = ("bereikt", "geenVanBeide", "nietGeplaatst", "buitenWegen")
    assert row["leerlingen"] == pytest.approx(sum(row[part] for part in parts))
    columns = riding.get(f"/v1/kaart/cijfers?{OF_OV}").json()["kolommen"]
    seen = [one for one in columns["bereikt"] if one is not None]
    assert sum(seen) == pytest.approx(row["bereikt"], abs=5)


def test_one_way_asked_alone_is_not_the_answer_of_two(riding: TestClient) -> None:
    alone = OF_OV.replace("&of=ov-2700s", "")
    for asked in (OF_OV, alone, OF_OV):
        (row,) = riding.get(f"/v1/bereik?{asked}").json()["rijen"]
        assert ("alleenTweede" in row) == ("of=" in asked)


def test_the_card_is_no_gap_where_either_way_does(riding: TestClient) -> None:
    for pc4, is_gap in (("A005", False), ("A008", False), ("A009", True)):
        card = riding.get(f"/v1/postcodes/{pc4}/bereik?{OF_OV}").json()
        assert card["aanbod"][0]["witteVlek"] is is_gap
        assert (card["aanbod"][0]["reden"] == "") is not is_gap
    alone = riding.get(
        f"/v1/postcodes/A005/bereik?{OF_OV.replace('&of=ov-2700s', '')}"
    ).json()
    assert alone["aanbod"][0]["witteVlek"] is True


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("bereik?of=ov-2700m", 400, "ov is measured in s"),
        ("bereik?of=ov-9000s", 400, "beyond 7200 s"),
        ("bereik?of=auto-9000m", 404, "no roads for modus auto"),
        ("bereik?of=bus-2700s", 400, "of"),
        ("bereik?of=ov-2700s&drempel=5000,10000", 400, "exactly one drempel"),
        ("keuzes?of=ov-2700s", 400, "of"),
    ],
)
def test_a_second_way_that_cannot_be_asked_gets_a_sentence(
    riding: TestClient, path: str, status: int, said: str
) -> None:
    told = riding.get(f"/v1/{path}")
    assert told.status_code == status, told.text
    assert said in told.text


EFFECT = "/v1/scenarios/effect?modus=ov&eenheid=s&drempel=2700&noemer=leerweg"
CLOCK = {"first": "06:00", "last": "20:00"}
EAST_TO_NORTH = {"edit": "add-line", "line": "nieuw", "stops": ["h5", "h0"]}


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        ({"edit": "remove-line", "line": "bus-7"}, "lost"),
        ({"edit": "remove-stop", "stop": "h0"}, "lost"),
        (
            {"edit": "line-headway", "line": "bus-7", "headway_min": 120, **CLOCK},
            "lost",
        ),
        ({**EAST_TO_NORTH, "headway_min": 5, "minutes": [10], **CLOCK}, "none"),
    ],
)
def test_edits_of_lines_and_stops_have_their_effect(
    riding: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
    edit: dict[str, object],
    change: str,
) -> None:
    # Every journey is searched anew, which not just anyone may ask of a large land.
    assert riding.post(EFFECT, json=_document(edit)).status_code == 401
    reader = headers_of(Role.LEZER)
    told = riding.post(EFFECT, json=_document(edit), headers=reader)
    assert told.status_code == 200, told.text
    rows = {
        (row["profiel"], row["leerweg"]): row["deelNa"] - row["deelVoor"]
        for row in told.json()["rijen"]
    }
    # Whoever lives at a stop was in time already: a second bus adds nobody.
    assert (rows.get(("PIE", "bl"), 0) < 0) == (change == "lost")


def _document(edit: dict[str, object]) -> dict[str, object]:
    return {"format": 1, "title": "Wat als", "snapshot": "klein", "edits": [edit]}


def test_an_unknown_line_is_told_as_a_fault(
    riding: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    removed = _document({"edit": "remove-line", "line": "bus-8"})
    told = riding.post(EFFECT, json=removed, headers=headers_of(Role.LEZER))
    assert told.status_code == 400
    assert "bus-8" in told.text
