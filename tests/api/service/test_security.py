"""Keys, roles, limits and headers: who may do what, and nothing leaks."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from accessibility.errors import UsageError
from api.service.database import KEYS, Database
from api.service.gates import RateLimit
from api.service.keys import KeyRing, Role
from api.service.logs import JsonLines

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.service.service import Service
    from tests.api.service.conftest import LiveServer


def test_a_key_is_kept_only_as_a_hash(database: Database) -> None:
    key, text = KeyRing(database).make("ik", Role.LEZER)
    secret = text.rsplit("_", 1)[-1]
    with database.reading() as connection:
        row = connection.execute(sa.select(KEYS)).one()
    assert secret not in " ".join(str(value) for value in row)
    assert row.id == key.id


def test_a_revoked_key_ends(database: Database) -> None:
    clock = [0.0]
    ring, other = KeyRing(database), KeyRing(database, now=lambda: clock[0])
    key, text = ring.make("ik", Role.LEZER)
    known = other.known(text)
    assert known is not None
    assert known.id == key.id
    ring.revoke(key.id)
    assert ring.known(text) is None
    clock[0] = 5.1
    assert other.known(text) is None
    with pytest.raises(UsageError, match="no valid key"):
        ring.revoke(key.id)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "brk_",
        "brk_000000000000_" + "A" * 43,
        "brk_000000000000_" + "A" * 44,
        "brk_' OR 1=1 --_" + "A" * 43,
        "x" * 5_000,
    ],
)
def test_what_is_no_key_is_refused(client: TestClient, text: str) -> None:
    answer = client.get("/v1/bereik", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert text[:20] not in answer.json()["detail"] or len(text) < 5


def test_detail_needs_a_reader_and_is_never_kept(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    asked = "gebiedsindeling=pc4&profiel=PIE&leerweg=gl&noemer=gezamenlijk"
    path = f"/v1/bereik?afscherming=nee&{asked}"
    assert client.get(path).status_code == 401
    answer = client.get(path, headers=headers_of(Role.LEZER))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"
    last = next(row for row in answer.json()["rijen"] if row["gebied"] == "A023")
    assert last["leerlingen"] == 6.0
    assert client.get(path).status_code == 401


def test_roles_include_the_ones_below() -> None:
    assert Role.BEHEERDER.may(Role.LEZER)
    assert not Role.LEZER.may(Role.PLANNER)


def test_rate_limit_refills_and_forgets(make_client: Callable[..., TestClient]) -> None:
    clock = [0.0]
    limit = RateLimit(2.0, 3, now=lambda: clock[0])
    assert [limit.charge("a") for _ in range(3)] == [0, 0, 0]
    assert limit.charge("a") == pytest.approx(0.5)
    assert limit.charge("b") == 0
    clock[0] = 0.5
    assert limit.charge("a") == 0
    client = make_client(rate_per_s=0.001, rate_burst=2)
    statuses = [client.get("/v1/bereik").status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    refused = client.get("/v1/bereik")
    assert int(refused.headers["retry-after"]) > 0
    assert client.get("/v1/livez").status_code == 200


def test_new_callers_take_the_place_of_the_idle() -> None:
    clock = [0.0]
    limit = RateLimit(1.0, 1, now=lambda: clock[0])
    assert limit.charge("first") == 0
    assert limit.charge("first") > 0
    for number in range(200_000):
        clock[0] += 0.001
        limit.charge(str(number))
    assert limit.charge("199999") > 0
    assert limit.charge("first") == 0


def test_the_limit_holds_over_all_workers(serve: Callable[..., LiveServer]) -> None:
    server = serve(workers=2, BEREIK_RATE_PER_S="0.001", BEREIK_RATE_BURST="5")
    statuses = [server.get("/v1/collections")[0] for _ in range(15)]
    assert statuses == [200] * 5 + [429] * 10


def test_forged_keys_are_charged_to_their_address(
    make_client: Callable[..., TestClient],
) -> None:
    client = make_client(rate_per_s=0.001, rate_burst=2)
    statuses = [
        client.get(
            "/v1/bereik",
            headers={"Authorization": f"Bearer brk_{k:012x}_" + "A" * 43},
        ).status_code
        for k in range(4)
    ]
    assert statuses == [401, 401, 429, 429]


def test_an_unexpected_error_is_told_to_the_log_only(
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    service = make_service()
    client = make_client(service)

    def broken(*_: object, **__: object) -> None:
        message = "geheim van de binnenkant"
        raise RuntimeError(message)

    monkeypatch.setattr("api.service.served.Served.answer", broken)
    answer = client.get("/v1/bereik?leerweg=gl")
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert answer.headers["x-request-id"] in answer.json()["instance"]
    assert "geheim" in caplog.text


def test_the_log_holds_no_address_question_or_key(
    client: TestClient,
    headers_of: Callable[[Role], dict[str, str]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    key = headers_of(Role.LEZER)
    client.get("/v1/postcodes/A007/bereik?profiel=PIE", headers=key)
    lines = [JsonLines().format(record) for record in caplog.records]
    assert any("/v1/postcodes/{postcode}/bereik" in line for line in lines)
    for line in lines:
        assert isinstance(json.loads(line), dict)
        if '"bereik.requests"' in line:
            assert "A007" not in line
            assert "PIE" not in line
            assert key["Authorization"].split("_")[-1] not in line


def test_request_ids_are_passed_on_if_harmless(client: TestClient) -> None:
    same = client.get("/v1", headers={"X-Request-Id": "abcdef-123456"})
    assert same.headers["x-request-id"] == "abcdef-123456"
    other = client.get("/v1", headers={"X-Request-Id": "a b\t<script>"})
    assert "<" not in other.headers["x-request-id"]


def test_metrics_are_for_the_steward(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    assert client.get("/v1/metrics", headers=headers_of(Role.LEZER)).status_code == 403
    client.get("/v1/postcodes/A007/bereik")
    told = client.get("/v1/metrics", headers=headers_of(Role.BEHEERDER))
    assert 'route="/v1/postcodes/{postcode}/bereik"' in told.text
    assert "A007" not in told.text


def _links(client: TestClient, host: str) -> set[str]:
    links = client.get("/v1", headers={"Host": host}).json()["links"]
    return {link["href"].split("/v1")[0] for link in links}


def test_links_do_not_believe_the_header_host(
    make_client: Callable[..., TestClient],
) -> None:
    own = make_client()
    assert _links(own, "kwaad.example") == {"http://testserver:80"}
    assert _links(own, "localhost:9000") == {"http://localhost:9000"}
    public = make_client(public_url="https://bereik.example.nl/")
    assert _links(public, "kwaad.example") == {"https://bereik.example.nl"}
