"""Features: every page once, filters that filter, and text that cannot harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    none = client.get(f"{POSTCODES}?gemeente=GM9001' OR 1=1 --").json()
    assert none["numberMatched"] == 0
    sites = "/v1/collections/vestigingen/items"
    pie = client.get(f"{sites}?profiel=PIE").json()
    assert [one["id"] for one in pie["features"]] == ["X00100", "X00101"]
    pair = client.get(f"{sites}?aanbod=PIE-gl").json()
    assert [one["id"] for one in pair["features"]] == ["X00101"]
    assert client.get(f"{POSTCODES}?kleur=rood").status_code == 400


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
