"""The page as it is served: its policy, its age, its compression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_page_is_at_the_root(client: TestClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")


def test_policy_lets_in_no_other_host(client: TestClient) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "worker-src 'self' blob:;" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_planning_has_a_page_of_its_own(client: TestClient) -> None:
    answer = client.get("/plannen")
    assert answer.text.startswith("<!doctype html>")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert (
        client.get("/plannen/plan.js").headers["Content-Type"].startswith("text/java")
    )


@pytest.mark.parametrize("path", ["/", "/app.js", "/maplibre/maplibre-gl.js"])
def test_unchanged_file_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    # The browser keeps the policy that came with the page.
    assert "Content-Security-Policy" not in again.headers


def test_files_are_compressed_once(client: TestClient) -> None:
    answer = client.get("/maplibre/maplibre-gl.js")
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) < 300_000
    plain = client.get("/app.js", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.text == client.get("/app.js").text


@pytest.mark.parametrize("path", ["/nergens.js", "/../pyproject.toml", "/app.js/"])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_postcode_shapes_carry_their_place(client: TestClient) -> None:
    features = client.get("/v1/kaart/gebieden").json()["features"]
    ground = client.get("/v1/kaart/ondergrond").json()["features"]
    assert {one["properties"]["soort"] for one in ground} >= {"land", "buitenland"}
    names = {one["id"]: one["properties"]["naam"] for one in features}
    assert names["A003"] == "Dorp 3"


@pytest.mark.parametrize(
    ("asked", "picture"),
    [
        ("", "/beeld.png"),
        ("?binnen=gemeente:GM%229001", "/gebied/gemeente/GM%229001/beeld.png"),
        ("?gebieden=provincie&gebied=PV1", "/gebied/provincie/PV1/beeld.png"),
        ("?binnen=pc4:1001", "/beeld.png"),
    ],
)
def test_who_shares_a_link_shows_the_picture_of_what_it_looks_at(
    client: TestClient, asked: str, picture: str
) -> None:
    head = client.get(f"/{asked}").text.partition("</head>")[0]
    address = f"http://testserver:80{picture}"
    assert f'<meta property="og:image" content="{address}">' in head


def test_the_whole_country_has_a_picture_and_an_icon(client: TestClient) -> None:
    answer = client.get("/beeld.png")
    assert answer.headers["Content-Type"] == "image/png"
    assert len(answer.content) > 10_000
    assert client.get("/favicon.ico").headers["Content-Type"] == "image/svg+xml"
