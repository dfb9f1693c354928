"""Figures about the service itself, in the form that Prometheus reads."""

from __future__ import annotations

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from api.service.settings import shares_metrics

_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts requests by route and status, never by address or question."""

    def __init__(self) -> None:
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
        self._under_way = Gauge(
            "bereik_requests_under_way",
            "Requests being answered",
            registry=self._registry,
            multiprocess_mode="livesum",
        )

    def begin(self) -> None:
        """Count a request that came in."""
        self._under_way.inc()

    def end(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._under_way.dec()
        self._seconds.labels(method, route).observe(seconds)
        self._requests.labels(method, route, str(status)).inc()

    def text(self) -> bytes:
        """Return all figures; of all workers together where there are several."""
        if not shares_metrics():
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # has no types
        return generate_latest(registry)
