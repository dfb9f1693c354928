"""The effect of a few edits as one address: open, kept by ETag, equal to the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessibility.errors import TableError
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
)
from api.service.short_edits import MOST_SHORT, short_scenario

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot

EDITS = "sluit-X00101-PIE-gl_nieuw-A010-PIE-gl"
QUERY = "profiel=PIE&leerweg=gl&noemer=leerweg"


def test_every_form_becomes_its_edit(snapshot: Snapshot) -> None:
    text = (
        "sluit-X00100-PIE-bl_open-X00100-M&T-gl_sluit-X00300_samen-X00101-X00200"
        "_verplaats-X00100-A005_nieuw-A010-PIE-gl_nieuw-A011-BWI-bl_nieuw-A010-BWI-gl"
    )
    edits = short_scenario(text, snapshot).edits
    kinds = [CloseOffer, OpenOffer, CloseVestiging, MergeVestiging, MoveVestiging]
    assert [type(edit) for edit in edits] == [*kinds, FoundVestiging, FoundVestiging]
    founded = edits[-2]
    assert isinstance(founded, FoundVestiging)
    # Both offers of one postcode are one new vestiging, at the point of the postcode.
    assert [offer.profiel.value for offer in founded.offers] == ["PIE", "BWI"]
    point = snapshot.postcodes.set_index("pc4").geometry["A010"]
    assert (founded.at.x_m, founded.at.y_m) == (point.x, point.y)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("sluit-X00100-PIE", "edit 1"),
        ("sluit-X00100_dans-X00100", "edit 2"),
        ("nieuw-Z999-PIE-gl", "Z999"),
        ("_".join(["sluit-X00100"] * (MOST_SHORT + 1)), str(MOST_SHORT)),
    ],
)
def test_faults_name_the_edit(snapshot: Snapshot, text: str, named: str) -> None:
    with pytest.raises(TableError, match=named):
        short_scenario(text, snapshot)


def test_effect_equals_that_of_its_own_document(client: TestClient) -> None:
    keys = f"{QUERY}&gebiedsindeling=gemeente"
    short = client.get(f"/v1/effect?als={EDITS}&{keys}").json()
    document = short.pop("scenario")
    whole = client.post(f"/v1/scenarios/effect?{keys}", json=document).json()
    assert short == whole
    assert short["rijen"]


@pytest.mark.parametrize("points", ["auto", "centre"])
def test_map_tells_the_postcodes_that_change(client: TestClient, points: str) -> None:
    asked = f"{QUERY}&punten={points}"
    found = client.get(f"/v1/kaart/effect?als={EDITS}&{asked}").json()["kolommen"]
    before = client.get(f"/v1/kaart/cijfers?{asked}").json()["kolommen"]
    way_of = dict(zip(before["postcode"], before["afstandM"], strict=True))
    assert set(found["groep"]) & {"eersteErbij", "enigeKwijt"}
    for code, way in zip(found["postcode"], found["voor"], strict=True):
        assert way_of[code] == pytest.approx(way, abs=0.01)
    assert not any("leerlingen" in name for name in found)
    gained = [
        before["leerlingen"][before["postcode"].index(code)] or 0.0
        for code, group in zip(found["postcode"], found["groep"], strict=True)
        if group == "eersteErbij"
    ]
    row = client.get(f"/v1/effect?als={EDITS}&{asked}").json()["rijen"][0]
    if points == "centre":
        # By one point a postcode gains as a whole, by several in part.
        assert row["eersteErbij"] == sum(gained)
    assert row["eersteErbij"] > 0


def test_counts_are_of_protected_students(client: TestClient) -> None:
    for edit in ("sluit-X00101", "nieuw-A023-PIE-gl", "nieuw-A022-PIE-gl"):
        for kind in ("pc4", "gemeente"):
            asked = f"{QUERY}&punten=centre&gebiedsindeling={kind}"
            address = f"/v1/effect?als={edit}&{asked}"
            for row in client.get(address).json()["rijen"]:
                counts = [row[name] for name in ("voor", "na", "eersteErbij")]
                # Own counts leave in tens, so that no two edits tell of a few pupils.
                assert all(count is None or count % 10 == 0 for count in counts)
                assert row["afgeschermd"] == (row["leerlingen"] is None)


def test_it_needs_no_key_and_is_kept_by_its_tag(client: TestClient) -> None:
    address = f"/v1/effect?als={EDITS}&{QUERY}"
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["cache-control"].startswith("public")
    held = {"If-None-Match": first.headers["etag"]}
    assert client.get(address, headers=held).status_code == 304
    other = client.get(address.replace("A010", "A011"), headers=held)
    assert other.status_code == 200
    # Counts as they are remain behind a key.
    assert client.get(f"{address}&afscherming=nee").status_code == 401


def test_every_fault_is_a_problem_of_the_query(client: TestClient) -> None:
    answer = client.get("/v1/effect?als=sluit-X00100-MVI-gl_sluit-Z00000")
    assert answer.status_code == 400
    problem = answer.json()
    assert [fault["name"] for fault in problem["errors"]] == ["als", "als"]
    assert "does nothing" in problem["errors"][0]["detail"]
    assert "Z00000" in problem["errors"][1]["detail"]
    assert client.get("/v1/effect").status_code == 400
    several = client.get(f"/v1/kaart/effect?als={EDITS}&profiel=PIE,BWI")
    assert several.status_code == 400


def test_callers_are_held_to_the_same_rate(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(rate_per_s=0.01, rate_burst=2)
    answers = [client.get(f"/v1/effect?als={EDITS}").status_code for _ in range(4)]
    assert answers == [200, 200, 429, 429]


def test_other_forms_hold_the_same_rows(client: TestClient) -> None:
    address = f"/v1/effect?als={EDITS}&{QUERY}&gebiedsindeling=gemeente"
    rows: list[dict[str, Any]] = client.get(address).json()["rijen"]
    shapes = client.get(f"{address}&f=geojson").json()["features"]
    assert [one["properties"]["deelNa"] for one in shapes] == [
        row["deelNa"] for row in rows
    ]
    assert all(one["geometry"] for one in shapes)
    table = client.get(f"{address}&f=csv").text
    assert len(table.strip().splitlines()) == len(rows) + 1
