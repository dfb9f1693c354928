"""The requests of QGIS for a layer of OGC API Features, as it writes them.

With "only request features overlapping the view extent" it sends the corners of the
view with seventeen decimals, and the system of the layer as `crs` and `bbox-crs`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.places import RD_NEW

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ACCEPT = {"Accept": "application/geo+json, application/json"}
RD = f"http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F{RD_NEW}"
SITES = "/v1/collections/vestigingen/items"


def test_a_layer_is_found_by_its_links(client: TestClient) -> None:
    landing = client.get("/v1", headers={"Accept": "application/json"}).json()
    links = {link["rel"]: link["href"] for link in landing["links"]}
    listed = client.get(links["data"], headers={"Accept": "application/json"}).json()
    one = next(c for c in listed["collections"] if c["id"] == "vestigingen")
    items = next(link["href"] for link in one["links"] if link["rel"] == "items")
    first = client.get(f"{items}?limit=10", headers=ACCEPT)
    assert first.headers["content-type"] == "application/geo+json"
    assert first.json()["numberMatched"] == 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (
            (
                "bbox=101000.00000000000000000,451000.12345678901234567,"
                "103000.98765432109876543,453000.5"
                f"&bbox-crs={RD}&limit=1000&crs={RD}"
            ),
            ["X00100"],
        ),
        (
            (
                "bbox=4.53906249999999911,51.89887644230769454,"
                "4.84999999999999964,52.41250000000000142&limit=1000"
            ),
            ["X00100", "X00101", "X00300"],
        ),
        (
            "bbox=-180,-90,180,90&limit=1000",
            ["X00100", "X00101", "X00200", "X00300"],
        ),
    ],
)
def test_a_view_gets_the_features_in_it(
    client: TestClient, query: str, found: list[str]
) -> None:
    answer = client.get(f"{SITES}?{query}", headers=ACCEPT)
    assert answer.status_code == 200, answer.text
    assert [feature["id"] for feature in answer.json()["features"]] == found
