"""The shape of a measure's answer: `/v1/keuzes` has the rows of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.measures.profile_choice import choice, profile_count
from accessibility.questions import CENTRE
from api.service.keys import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service

EXACT = "noemer=leerweg&afscherming=nee"


@pytest.fixture
def lezer(
    make_service: Callable[..., Service], make_client: Callable[..., TestClient]
) -> TestClient:
    """A client that may see counts as they are."""
    service = make_service()
    _, key = service.keys.make("lezer", Role.LEZER)
    client = make_client(service)
    client.headers["Authorization"] = f"Bearer {key}"
    return client


def test_rows_are_those_of_the_measure(lezer: TestClient) -> None:
    served = lezer.app.state.service.snapshots.current  # type: ignore[attr-defined] # starlette types the app as ASGI
    students = served.study.students(smallest=0)
    reach = served.study.reach(students)
    wanted = choice(
        reach,
        served.snapshot.offers,
        students,
        denominator=Denominator.LEERWEG,
        leerwegen=[Leerweg.GL],
    )
    told = lezer.get(f"/v1/keuzes?leerweg=gl&{EXACT}").json()["rijen"]
    assert [row["aantalProfielen"] for row in told] == [0, 1, 2, 3, 4, 5]
    assert [row["leerlingen"] for row in told] == wanted.students.tolist()
    assert sum(row["deel"] for row in told) == pytest.approx(1.0)


def test_none_is_who_reaches_no_technical_profiel(lezer: TestClient) -> None:
    path = f"gebiedsindeling=gemeente&leerweg=gl&{EXACT}"
    none = [
        row["deel"]
        for row in lezer.get(f"/v1/keuzes?{path}").json()["rijen"]
        if row["aantalProfielen"] == 0
    ]
    reached = lezer.get(f"/v1/bereik?profiel=techniek&{path}").json()["rijen"]
    assert none == pytest.approx([1 - row["deel"] for row in reached], abs=2e-6)
    assert any(none)


def test_the_map_counts_the_same_profielen(client: TestClient) -> None:
    told = client.get(
        "/v1/kaart/cijfers?profiel=techniek&leerweg=gl&punten=centre"
    ).json()
    counted = told["kolommen"]["technischeProfielen"]
    served = client.app.state.service.snapshots.current  # type: ignore[attr-defined] # starlette types the app as ASGI
    students = served.study.students(points=CENTRE)
    reach = served.study.reach(students)
    per_point = profile_count(
        reach, served.snapshot.offers, leerweg=Leerweg.GL, within=10_000.0
    )
    assert counted == per_point[np.argsort(students.point_pc4)].tolist()
    assert set(counted) > {0, 1}
    for postcode, count in zip(told["kolommen"]["postcode"], counted, strict=True):
        card = client.get(f"/v1/postcodes/{postcode}/bereik?punten=centre").json()
        assert card["technischeProfielen"]["gl"] == count


def test_small_groups_are_hidden(client: TestClient) -> None:
    rows = client.get("/v1/keuzes?gebiedsindeling=pc4&gebied=A023").json()["rijen"]
    assert all(row["afgeschermd"] for row in rows)
    assert {row["leerlingen"] for row in rows} == {None}
    assert {row["deel"] for row in rows} == {None}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("drempel=5000,10000", 400),
        ("profiel=PIE", 400),
        ("gebiedsindeling=gemeente&gebied=GM0000", 404),
        ("afscherming=nee", 401),
        ("modus=auto", 404),
    ],
)
def test_what_cannot_be_answered_is_refused(
    client: TestClient, query: str, status: int
) -> None:
    assert client.get(f"/v1/keuzes?{query}").status_code == status


@pytest.mark.parametrize("form", ["csv", "xlsx", "geojson", "html"])
def test_it_is_written_in_every_form(client: TestClient, form: str) -> None:
    answer = client.get(f"/v1/keuzes?gebiedsindeling=gemeente&f={form}")
    assert answer.status_code == 200
    if form == "csv":
        assert answer.text.startswith("\ufeffgebiedsindeling;gebied;gebiedsnaam;")
