"""Planning over HTTP: the same answers as the command line, and small counts hidden."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from icalendar import Calendar

from accessibility.planning.facilities import FacilityQuestion, facility_answer
from accessibility.planning.sharing import SharingQuestion, sharing_answer
from api.service.keys import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot
    from api.service.service import Service

CHRISTMAS = {"eersteDag": "2025-12-22", "laatsteDag": "2026-01-02"}
TERM = {"eersteDag": "2026-01-05", "laatsteDag": "2026-01-09"}


@pytest.fixture
def schools_land(snapshot: Snapshot) -> Snapshot:
    """The small land with a school beside its techlab and three far from it."""
    schools = gpd.GeoDataFrame(
        {
            "brin6": ["XP0100", "XP0200", "XP0300", "XP0400"],
            "naam": ["Bij het lab", "Ver weg", "Ook ver weg", "Klein"],
            "plaats": "Dorp",
            "pc4": ["A000", "A005", "A023", "A023"],
            "pupils": [20.0, 30.0, 60.0, 3.0],
        },
        geometry=[
            shapely.Point(110_000, 455_500),
            shapely.Point(122_000, 452_000),
            shapely.Point(122_000, 464_000),
            shapely.Point(122_000, 464_200),
        ],
        crs=28992,
    )
    return snapshot.edited(basisscholen=schools)


@pytest.fixture
def service(schools_land: Snapshot, make_service: Callable[..., Service]) -> Service:
    return make_service(schools_land)


@pytest.fixture
def planning(service: Service, make_client: Callable[..., TestClient]) -> TestClient:
    return make_client(service)


def _rows(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["rijen"]
    return rows


def test_reach_of_facilities_is_that_of_the_core(
    planning: TestClient, schools_land: Snapshot
) -> None:
    rows = _rows(planning, "/v1/faciliteiten/bereik?drempel=1000,15000")
    asked = FacilityQuestion(thresholds=(1_000.0, 15_000.0))
    table = facility_answer(schools_land, asked).table
    assert [row["scholenBereikt"] for row in rows] == list(table["schools_reached"])
    assert [row["deel"] for row in rows] == pytest.approx(
        list(table["share"]), abs=1e-6
    )


def test_the_register_is_told_in_dutch(
    planning: TestClient, schools_land: Snapshot
) -> None:
    rows = _rows(planning, "/v1/faciliteiten/bereik?toon=register")
    labs = schools_land.table("facilities")
    assert [row["nummer"] for row in rows] == sorted(labs.facility_id)
    assert {row["soort"] for row in rows} == set(labs.kind)
    assert [row["datum"] for row in rows] == list(labs.sort_values("facility_id").date)


def test_where_is_nothing_has_names_and_no_small_count(planning: TestClient) -> None:
    rows = _rows(planning, "/v1/faciliteiten/bereik?toon=leeg&dichtbij=6000")
    assert [row["naam"] for row in rows] == ["Ook ver weg", "Ver weg", "Klein"]
    small = rows[-1]
    assert (small["leerlingenLaag"], small["leerlingenHoog"]) == (1, 4)
    assert small["leerlingen"] == 2.5
    assert all(row["weg"] > 6_000 for row in rows)


def test_small_counts_need_a_key(
    planning: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    address = "/v1/faciliteiten/bereik?toon=scholen&afscherming=nee"
    assert planning.get(address).status_code == 401
    answer = planning.get(address, headers=headers_of(Role.LEZER))
    assert answer.json()["rijen"][-1]["leerlingen"] == 3
    assert answer.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("faciliteiten/bereik?gebied=Nergens", 400, "Nergens"),
        ("faciliteiten/bereik?soort=event", 404, "no facility of kind event"),
        ("faciliteiten/bereik?modus=fiets", 404, "no roads for modus fiets"),
        ("faciliteiten/bereik?eenheid=s", 400, "a straight line takes no time"),
        ("faciliteiten/bereik?drempel=40000", 400, "beyond"),
        ("keuzevakken/deling?eenheid=s", 400, "a straight line takes no time"),
        ("plekken/winst?plek=A005,A005", 400, "twice"),
        ("plekken/winst?plek=Z999", 400, "Z999 is not among"),
        ("plekken/winst?plekken=A005", 400, "plekken"),
    ],
)
def test_what_cannot_be_gets_a_problem(
    planning: TestClient, address: str, status: int, words: str
) -> None:
    answer = planning.get(f"/v1/{address}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in json.dumps(answer.json())


def test_sharing_is_that_of_the_core(
    planning: TestClient, schools_land: Snapshot
) -> None:
    rows = _rows(planning, "/v1/keuzevakken/deling?drempel=12000")
    table = sharing_answer(schools_land, SharingQuestion(within=12_000.0)).table
    assert [row["vestiging"] for row in rows] == list(table["brin6"])
    assert [row["erbij"] for row in rows] == list(table["extra"])
    for toon in ("wegen", "groepen", "mogelijk"):
        assert _rows(planning, f"/v1/keuzevakken/deling?drempel=12000&toon={toon}")


def test_a_place_is_tried(planning: TestClient) -> None:
    answer = planning.get("/v1/plekken/winst?plek=A023,A005&drempel=4000")
    told = answer.json()
    assert [(row["plek"], row["erbij"], row["scholen"]) for row in told["rijen"]] == [
        ("A023", 62.5, 2),
        ("A005", 30.0, 1),
    ]
    assert (told["vooraf"], told["daarna"]) == (20, 112.5)
    schools = told["scholen"]
    assert schools["toestand"] == ["al", "erbij", "erbij", "erbij"]
    assert schools["door"] == ["", "A005", "A023", "A023"]
    assert schools["afgeschermd"] == [False, False, False, True]
    longitude, latitude = schools["punt"][0]
    assert 3 < longitude < 8
    assert 50 < latitude < 54
    assert answer.headers["etag"]
    table = planning.get("/v1/plekken/winst?plek=A023&f=csv").text
    assert table.startswith("\ufeffplek;naam;erbij;scholen;alleen")


def test_every_form_is_given(planning: TestClient) -> None:
    for form, start in (("csv", "\ufeffdrempel;"), ("html", "<!doctype html>")):
        answer = planning.get(f"/v1/faciliteiten/bereik?f={form}")
        assert answer.text.startswith(start)
    book = planning.get("/v1/keuzevakken/deling?f=xlsx")
    assert book.content.startswith(b"PK")


VISITS = [
    {"datum": "2023-10-03", "activiteit": "les", "school": "XP0100", "leerlingen": 24},
    {"datum": "2024-10-01", "activiteit": "les", "school": "XP0100", "leerlingen": 24},
    {"datum": "2024-11-01", "activiteit": "bus", "school": "XP0300", "leerlingen": 52},
    {"datum": "2024-11-02", "activiteit": "bus", "school": "ZZ9900", "leerlingen": 10},
]


@pytest.mark.parametrize(
    ("toon", "row"),
    [
        ("afstand", {"scholen": 1, "altijd": 1, "nooit": 0}),
        ("scholen", {"naam": "Bij het lab", "deelname": "altijd", "jarenMee": 2}),
        ("gebied", {"gebied": "Oostdorp", "scholen": 3, "soms": 1}),
        ("welVer", {"naam": "Ook ver weg", "deelname": "soms"}),
        ("nooitDichtbij", {"naam": "Ver weg", "deelname": "nooit"}),
        ("leerlingen", {"school": "XP0100", "leerlingen": 20}),
        ("omvang", {"altijd": 1}),
    ],
)
def test_who_takes_part_is_told_in_every_way(
    toon: str,
    row: dict[str, Any],
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    far = 13_000 if toon == "nooitDichtbij" else 6_000
    body = {"bezoeken": VISITS, "toon": toon, "drempel": far}
    answer = planning.post("/v1/deelname", json=body, headers=headers_of(Role.PLANNER))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert any(row.items() <= one.items() for one in told["rijen"]), told["rijen"]
    assert told["schooljaren"] == ["2023/24", "2024/25"]
    assert any("1 visits not matched" in note for note in told["toelichting"])
    assert answer.headers["cache-control"] == "no-store"


def test_visits_need_a_key_and_faults_are_told_at_once(
    planning: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    body: dict[str, Any] = {"bezoeken": VISITS}
    assert planning.post("/v1/deelname", json=body).status_code == 401
    reader, planner = headers_of(Role.LEZER), headers_of(Role.PLANNER)
    assert planning.post("/v1/deelname", json=body, headers=reader).status_code == 403
    body = {"bezoeken": [{**VISITS[0], "datum": "gisteren"}]}
    answer = planning.post("/v1/deelname", json=body, headers=planner)
    assert answer.status_code == 400
    assert "expected a date" in answer.text
    body = {"bezoeken": VISITS, "toon": "doelen"}
    answer = planning.post("/v1/deelname", json=body, headers=planner)
    assert answer.status_code == 400
    goal = {"schooljaar": "2024/25", "indicator": "schools", "doel": 2}
    body["doelen"] = [{**goal, "gesteldOp": "2024-06-30"}]
    row = planning.post("/v1/deelname", json=body, headers=planner).json()["rijen"][0]
    assert (row["uitkomst"], row["gehaald"]) == (2, "yes")


def _done(
    service: Service, client: TestClient, headers: dict[str, str], work: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    accepted = client.post("/v1/taken", json=work, headers=headers)
    assert accepted.status_code == 202, accepted.text
    assert service.runner.do_one()
    place = accepted.headers["location"]
    return client.get(place, headers=headers).json(), place


def test_a_term_comes_out_of_a_job(
    service: Service,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    mine = headers_of(Role.PLANNER)
    work = {"soort": "rondrit", "vorm": "json", "rit": TERM}
    job, place = _done(service, planning, mine, work)
    assert job["status"] == "klaar", job["melding"]
    told = planning.get(f"{place}/resultaat", headers=mine).json()
    visits = [visit for day in told["dagen"] for visit in day["bezoeken"]]
    assert {visit["school"] for visit in visits} == {"XP0200", "XP0300", "XP0400"}
    small = [visit for visit in visits if visit["school"] == "XP0400"]
    assert [(visit["leerlingen"], visit["afgeschermd"]) for visit in small] == [
        (None, True)
    ]
    _, place = _done(service, planning, mine, work | {"vorm": "csv"})
    table = planning.get(f"{place}/resultaat", headers=mine).text
    assert table.startswith("\ufeffdatum;bus;van;tot;school;naam")


def test_a_term_comes_as_a_calendar(
    service: Service,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    mine = headers_of(Role.PLANNER)
    work = {"soort": "rondrit", "vorm": "ics", "rit": TERM}
    _, place = _done(service, planning, mine, work)
    told = planning.get(f"{place}/resultaat", headers=mine)
    assert told.headers["content-type"].startswith("text/calendar")
    events = Calendar.from_ical(told.text).walk("VEVENT")
    assert {str(event["location"]) for event in events}
    assert len({str(event["uid"]) for event in events}) == len(events) > 2


@pytest.mark.parametrize(
    ("keys", "status", "words"),
    [
        (CHRISTMAS, "mislukt", "no school day lies between"),
        (CHRISTMAS | {"schoolvakanties": False}, "klaar", ""),
        (
            TERM | {"examenweken": [{"eerste": "2026-01-01", "laatste": "2026-02-01"}]},
            "mislukt",
            "no school day lies between",
        ),
    ],
)
def test_holidays_and_weeks_of_exams_are_free(
    keys: dict[str, Any],
    status: str,
    words: str,
    service: Service,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    work = {"soort": "rondrit", "vorm": "json", "rit": keys}
    job, _ = _done(service, planning, headers_of(Role.PLANNER), work)
    assert job["status"] == status
    assert words in (job["melding"] or "")


@pytest.mark.parametrize("toon", ["plekken", "bus", "budgetten"])
def test_a_budget_is_divided_by_a_job(
    toon: str,
    service: Service,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    body = {"budget": 8, "kostenPlek": 10, "kostenBus": 4, "toon": toon}
    work = {"soort": "besteding", "vorm": "json", "besteding": body}
    mine = headers_of(Role.PLANNER)
    job, place = _done(service, planning, mine, work)
    assert job["status"] == "klaar", job["melding"]
    told = planning.get(f"{place}/resultaat", headers=mine).json()
    assert (told["bussen"], told["uitgegeven"], told["bewezenBest"]) == (1, 4, True)
    if toon == "bus":
        few = [row["leerlingen"] for row in told["rijen"] if row["afgeschermd"]]
        assert few == [None]


@pytest.mark.parametrize(
    ("work", "status", "words"),
    [
        ({"soort": "rondrit"}, 400, "needs rit"),
        ({"soort": "besteding"}, 400, "needs besteding"),
        ({"soort": "bereik", "vorm": "ics"}, 400, "vorm=ics is of soort rondrit"),
        (
            {"soort": "rondrit", "rit": TERM | {"laatsteDag": "2028-01-01"}},
            400,
            "at most 400 days",
        ),
        (
            {"soort": "rondrit", "rit": TERM | {"laatsteDag": "2026-01-01"}},
            400,
            "before it begins",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_once(
    work: dict[str, Any],
    status: int,
    words: str,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    answer = planning.post("/v1/taken", json=work, headers=headers_of(Role.PLANNER))
    assert answer.status_code == status
    assert words in answer.text


def test_a_reader_may_not_plan(
    planning: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    work = {"soort": "rondrit", "rit": TERM}
    answer = planning.post("/v1/taken", json=work, headers=headers_of(Role.LEZER))
    assert answer.status_code == 403


def test_other_plans_stand_beside_the_best(
    service: Service,
    planning: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
) -> None:
    body = {"aantal": 1, "binnen": 4_000, "vergelijking": True}
    work = {"soort": "vestigingskeuze", "vorm": "json", "keuze": body}
    mine = headers_of(Role.LEZER)
    _, place = _done(service, planning, mine, work)
    told = planning.get(f"{place}/resultaat", headers=mine).json()
    plans = {one["plan"]: one for one in told["plannen"]}
    assert list(plans) == ["beste", "volgende", "eerlijkste", "stapVoorStap"]
    assert plans["beste"]["leerlingen"] >= plans["volgende"]["leerlingen"]
    assert plans["beste"]["plekken"] != plans["volgende"]["plekken"]
    assert plans["stapVoorStap"]["bewezenBest"] is False
