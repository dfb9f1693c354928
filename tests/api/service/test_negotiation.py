"""What a caller can read decides in which form, and whether compressed, it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

LARGE = ("/v1/bereik?gebiedsindeling=gemeente", "/v1/openapi.json")


@pytest.mark.parametrize("path", LARGE)
@pytest.mark.parametrize(
    ("header", "is_zipped"),
    [
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0, identity", False),
        ("xgzip", False),
        ("br", False),
        ("", False),
    ],
)
def test_only_who_takes_gzip_gets_it(
    client: TestClient, path: str, header: str, *, is_zipped: bool
) -> None:
    answer = client.get(path, headers={"Accept-Encoding": header})
    assert (answer.headers.get("content-encoding") == "gzip") is is_zipped
    assert answer.text


BODY = "/v1/taken"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("content", "headers", "told"),
    [
        (b"[" * 100_000, JSON, "The body cannot be read: send JSON in UTF-8"),
        (b'{"soort":"\xff"}', JSON, "The body cannot be read: send JSON in UTF-8"),
        (b"\x1f\x8b\x08", {**JSON, "Content-Encoding": "gzip"}, "not compressed"),
        (b"{}", {"Content-Type": "text/plain"}, "body: must come with the header"),
        (b"{}", {}, "Content-Type: application/json"),
        (b"[]", JSON, "body: must be an object"),
        (b"{} x", JSON, "body: is not valid JSON"),
    ],
)
def test_a_body_that_cannot_be_read_is_told_how_to_be_sent(
    make_client: Callable[..., TestClient],
    content: bytes,
    headers: dict[str, str],
    told: str,
) -> None:
    client = make_client(open_writing=True)
    answer = client.post(BODY, content=content, headers=headers)
    assert answer.status_code == 400
    assert told in answer.json()["detail"]
    dutch = client.post(
        BODY, content=content, headers={**headers, "Accept-Language": "nl"}
    ).json()["detail"]
    assert dutch != answer.json()["detail"]
    assert "In het Engels" not in dutch


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/bereik?gebied=GM9999", "Name its division: gebiedsindeling="),
        ("/v1/bereik?gebiedsindeling=gemeente&gebied=GM1", "It is no gemeente."),
        (
            "/v1/collections/vestigingen/items?profiel=",
            "profiel: must have at least 1 characters",
        ),
        (
            f"/v1/collections/vestigingen/items?filter={'x' * 2_001}",
            "must have at most 2000 characters",
        ),
    ],
)
def test_what_is_wrong_is_told_in_words_that_fit(
    client: TestClient, path: str, told: str
) -> None:
    detail = client.get(path).json()["detail"]
    assert told in detail
    assert " parts" not in detail
