"""What the tests of the requirements ask, and how they follow links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ITEMS: Final = "/v1/collections/postcodes/items"
ONE: Final = f"{ITEMS}/A007"
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"
OPERATIONS: Final = (
    "/v1",
    "/v1/conformance",
    "/v1/collections",
    "/v1/collections/postcodes",
    ITEMS,
    ONE,
)


def links_of(client: TestClient, path: str, rel: str) -> dict[str, str]:
    """Return the links of a relation, by media type."""
    content = client.get(path).json()
    return {one["type"]: one["href"] for one in content["links"] if one["rel"] == rel}


def leads_to(client: TestClient, links: dict[str, str]) -> None:
    """Assert that each link gives the media type that it promises."""
    for media_type, href in links.items():
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert answer.headers["content-type"].partition(";")[0] == media_type


def keys_of(openapi: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    """Return the query keys of a described address."""
    keys: list[dict[str, Any]] = openapi["paths"][path]["get"]["parameters"]
    return {key["name"]: key for key in keys if key["in"] == "query"}


def ids_of(client: TestClient, kind: str = "postcodes", **query: object) -> list[str]:
    """Return the identifiers of the features that are found."""
    asked = {name.replace("_", "-"): str(value) for name, value in query.items()}
    answer = client.get(f"/v1/collections/{kind}/items", params=asked)
    assert answer.status_code == 200, answer.text
    return [feature["id"] for feature in answer.json()["features"]]
