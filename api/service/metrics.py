"""Figures about the service itself, in the form that Prometheus reads."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from api.service.settings import shares_metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

_BUCKETS: Final = (
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
    20.0,
    40.0,
    80.0,
)
_OF_ALL: Final = {
    "bereik_computing_running": "Questions being computed",
    "bereik_computing_waiting": "Questions that wait for a computing slot",
    "bereik_cache_bytes": "Memory of all that is remembered, within BEREIK_CACHE_MB",
    "bereik_cache_limit_bytes": "What BEREIK_CACHE_MB allows",
    "bereik_process_memory_bytes": "Memory of the workers, what they share included",
}
"""Added up over the workers."""

_OF_ONE: Final = {
    "bereik_snapshot_memory_bytes": "Memory of the snapshots, which workers share",
    "bereik_snapshot_loaded_timestamp_seconds": "When it was put into service",
    "bereik_database_up": "Whether the database answers",
}
"""The same for all workers, as the last one told it."""


@dataclass(frozen=True)
class State:
    """How one worker stands, by name of the figure, and the jobs by their status."""

    figures: Mapping[str, float]
    jobs: Mapping[str, int] = field(default_factory=dict)


class Metrics:
    """Counts requests by route and status, never by address or question."""

    def __init__(self) -> None:
        self._open = 0
        self._last = time.monotonic()
        self._registry = CollectorRegistry()
        self._seconds = Histogram(
            "bereik_request_seconds",
            "Time to answer a request",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._requests = Counter(
            "bereik_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._under_way = self._gauge(
            "bereik_requests_under_way", "Requests being answered", "livesum"
        )
        self._told = {
            **{name: self._gauge(name, _OF_ALL[name], "livesum") for name in _OF_ALL},
            **{
                name: self._gauge(name, _OF_ONE[name], "livemostrecent")
                for name in _OF_ONE
            },
        }
        self._jobs = self._gauge("bereik_jobs", "Jobs", "livemostrecent", ("status",))

    def _gauge(
        self,
        name: str,
        what: str,
        mode: Literal["livesum", "livemostrecent"],
        labels: tuple[str, ...] = (),
    ) -> Gauge:
        return Gauge(
            name, what, labels, registry=self._registry, multiprocess_mode=mode
        )

    def quiet_s(self) -> float:
        """Return for how many seconds nothing was under way in this worker."""
        return 0.0 if self._open else time.monotonic() - self._last

    def begin(self) -> None:
        """Count a request that came in."""
        self._open += 1
        self._under_way.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._open -= 1
        self._last = time.monotonic()
        self._under_way.dec()
        self._seconds.labels(method, route).observe(seconds)
        self._requests.labels(method, route, str(status)).inc()

    def tell(self, state: State) -> None:
        """Note how this worker stands."""
        for name, value in state.figures.items():
            self._told[name].set(value)
        for status, count in state.jobs.items():
            self._jobs.labels(status).set(count)

    def text(self) -> bytes:
        """Return all figures; of all workers together where there are several."""
        if not shares_metrics():
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # has no types
        return generate_latest(registry)
