"""The requests of QGIS for a layer of OGC API Features, word for word.

As its provider writes them: first the landing page, the description, the conformance
and the collection, then ten features to learn their form, then pages of a thousand.
With "only request features overlapping the view extent" it adds the corners of the view
with seventeen digits, no zeros at the end, and the system of the layer, not escaped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.places import RD_NEW

if TYPE_CHECKING:
    from starlette.testclient import TestClient

JSON = {"Accept": "application/json"}
OPENAPI = {
    "Accept": "application/vnd.oai.openapi+json;version=3.0, "
    "application/openapi+json;version=3.0, application/json"
}
ITEMS = {"Accept": "application/geo+json, application/json"}
RD = f"http://www.opengis.net/def/crs/EPSG/0/{RD_NEW}"
SITES = "/v1/collections/vestigingen/items"
VIEW = "101000.12345678901,451000,103000.98765432109,453000.5"
IN_DEGREES = "4.5390624999999991,51.898876442307692,4.8499999999999996,52.4125"
ALL = ["X00100", "X00101", "X00200", "X00300"]
PREFERRED = "application/vnd.oai.openapi+json;version=3.0"


def test_a_layer_is_opened_by_its_links(client: TestClient) -> None:
    links = client.get("/v1", headers=JSON).json()["links"]
    described = next(one for one in links if one["type"] == PREFERRED)
    assert described["rel"] == "service-desc"
    answer = client.get(described["href"], headers=OPENAPI)
    assert answer.status_code == 200
    assert answer.json()["info"]["contact"]["name"]
    for rel in ("conformance", "data"):
        (href,) = [one["href"] for one in links if one["rel"] == rel]
        assert client.get(href, headers=JSON).status_code == 200
    one = client.get("/v1/collections/vestigingen", headers=JSON).json()
    assert one["storageCrs"] == RD
    assert RD in one["crs"]
    items = next(link["href"] for link in one["links"] if link["rel"] == "items")
    first = client.get(f"{items}?limit=10", headers=ITEMS)
    assert first.headers["content-type"] == "application/geo+json"
    assert first.json()["numberMatched"] == 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"limit=1000&bbox={VIEW}&bbox-crs={RD}&crs={RD}", ["X00100"]),
        (f"limit=1000&bbox={IN_DEGREES}", ["X00100", "X00101", "X00300"]),
        ("limit=1000&bbox=-180,-90,180,90", ALL),
        (f"limit=1000&bbox=-0.000017,0,900000,1000000&bbox-crs={RD}&crs={RD}", ALL),
        (f"limit=1000&crs={RD}", ALL),
    ],
)
def test_a_view_gets_the_features_in_it(
    client: TestClient, query: str, found: list[str]
) -> None:
    answer = client.get(f"{SITES}?{query}", headers=ITEMS)
    assert answer.status_code == 200, answer.text
    assert [feature["id"] for feature in answer.json()["features"]] == found


def test_the_next_page_is_followed_to_the_end(client: TestClient) -> None:
    """By the link of type GeoJSON, as it stands: no more than the accept is added."""
    url, seen = "/v1/collections/postcodes/items?limit=10", []
    while url:
        page = client.get(url, headers=ITEMS).json()
        seen += [feature["id"] for feature in page["features"]]
        ahead = [one for one in page["links"] if one["rel"] == "next"]
        url = ahead[0]["href"] if ahead else ""
    assert len(seen) == len(set(seen)) == page["numberMatched"]
