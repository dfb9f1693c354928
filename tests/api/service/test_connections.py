"""Connections: who sends or reads too slowly is let go, and nobody waits for them."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from api.service import connections
from api.service.connections import patient_protocol
from api.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
LARGE = 30_000_000
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def _app(scope: Scope, _: Receive, send: Send) -> None:
    size = LARGE if scope["path"] == "/large" else 2
    length = (b"content-length", str(size).encode())
    await send({"type": "http.response.start", "status": 200, "headers": [length]})
    await send({"type": "http.response.body", "body": b"x" * size})


async def _serving(test: Callable[[int], Awaitable[Any]], **settings: object) -> Any:  # noqa: ANN401 - what the test gives
    chosen = Settings(headers_s=0.3, body_s=0.3).with_changes(**settings)
    config = uvicorn.Config(
        _app, port=0, lifespan="off", log_config=None, http=patient_protocol(chosen)
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    running = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        return await test(listening.getsockname()[1])
    finally:
        server.should_exit = True
        await running


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    async with asyncio.timeout(3):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def _asked(port: int, *pieces: bytes) -> bytes:
    """Send some bytes and nothing more; return what comes until the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(0.01)
    answer = await _all_of(reader)
    writer.close()
    return answer


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_BACKSTOP_S", 0.0)
    monkeypatch.setattr(connections, "_READING_S", 0.3)


@pytest.mark.parametrize(
    "pieces", [(), (b"GET / HT",), (b"GET / HTTP/1.1\r\n", b"Host: x\r\n")]
)
def test_headers_that_do_not_come_end_the_connection(pieces: tuple[bytes, ...]) -> None:
    answer = asyncio.run(_serving(lambda port: _asked(port, *pieces)))
    assert answer.startswith(b"HTTP/1.1 408 ")


def test_headers_without_an_end_are_refused() -> None:
    endless = (WHOLE[:-2] + b"X-Long: " + b"a" * 40_000, b"a" * 40_000)
    answer = asyncio.run(_serving(lambda port: _asked(port, *endless), headers_s=5.0))
    assert answer.startswith(b"HTTP/1.1 431 ")


def test_a_large_body_is_no_part_of_the_headers() -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n"
    whole = head + b"x" * 200_000
    answer = asyncio.run(_serving(lambda port: _asked(port, whole + whole)))
    assert answer.count(b"HTTP/1.1 200 ") == 2
    assert b" 431 " not in answer


def test_a_body_that_does_not_come_ends_the_connection() -> None:
    half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc"
    answer = asyncio.run(_serving(lambda port: _asked(port, half)))
    # The application answers without reading; the rest may not be sent for ever.
    assert answer.count(b"HTTP/1.1") == 1


def test_a_stray_byte_between_requests_buys_no_time() -> None:
    answer = asyncio.run(_serving(lambda port: _asked(port, WHOLE, b"\r\n")))
    assert answer.startswith(b"HTTP/1.1 200 ")


def test_an_answer_that_is_not_read_is_dropped() -> None:
    async def unread(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1_000)
        writer.write(WHOLE.replace(b"GET /", b"GET /large"))
        await asyncio.sleep(1.2)
        came = len(await _all_of(reader))
        writer.close()
        return came

    assert asyncio.run(_serving(unread)) < LARGE


def test_a_slow_reader_that_reads_on_gets_all() -> None:
    async def slow(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE.replace(b"GET /", b"GET /large"))
        came, until = 0, 5_000_000
        while piece := await asyncio.wait_for(reader.read(2_000_000), 3):
            came += len(piece)
            if came >= min(until, LARGE):
                until += 5_000_000
                await asyncio.sleep(0.2)
            if came > LARGE:
                break
        writer.close()
        return came

    assert asyncio.run(_serving(slow)) > LARGE


def test_one_address_has_so_many_connections() -> None:
    async def crowd(port: int) -> list[bytes]:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(2)]
        refused = await _asked(port, WHOLE)
        held[0][1].close()
        await asyncio.sleep(0.05)
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(WHOLE)
        served = await reader.readline()
        for _, one in (*held, (reader, writer)):
            one.close()
        return [refused, served]

    refused, served = asyncio.run(_serving(crowd, address_connections=2, headers_s=5.0))
    assert refused.startswith(b"HTTP/1.1 429 ")
    assert served.startswith(b"HTTP/1.1 200 ")
