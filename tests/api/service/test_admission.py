"""Admission: half-sent requests take no place, and one address not all places."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from api.service.admission import Admission, Arrival

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


def _scope(*headers: tuple[str, str], address: str = "192.0.2.1") -> dict[str, Any]:
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return {
        "type": "http",
        "method": "POST",
        "path": "/v1/scenarios",
        "headers": raw,
        "client": (address, 1),
        "bereik.request_id": "0",
    }


def _coming(*messages: Message) -> Receive:
    """Return what gives some messages, and then nothing for ever."""
    left = list(messages)

    async def receive() -> Message:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    return receive


def _piece(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def _answer(app: ASGIApp, scope: Scope, receive: Receive) -> tuple[int, bytes]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return sent[0]["status"], sent[1]["body"]


async def _echo(_: Scope, receive: Receive, send: Send) -> None:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message["body"]
        more = message["more_body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


LONG = ("content-length", "100")


def test_half_a_body_takes_no_place_and_is_told_so() -> None:
    inner = Admission(_echo, most=1, per_address=0)
    outer = Arrival(inner, most=1_000, within_s=0.2)

    async def both() -> tuple[tuple[int, bytes], list[int]]:
        half = asyncio.create_task(
            _answer(outer, _scope(LONG), _coming(_piece(b"x", more=True)))
        )
        await asyncio.sleep(0.05)
        others = [
            (await _answer(outer, _scope(), _coming(_piece(b"", more=False))))[0]
            for _ in range(5)
        ]
        return await half, others

    half, others = asyncio.run(both())
    assert others == [200] * 5
    assert half[0] == 408
    assert "0.2 s" in json.loads(half[1])["detail"]


def test_a_whole_body_is_handed_on_as_it_came() -> None:
    app = Arrival(_echo, most=10, within_s=1.0)
    pieces = (_piece(b"abc", more=True), _piece(b"de", more=False))
    scope = _scope(("transfer-encoding", "chunked"))
    assert asyncio.run(_answer(app, scope, _coming(*pieces))) == (200, b"abcde")


def test_a_body_is_refused_when_large_or_broken_off() -> None:
    app = Arrival(_echo, most=10, within_s=1.0)
    announced = asyncio.run(_answer(app, _scope(LONG), _coming()))
    assert announced[0] == 413
    chunked = _scope(("transfer-encoding", "chunked"))
    endless = _coming(_piece(b"x" * 11, more=True))
    assert asyncio.run(_answer(app, chunked, endless))[0] == 413
    gone = _coming(_piece(b"x", more=True), {"type": "http.disconnect"})
    assert asyncio.run(_answer(app, chunked, gone))[0] == 400


def test_one_address_cannot_take_all_places() -> None:
    open_door = asyncio.Event()

    async def waits(scope: Scope, receive: Receive, send: Send) -> None:
        await open_door.wait()
        await _echo(scope, receive, send)

    async def ask(app: ASGIApp, address: str) -> int:
        whole = _coming(_piece(b"", more=False))
        return (await _answer(app, _scope(address=address), whole))[0]

    async def crowd() -> list[int]:
        app = Admission(waits, most=4, per_address=2)
        who = ["192.0.2.1"] * 3 + ["192.0.2.2"] * 2 + ["192.0.2.3"]
        tasks = [asyncio.create_task(ask(app, address)) for address in who]
        await asyncio.sleep(0)
        open_door.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(crowd()) == [200, 200, 429, 200, 200, 503]
