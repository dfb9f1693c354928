"""Scenarios: made with a key, seen by their owner, shared on purpose, computed fast."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from api.service.keys import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

ON_BOTH_DATABASES = True

OPEN_GL: dict[str, Any] = {
    "format": 1,
    "title": "gl-BWI erbij",
    "snapshot": "klein",
    "edits": [
        {"edit": "open-offer", "brin6": "X00200", "profiel": "BWI", "leerweg": "gl"}
    ],
}


def test_making_needs_a_planner(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    assert client.post("/v1/scenarios", json=OPEN_GL).status_code == 401
    reader = client.post("/v1/scenarios", json=OPEN_GL, headers=headers_of(Role.LEZER))
    assert reader.status_code == 403
    made = client.post("/v1/scenarios", json=OPEN_GL, headers=headers_of(Role.PLANNER))
    assert made.status_code == 201
    assert made.headers["location"].endswith(made.json()["id"])


def test_a_scenario_is_its_owners_unless_shared(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    mine, theirs = headers_of(Role.PLANNER), headers_of(Role.PLANNER)
    private = client.post("/v1/scenarios", json=OPEN_GL, headers=mine).json()["id"]
    shared = client.post("/v1/scenarios?gedeeld=ja", json=OPEN_GL, headers=mine).json()[
        "id"
    ]
    for path in (f"/v1/scenarios/{private}", f"/v1/scenarios/{private}/effect"):
        assert client.get(path, headers=theirs).status_code == 404
        assert client.get(path).status_code == 404
        assert client.get(path, headers=mine).status_code == 200
    assert client.get(f"/v1/scenarios/{shared}").status_code == 200
    assert client.delete(f"/v1/scenarios/{private}", headers=theirs).status_code == 404
    assert client.delete(f"/v1/scenarios/{shared}", headers=theirs).status_code == 403
    assert client.get("/v1/scenarios").json()["aantal"] == 1
    assert client.get("/v1/scenarios", headers=mine).json()["aantal"] == 2
    assert client.delete(f"/v1/scenarios/{private}", headers=mine).status_code == 204
    assert client.get(f"/v1/scenarios/{private}", headers=mine).status_code == 404
    steward = headers_of(Role.BEHEERDER)
    assert client.delete(f"/v1/scenarios/{shared}", headers=steward).status_code == 204


def test_effect_equals_two_whole_answers(client: TestClient) -> None:
    query = "noemer=leerweg&gebiedsindeling=gemeente&afscherming=ja"
    effect = client.post(f"/v1/scenarios/effect?{query}", json=OPEN_GL)
    assert effect.status_code == 200
    before = client.get(f"/v1/bereik?{query}&profiel=BWI&leerweg=gl").json()["rijen"]
    bwi = [row for row in effect.json()["rijen"] if row["profiel"] == "BWI"]
    assert bwi
    share_of = {row["gebied"]: row["deel"] for row in before}
    for row in bwi:
        assert row["deelVoor"] == pytest.approx(share_of[row["gebied"]])
        assert row["deelNa"] >= row["deelVoor"]
        assert row["verschilHoog"] > 0
        assert row["verschilLaag"] <= row["verschil"] <= row["verschilHoog"]
        assert row["verschil"] == pytest.approx(row["deelNa"] - row["deelVoor"])
    assert any(row["deelNa"] > row["deelVoor"] for row in bwi)


def test_a_scenario_without_effect_has_no_rows(client: TestClient) -> None:
    idle = {**OPEN_GL, "edits": []}
    answer = client.post("/v1/scenarios/effect", json=idle)
    assert answer.status_code == 200, answer.text
    assert answer.json()["rijen"] == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"snapshot": "ander"}, "another snapshot"),
        ({"edits": [{"edit": "dance"}]}, "edit 1"),
        ({"edits": [{"edit": "close-vestiging", "brin6": "ZZZZZZ"}]}, "ZZZZZZ"),
        ({"edits": [{"edit": "close-vestiging", "brin6": "X00100"}] * 201}, "200"),
        ({"format": 99}, "format"),
        ({"title": ""}, "title"),
        ({"extra": 1}, "extra"),
    ],
)
def test_every_fault_of_a_scenario_is_said(
    client: TestClient, change: dict[str, Any], named: str
) -> None:
    answer = client.post("/v1/scenarios/effect", json={**OPEN_GL, **change})
    assert answer.status_code == 400
    assert named in answer.json()["detail"]


def test_hostile_bodies_are_refused(client: TestClient) -> None:
    deep = "[" * 50_000 + "]" * 50_000
    bodies = {
        deep: (400,),
        '{"a":' * 20_000 + "1" + "}" * 20_000: (400,),
        '{"title": NaN}': (400,),
        json.dumps({**OPEN_GL, "remark": "x" * 300_000}): (413,),
        "\x00": (400,),
        "": (400,),
        "[]": (400,),
        '"text"': (400,),
    }
    for body, statuses in bodies.items():
        answer = client.post(
            "/v1/scenarios/effect",
            content=body,
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code in statuses, body[:40]
        assert answer.headers["content-type"] == "application/problem+json"
    latin = client.post(
        "/v1/scenarios/effect",
        content=b'{"title": "\xff\xfe"}',
        headers={"Content-Type": "application/json"},
    )
    assert latin.status_code == 400
