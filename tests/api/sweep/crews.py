"""A crew of threads, in place of a cluster in this process: that one may hang."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Eight:
    """Eight who work at once and are done in any order."""

    def run(
        self, work: Callable[[Any], Any], jobs: Sequence[Any]
    ) -> Iterator[tuple[Any, Any]]:
        """Do jobs, the last first, and yield each as soon as it is done."""
        with ThreadPoolExecutor(8) as workers:
            doing = {workers.submit(work, job): job for job in reversed(jobs)}
            for done in as_completed(doing):
                yield doing[done], done.result()
