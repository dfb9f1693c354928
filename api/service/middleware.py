"""Around every request: an id, headers, a line in the log, no leaked error."""

from __future__ import annotations

import logging
import re
import time
import uuid
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

from api.service.negotiation import takes_gzip
from api.service.problems import UNEXPECTED, send_problem
from api.service.release import API_VERSION, template_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.service.background import Background
    from api.service.metrics import Metrics

_LOG: Final = logging.getLogger("bereik.requests")
_REQUEST_ID: Final = re.compile(rb"[0-9A-Za-z-]{8,64}")

NOT_MODIFIED: Final = 304
SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
_PAGE_IMAGES: Final = "img-src 'self' data: blob:"
_PAGE_CONNECTS: Final = "connect-src 'self'"
API_CSP: Final = "default-src 'none'; frame-ancestors 'none'"
PAGE_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    f"{_PAGE_IMAGES}; {_PAGE_CONNECTS}; font-src 'self'; "
    # MapLibre makes its worker out of its own script, as a blob.
    "manifest-src 'self'; worker-src 'self' blob:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
FRAMED_CSP: Final = PAGE_CSP.replace("frame-ancestors 'none'", "frame-ancestors *")
"""Policy of what other sites may show in a frame: it takes no input and has no key."""

_NO_FRAME: Final = "X-Frame-Options"


def page_policy(background: Background | None) -> str:
    """Return the policy of the page: it asks no host but ours and the background's."""
    if background is None:
        return PAGE_CSP
    policy = PAGE_CSP
    for source in (_PAGE_IMAGES, _PAGE_CONNECTS):
        policy = policy.replace(source, f"{source} {background.origin}")
    return policy


class Envelope:
    """Outermost: gives ids and headers, logs, measures, and keeps faults inside.

    Parameters
    ----------
    app
        What is wrapped.
    metrics
        Where requests are counted.
    page_policy
        What the page may load.
    """

    def __init__(
        self, app: ASGIApp, metrics: Metrics, page_policy: str = PAGE_CSP
    ) -> None:
        self.app = app
        self.metrics = metrics
        self.page_policy = page_policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            # Whatever can be read can be asked for its headers alone; the server
            # leaves out the body of the answer itself.
            scope = {**scope, "method": "GET"}
        scope["bereik.request_id"] = _request_id(scope)
        answer = _Answer(scope, send, self.page_policy)
        began = time.perf_counter()
        self.metrics.begin()
        try:
            await self.app(scope, receive, answer.send)
        except Exception:  # noqa: BLE001 - the last door: logged, never shown
            _LOG.exception("unexpected", extra={"id": scope["bereik.request_id"]})
            if not answer.status:
                await send_problem(scope, answer.send, 500, UNEXPECTED)
        finally:
            self._record(scope, answer.status, time.perf_counter() - began)

    def _record(self, scope: Scope, status: int, seconds: float) -> None:
        """Log and count by route: the address itself may hold a postcode."""
        route = route_of(scope)
        self.metrics.end(_method(scope), route, status, seconds)
        _LOG.info(
            "request",
            extra={
                "id": scope["bereik.request_id"],
                "method": _method(scope),
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
            },
        )


class _Answer:
    """Adds headers to an answer on its way out and remembers its status."""

    def __init__(self, scope: Scope, send: Send, page_policy: str) -> None:
        self._scope = scope
        self._send = send
        self._page_policy = page_policy
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            is_framed = headers.get("content-security-policy") == FRAMED_CSP
            for name, value in SECURITY_HEADERS.items():
                if not (is_framed and name == _NO_FRAME):
                    headers.setdefault(name, value)
            # A 304 must leave alone the policy that the browser kept with the page.
            if self.status != NOT_MODIFIED:
                html = headers.get("content-type", "").startswith("text/html")
                policy = self._page_policy if html else API_CSP
                headers.setdefault("Content-Security-Policy", policy)
            headers.setdefault("Cache-Control", "no-store")
            headers["API-Version"] = API_VERSION
            headers["X-Request-Id"] = self._scope["bereik.request_id"]
        await self._send(message)


def route_of(scope: Scope) -> str:
    """Return the template of the route taken, never the address itself."""
    return template_of(scope) or ("page" if "endpoint" in scope else "none")


def _method(scope: Scope) -> str:
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return scope["method"] if scope["method"] in known else "other"


def _request_id(scope: Scope) -> str:
    """Return the caller's own id if it is harmless, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
            return str(value.decode("ascii"))
    return str(uuid.uuid4())


class Zipping(GZipMiddleware):
    """Compresses for who takes it; a caller may name gzip to refuse it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http" and not takes_gzip(Headers(scope=scope)):
            named = b"accept-encoding"
            scope["headers"] = [one for one in scope["headers"] if one[0] != named]
        await super().__call__(scope, receive, send)
