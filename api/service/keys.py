"""API keys and who holds one: kept only as a hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from accessibility.errors import UsageError
from api.service.database import KEYS, Database, now_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_FORM: Final = re.compile(r"brk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_BELIEVED_S: Final = 5.0
_MOST_BELIEVED: Final = 1_000
_LONGEST_NAME: Final = 100
_NO_SECRET: Final = "0" * 64
_END_OF_DAY: Final = "T23:59:59.999+00:00"
_DAY: Final = len("2026-01-31")


class Role(StrEnum):
    """What a key may do; each role may do what the one before it may."""

    LEZER = "lezer"
    PLANNER = "planner"
    BEHEERDER = "beheerder"

    def may(self, needed: Role) -> bool:
        """Tell whether this role includes another."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


ANYONE: Final = ""
"""Owner of what was made without a key."""


@dataclass(frozen=True)
class Caller:
    """Who asks: the holder of a key, or anyone.

    Parameters
    ----------
    owner
        Identifier of the key; `ANYONE` without one.
    role
        None without a key.
    """

    owner: str = ANYONE
    role: Role | None = None

    def may(self, needed: Role) -> bool:
        """Tell whether the caller has a role."""
        return self.role is not None and self.role.may(needed)


@dataclass(frozen=True)
class Key:
    """A key as it is known: everything but its secret.

    Parameters
    ----------
    id, name, role
        Which, for whom, and what it may do.
    created, revoked, expires, used
        Moments in UTC: made, ended, ending by itself, last used; None for never.
    per_day
        Requests that it may make in a day (UTC); None for any number.
    today
        Requests that it made today.
    """

    id: str
    name: str
    role: Role
    created: str
    revoked: str | None = None
    expires: str | None = None
    used: str | None = None
    per_day: int | None = None
    today: int = 0

    @property
    def is_spent(self) -> bool:
        """True if it has asked more today than it may."""
        return self.per_day is not None and self.today > self.per_day


@dataclass
class _Believed:
    """A key that was checked, until when it is believed, and what it asked since."""

    key: Key
    until: float
    asked: int = 0


