"""API keys and who holds one: kept only as a hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from accessibility.errors import UsageError
from api.service.database import KEYS, Database, now_text

if TYPE_CHECKING:
    from collections.abc import Callable

_FORM: Final = re.compile(r"brk_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_BELIEVED_S: Final = 5.0
_MOST_BELIEVED: Final = 1_000
_LONGEST_NAME: Final = 100
_NO_SECRET: Final = "0" * 64


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
    """A key as it is known: everything but its secret."""

    id: str
    name: str
    role: Role
    created: str
    revoked: str | None = None


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
        self._believed: dict[str, tuple[float, Key]] = {}

    def make(self, name: str, role: Role) -> tuple[Key, str]:
        """Make a key; its text is returned once and never again.

        Raises
        ------
        UsageError
            If the name is empty or too long.
        """
        if not name.strip() or len(name) > _LONGEST_NAME:
            message = (
                "a key needs a name of 1 to 100 characters: for whom or what it is"
            )
            raise UsageError(message)
        key = Key(secrets.token_hex(6), name.strip(), role, now_text())
        secret = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            connection.execute(
                KEYS.insert().values(
                    id=key.id,
                    name=key.name,
                    role=role.value,
                    secret_sha256=_hashed(secret),
                    created=key.created,
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
        """Tell whether a valid key was ever made."""
        valid = sa.select(KEYS.c.id).where(KEYS.c.revoked.is_(None)).limit(1)
        with self._database.reading() as connection:
            return connection.execute(valid).first() is not None

    def known(self, text: str) -> Key | None:
        """Return the key that a text is, or None if it is none or revoked.

        A key that was checked is believed for five seconds, so that reading does
        not ask the database each time.
        """
        match = _FORM.fullmatch(text)
        if match is None:
            return None
        digest = _hashed(text)
        now = self._now()
        with self._lock:
            until, key = self._believed.get(digest, (0.0, None))
        if key is not None and now < until:
            return key
        found = self._checked(*match.groups())
        if found is not None:
            self._believe(digest, now + _BELIEVED_S, found)
        return found

    def _checked(self, identifier: str, secret: str) -> Key | None:
        valid = (KEYS.c.id == identifier) & KEYS.c.revoked.is_(None)
        with self._database.reading() as connection:
            row = connection.execute(KEYS.select().where(valid)).first()
        # Compared also where there is no such key: time must not tell.
        kept = _NO_SECRET if row is None else row.secret_sha256
        same = hmac.compare_digest(kept, _hashed(secret))
        return _key(row) if row is not None and same else None

    def _believe(self, digest: str, until: float, key: Key) -> None:
        with self._lock:
            if len(self._believed) >= _MOST_BELIEVED:
                self._believed.clear()
            self._believed[digest] = (until, key)


def _key(row: sa.Row[tuple[object, ...]]) -> Key:
    return Key(row.id, row.name, Role(row.role), row.created, row.revoked)


def _hashed(secret: str) -> str:
    # 256 random bits cannot be guessed: a slow hash would add nothing.
    return hashlib.sha256(secret.encode()).hexdigest()
