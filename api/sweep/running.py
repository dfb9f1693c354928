"""Jobs done one after another, on this machine's cores, or on a Dask cluster.

Dask rather than a pool of our own: it starts a killed worker anew and gives its job
to another, and the same few lines reach one machine or a hundred.
"""

from __future__ import annotations

import logging
import os
import platform
import resource
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, Protocol, TypeVar

from accessibility.errors import MissingPackageError, UsageError
from api.sweep.parts import Told, answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from distributed import Client, Future

    from api.sweep.parts import Part

LOCAL: Final = "local"
HERE: Final = "here"
_TRIES: Final = 3
_CONNECT_S: Final = 10
_KB_PER_MB: Final = 1024


class Job(Protocol):
    """What a worker is asked; it must be hashable."""

    @property
    def words(self) -> str:
        """How a person knows it."""


class Result(Protocol):
    """What a worker sends back."""

    @property
    def n_bytes(self) -> int:
        """How much that is."""


J = TypeVar("J", bound=Job)
R = TypeVar("R", bound=Result)


class Lost(NamedTuple):
    """A job that no machine did, and why."""

    why: str


@dataclass
class Crew:
    """Whoever does the jobs, and what it cost.

    Parameters
    ----------
    client
        Of a Dask cluster; None for this process alone.
    say
        Called with the name of a job that failed and is tried again.
    peak_mb
        By process, the most memory it ever held, in MB of 2^20 bytes; files that are
        mapped count as far as they were in memory.
    bytes_back
        What all jobs sent back together.
    """

    client: Client | None
    say: Callable[[str], None] = lambda _text: None
    peak_mb: dict[str, float] = field(default_factory=dict)
    bytes_back: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """What the jobs cost, as plain values by name."""
        most = {who: round(held) for who, held in sorted(self.peak_mb.items())}
        return {"peak_mb": most, "bytes_back": self.bytes_back}

    def run(
        self, work: Callable[[J], R], jobs: Sequence[J]
    ) -> Iterator[tuple[J, R | Lost]]:
        """Do jobs and yield each as soon as it is done, in any order."""
        found: Iterator[tuple[J, _Done[R] | Lost]]
        if self.client is None:
            found = ((job, _done(work, job)) for job in jobs)
        else:
            found = _gathered(self.client, work, jobs, self.say)
        for job, done in found:
            if isinstance(done, Lost):
                yield job, done
                continue
            self.peak_mb[done.who] = max(done.peak_mb, self.peak_mb.get(done.who, 0))
            self.bytes_back += done.result.n_bytes
            yield job, done.result


@contextmanager
def crew(
    scheduler: str = LOCAL,
    *,
    workers: int | None = None,
    memory: str = "auto",
    say: Callable[[str], None] = lambda _text: None,
) -> Iterator[Crew]:
    """Have jobs done, as long as the context lasts.

    Parameters
    ----------
    scheduler
        `here` for this process alone, `local` for processes on this machine, or the
        address of a Dask scheduler, whose workers read the same snapshots.
    workers
        Number of processes for `local`; None for one per core.
    memory
        Limit per process for `local`, as Dask takes it (`2GB`); beyond it a worker is
        started anew.
    say
        Called with the name of a job that failed and is tried again.

    Raises
    ------
    MissingPackageError
        If Dask is not installed.
    UsageError
        If nobody answers at the address.
    """
    if scheduler == HERE:
        yield Crew(None, say)
        return
    with _client(scheduler, workers, memory) as client:
        yield Crew(client, say)


def run_parts(crew: Crew, parts: Sequence[Part]) -> Iterator[tuple[Part, Told]]:
    """Answer parts and yield each as soon as it is known, in any order."""
    for part, found in crew.run(answered, parts):
        if isinstance(found, Lost):
            yield part, Told(part.key, fault=found.why)
        else:
            yield part, found


@dataclass(frozen=True)
class _Done(Generic[R]):
    """What a job gave, by which process, and the most memory that ever held."""

    result: R
    who: str
    peak_mb: float


def _done(work: Callable[[J], R], job: J) -> _Done[R]:
    return _Done(work(job), f"{platform.node()}:{os.getpid()}", peak_mb())


def peak_mb() -> float:
    """Return the most memory that this process ever held, in MB of 2^20 bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        held = next((line for line in lines if line.startswith("VmHWM:")), "")
        if held:
            return int(held.split()[1]) / _KB_PER_MB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_PER_MB


def _gathered(
    client: Client,
    work: Callable[[J], R],
    jobs: Sequence[J],
    say: Callable[[str], None],
) -> Iterator[tuple[J, _Done[R] | Lost]]:
    from distributed import as_completed  # noqa: PLC0415 - of the extra `scale`

    # Keys that Dask makes itself: the same job may be asked in two runs.
    futures = {client.submit(_done, work, job, pure=False): job for job in jobs}
    tries = dict.fromkeys(jobs, 1)
    # Errors are asked of each future: one job that failed is not the end of all.
    coming = as_completed(futures, raise_errors=False)
    for future in coming:
        job = futures.pop(future)
        fault = _fault(future)
        if fault and tries[job] < _TRIES and client.status == "running":
            say(f"failed, tried again: {job.words}: {fault}")
            tries[job] += 1
            again = client.submit(_done, work, job, pure=False)
            futures[again] = job
            coming.add(again)
            continue
        yield job, Lost(fault) if fault else future.result()
        future.release()


def _fault(future: Future[_Done[R]]) -> str:
    """Return why a machine did not do a job; empty if it did."""
    if future.status == "finished":
        return ""
    if future.status != "error":
        return "the scheduler is gone; the same command goes on from here"
    error = future.exception()
    return f"{type(error).__name__}: {error}"


@contextmanager
def _client(scheduler: str, workers: int | None, memory: str) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - as above
    except ImportError as error:
        need = "a sweep needs Dask"
        raise MissingPackageError(need, "scale") from error
    # A scheduler that is gone is told as a sentence for each part.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    if scheduler == LOCAL:
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=memory,
                dashboard_address=None,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield client
        return
    try:
        client = Client(scheduler, timeout=_CONNECT_S)
    except (OSError, ValueError) as error:
        message = f"--scheduler {scheduler}: nobody answers there ({error})"
        raise UsageError(message) from error
    with client:
        yield client
