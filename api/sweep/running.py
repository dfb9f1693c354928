"""Parts answered one after another, on this machine's cores, or on a Dask cluster.

Dask rather than a pool of our own: it starts a killed worker anew and gives its part
to another, and the same few lines reach one machine or a hundred.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from accessibility.errors import MissingDataError, UsageError
from api.sweep.parts import Told, answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from distributed import Client, Future

    from api.sweep.parts import Part

LOCAL: Final = "local"
HERE: Final = "here"
_TRIES: Final = 3
_CONNECT_S: Final = 10


def run_parts(
    parts: Sequence[Part],
    *,
    scheduler: str = LOCAL,
    workers: int | None = None,
    memory: str = "auto",
    say: Callable[[str], None] = lambda _text: None,
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
    say
        Called with the name of a part that failed and is tried again.

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
        yield from _gathered(client, parts, say)


def _gathered(
    client: Client, parts: Sequence[Part], say: Callable[[str], None]
) -> Iterator[tuple[Part, Told]]:
    from distributed import as_completed  # noqa: PLC0415 - of the extra `scale`

    # Keys that Dask makes itself: the same part may be asked in two runs.
    futures = {client.submit(answered, part, pure=False): part for part in parts}
    tries = dict.fromkeys(parts, 1)
    # Errors are asked of each future: one part that failed is not the end of all.
    coming = as_completed(futures, raise_errors=False)
    for future in coming:
        part = futures.pop(future)
        fault = _fault(future)
        if fault and tries[part] < _TRIES and client.status == "running":
            say(f"failed, tried again: {part.words}: {fault}")
            tries[part] += 1
            again = client.submit(answered, part, pure=False)
            futures[again] = part
            coming.add(again)
            continue
        yield part, Told(part.key, fault=fault) if fault else future.result()
        future.release()


def _fault(future: Future[Told]) -> str:
    """Return why a machine gave no answer; empty if it did."""
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
        message = "a sweep needs Dask: python -m pip install 'bereik[scale]'"
        raise MissingDataError(message) from error
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
