"""Does the jobs that wait, and takes over those of workers that are gone."""

from __future__ import annotations

import json
import logging
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.exc import SQLAlchemyError

from accessibility.errors import BereikError
from api.service.jobs import CancelledError, Done, JobStatus, LostClaimError
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.service.jobs import Job, JobStore

    Work = Callable[[Mapping[str, Any], Callable[[float, str], None]], Done]
    """Does a job: takes its request and a way to tell progress."""

    Told = Callable[[Job, JobStatus, Done | None], None]
    """Is told of a job that has ended: how, and what it brought forth."""

_LOG: Final = logging.getLogger("bereik.jobs")
BEAT_S: Final = 2.0
STALE_S: Final = 15.0
_POLL_S: Final = 1.0


class JobRunner:
    """Does the jobs of a service in a thread of its own.

    Parameters
    ----------
    store
        Where jobs are kept.
    work
        How each kind of job is done.
    told
        Is told of each job that this runner did to its end.
    stale_s
        How long the beat of another worker may stand still.
    """

    def __init__(
        self,
        store: JobStore,
        work: Mapping[str, Work],
        *,
        told: Told | None = None,
        stale_s: float = STALE_S,
    ) -> None:
        self._told = told
        self._store = store
        self._work = dict(work)
        self._stale_s = stale_s
        self._stopped = threading.Event()
        self._wanted = threading.Event()
        self._seen: dict[str, tuple[tuple[str, int], float]] = {}
        self._threads: list[threading.Thread] = []

    def start(self, count: int) -> None:
        """Start so many threads; none for 0."""
        for number in range(count):
            thread = threading.Thread(
                target=self._run, daemon=True, name=f"jobs-{number}"
            )
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """End after the step under way; what is not finished is taken over later."""
        self._stopped.set()
        self._wanted.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def wake(self) -> None:
        """Look for work now."""
        self._wanted.set()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self.watch_others()
                if not self.do_one():
                    self._wanted.wait(_POLL_S)
                    self._wanted.clear()
            except SQLAlchemyError:
                _LOG.warning("the database of jobs cannot be used; trying again")
                self._stopped.wait(_POLL_S * 2)

    def watch_others(self, now: float | None = None) -> int:
        """Take back jobs whose worker shows no life; return how many."""
        moment = time.monotonic() if now is None else now
        running = self._store.running()
        self._seen = {k: v for k, v in self._seen.items() if k in running}
        taken = 0
        for identifier, (claim, beat, attempts) in running.items():
            mark, since = self._seen.get(identifier, (None, moment))
            if mark != (claim, beat):
                self._seen[identifier] = ((claim, beat), moment)
            elif moment - since > self._stale_s:
                taken += self._store.take_back(identifier, claim, beat, attempts)
        return taken

    def do_one(self) -> bool:
        """Do the oldest waiting job; tell if there was one."""
        claimed = self._store.claim()
        if claimed is None:
            return False
        job, token = claimed
        alive = threading.Event()
        beating = threading.Thread(
            target=self._keep_beating, args=(job.id, token, alive), daemon=True
        )
        beating.start()
        try:
            self._do(job, token)
        finally:
            alive.set()
        return True

    def _keep_beating(
        self, identifier: str, token: str, ended: threading.Event
    ) -> None:
        while not ended.wait(BEAT_S):
            try:
                self._store.beat(identifier, token)
            except (CancelledError, LostClaimError):
                return
            except SQLAlchemyError:
                _LOG.warning("the database of jobs cannot be reached; job goes on")

    def _do(self, job: Job, token: str) -> None:
        def tell(progress: float, message: str) -> None:
            self._store.tell(job.id, token, progress, message)

        try:
            done = self._work[job.kind](json.loads(job.request), tell)
            tell(1.0, "")
            self._end(job, token, JobStatus.DONE, done=done)
        except CancelledError:
            self._store.end(job.id, token, JobStatus.CANCELLED)
        except LostClaimError:
            _LOG.warning("a job was taken over by another worker")
        except SQLAlchemyError:
            raise
        except (BereikError, ProblemError) as error:
            self._end(job, token, JobStatus.FAILED, str(error))
        except Exception:  # noqa: BLE001 - a worker must outlive any job
            _LOG.exception("a job failed unexpectedly")
            words = "something went wrong in the service"
            self._end(job, token, JobStatus.FAILED, words)

    def _end(
        self,
        job: Job,
        token: str,
        status: JobStatus,
        message: str = "",
        done: Done | None = None,
    ) -> None:
        if self._store.end(job.id, token, status, message, done) and self._told:
            self._told(job, status, done)
