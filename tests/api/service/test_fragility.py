"""What every closure would cost, by HTTP, against closing each and counting anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessibility.snapshot import Snapshot
from accessibility.study import Study
from api.service.keys import Role
from api.service.vocabulary import DENOMINATOR_OF, Noemer

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service

PATH = "/v1/kwetsbaarheid"


def _lost(client: TestClient, row: dict[str, Any]) -> float:
    """Students whose only option goes, as the scenario of this one closure tells."""
    offer = {"brin6": row["vestiging"]} | {w: row[w] for w in ("profiel", "leerweg")}
    document = {
        "format": 1,
        "title": "dicht",
        "snapshot": "klein",
        "edits": [{"edit": "close-offer", **offer}],
    }
    path = "/v1/scenarios/effect?noemer=leerweg"
    rows = client.post(path, json=document).json()["rijen"]
    lost = [r["enigeKwijt"] for r in rows if r["profiel"] == row["profiel"]]
    return float(sum(lost))


def test_each_offer_costs_what_its_closure_costs(client: TestClient) -> None:
    rows = client.get(f"{PATH}?soort=aanbod").json()["rijen"]
    assert len(rows) == 6
    lost = [row["enigeKwijt"] for row in rows]
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 0
    for row in rows:
        assert row["enigeKwijt"] == pytest.approx(_lost(client, row), abs=1e-4)


def test_vestigingen_are_ranked_with_their_names(client: TestClient) -> None:
    content = client.get(PATH).json()
    rows = content["rijen"]
    # X00300 offers nothing technical.
    assert {row["vestiging"] for row in rows} == {"X00100", "X00101", "X00200"}
    assert rows[0]["enigeKwijt"] >= rows[-1]["enigeKwijt"]
    assert all(row["techniekKwijt"] <= row["enigeKwijt"] for row in rows)
    names = {row["vestiging"]: (row["naam"], row["plaats"]) for row in rows}
    assert names["X00200"] == ("Het Anker", "Dorp 23")
    assert content["peildata"]["leerlingen"]


def test_a_formula_in_a_name_is_harmless_in_csv(client: TestClient) -> None:
    answer = client.get(f"{PATH}?soort=aanbod&f=csv")
    assert answer.headers["content-type"].startswith("text/csv")
    header, *rows = answer.content.decode("utf-8-sig").splitlines()
    assert header.startswith("vestiging;naam;plaats;profiel;leerweg;enigeKwijtLaag")
    assert len(rows) == 6
    assert any(";'=Formule;" in row for row in rows)


def test_it_is_computed_once_per_snapshot(client: TestClient) -> None:
    first = client.get(PATH)
    again = client.get(PATH, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    other = client.get(f"{PATH}?drempel=5000")
    assert other.headers["etag"] != first.headers["etag"]
    assert other.json()["rijen"] != first.json()["rijen"]


def test_unprotected_figures_need_a_key(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    path = f"{PATH}?afscherming=nee&soort=aanbod"
    assert client.get(path).status_code == 401
    exact = client.get(path, headers=headers_of(Role.LEZER))
    assert exact.status_code == 200
    assert exact.headers["cache-control"] == "private, no-store"
    shown = client.get(f"{PATH}?soort=aanbod")
    assert exact.json()["rijen"] != shown.json()["rijen"]


@pytest.mark.parametrize(
    "query", ["drempel=0", "drempel=5000,9000", "soort=paren", "x=1", "f=geojson"]
)
def test_what_cannot_be_asked_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"{PATH}?{query}").status_code == 400


@pytest.mark.parametrize("noemer", list(Noemer))
def test_the_usual_students_are_those_of_the_study(
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    country: Snapshot,
    noemer: Noemer,
) -> None:
    kept = set(country.tables) - {"own_students", "herkomst"}
    known = Snapshot(country.manifest, {name: country.table(name) for name in kept})
    client = make_client(make_service(snapshot=known))
    told = client.get(f"{PATH}?noemer={noemer}").json()["toelichting"][0]
    method = Study(known).students(denominator=DENOMINATOR_OF[noemer]).method
    assert told == f"students: {method}"
    whole = DENOMINATOR_OF[noemer].whole
    assert method == ("inhabitants:10-14" if whole else "gravity")
