"""The resources of measures: `/v1/bereik` says over HTTP what the core answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.codes import Denominator
from api.service.asking import ReachKeys, question_of
from api.service.vocabulary import Noemer

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_the_usual_question_is_of_the_leerweg_itself(client: TestClient) -> None:
    answer = client.get("/v1/bereik")
    assert answer.status_code == 200
    content = answer.json()
    assert len(content["rijen"]) == 11 * 3
    first = content["rijen"][0]
    assert (first["modus"], first["drempel"], first["noemer"]) == (
        "hemelsbreed",
        10000,
        "leerweg",
    )
    parts = ("bereikt", "verder", "onbereikbaar", "nietGeplaatst")
    for row in content["rijen"]:
        assert sum(row[part] for part in parts) == pytest.approx(row["leerlingen"])


def test_who_do_not_tell_their_leerweg_are_counted_together() -> None:
    """Inhabitants can only be divided by them all, unless another is named."""
    keys = ReachKeys(leerlingen="inhabitants:10-14")
    assert question_of(keys).denominator is Denominator.COMMON
    named = ReachKeys(leerlingen="inhabitants:10-14", noemer=Noemer.LEERWEG)
    assert question_of(named).denominator is Denominator.LEERWEG


def test_small_groups_stay_hidden(client: TestClient) -> None:
    rows = client.get(
        "/v1/bereik?gebiedsindeling=pc4&profiel=PIE&leerweg=gl&noemer=leerweg"
    ).json()["rijen"]
    last = next(row for row in rows if row["gebied"] == "A023")
    assert last["afgeschermd"]
    assert last["leerlingen"] is None


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("drempl=3", "drempel"),
        ("profiel=XX", "profiel"),
        ("drempel=nan", "drempel"),
        ("drempel=inf", "drempel"),
        ("drempel=0", "drempel"),
        ("drempel=-5", "drempel"),
        ("drempel=30001", "30000"),
        ("eenheid=s", "eenheid"),
        ("leerweg=gl&leerweg=bl", "leerweg"),
        ("gebied=" + "x" * 10_000, "gebied"),
    ],
)
def test_wrong_question_gets_a_sentence(
    client: TestClient, query: str, named: str
) -> None:
    answer = client.get(f"/v1/bereik?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert named in answer.json()["detail"]
