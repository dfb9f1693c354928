"""Years to come over HTTP: the core's answers in Dutch, small counts hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from accessibility.reports import GroupsQuestion, groups_answer
from accessibility.reports.impact_ladder import LADDER_COLUMNS
from accessibility.reports.joined_leerweg import JOINED_COLUMNS
from accessibility.reports.region_attributes import ATTRIBUTE_COLUMNS
from accessibility.reports.school_teachers import TEACHER_COLUMNS
from accessibility.study import Study
from api.service.ahead_words import column_name
from api.service.keys import Role
from tests.accessibility.outlook.made_ground import land

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service

AHEAD = (
    "/v1/vooruitzichten?tot=2025&stap=3&trekkingen=20&leerlingen=own"
    "&profiel=PIE&leerweg=gl"
)


@pytest.fixture(scope="module")
def snapshot() -> Any:  # noqa: ANN401 - a snapshot, made once for the file
    return land()


@pytest.fixture
def service(snapshot: Any, make_service: Callable[..., Service]) -> Service:  # noqa: ANN401 - as above
    return make_service(snapshot)


@pytest.fixture
def ahead(service: Service, make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(service)


def _answer(client: TestClient, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    return content


def test_three_layers_a_row_a_year_and_no_forecast(ahead: TestClient) -> None:
    told = _answer(ahead, AHEAD)
    assert [row["jaar"] for row in told["rijen"]] == [2019, 2022, 2025]
    first = told["rijen"][0]
    assert first["bereikDemografie"] == pytest.approx(first["bereikWaarschijnlijkP50"])
    last = told["rijen"][-1]
    ends = [last[f"bereikWaarschijnlijkP{q}"] for q in (10, 50, 90)]
    assert ends == sorted(ends)
    assert last["bereikAlsNorm"] <= last["bereikAlsNormSamen"]
    assert any(note.startswith("Geen voorspelling") for note in told["toelichting"])
    assert told["vraag"]["trekkingen"] == 20
    assert told["vraag"]["zaad"] == 2031


def test_edits_hold_from_the_start(ahead: TestClient, snapshot: Any) -> None:  # noqa: ANN401 - as above
    offers = snapshot.offers[snapshot.offers.profiel == "PIE"]
    offers = offers[offers.leerweg == "gl"].brin6
    text = "_".join(f"sluit-{one}-PIE-gl" for one in offers)
    told = _answer(ahead, f"{AHEAD}&als={text}")
    assert [row["bereikDemografie"] for row in told["rijen"]] == [0, 0, 0]
    assert told["rijen"][0]["aanbodNu"] == 0


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("vooruitzichten?tot=2060", 400, "the last year that can be told"),
        ("vooruitzichten?tot=2031", 400, "more than 9 years"),
        ("vooruitzichten?profiel=D%26P", 400, "no view ahead of D&P"),
        ("vooruitzichten?drempel=5000,10000", 400, "one threshold"),
        ("vooruitzichten?trekkingen=2000", 400, "as a job of soort vooruitzicht"),
        ("vooruitzichten?als=sluit-NERGENS", 400, "als"),
        ("sluitingen?gebied=Nergens", 400, "Nergens"),
        ("sluitingen?sluiten=1900&leerlingen=own", 400, "1900"),
        ("groepen?jaar=2060", 400, "2060"),
        ("regios?toon=clusters", 400, "clusters compare two years"),
        ("regios?toon=clusters&sinds=00000000", 404, "snapshot"),
        ("regios?gebiedsindeling=wijk", 400, "gebiedsindeling"),
    ],
)
def test_what_cannot_be_gets_a_problem(
    ahead: TestClient, address: str, status: int, words: str
) -> None:
    answer = ahead.get(f"/v1/{address}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in json.dumps(answer.json())


def test_groups_are_those_of_the_core(ahead: TestClient, snapshot: Any) -> None:  # noqa: ANN401 - as above
    told = _answer(ahead, "/v1/groepen?jaar=2024")
    core = groups_answer(Study(snapshot), GroupsQuestion(year=2024))
    assert len(told["rijen"]) == len(core.table)
    assert [row["vestiging"] for row in told["rijen"]] == list(core.table.brin6)
    masked = [row for row in told["rijen"] if row["leerlingenLaag"] == 1]
    assert masked
    assert all(row["verwacht"] is None for row in masked)


@pytest.mark.parametrize("table", ["stappen", "plannen", "spijt", "samenvoegen"])
def test_orders_of_closure_are_proven(ahead: TestClient, table: str) -> None:
    address = f"/v1/sluitingen?sluiten=3&jaar=2024&leerlingen=own&toon={table}"
    told = _answer(ahead, address)
    assert told["bewijs"] == "proven best"
    assert told["vraag"]["sluiten"] == 3
    assert told["rijen"]


@pytest.mark.parametrize("table", ["aanbod", "omvang&jaar=2024", "grenzen"])
def test_regions_are_told(ahead: TestClient, table: str) -> None:
    told = _answer(ahead, f"/v1/regios?leerlingen=own&toon={table}")
    assert told["rijen"]


def test_gl_and_tl_as_one_are_told_in_dutch(
    snapshot: Any,  # noqa: ANN401 - as above
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
) -> None:
    pupils = snapshot.table("pupils")
    tl = pupils[pupils.leerweg == "gl"].assign(leerweg="tl", profiel="")
    joined = snapshot.edited(pupils=pd.concat([pupils, tl], ignore_index=True))
    client = make_client(make_service(joined))
    told = _answer(client, "/v1/regios?toon=eenLeerweg&gebiedsindeling=nl")
    cases = [row["geval"] for row in told["rijen"]]
    assert cases[:2] == ["gl", "gl en tl"]
    assert told["vraag"]["noemer"] == "leerweg"


def test_small_counts_need_a_key(
    ahead: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    assert ahead.get(f"{AHEAD}&afscherming=nee").status_code == 401
    answer = ahead.get(f"{AHEAD}&afscherming=nee", headers=headers_of(Role.LEZER))
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("vooruitzicht", {"vooruit": {"tot": 2022, "stap": 3, "leerlingen": "own"}}),
        ("sluitingen", {"sluiting": {"sluiten": 2, "leerlingen": "own"}}),
    ],
)
def test_long_ones_are_jobs(
    service: Service,
    ahead: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
    kind: str,
    body: dict[str, Any],
) -> None:
    headers = headers_of(Role.LEZER)
    work = {"soort": kind, "vorm": "json", **body}
    accepted = ahead.post("/v1/taken", json=work, headers=headers)
    assert accepted.status_code == 202, accepted.text
    assert service.runner.do_one()
    place = f"{accepted.headers['location']}/resultaat"
    done = ahead.get(place, headers=headers)
    assert done.status_code == 200, done.text
    assert done.json()["rijen"]


def test_every_regret_has_a_name() -> None:
    assert column_name("regret_2031") == "spijt2031"


@pytest.mark.parametrize(
    "columns",
    [ATTRIBUTE_COLUMNS, JOINED_COLUMNS, LADDER_COLUMNS, TEACHER_COLUMNS],
)
def test_every_column_of_regions_has_a_dutch_name(columns: tuple[str, ...]) -> None:
    names = [column_name(one) for one in columns]
    assert len(set(names)) == len(columns)
