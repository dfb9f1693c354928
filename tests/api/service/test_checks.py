"""Legal checks over HTTP: fewer stay open as facts are filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ADDRESS = "/v1/scenarios/toetsen"
OPENING: dict[str, Any] = {
    "format": 1,
    "title": "gl-PIE erbij",
    "snapshot": "klein",
    "edits": [
        {"edit": "open-offer", "brin6": "X00300", "profiel": "MaT", "leerweg": "gl"}
    ],
}
MEASURED = {
    "in_scholengemeenschap": True,
    "interest": {
        "interested": 50,
        "asked": 1000,
        "generation": 2000,
        "verblijfsjaren": 4,
        "correction": 0.5,
    },
}


def judged(client: TestClient, facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    answer = client.post(ADDRESS, json={**OPENING, "facts": facts})
    assert answer.status_code == 200, answer.text
    return {one["toets"]: one for one in answer.json()["toetsen"]}


def test_a_check_says_what_is_missing_until_it_is_filled_in(client: TestClient) -> None:
    before, after = judged(client, {}), judged(client, MEASURED)
    (name,) = [one for one in before if one.startswith("Verwachte leerlingen")]
    assert before[name]["uitkomst"] == "niet te bepalen"
    assert "vul" in before[name]["opmerking"]
    assert not before[name]["ingevuld"]
    assert after[name]["uitkomst"] == "voldoet"
    assert after[name]["ingevuld"]
    undecided = [
        sum(one["uitkomst"] == "niet te bepalen" for one in told.values())
        for told in (before, after)
    ]
    assert undecided[1] < undecided[0]


def test_facts_of_another_form_are_refused(client: TestClient) -> None:
    answer = client.post(ADDRESS, json={**OPENING, "facts": {"rpo_boards": "x"}})
    assert answer.status_code == 400
    assert "rpo_boards" in answer.text


def test_the_area_of_each_postcode_is_told_with_its_names(client: TestClient) -> None:
    told = client.get("/v1/kaart/indelingen?gebiedsindeling=gemeente").json()
    columns = told["kolommen"]
    assert len(columns["postcode"]) == len(columns["gebied"]) > 0
    assert set(columns["gebied"]) == set(told["gebieden"])
    assert sorted(names[0] for names in told["gebieden"].values()) == [
        "Oostdorp",
        "Westdorp",
    ]
