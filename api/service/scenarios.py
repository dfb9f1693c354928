"""Stored scenarios: each belongs to who made it, unless it is shared."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from api.service.database import SCENARIOS, Database, now_text
from api.service.keys import Role
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.service.keys import Caller

MOST_PER_OWNER: Final = 1_000
LONGEST_TITLE: Final = 200
_NOT_THERE: Final = "There is no scenario with this id that you may read."


@dataclass(frozen=True)
class StoredScenario:
    """A scenario with its place in the store; `content` is its document as JSON."""

    id: str
    owner: str
    shared: bool
    title: str
    content: str
    created: str

    @property
    def document(self) -> dict[str, Any]:
        """The document, read."""
        document: dict[str, Any] = json.loads(self.content)
        return document


class ScenarioStore:
    """The scenarios of a service.

    Parameters
    ----------
    database
        Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, caller: Caller, title: str, content: str, *, shared: bool
    ) -> StoredScenario:
        """Keep a scenario.

        Raises
        ------
        ProblemError
            409 if the caller has as many as one may have.
        """
        one = StoredScenario(
            str(uuid.uuid4()), caller.owner, shared, title, content, now_text()
        )
        own = sa.select(sa.func.count()).where(SCENARIOS.c.owner == caller.owner)
        with self._database.writing() as connection:
            if connection.execute(own).scalar_one() >= MOST_PER_OWNER:
                message = (
                    f"You have {MOST_PER_OWNER} scenarios, as many as one may have; "
                    "delete some first."
                )
                raise ProblemError(409, message)
            connection.execute(SCENARIOS.insert().values(**vars(one)))
        return one

    def listed(
        self, caller: Caller, *, limit: int, offset: int
    ) -> tuple[Sequence[StoredScenario], int]:
        """Return a page of what the caller may read, the newest first, and how many."""
        mine = self._readable(caller)
        count = sa.select(sa.func.count()).select_from(SCENARIOS).where(mine)
        page = (
            SCENARIOS.select()
            .where(mine)
            .order_by(SCENARIOS.c.created.desc(), SCENARIOS.c.id)
            .limit(limit)
            .offset(offset)
        )
        with self._database.reading() as connection:
            total = connection.execute(count).scalar_one()
            rows = connection.execute(page).all()
        return [StoredScenario(**row._mapping) for row in rows], int(total)  # noqa: SLF001 - SQLAlchemy's public name

    def get(self, caller: Caller, identifier: str) -> StoredScenario:
        """Return a scenario.

        Raises
        ------
        ProblemError
            404 if there is none that the caller may read; whether somebody else has
            one is not told.
        """
        wanted = (SCENARIOS.c.id == identifier) & self._readable(caller)
        with self._database.reading() as connection:
            row = connection.execute(SCENARIOS.select().where(wanted)).first()
        if row is None:
            raise ProblemError(404, _NOT_THERE)
        return StoredScenario(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name

    def delete(self, caller: Caller, identifier: str) -> None:
        """Delete a scenario of the caller.

        Raises
        ------
        ProblemError
            404 if the caller has no such scenario, 403 if it is shared by another.
        """
        if self.get(caller, identifier).owner != caller.owner and not caller.may(
            Role.BEHEERDER
        ):
            message = "This scenario was shared by somebody else, who may delete it."
            raise ProblemError(403, message)
        with self._database.writing() as connection:
            connection.execute(SCENARIOS.delete().where(SCENARIOS.c.id == identifier))

    @staticmethod
    def _readable(caller: Caller) -> sa.ColumnElement[bool]:
        if caller.may(Role.BEHEERDER):
            return sa.true()
        return SCENARIOS.c.shared | (SCENARIOS.c.owner == caller.owner)
