"""Keys: until when they are valid, when they were used, and how much they may ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from accessibility.errors import UsageError
from api.service.database import KEYS, Database, seconds_of_today
from api.service.keys import KeyRing, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

ON_BOTH_DATABASES = True
TODAY = datetime.now(UTC).date()


def _change(database: Database, **values: object) -> None:
    with database.writing() as connection:
        connection.execute(KEYS.update().values(**values))


def test_a_key_is_valid_through_its_last_day(database: Database) -> None:
    ring = KeyRing(database)
    key, text = ring.make("even", Role.LEZER, until=TODAY)
    assert key.expires is not None
    assert key.expires.startswith(str(TODAY))
    assert ring.known(text) is not None
    assert ring.any_valid()
    yesterday = f"{TODAY - timedelta(days=1)}T23:59:59.999+00:00"
    _change(database, expires=yesterday)
    later = KeyRing(database)
    assert later.known(text) is None
    assert not later.any_valid()


@pytest.mark.parametrize(
    ("name", "settings", "told"),
    [
        ("", {}, "name"),
        ("x", {"until": TODAY - timedelta(days=1)}, "over already"),
        ("x", {"per_day": 0}, "at least one"),
    ],
)
def test_keys_that_nobody_could_use(
    database: Database, name: str, settings: dict[str, object], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        KeyRing(database).make(name, Role.LEZER, **settings)  # type: ignore[arg-type]  # of any setting


def test_the_last_use_is_told(database: Database) -> None:
    ring = KeyRing(database)
    _, text = ring.make("ik", Role.LEZER)
    assert ring.all()[0].used is None
    ring.known(text)
    assert (ring.all()[0].used or "").startswith(str(TODAY))


def test_workers_count_together(database: Database) -> None:
    clock = [0.0]
    one, other = (KeyRing(database, now=lambda: clock[0]) for _ in range(2))
    _, text = one.make("ik", Role.LEZER, per_day=5)
    for ring in (one, one, one, other):
        key = ring.known(text)
        assert key is not None
        assert not key.is_spent
    clock[0] += 6
    # Two that were believed, two that were written, and these.
    counted = [key.today for ring in (one, other) if (key := ring.known(text))]
    assert counted == [5, 6]
    assert one.all()[0].today == 6
    spent = other.known(text)
    assert spent is not None
    assert spent.is_spent


def test_another_day_begins_at_nothing(database: Database) -> None:
    ring = KeyRing(database)
    _, text = ring.make("ik", Role.LEZER, per_day=3)
    _change(database, counted=900, counted_on=str(TODAY - timedelta(days=1)))
    key = ring.known(text)
    assert key is not None
    assert key.today == 1


def test_who_has_asked_enough_waits_until_tomorrow(
    make_client: Callable[..., TestClient], database: Database
) -> None:
    client = make_client()
    _, text = KeyRing(database).make("ik", Role.LEZER, per_day=2)
    headers = {"Authorization": f"Bearer {text}"}
    statuses = [client.get("/v1/codes", headers=headers) for _ in range(3)]
    assert [one.status_code for one in statuses] == [200, 200, 429]
    assert 0 < int(statuses[-1].headers["retry-after"]) <= 86_400
    assert "2 requests a day" in statuses[-1].json()["detail"]
    assert client.get("/v1/codes").status_code == 200


def test_a_key_can_be_used_while_nothing_can_be_written(database: Database) -> None:
    ring = KeyRing(database)
    _, text = ring.make("ik", Role.LEZER)

    def refuse(*_: object) -> None:
        statement, full = "UPDATE", OSError("disk is full")
        raise sa.exc.OperationalError(statement, {}, full)

    sa.event.listen(database.engine, "before_execute", _only_updates(refuse))
    assert ring.known(text) is not None


def _only_updates(refuse: Callable[..., None]) -> Callable[..., None]:
    def before(_: object, clause: object, *rest: object) -> None:
        if isinstance(clause, sa.Update):
            refuse(*rest)

    return before


def test_what_is_left_of_today() -> None:
    assert 1 <= seconds_of_today() <= 86_400
