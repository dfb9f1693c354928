"""The one place where the application is put together, for tests and production."""

from __future__ import annotations

import threading
import time
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from anyio import to_thread
from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from api.service.admission import Admission, Arrival
from api.service.background import background_of
from api.service.callers import admit
from api.service.docs_site import docs_routes
from api.service.interface import for_callers, interface
from api.service.middleware import Envelope, Zipping, page_policy
from api.service.problems import add_handlers
from api.service.release import PREFIX
from api.service.resources import (
    ahead,
    area_pages,
    checks,
    codes,
    collections,
    dossiers,
    drawing,
    drawn_areas,
    edits,
    effect,
    explained,
    fragility,
    health,
    items,
    jobs,
    journeys,
    landing,
    measures,
    monitor_tables,
    planning,
    postcodes,
    processes,
    queryables,
    scenarios,
    snapshots,
    tiles,
    vestigingen,
    whole_table,
)
from api.service.standing import Telling
from api.service.web_page import page_routes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.routing import BaseRoute

    from api.service.service import Service
    from api.service.settings import Settings

_OPEN: Final = (
    landing,
    codes,
    collections,
    queryables,
    items,
    measures,
    explained,
    drawn_areas,
    postcodes,
    journeys,
    vestigingen,
    monitor_tables,
    snapshots,
    drawing,
    tiles,
    effect,
    edits,
    fragility,
    planning,
    ahead,
    scenarios,
    checks,
    dossiers,
    jobs,
    processes,
)
_EXPOSED: Final = (
    "API-Version",
    "Bereik-Label",
    "Bereik-Snapshot",
    "Content-Crs",
    "Content-Disposition",
    "ETag",
    "Location",
    "Retry-After",
    "X-Request-Id",
)
_SMALLEST_ZIPPED: Final = 1_000
_LULL_S: Final = 2.0
_MOST_LULL_S: Final = 30.0


class Application(FastAPI):
    """The framework's application with our own description of the interface.

    The framework makes its own anew when routes were added, and loses what is ours.
    """

    def openapi(self) -> dict[str, Any]:
        """Return the description that is served and read."""
        settings: Settings = self.state.service.settings
        return for_callers(_interface(), settings.public_url, settings.contact_email)


def create_app(settings: Settings, service: Service) -> FastAPI:
    """Return the application.

    Parameters
    ----------
    settings
        How it runs.
    service
        The loaded snapshot, the database and the limits.
    """
    app = Application(
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=_middleware(settings, service),
        lifespan=_lifespan,
    )
    app.state.service = service
    add_handlers(app)
    app.router.routes.extend(_resource_routes())
    app.router.routes.extend(_page_routes())
    # The page's own files stand at the root, after all resources.
    app.router.routes.extend(page_routes())
    app.router.routes.extend(docs_routes(settings.docs))
    return app


@cache
def _resource_routes() -> tuple[BaseRoute, ...]:
    """Return the routes of all resources: the same for every application."""
    together = APIRouter()
    together.include_router(health.router, prefix=PREFIX)
    for resource in _OPEN:
        together.include_router(
            resource.router, prefix=PREFIX, dependencies=[Depends(admit)]
        )
    return tuple(together.routes)


@cache
def _page_routes() -> tuple[BaseRoute, ...]:
    """Return the routes of the pages that are made of the snapshot, at the root."""
    together = APIRouter()
    for resource in (area_pages, whole_table):
        together.include_router(resource.router, dependencies=[Depends(admit)])
    return tuple(together.routes)


@cache
def _interface() -> dict[str, Any]:
    return interface(_resource_routes())


def _middleware(settings: Settings, service: Service) -> list[Middleware]:
    """Return what stands around every request, the outermost first."""
    return [
        Middleware(
            Envelope,
            metrics=service.metrics,
            page_policy=page_policy(background_of(settings.background)),
        ),
        Middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_methods=["GET", "HEAD", "POST", "DELETE"],
            allow_headers=[
                "Authorization",
                "Content-Crs",
                "Content-Type",
                "If-None-Match",
            ],
            expose_headers=list(_EXPOSED),
            max_age=600,
        ),
        # A place is counted from the moment that the whole request is there.
        Middleware(Arrival, most=settings.body_bytes, within_s=settings.body_s),
        Middleware(
            Admission,
            most=settings.most_requests,
            per_address=settings.address_requests,
        ),
        Middleware(Zipping, minimum_size=_SMALLEST_ZIPPED, compresslevel=5),
    ]


def _lull(service: Service) -> None:
    """Wait until nobody has asked anything for a while, but not for ever.

    A first visitor must not share the cores with what another may ask later.
    """
    until = time.monotonic() + _MOST_LULL_S
    while time.monotonic() < until and service.metrics.quiet_s() < _LULL_S:
        time.sleep(_LULL_S / 4)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    settings = service.settings
    # One thread per admitted request: who waits for a slot must not block others.
    limiter = to_thread.current_default_thread_limiter()
    limiter.total_tokens = settings.most_requests + 8
    if settings.workers == 1:
        # Of several workers the parent watches.
        service.snapshots.watch(settings.watch_s)
    service.runner.start(settings.jobs)
    telling = Telling(service)
    telling.start()
    roads = partial(service.snapshots.current.warm_roads, partial(_lull, service))
    threading.Thread(target=roads, daemon=True, name="roads").start()
    try:
        yield
    finally:
        telling.stop()
        service.runner.stop()
        service.snapshots.stop()
        service.database.close()
