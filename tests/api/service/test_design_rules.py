"""The NL API Design Rules and their geospatial module, one test per rule, by name.

Names follow the identifiers of the rules: `/core/no-trailing-slash` is
`test_core_no_trailing_slash`. TLS itself is the reverse proxy's; what the service
adds to it is tested.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from api.service.features import CRS84_URI, RD_URI

if TYPE_CHECKING:
    from starlette.testclient import TestClient

ITEMS = "/v1/collections/vestigingen/items"


@pytest.fixture
def openapi(client: TestClient) -> dict[str, Any]:
    content: dict[str, Any] = client.get("/v1/openapi.json").json()
    return content


def _segments(openapi: dict[str, Any]) -> set[str]:
    return {
        segment
        for path in openapi["paths"]
        for segment in path.split("/")
        if segment and not segment.startswith("{")
    }


def test_core_no_trailing_slash(client: TestClient, openapi: dict[str, Any]) -> None:
    for path in set(openapi["paths"]) - {"/"}:
        assert not path.endswith("/")
        address = "/v1" + re.sub(r"{.*?}", "x", path) + "/"
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code == 404


def test_core_uri_version(openapi: dict[str, Any]) -> None:
    assert [server["url"] for server in openapi["servers"]] == ["/v1"]


def test_core_semver(openapi: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", openapi["info"]["version"])


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/bereik", "/v1/bereik?x=1", "/v1/niets", "/v1/livez", ITEMS]
)
def test_core_version_header(client: TestClient, path: str) -> None:
    assert client.get(path).headers["api-version"] == "1.0.0"


def test_core_doc_openapi(openapi: dict[str, Any]) -> None:
    assert openapi["openapi"].startswith("3.")
    for path, operations in openapi["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (path, method)
            for parameter in operation.get("parameters", []):
                assert "schema" in parameter


def test_core_publish_openapi(client: TestClient) -> None:
    answer = client.get("/v1/openapi.json", headers={"Origin": "https://elders.nl"})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"


def test_core_http_methods(openapi: dict[str, Any]) -> None:
    for operations in openapi["paths"].values():
        assert set(operations) <= {"get", "post", "put", "patch", "delete"}


def test_core_http_methods_others_are_refused(client: TestClient) -> None:
    answer = client.put("/v1/bereik")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_core_path_segments_kebab_case(openapi: dict[str, Any]) -> None:
    for segment in _segments(openapi) - {"openapi.json"}:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", segment), segment


def test_core_query_keys_camel_case(openapi: dict[str, Any]) -> None:
    # These are names of the geospatial standard itself.
    given = ("bbox-crs", "filter-lang", "filter-crs")
    for operations in openapi["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                name = parameter["name"]
                assert name in given or re.fullmatch(r"[a-z][A-Za-z0-9]*", name)


def test_core_naming_collections_in_the_plural(openapi: dict[str, Any]) -> None:
    singular = {"v1", "bereik", "livez", "readyz", "effect", "resultaat", "kaart"}
    singular |= {"conformance", "openapi.json", "dossier", "kwetsbaarheid"}
    singular |= {"deling", "deelname", "winst", "achtergrond", "reislast", "ondergrond"}
    singular |= {"execution"}  # as OGC API Processes has it
    for segment in _segments(openapi) - singular:
        assert segment.endswith(("en", "s")), segment


def test_core_hide_implementation(client: TestClient) -> None:
    headers = client.get("/v1").headers
    assert "x-powered-by" not in headers
    assert not any("python" in value.lower() for value in headers.values())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/niets", 404),
        ("/v1/bereik?x=1", 400),
        ("/v1/bereik?f=geojson&f=csv", 400),
        ("/v1/scenarios/nul", 400),
        ("/v1/taken", 401),
        ("/v1/metrics", 401),
        ("/v1/snapshots/" + "0" * 64, 404),
        (f"{ITEMS}?crs=EPSG:4326", 400),
    ],
)
def test_core_error_handling_problem_details(
    client: TestClient, path: str, status: int
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    content = answer.json()
    assert content["status"] == status
    assert content["title"]
    assert len(content["detail"]) > 20


def test_core_error_handling_invalid_input(client: TestClient) -> None:
    answer = client.get("/v1/bereik?drempel=ver&leerweg=havo")
    assert answer.status_code == 400
    assert {fault["name"] for fault in answer.json()["errors"]} == {
        "drempel",
        "leerweg",
    }


def test_core_transport_security_headers(client: TestClient) -> None:
    headers = client.get("/v1/bereik").headers
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cache-control"]
    assert headers["referrer-policy"] == "no-referrer"


def test_core_transport_cors(client: TestClient) -> None:
    answer = client.options(
        "/v1/bereik",
        headers={
            "Origin": "https://elders.nl",
            "Access-Control-Request-Method": "GET",
        },
    )
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_core_transport_no_sensitive_uris(openapi: dict[str, Any]) -> None:
    names = {
        parameter["name"].lower()
        for operations in openapi["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query"
    }
    assert not names & {"key", "apikey", "sleutel", "token", "adres", "huisnummer"}


def test_core_stateless(client: TestClient) -> None:
    assert "set-cookie" not in client.get("/v1/bereik").headers


def test_core_date_time(client: TestClient) -> None:
    dates = client.get("/v1/snapshots").json()["snapshots"][0]["peildata"]
    assert all(re.match(r"\d{4}(-\d\d-\d\d|/\d{4})?$", date) for date in dates.values())


def test_geo_default_crs(client: TestClient) -> None:
    answer = client.get(ITEMS)
    assert answer.headers["content-crs"] == f"<{CRS84_URI}>"
    longitude, latitude = answer.json()["features"][0]["geometry"]["coordinates"]
    assert 3 < longitude < 8
    assert 50 < latitude < 54


def test_geo_preferred_crs(client: TestClient) -> None:
    answer = client.get(f"{ITEMS}?crs={RD_URI}")
    assert answer.headers["content-crs"] == f"<{RD_URI}>"
    found = answer.json()["features"][0]["geometry"]["coordinates"]
    assert found == [102000.0, 452000.0]


def test_geo_crs_list(client: TestClient) -> None:
    for one in client.get("/v1/collections").json()["collections"]:
        assert one["crs"] == [CRS84_URI, RD_URI]
        assert one["storageCrs"] == RD_URI


def test_geo_unknown_crs(client: TestClient) -> None:
    for key in ("crs", "bbox-crs"):
        answer = client.get(f"{ITEMS}?{key}=http://www.opengis.net/def/crs/EPSG/0/3857")
        assert answer.status_code == 400
        assert "28992" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("box", "crs", "found"),
    [
        ("101000,451000,103000,453000", RD_URI, ["X00100"]),
        ("101000,451000,115000,453000", RD_URI, ["X00100", "X00101"]),
        ("4.0,51.9,5.2,52.4", CRS84_URI, ["X00100", "X00101", "X00200", "X00300"]),
        ("5.0,53.0,6.0,54.0", CRS84_URI, []),
    ],
)
def test_geo_bbox(client: TestClient, box: str, crs: str, found: list[str]) -> None:
    features = client.get(f"{ITEMS}?bbox={box}&bbox-crs={crs}").json()["features"]
    assert [feature["id"] for feature in features] == found


@pytest.mark.parametrize(
    "box", ["200,0,201,1", "1,2,3", "5,54,6,53", "nan,0,1,1", "1e5,0,1,1"]
)
def test_geo_bbox_outside_its_crs(client: TestClient, box: str) -> None:
    assert client.get(f"{ITEMS}?bbox={box}").status_code == 400


def test_geo_geojson_is_not_turned(client: TestClient) -> None:
    square = client.get("/v1/collections/postcodes/items/A000").json()["geometry"]
    assert square["type"] == "Polygon"
    longitudes = [x for x, _ in square["coordinates"][0]]
    assert max(longitudes) < 8
