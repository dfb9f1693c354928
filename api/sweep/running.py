"""Parts answered one after another, on this machine's cores, or on a Dask cluster.

Dask rather than a pool of our own: it starts a killed worker anew and gives its part
to another, and the same few lines reach one machine or a hundred.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from accessibility.errors import MissingDataError, UsageError
from api.sweep.parts import Told, answered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from distributed import Client, Future

    from api.sweep.parts import Part

LOCAL: Final = "local"
HERE: Final = "here"
_TRIES_MORE: Final = 2
_CONNECT_S: Final = 10


def run_parts(
    parts: Sequence[Part],
    *,
    scheduler: str = LOCAL,
    workers: int | None = None,
    memory: str = "auto",
) -> Iterator[tuple[Part, Told]]:
    """Answer parts and yield each as soon as it is known, in any order.

    Parameters
    ----------
    parts
        What to answer.
    scheduler
        `here` for this process alone, `local` for processes on this machine, or the
        address of a Dask scheduler, whose workers read the same snapshots.
    workers
        Number of processes for `local`; None for one per core.
    memory
        Limit per process for `local`, as Dask takes it (`2GB`); beyond it a worker is
        started anew.

    Raises
    ------
    MissingDataError
        If Dask is not installed.
    UsageError
        If nobody answers at the address.
    """
    if scheduler == HERE:
        for part in parts:
            yield part, answered(part)
        return
    with _client(scheduler, workers, memory) as client:
        yield from _gathered(client, parts)


def _gathered(client: Client, parts: Sequence[Part]) -> Iterator[tuple[Part, Told]]:
    from distributed import as_completed  # noqa: PLC0415 - of the extra `scale`

    # Keys that Dask makes itself: the same part may be asked in two runs.
    futures = {
        client.submit(answered, part, pure=False, retries=_TRIES_MORE): part
        for part in parts
    }
    for future in as_completed(futures):
        part = futures.pop(future)
        yield part, _result(future, part)
        future.release()


def _result(future: Future[Told], part: Part) -> Told:
    if future.status == "finished":
        told: Told = future.result()
        return told
    error = future.exception()
    return Told(part.key, fault=f"{type(error).__name__}: {error}")


@contextmanager
def _client(scheduler: str, workers: int | None, memory: str) -> Iterator[Client]:
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415 - as above
    except ImportError as error:
        message = "a sweep needs Dask: python -m pip install 'bereik[scale]'"
        raise MissingDataError(message) from error
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