class KeyRing:
    """The keys of a service.

    Parameters
    ----------
    database
        Where they are kept.
    now
        Monotonic clock in seconds.
    """

    def __init__(
        self, database: Database, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._believed: dict[str, _Believed] = {}

    def make(
        self,
        name: str,
        role: Role,
        *,
        until: date | None = None,
        per_day: int | None = None,
    ) -> tuple[Key, str]:
        """Make a key; its text is returned once and never again.

        Parameters
        ----------
        name, role
            For whom or what it is, and what it may do.
        until
            Last day (UTC) on which it is valid; None for no end.
        per_day
            Requests that it may make in a day; None for any number.

        Raises
        ------
        UsageError
            If the name is empty or too long, the day is past or the number not one.
        """
        _check(name, until, per_day)
        expires = None if until is None else f"{until}{_END_OF_DAY}"
        identifier, made = secrets.token_hex(6), now_text()
        key = Key(identifier, name.strip(), role, made, None, expires, None, per_day)
        secret = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(
                KEYS.insert().values(
                    id=key.id,
                    name=key.name,
                    role=role.value,
                    secret_sha256=_hashed(secret),
                    created=key.created,
                    expires=expires,
                    per_day=per_day,
                )
            )
        return key, f"brk_{key.id}_{secret}"

    def revoke(self, identifier: str) -> None:
        """End the validity of a key; workers follow within seconds.

        Raises
        ------
        UsageError
            If there is no such key, or it was revoked before.
        """
        valid = (KEYS.c.id == identifier) & KEYS.c.revoked.is_(None)
        with self._database.writing() as connection:
            done = connection.execute(
                KEYS.update().where(valid).values(revoked=now_text())
            )
        with self._lock:
            self._believed.clear()
        if done.rowcount == 0:
            message = (
                f"there is no valid key {identifier!r}; `bereik keys list` shows all"
            )
            raise UsageError(message)

    def all(self) -> list[Key]:
        """Return all keys, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(KEYS.select().order_by(KEYS.c.created)).all()
        return [_key(row) for row in rows]

    def any_valid(self) -> bool:
        """Tell whether there is a key that is valid now."""
        valid = sa.select(KEYS.c.id).where(_valid()).limit(1)
        with self._database.reading() as connection:
            return connection.execute(valid).first() is not None

    def known(self, text: str) -> Key | None:
        """Return the key that a text is, or None if it is none, ended or revoked.

        A key that was checked is believed for five seconds, so that reading does
        not ask the database each time; what it asks meanwhile is counted then.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            return None
        digest, now = _hashed(text), self._now()
        with self._lock:
            held = self._believed.get(digest)
            if held is not None and now < held.until:
                held.asked += 1
                return replace(held.key, today=held.key.today + held.asked)
        found = self._checked(*match.groups())
        if found is None:
            return None
        counted = self._counted(found, 1 + (0 if held is None else held.asked))
        self._believe(digest, _Believed(counted, now + _BELIEVED_S))
        return counted

    def _checked(self, identifier: str, secret: str) -> Key | None:
        wanted = (KEYS.c.id == identifier) & _valid()
        with self._database.reading() as connection:
            row = connection.execute(KEYS.select().where(wanted)).first()
        # Compared also where there is no such key: time must not tell.
        kept = _NO_SECRET if row is None else row.secret_sha256
        same = hmac.compare_digest(kept, _hashed(secret))
        return _key(row) if row is not None and same else None

    def _counted(self, key: Key, asked: int) -> Key:
        """Write when a key was used and how much it asked; return it with today's sum.

        Who has a key may read while the database cannot be written to.
        """
        now = now_text()
        today = now[:_DAY]
        before = sa.case((KEYS.c.counted_on == today, KEYS.c.counted), else_=0)
        here = KEYS.c.id == key.id
        change = KEYS.update().where(here)
        change = change.values(used=now, counted=before + asked, counted_on=today)
        try:
            with self._database.writing() as connection:
                connection.execute(change)
                total = connection.execute(sa.select(KEYS.c.counted).where(here))
                return replace(key, used=now, today=total.scalar_one())
        except DBAPIError:
            return replace(key, used=now, today=key.today + asked)

    def _believe(self, digest: str, held: _Believed) -> None:
        with self._lock:
            if len(self._believed) >= _MOST_BELIEVED:
                self._believed.clear()
            self._believed[digest] = held


def _check(name: str, until: date | None, per_day: int | None) -> None:
    """Refuse a key that nobody could tell from another, or could ever use.

    Raises
    ------
    UsageError
        With what is wrong with it.
    """
    if not name.strip() or len(name) > _LONGEST_NAME:
        message = "a key needs a name of 1 to 100 characters: for whom or what it is"
        raise UsageError(message)
    if until is not None and until.isoformat() < now_text()[:_DAY]:
        message = f"a key until {until} would be over already"
        raise UsageError(message)
    if per_day is not None and per_day < 1:
        message = f"a key needs at least one request a day, not {per_day}"
        raise UsageError(message)


def _valid() -> sa.ColumnElement[bool]:
    ended = KEYS.c.expires.is_not(None) & (KEYS.c.expires < now_text())
    return KEYS.c.revoked.is_(None) & ~ended


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    today = row.counted if row.counted_on == now_text()[:_DAY] else 0
    return Key(
        row.id,
        row.name,
        Role(row.role),
        row.created,
        row.revoked,
        row.expires,
        row.used,
        row.per_day,
        today or 0,
    )


def _hashed(secret: str) -> str:
    # 256 random bits cannot be guessed: a slow hash would add nothing.
    return hashlib.sha256(secret.encode()).hexdigest()
