"""Jobs: long work that is accepted at once, done by any worker, and never lost.

A worker claims a job with a token of its own and lets its `beat` rise while it works.
Other workers watch the beat against their own monotonic clock, so that setting the
clock of a machine changes nothing: a beat that stands still means that the worker is
gone, and the job is taken over. Who lost a claim can no longer write a result.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from api.service.database import JOBS, Database, now_text
from api.service.keys import Caller, Role
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_OPEN_PER_OWNER: Final = 20
MOST_ATTEMPTS: Final = 3
_NOT_THERE: Final = "There is no job with this id that you may see."


class JobStatus(StrEnum):
    """Where a job stands."""

    WAITING = "wacht"
    RUNNING = "bezig"
    DONE = "klaar"
    FAILED = "mislukt"
    CANCELLED = "geannuleerd"


_ENDED: Final = (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED)
_SHOWN: Final = [
    JOBS.c[name]
    for name in (
        "id",
        "owner",
        "kind",
        "request",
        "status",
        "progress",
        "message",
        "attempts",
        "cancel",
        "created",
        "changed",
        "media_type",
    )
]


@dataclass(frozen=True)
class Job:
    """A job as its owner sees it."""

    id: str
    owner: str
    kind: str
    request: str
    status: JobStatus
    progress: float
    message: str
    attempts: int
    cancel: bool
    created: str
    changed: str
    media_type: str


@dataclass(frozen=True)
class Done:
    """What a job brought forth."""

    body: bytes
    media_type: str


class CancelledError(Exception):
    """The owner of a job does not want it any more."""


class LostClaimError(Exception):
    """Another worker has taken the job over."""


class JobStore:
    """The jobs of a service.

    Parameters
    ----------
    database
        Where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, caller: Caller, kind: str, request: Mapping[str, Any]) -> Job:
        """Accept a job.

        Raises
        ------
        ProblemError
            429 if the caller has too many that are not finished.
        """
        identifier, now = str(uuid.uuid4()), now_text()
        mine = (JOBS.c.owner == caller.owner) & JOBS.c.status.not_in(_ENDED)
        waiting = sa.select(sa.func.count()).select_from(JOBS).where(mine)
        with self._database.writing() as connection:
            if connection.execute(waiting).scalar_one() >= MOST_OPEN_PER_OWNER:
                message = f"You have {MOST_OPEN_PER_OWNER} jobs that are not finished."
                raise ProblemError(429, message, headers={"Retry-After": "30"})
            connection.execute(
                JOBS.insert().values(
                    id=identifier,
                    owner=caller.owner,
                    kind=kind,
                    request=json.dumps(dict(request)),
                    status=JobStatus.WAITING,
                    progress=0.0,
                    message="",
                    claim="",
                    beat=0,
                    attempts=0,
                    cancel=False,
                    created=now,
                    changed=now,
                    media_type="",
                )
            )
        return self.get(caller, identifier)

    def get(self, caller: Caller, identifier: str) -> Job:
        """Return a job.

        Raises
        ------
        ProblemError
            404 if there is none that the caller may see.
        """
        wanted = (JOBS.c.id == identifier) & _visible(caller)
        with self._database.reading() as connection:
            row = connection.execute(sa.select(*_SHOWN).where(wanted)).first()
        if row is None:
            raise ProblemError(404, _NOT_THERE)
        return _job(row)

    def listed(
        self, caller: Caller, *, limit: int, offset: int = 0
    ) -> tuple[Sequence[Job], int]:
        """Return a page of the caller's jobs, the newest first, and how many are."""
        mine = _visible(caller)
        page = (
            sa.select(*_SHOWN)
            .where(mine)
            .order_by(JOBS.c.created.desc(), JOBS.c.id)
            .limit(limit)
            .offset(offset)
        )
        count = sa.select(sa.func.count()).select_from(JOBS).where(mine)
        with self._database.reading() as connection:
            jobs = [_job(row) for row in connection.execute(page).all()]
            return jobs, connection.execute(count).scalar_one()

    def own(self, caller: Caller, kind: str, about: str) -> Sequence[Job]:
        """Return the caller's own jobs of a kind about one thing, the newest first.

        Parameters
        ----------
        caller
            Whose jobs; those of others are left out, whatever the role.
        kind
            Which kind of job.
        about
            Value of `scenario` in the request of the job.
        """
        mark = f'"scenario": {json.dumps(about)}'
        mine = (JOBS.c.owner == caller.owner) & (JOBS.c.kind == kind)
        wanted = (
            sa.select(*_SHOWN)
            .where(mine & JOBS.c.request.contains(mark, autoescape=True))
            .order_by(JOBS.c.created.desc(), JOBS.c.id)
        )
        with self._database.reading() as connection:
            return [_job(row) for row in connection.execute(wanted).all()]

    def keep_newest(self, caller: Caller, most: int, kind: str = "") -> None:
        """Delete the caller's jobs that have ended, but for the newest.

        Parameters
        ----------
        caller
            Whose jobs.
        most
            How many are kept.
        kind
            Only those of a kind; empty for all together.
        """
        ended = (JOBS.c.owner == caller.owner) & JOBS.c.status.in_(_ENDED)
        if kind:
            ended &= JOBS.c.kind == kind
        order = (JOBS.c.created.desc(), JOBS.c.id)
        all_ended = sa.select(JOBS.c.id).where(ended).order_by(*order)
        with self._database.writing() as connection:
            old = connection.execute(all_ended).scalars().all()[most:]
            connection.execute(JOBS.delete().where(JOBS.c.id.in_(old)))

    def result(self, caller: Caller, identifier: str) -> Done:
        """Return what a job brought forth.

        Raises
        ------
        ProblemError
            404 if there is no such job, 409 if it has no result (yet).
        """
        job = self.get(caller, identifier)
        if job.status is not JobStatus.DONE:
            message = f"This job has no result: its status is {job.status.value}."
            raise ProblemError(409, message)
        with self._database.reading() as connection:
            body = connection.execute(
                sa.select(JOBS.c.result).where(JOBS.c.id == identifier)
            ).scalar_one()
        return Done(bytes(body), job.media_type)

    def cancel(self, caller: Caller, identifier: str) -> Job:
        """Stop a job, or delete it if it has ended already."""
        job = self.get(caller, identifier)
        here = JOBS.c.id == identifier
        with self._database.writing() as connection:
            if job.status in _ENDED:
                connection.execute(JOBS.delete().where(here))
                return job
            connection.execute(
                JOBS.update().where(here).values(cancel=True, changed=now_text())
            )
            connection.execute(
                JOBS.update()
                .where(here & (JOBS.c.status == JobStatus.WAITING))
                .values(status=JobStatus.CANCELLED)
            )
        return self.get(caller, identifier)

    def claim(self) -> tuple[Job, str] | None:
        """Take the oldest waiting job for this worker alone, with the claim's token."""
        oldest = (
            sa.select(JOBS.c.id)
            .where(JOBS.c.status == JobStatus.WAITING)
            .order_by(JOBS.c.created, JOBS.c.id)
            .limit(1)
        )
        with self._database.reading() as connection:
            identifier = connection.execute(oldest).scalar()
        if identifier is None:
            return None
        token = str(uuid.uuid4())
        free = (JOBS.c.id == identifier) & (JOBS.c.status == JobStatus.WAITING)
        with self._database.writing() as connection:
            taken = connection.execute(
                JOBS.update()
                .where(free)
                .values(
                    status=JobStatus.RUNNING,
                    claim=token,
                    beat=0,
                    attempts=JOBS.c.attempts + 1,
                    changed=now_text(),
                )
            )
        if taken.rowcount == 0:
            return None
        return self.get(_EVERYBODY, identifier), token

    def tell(self, identifier: str, token: str, progress: float, message: str) -> None:
        """Note the progress of a claimed job.

        Raises
        ------
        CancelledError
            If its owner wants it no more.
        LostClaimError
            If another worker has it now.
        """
        self._beat(identifier, token, progress=progress, message=message)

    def beat(self, identifier: str, token: str) -> None:
        """Show that the worker is alive; raises as `tell`."""
        self._beat(identifier, token)

    def _beat(self, identifier: str, token: str, **values: object) -> None:
        with self._database.writing() as connection:
            done = connection.execute(
                JOBS.update()
                .where(_claimed(identifier, token))
                .values(beat=JOBS.c.beat + 1, **values)
            )
            cancel = connection.execute(
                sa.select(JOBS.c.cancel).where(JOBS.c.id == identifier)
            ).scalar()
        if done.rowcount == 0:
            raise LostClaimError
        if cancel:
            raise CancelledError

    def end(
        self,
        identifier: str,
        token: str,
        status: JobStatus,
        message: str = "",
        done: Done | None = None,
    ) -> bool:
        """End a claimed job; tell if the claim still stood."""
        values: dict[str, Any] = {
            "status": status,
            "message": message,
            "changed": now_text(),
        }
        if done is not None:
            values |= {
                "result": done.body,
                "media_type": done.media_type,
                "progress": 1.0,
            }
        with self._database.writing() as connection:
            ended = connection.execute(
                JOBS.update().where(_claimed(identifier, token)).values(**values)
            )
        return ended.rowcount == 1

    def counts(self) -> dict[str, int]:
        """Return how many jobs there are of each status, none included."""
        by_status = sa.select(JOBS.c.status, sa.func.count()).group_by(JOBS.c.status)
        with self._database.reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(by_status)}
        return {status.value: found.get(status.value, 0) for status in JobStatus}

    def running(self) -> dict[str, tuple[str, int, int]]:
        """Return claim, beat and attempts of each running job."""
        columns = (JOBS.c.id, JOBS.c.claim, JOBS.c.beat, JOBS.c.attempts)
        wanted = sa.select(*columns).where(JOBS.c.status == JobStatus.RUNNING)
        with self._database.reading() as connection:
            return {
                row[0]: (row[1], row[2], row[3]) for row in connection.execute(wanted)
            }

    def take_back(self, identifier: str, claim: str, beat: int, attempts: int) -> bool:
        """Put a job whose worker is gone back in the queue, or fail it for good."""
        still = _claimed(identifier, claim) & (JOBS.c.beat == beat)
        values: dict[str, Any] = {"status": JobStatus.WAITING, "claim": ""}
        if attempts >= MOST_ATTEMPTS:
            values["status"] = JobStatus.FAILED
            values["message"] = f"its worker was lost {attempts} times"
        with self._database.writing() as connection:
            done = connection.execute(
                JOBS.update().where(still).values(changed=now_text(), **values)
            )
        return done.rowcount == 1


_EVERYBODY: Final = Caller("", Role.BEHEERDER)


def _visible(caller: Caller) -> sa.ColumnElement[bool]:
    return sa.true() if caller.may(Role.BEHEERDER) else JOBS.c.owner == caller.owner


def _claimed(identifier: str, token: str) -> sa.ColumnElement[bool]:
    running = JOBS.c.status == JobStatus.RUNNING
    return (JOBS.c.id == identifier) & (JOBS.c.claim == token) & running


def _job(row: sa.Row[Any]) -> Job:
    values = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name
    return Job(**{**values, "status": JobStatus(values["status"])})
