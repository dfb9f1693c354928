"""Words of a query: in any case, in full, by another name, or named as unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.service.spelling import UnknownNameError, names_in

if TYPE_CHECKING:
    from starlette.testclient import TestClient

AREAS = {"'s-Gravenhage": "GM0518", "Utrecht": "GM0344"}


def test_names_in_any_case_by_code_name_or_other_name() -> None:
    codes = AREAS.values()
    asked = "utrecht,gm0344, DEN HAAG"
    assert names_in(asked, codes, also=AREAS) == ["GM0344", "GM0518"]
    assert names_in("Den Haag", AREAS) == ["'s-Gravenhage"]


def test_a_comma_may_belong_to_a_name() -> None:
    known = ["School, locatie Oost", "School"]
    assert names_in("school, locatie oost", known) == ["School, locatie Oost"]
    with pytest.raises(UnknownNameError, match="'locatie West' is not known"):
        names_in("School,locatie West", known)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("profiel=pie,bwi", "profiel=PIE,BWI"),
        ("profiel=Produceren, installeren en energie", "profiel=PIE"),
        ("leerweg=GL,Kader", "leerweg=kl,gl"),
        ("modus=Hemelsbreed&noemer=Leerweg", "noemer=leerweg"),
        (
            "gebiedsindeling=Gemeente&gebied=westdorp",
            "gebiedsindeling=gemeente&gebied=GM9001",
        ),
    ],
)
def test_questions_take_words_as_people_write_them(
    client: TestClient, written: str, plain: str
) -> None:
    answers = [client.get(f"/v1/bereik?{one}") for one in (written, plain)]
    assert answers[0].status_code == 200
    assert answers[0].json()["rijen"] == answers[1].json()["rijen"]


@pytest.mark.parametrize(
    ("query", "status", "named"),
    [
        ("profiel=PIE,havo", 400, "'havo'"),
        ("leerweg=havo", 400, "'havo'"),
        ("modus=step", 400, "'step'"),
        ("gebiedsindeling=gemeente&gebied=Westdrop", 404, "'Westdrop'"),
    ],
)
def test_what_is_unknown_is_named(
    client: TestClient, query: str, status: int, named: str
) -> None:
    answer = client.get(f"/v1/bereik?{query}")
    assert answer.status_code == status
    assert named in answer.json()["detail"]
