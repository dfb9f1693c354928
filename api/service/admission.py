"""Who comes in: requests that have come whole, and no more of them than are carried."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers

from api.service.addresses import OpenCount, group_of
from api.service.gates import asker
from api.service.problems import send_problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS_IN: Final = ("/v1/livez", "/v1/readyz")
_SOON: Final = {"Retry-After": "2"}
# What is still to come must not be read as the next request.
_LAST: Final = {"Connection": "close"}


class Arrival:
    """Waits until the body of a request is there; refuses late and large ones.

    Parameters
    ----------
    app
        What is wrapped.
    most
        Bytes of a body, announced or not.
    within_s
        How long it may take to come.
    """

    def __init__(self, app: ASGIApp, most: int, within_s: float) -> None:
        self.app = app
        self.most = most
        self.within_s = within_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or not _has_body(scope):
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdecimal() and int(announced) > self.most:
            await self._refuse_large(scope, send)
            return
        try:
            async with asyncio.timeout(self.within_s):
                body = await self._whole(receive)
        except TimeoutError:
            late = f"The body did not come within {self.within_s:g} s."
            await send_problem(scope, send, 408, late, _LAST)
            return
        if body is None:
            broken = "The connection ended before the whole body was there."
            await send_problem(scope, send, 400, broken, _LAST)
        elif len(body) > self.most:
            await self._refuse_large(scope, send)
        else:
            await self.app(scope, _again(body, receive), send)

    async def _whole(self, receive: Receive) -> bytearray | None:
        """Return the body, of a large one the beginning; None if it broke off."""
        body = bytearray()
        more = True
        while more and len(body) <= self.most:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
        return body

    async def _refuse_large(self, scope: Scope, send: Send) -> None:
        sentence = f"The body is larger than {self.most} bytes, which is the most."
        await send_problem(scope, send, 413, sentence, _LAST)


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return "transfer-encoding" in headers or headers.get("content-length", "0") != "0"


def _again(body: bytearray, receive: Receive) -> Receive:
    """Return what gives a body that has come already, and then what comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": bytes(body), "more_body": False}

    return replay


class Admission:
    """Refuses at once what is more than the service carries, of all or of one.

    Parameters
    ----------
    app
        What is wrapped.
    most
        Requests under way at once; more are answered 503.
    per_address
        Of these of one address; more are answered 429. 0 for no limit.
    """

    def __init__(self, app: ASGIApp, most: int, per_address: int) -> None:
        self.app = app
        self.most = most
        self.under_way = 0
        self.open = OpenCount(per_address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"] in _ALWAYS_IN:
            await self.app(scope, receive, send)
            return
        if self.under_way >= self.most:
            busy = "The service is busy. Ask again in a moment."
            await send_problem(scope, send, 503, busy, _SOON)
            return
        client = scope.get("client")
        who = group_of(client[0] if client else None)
        if not self.open.take(who):
            many = "Too many requests of this address are under way at once."
            await send_problem(scope, send, 429, many, _SOON)
            return
        self.under_way += 1
        asker.set(who)
        try:
            await self.app(scope, receive, send)
        finally:
            self.under_way -= 1
            self.open.give_back(who)
