"""Connections that hold nobody up: each must send, and read, within a time."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.service.addresses import OpenCount, Proxies, group_of

if TYPE_CHECKING:
    import asyncio

    from api.service.settings import Settings

_MOST_HEAD_BYTES: Final = 65_536
_READING_S: Final = 30.0
_LEAST_READ_BYTES: Final = 8_192
"""What a caller must at least take of an answer within `_READING_S`."""
_BACKSTOP_S: Final = 5.0
"""How much later than the application, which answers, a connection is cut off."""


@dataclass(frozen=True)
class Patience:
    """How long a connection may take, and how many an address may have.

    Parameters
    ----------
    headers_s
        From the first byte of a request, or from connecting, to the end of its headers.
    body_s
        From there to the end of its body.
    per_address
        Open connections of one address in this process; 0 for no limit.
    proxies
        Whose connections are not counted.
    """

    headers_s: float
    body_s: float
    per_address: int
    proxies: Proxies


def patient_protocol(settings: Settings) -> type[PatientProtocol]:
    """Return the protocol of every connection of a service."""
    patience = Patience(
        headers_s=settings.headers_s,
        body_s=settings.body_s + _BACKSTOP_S,
        per_address=settings.address_connections,
        proxies=Proxies.named(settings.trusted_proxies),
    )
    opened = OpenCount(patience.per_address)
    return type("_Patient", (PatientProtocol,), {"patience": patience, "open": opened})


class PatientProtocol(HttpToolsProtocol):
    """HTTP as uvicorn reads it, on a connection that is let go when it idles.

    What is half-sent never reaches the application, so that only the connection can
    end it: uvicorn itself waits for the rest for ever.
    """

    patience: ClassVar[Patience]
    open: ClassVar[OpenCount]

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to wait for a request, or refuse one connection too many."""
        super().connection_made(transport)
        self._late: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._in_head, self._in_body = True, False
        self._head_bytes = 0
        host = self.client[0] if self.client else None
        self._group = "" if self.patience.proxies.holds(host) else group_of(host)
        if self._group and not self.open.take(self._group):
            self._group = ""
            self._refuse(HTTPStatus.TOO_MANY_REQUESTS)
            return
        self._expect(self.patience.headers_s)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        super().connection_lost(exc)
        self._stop_waiting()
        self._unset_unread()
        if self._group:
            self.open.give_back(self._group)
            self._group = ""

    def data_received(self, data: bytes) -> None:
        """Read on; headers without an end are refused."""
        was_in_head = self._in_head
        super().data_received(data)
        if self.transport.is_closing():
            return
        if was_in_head and self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > _MOST_HEAD_BYTES:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
                return
        if self._late is None and self._is_idle:
            # A stray byte between two requests has ended the wait for the next.
            self._expect(self.patience.headers_s)

    def on_message_begin(self) -> None:
        """Begin to wait for the headers."""
        super().on_message_begin()
        self._in_head = True
        self._head_bytes = 0
        self._expect(self.patience.headers_s)

    def on_headers_complete(self) -> None:
        """Begin to wait for the body."""
        self._in_head, self._in_body = False, True
        super().on_headers_complete()
        self._expect(self.patience.body_s)

    def on_message_complete(self) -> None:
        """End waiting: the whole request is there."""
        super().on_message_complete()
        self._in_body = False
        self._stop_waiting()

    def pause_writing(self) -> None:
        """Begin to watch whether the caller reads on."""
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        """End watching: the caller has read enough."""
        super().resume_writing()
        self._unset_unread()

    def timeout_keep_alive_handler(self) -> None:
        """Close what was not used for long, also if its caller never reads."""
        super().timeout_keep_alive_handler()
        if self._unread is None:
            self._watch_reading()

    @property
    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _expect(self, within_s: float) -> None:
        self._stop_waiting()
        self._late = self.loop.call_later(within_s, self._too_late, within_s)

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _too_late(self, within_s: float) -> None:
        """Cut off who did not send in time, unless it was we who did not read."""
        self._late = None
        if self.transport.is_closing():
            return
        if self.flow.read_paused or (self._in_head and not self._is_idle):
            self._expect(within_s)
        elif self._in_body or self.transport.get_write_buffer_size() > 0:
            self.transport.abort()
        else:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        line = f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        rest = "Connection: close\r\nContent-Length: 0\r\n\r\n"
        self.transport.write((line + rest).encode("ascii"))
        self.transport.close()

    def _watch_reading(self) -> None:
        left = self.transport.get_write_buffer_size()
        if left > 0:
            self._unset_unread()
            self._unread = self.loop.call_later(_READING_S, self._look_again, left)

    def _look_again(self, before: int) -> None:
        """Cut off who hardly read anything since the last look."""
        self._unread = None
        if before - self.transport.get_write_buffer_size() < _LEAST_READ_BYTES:
            self.transport.abort()
        else:
            self._watch_reading()

    def _unset_unread(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
