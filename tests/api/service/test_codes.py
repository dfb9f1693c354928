"""What can be asked, by code and in words: the codes are those of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessibility.codes import (
    PROFIEL_CHOICES,
    ROLES,
    TECHNIEK,
    TECHNISCH,
    AreaKind,
    Leerweg,
    Unit,
)
from api.service.vocabulary import Modus, Noemer

if TYPE_CHECKING:
    from starlette.testclient import TestClient


@pytest.fixture
def codes(client: TestClient) -> dict[str, Any]:
    """What the service tells."""
    told: dict[str, Any] = client.get("/v1/codes").json()
    return told


def test_every_code_of_the_core_is_told(codes: dict[str, Any]) -> None:
    told = {
        name: {one["code"] for one in codes[name]}
        for name in codes
        if name != "wijzigingen"
    }
    assert told == {
        "profielen": set(PROFIEL_CHOICES),
        "leerwegen": set(Leerweg),
        "modi": set(Modus),
        "eenheden": set(Unit),
        "noemers": set(Noemer),
        "gebiedsindelingen": set(AreaKind),
        "peildata": {role.key for role in ROLES.values()},
    }
    for name in told:
        assert all(one["nl"] and one["en"] for one in codes[name])


def test_any_technical_profiel_stands_for_all_of_them(codes: dict[str, Any]) -> None:
    first, *singles = codes["profielen"]
    assert (first["code"], first["staatVoor"]) == (TECHNIEK, list(TECHNISCH))
    assert [one["code"] for one in singles if one["technisch"]] == list(TECHNISCH)
    assert all(one["staatVoor"] == [one["code"]] for one in singles)


def test_a_straight_line_takes_no_time_and_public_transport_has_no_metres(
    codes: dict[str, Any],
) -> None:
    units = {mode["code"]: mode["eenheden"] for mode in codes["modi"]}
    assert units.pop("hemelsbreed") == ["m"]
    assert units.pop("ov") == ["s"]
    assert all(there == ["m", "s"] for there in units.values())


def test_answer_is_kept_by_its_tag(client: TestClient) -> None:
    tag = client.get("/v1/codes").headers["etag"]
    again = client.get("/v1/codes", headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert client.get("/v1/codes?x=1").status_code == 400
