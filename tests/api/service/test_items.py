"""Features: every page once, filters that filter, and text that cannot harm."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from api.service.features import RD_URI

if TYPE_CHECKING:
    from starlette.testclient import TestClient

POSTCODES = "/v1/collections/postcodes/items"


def test_pages_hold_every_feature_once(client: TestClient) -> None:
    seen: list[str] = []
    address: str | None = f"{POSTCODES}?limit=7"
    while address is not None:
        page = client.get(address).json()
        assert page["numberMatched"] == 24
        assert page["numberReturned"] == len(page["features"])
        seen += [feature["id"] for feature in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        address = links.get("next")
    assert seen == sorted(set(seen))
    assert len(seen) == 24


def test_paging_stays_on_its_snapshot(client: TestClient) -> None:
    page = client.get(f"{POSTCODES}?limit=7")
    links = {link["rel"]: link["href"] for link in page.json()["links"]}
    assert f"snapshot={page.headers['bereik-snapshot']}" in links["next"]


def test_properties_filter(client: TestClient) -> None:
    west = client.get(f"{POSTCODES}?gemeente=GM9001").json()
    assert west["numberMatched"] == 12
    none = client.get(f"{POSTCODES}?gemeente=GM9001' OR 1=1 --")
    assert none.status_code == 400
    assert "OR 1=1" in none.json()["detail"]
    sites = "/v1/collections/vestigingen/items"
    pie = client.get(f"{sites}?profiel=PIE").json()
    assert [one["id"] for one in pie["features"]] == ["X00100", "X00101"]
    pair = client.get(f"{sites}?aanbod=PIE-gl").json()
    assert [one["id"] for one in pair["features"]] == ["X00101"]
    assert client.get(f"{POSTCODES}?kleur=rood").status_code == 400


def _found(client: TestClient, query: str, kind: str = "vestigingen") -> list[str]:
    answer = client.get(f"/v1/collections/{kind}/items?{query}")
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json()["features"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("profiel=PIE,BWI", ["X00100", "X00101", "X00200"]),
        ("profiel=pie", ["X00100", "X00101"]),
        ("profiel=Bouwen, wonen en interieur", ["X00200"]),
        ("leerweg=GL", ["X00101", "X00200"]),
        ("leerweg=kader", ["X00100"]),
        ("aanbod=pie-gl,M%26T-gl", ["X00101", "X00200"]),
        ("gemeente=gm9001", ["X00100", "X00300"]),
        ("gemeente=westdorp", ["X00100", "X00300"]),
        ("gemeente=Westdorp,Oostdorp&profiel=PIE", ["X00100", "X00101"]),
        ("plaats=dorp 3,DORP 23", ["X00101", "X00200"]),
    ],
)
def test_filters_take_lists_cases_and_names(
    client: TestClient, query: str, found: list[str]
) -> None:
    assert _found(client, query) == found


@pytest.mark.parametrize(
    ("query", "unknown"),
    [
        ("profiel=PIE,havo", "'havo'"),
        ("gemeente=Westdrop", "'Westdrop'"),
        ("corop=Twente", "'Twente'"),
        ("leerweg=tl", "'tl'"),
    ],
)
def test_an_unknown_value_is_named(
    client: TestClient, query: str, unknown: str
) -> None:
    answer = client.get(f"/v1/collections/vestigingen/items?{query}")
    assert answer.status_code == 400
    assert unknown in answer.json()["detail"]
    assert ("did you mean Westdorp" in answer.json()["detail"]) == ("drop" in query)


@pytest.mark.parametrize(
    "box",
    [
        # As QGIS writes a view, with all digits of a double.
        "4.50120230405060718,51.87654321098765432,5.19999999999999929,52.4",
        "45e-1,5.19E1,+5.2,52.4",
        "4.5,51.9,-10,5.2,52.4,100.5",
        "-200,-95,200,95",
    ],
)
def test_boxes_as_clients_write_them(client: TestClient, box: str) -> None:
    answer = client.get("/v1/collections/vestigingen/items", params={"bbox": box})
    assert answer.status_code == 200
    assert answer.json()["numberMatched"] == 4


def test_text_is_escaped_in_pages(client: TestClient) -> None:
    page = client.get("/v1/collections/faciliteiten/items?f=html")
    assert "Techlab &lt;b&gt;Oost&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


def test_a_browser_gets_a_page(client: TestClient) -> None:
    accept = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for path in ("/v1", "/v1/collections", POSTCODES, "/v1/bereik", "/v1/docs"):
        answer = client.get(path, headers=accept)
        assert answer.headers["content-type"].startswith("text/html"), path
        assert '<html lang="' in answer.text


def test_unknown_feature(client: TestClient) -> None:
    assert client.get(f"{POSTCODES}/ZZZZ").status_code == 404
    assert client.get(f"{POSTCODES}/..%2f..%2fetc%2fpasswd").status_code == 404


@pytest.mark.parametrize("form", ["fgb", "parquet"])
def test_files_hold_all_that_is_asked_for(client: TestClient, form: str) -> None:
    asked = {"f": form, "filter": "gemeente = 'GM9001'", "crs": RD_URI}
    answer = client.get(POSTCODES, params=asked)
    assert answer.status_code == 200
    assert f'filename="postcodes.{form}"' in answer.headers["content-disposition"]
    source = io.BytesIO(answer.content)
    read = gpd.read_parquet(source) if form == "parquet" else gpd.read_file(source)
    assert len(read) == 12
    assert read.crs.to_epsg() == 28992
    assert set(read.gemeente) == {"GM9001"}
    few = client.get(POSTCODES, params={**asked, "limit": 5})
    source = io.BytesIO(few.content)
    read = gpd.read_parquet(source) if form == "parquet" else gpd.read_file(source)
    assert len(read) == 5


def test_a_page_of_features_has_a_map_and_leads_on(client: TestClient) -> None:
    page = client.get(f"{POSTCODES}?f=html&limit=5").text
    assert page.count("<path d=") == 5
    assert "1 tot en met 5 van 24" in page
    following = re.search(r'<a href="([^"]+)" rel="next">Volgende</a>', page)
    assert following is not None
    second = client.get(html.unescape(following[1]))
    assert "6 tot en met 10 van 24" in second.text
    one = re.search(r'<th scope="row"><a href="([^"]+)">A005</a>', second.text)
    assert one is not None
    assert client.get(one[1], headers={"Accept": "text/html"}).status_code == 200
