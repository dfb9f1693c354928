"""The header of every answer over HTTP: one shape, and nothing that was not used."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from accessibility.codes import Mode
from accessibility.snapshot import Source
from tests.street_grid import grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot
    from api.service.service import Service

PAIR = "profiel=PIE&leerweg=gl"
HEADER = {
    "snapshot",
    "naam",
    "voorbeeldgegevens",
    "methodeversie",
    "vraag",
    "peildata",
    "toelichting",
    "bronnen",
}
DATES = {
    "students": "2023-10-01",
    "offers": "2023/2024",
    "network": "2025-01-01",
    "facilities": "2024-03-01",
}
SOURCES = {
    "own": ("own_students",),
    "duo-aanbod": ("offers", "vestigingen"),
    "osm": ("roads",),
    "faciliteiten": ("facilities",),
}


@pytest.fixture
def dated(
    snapshot: Snapshot,
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
) -> TestClient:
    """A client of a country whose every table has a date and a file of its own."""
    sources = tuple(
        Source(kind, f"{kind}.csv", "2024", "0" * 64, "vrij", tables)
        for kind, tables in SOURCES.items()
    )
    manifest = replace(snapshot.manifest, dates=DATES, sources=sources)
    snapshot = replace(snapshot, manifest=manifest, roads={Mode.BIKE: grid()})
    return make_client(make_service(snapshot=snapshot))


def _told(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.json()
    assert set(content) >= HEADER
    assert content["naam"] == "klein"
    return content


@pytest.mark.parametrize(
    ("path", "dates", "files"),
    [
        ("bereik?", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        ("keuzes?", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        (f"kaart/cijfers?{PAIR}", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        ("postcodes/A000/bereik?", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        ("effect?als=sluit-X00100", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        (
            f"kaart/effect?als=sluit-X00100&{PAIR}",
            {"leerlingen", "aanbod"},
            {"own", "duo-aanbod"},
        ),
        ("kwetsbaarheid?", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        ("tabellen/B3.6?", {"leerlingen", "aanbod"}, {"own", "duo-aanbod"}),
        ("tabellen/B3.5?", {"aanbod"}, {"duo-aanbod"}),
        ("vestigingen/X00100?", {"aanbod"}, {"duo-aanbod"}),
        ("keuzevakken/deling?toon=wegen", set(), {"duo-aanbod"}),
        (
            "faciliteiten/bereik?vanuit=vestigingen",
            {"aanbod", "faciliteiten"},
            {"duo-aanbod", "faciliteiten"},
        ),
        (
            "bereik?modus=fiets",
            {"leerlingen", "aanbod", "wegen"},
            {"own", "duo-aanbod", "osm"},
        ),
        (
            "keuzevakken/deling?toon=wegen&modus=fiets",
            {"wegen"},
            {"duo-aanbod", "osm"},
        ),
        ("snapshots/actueel?", {"leerlingen", "aanbod", "wegen", "faciliteiten"}, None),
    ],
)
def test_a_header_tells_what_the_answer_rests_on_and_no_more(
    dated: TestClient, path: str, dates: set[str], files: set[str] | None
) -> None:
    told = _told(dated, f"/v1/{path}")
    assert set(told["peildata"]) == dates
    assert {source["soort"] for source in told["bronnen"]} == (files or set(SOURCES))


def test_a_header_repeats_the_question_in_full(dated: TestClient) -> None:
    asked = "modus=fiets&eenheid=s&drempel=1500,900&noemer=leerweg&leerweg=gl"
    assert _told(dated, f"/v1/bereik?{asked}&profiel=PIE")["vraag"] == {
        "modus": "fiets",
        "drempel": [900.0, 1500.0],
        "eenheid": "s",
        "noemer": "leerweg",
        "gebiedsindeling": "nl",
        "profiel": ["PIE"],
        "leerweg": ["gl"],
        "leerlingen": "auto",
        "punten": "auto",
    }
    planning = _told(dated, "/v1/keuzevakken/deling?toon=wegen&drempel=9000")["vraag"]
    assert (planning["toon"], planning["drempel"]) == ("wegen", 9_000)


IN_PATHS = {"postcode": "A000", "pc4": "A000", "vestiging": "X00100"}


def test_what_is_asked_is_what_is_answered_on_every_address(dated: TestClient) -> None:
    asked = {"punten": "centre", "leerlingen": "own", "drempel": "9000"}
    n_told = 0
    for path, methods in dated.get("/v1/openapi.json").json()["paths"].items():
        known = {
            one.get("name") for one in methods.get("get", {}).get("parameters", ())
        }
        wanted = {name: value for name, value in asked.items() if name in known}
        if "punten" not in wanted or set(re.findall(r"{(\w+)}", path)) - set(IN_PATHS):
            continue
        needed = {"profiel": "PIE", "leerweg": "gl", "als": "sluit-X00100"}
        keys = wanted | {k: v for k, v in needed.items() if k in known}
        answer = dated.get("/v1" + path.format(**IN_PATHS), params=keys)
        vraag = answer.json().get("vraag", {})
        told = {name: vraag.get(name, value) for name, value in wanted.items()}
        within = told.get("drempel")
        told |= {"drempel": str(round(within[0]))} if isinstance(within, list) else {}
        assert told == wanted, path
        n_told += bool(vraag)
    assert n_told > 5


def test_years_that_differ_are_said_aloud(dated: TestClient) -> None:
    note = "the data are of different years: see the dates"
    assert note in _told(dated, "/v1/bereik?modus=fiets")["toelichting"]
    assert note not in _told(dated, "/v1/bereik")["toelichting"]


def test_a_person_reads_each_source_in_one_line(dated: TestClient) -> None:
    page = dated.get("/v1/bereik?f=html").text
    assert "soort: own; bestand: own.csv; datum: 2024; licentie: vrij" in page
