"""The edits of a link judged one by one, and worked out without those with a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.scenario import FaultKind, start_of
from api.service.judged_edits import FAULT_WORDS, TOO_MANY, judged_edits
from api.service.short_edits import MOST_SHORT, short_scenario

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot

QUERY = "profiel=PIE&leerweg=gl&noemer=leerweg"
GOOD = "sluit-X00101-PIE-gl_nieuw-A010-PIE-gl_nieuw-A010-BWI-gl"
BAD = (
    f"sluit-Z00000_hallo-daar_{GOOD}_sluit-X00101-PIE-gl_nieuw-A010-PIE-gl"
    "_verplaats-X00100-Z999"
)


def test_each_edit_is_told_with_its_fault(client: TestClient) -> None:
    told = client.get(f"/v1/wijzigingen?als={BAD}").json()
    faults = [one["fout"] and one["fout"]["soort"] for one in told["wijzigingen"]]
    assert faults == [
        "unknown-site",
        "unreadable",
        None,
        None,
        None,
        "nothing",
        "nothing",
        "unknown-postcode",
    ]
    assert told["geldig"] == GOOD
    assert told["wijzigingen"][0]["fout"]["nl"] == (
        "deze school staat niet in deze gegevens"
    )
    assert told["wijzigingen"][2] == {
        "tekst": "sluit-X00101-PIE-gl",
        "soort": "sluit",
        "waar": "X00101",
        "wat": ["PIE", "gl"],
        "fout": None,
    }


def test_what_is_offered_after_them_is_told(
    client: TestClient, snapshot: Snapshot
) -> None:
    told = client.get(f"/v1/wijzigingen?als={GOOD}_sluit-X00200").json()["aanbod"]
    offers = snapshot.offers[snapshot.offers.brin6 == "X00101"]
    before = set(offers.profiel.astype(str) + "-" + offers.leerweg.astype(str))
    assert set(told["X00101"]) == before - {"PIE-gl"}
    assert sorted(told["A010"]) == ["BWI-gl", "PIE-gl"]
    assert told["X00200"] is None


def test_more_than_fit_in_a_link_are_told_as_that(snapshot: Snapshot) -> None:
    text = "_".join(["hallo-daar"] * MOST_SHORT + ["sluit-X00200"])
    told = judged_edits(text, snapshot, start_of(snapshot))
    assert told.edits[-1].fault == TOO_MANY
    assert told.edits[-1].parts == ()
    assert told.valid == ""


def test_those_that_can_be_made_make_a_scenario(snapshot: Snapshot) -> None:
    told = judged_edits(BAD, snapshot, start_of(snapshot))
    assert len(short_scenario(told.valid, snapshot).edits) == 2


def test_every_fault_has_words_in_both_languages() -> None:
    assert set(FaultKind) <= set(FAULT_WORDS)
    assert all(set(words) == {"nl", "en"} for words in FAULT_WORDS.values())


def test_effect_passes_over_what_cannot_be_made(client: TestClient) -> None:
    for path in ("effect", "kaart/effect"):
        good = client.get(f"/v1/{path}?als={GOOD}&{QUERY}").json()
        address = f"/v1/{path}?als={BAD}&{QUERY}"
        assert client.get(f"{address}&fouten=overslaan").json() == good
        assert client.get(address).status_code == 400


def test_effect_of_nothing_that_can_be_made_is_no_change(client: TestClient) -> None:
    address = f"/v1/effect?als=sluit-Z00000&{QUERY}&fouten=overslaan"
    answer = client.get(address).json()
    assert answer["rijen"] == []
    assert answer["scenario"]["edits"] == []
