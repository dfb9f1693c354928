"""What a number rests on over HTTP: what is told adds up to the answer of bereik."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient

KEYS = "profiel=PIE&leerweg=gl&noemer=leerweg"


def test_postcodes_schools_rule_and_paragraph(client: TestClient) -> None:
    told = client.get(f"/v1/toelichtingen?{KEYS}").json()
    shares = client.get(f"/v1/bereik?{KEYS}").json()
    assert told["cijfer"]["deel"] == pytest.approx(shares["rijen"][0]["deel"])
    shown = [row for row in told["rijen"] if not row["afgeschermd"]]
    assert len(told["rijen"]) - len(shown) == told["verborgen"]
    people = sum(row["leerlingen"] for row in shown)
    assert people <= told["cijfer"]["leerlingen"]
    assert told["regel"] in told["alinea"]
    assert told["bronnen"]
    assert {one["vestiging"] for one in told["scholen"]} == {"X00101"}


def test_several_numbers_are_refused(client: TestClient) -> None:
    for keys in ("profiel=PIE,BWI", "leerweg=bl,gl", "drempel=5000,10000"):
        assert client.get(f"/v1/toelichtingen?{keys}").status_code == 400
    assert client.get("/v1/toelichtingen?gebied=Nergens").status_code == 400
