"""Can one caller hold the service down: `python -m benchmarks.held_down`.

Each attack comes from one address; meanwhile another address asks what is usual, a few
times a second. Told is how long that other one waited, how it was answered, and how
many connections the attacker still held at the end. `--tree FOLDER` measures the
program of another checkout first, to compare. One worker on the example country.
Writes `benchmarks/results/held_down.md`.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import secrets
import socket
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import write_result
from benchmarks.serving import BROKEN, ROOT, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ATTACKER: Final = "127.0.0.2"
OTHER: Final = "127.0.0.3"
ASKED: Final = (
    "/v1/bereik?profiel=PIE&gebiedsindeling=gemeente",
    "/v1/kaart/cijfers?profiel=PIE&leerweg=gl",
    "/v1/collections/vestigingen/items?limit=10",
)
MANY: Final = 300
SECONDS: Final = 30.0
GOAL_S: Final = 1.0
_PAUSE_S: Final = 0.25
_PATIENCE_S: Final = 20.0
_HALF: Final = (
    b"POST /v1/scenarios/effect HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
)


@dataclass
class Outcome:
    """What the other caller met, and what the attacker still held."""

    waits_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    held: int = 0

    def cells(self) -> list[str]:
        """Return the cells of a table."""
        seen = ", ".join(f"{s}: {n}" for s, n in sorted(self.statuses.items()))
        return [f"{max(self.waits_s):.2f}", seen, str(self.held)]

    @property
    def fine(self) -> bool:
        """True if everybody else was answered in time."""
        return set(self.statuses) == {200} and max(self.waits_s) <= GOAL_S


class Attack:
    """Connections of the attacker, and what goes over them until it is told to stop.

    Parameters
    ----------
    port
        Of the service.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.over = threading.Event()
        self.connections: list[socket.socket] = []
        self._threads: list[threading.Thread] = []

    def connect(self, count: int, first: bytes = b"") -> None:
        """Open so many connections and send something over each."""
        for _ in range(count):
            with contextlib.suppress(OSError):
                one = socket.create_connection(
                    ("127.0.0.1", self.port), 2, source_address=(ATTACKER, 0)
                )
                self.connections.append(one)
                one.sendall(first)

    def drip(self, piece: bytes) -> None:
        """Send a little over each connection every second."""
        while not self.over.wait(1.0):
            for one in self.connections:
                with contextlib.suppress(OSError):
                    one.sendall(piece)

    def begin(self, step: Callable[[], None], count: int = 1) -> None:
        """Do something in so many threads."""
        for _ in range(count):
            thread = threading.Thread(target=step, daemon=True)
            thread.start()
            self._threads.append(thread)

    def ask_on(self, paths: Iterator[tuple[str, dict[str, str]]]) -> None:
        """Ask one thing after the other."""
        for path, headers in paths:
            if self.over.is_set():
                return
            asked_of(self.port, ATTACKER, path, headers)

    def end(self) -> int:
        """Stop, and return how many connections were still open."""
        self.over.set()
        for thread in self._threads:
            thread.join(_PATIENCE_S)
        held = sum(_is_open(one) for one in self.connections)
        for one in self.connections:
            one.close()
        return held


def _is_open(one: socket.socket) -> bool:
    """Tell whether the other end has not closed a connection."""
    one.setblocking(False)  # noqa: FBT003 - of the socket
    try:
        while piece := one.recv(1_000_000):
            del piece
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def asked_of(
    port: int, source: str, path: str, headers: dict[str, str] | None = None
) -> int:
    """Return the status of an answer; `BROKEN` if there was none."""
    asking = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=_PATIENCE_S, source_address=(source, 0)
    )
    try:
        asking.request("GET", path, headers=headers or {})
        answer = asking.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return BROKEN
    else:
        return answer.status
    finally:
        asking.close()


def nothing(_: Attack) -> None:
    """Leave the service alone, to know what is usual."""


def slow_headers(attack: Attack) -> None:
    """Send a header line a second, without an end."""
    attack.connect(MANY, b"GET /v1 HTTP/1.1\r\nHost: x\r\n")
    attack.begin(lambda: attack.drip(b"X-A: b\r\n"))


def slow_bodies(attack: Attack) -> None:
    """Send a byte of the body a second."""
    attack.connect(MANY, _HALF)
    attack.begin(lambda: attack.drip(b" "))


def half_sent(attack: Attack) -> None:
    """Send the headers of a request with a body, and nothing more."""
    attack.connect(MANY, _HALF)


def half_open(attack: Attack) -> None:
    """Connect and say nothing."""
    attack.connect(MANY)


def never_reading(attack: Attack) -> None:
    """Ask for large answers over and over and read none."""
    attack.connect(60, b"GET /v1/kaart/gebieden HTTP/1.1\r\nHost: x\r\n\r\n" * 20)


def key_flood(attack: Attack) -> None:
    """Send another forged key with each request."""

    def forged() -> Iterator[tuple[str, dict[str, str]]]:
        while True:
            text = f"brk_{secrets.token_hex(6)}_{secrets.token_urlsafe(32)}"
            yield ASKED[0], {"Authorization": f"Bearer {text}"}

    attack.begin(lambda: attack.ask_on(forged()), 8)


def cold_questions(attack: Attack) -> None:
    """Ask sixty questions at once that were never asked before, dear ones."""
    numbers = itertools.count(1)

    def cold() -> Iterator[tuple[str, dict[str, str]]]:
        while True:
            within = ",".join(str(2_000 + 60 * next(numbers) % 27_000) for _ in "123")
            yield f"/v1/bereik?gebiedsindeling=pc4&drempel={within}&f=csv", {}

    attack.begin(lambda: attack.ask_on(cold()), 60)


ATTACKS: Final = (
    nothing,
    slow_headers,
    slow_bodies,
    half_sent,
    half_open,
    never_reading,
    key_flood,
    cold_questions,
)


def measured(
    tree: Path, folder: Path, begin: Callable[[Attack], None], seconds: float
) -> Outcome:
    """Start a service, attack it, and ask it as others do.

    Its state is kept in a folder, so that the example country is built once.
    """
    folder.mkdir(exist_ok=True)
    limits = {"BEREIK_RATE_PER_S": "50"}
    service = Service(folder, workers=1, environ=limits, tree=tree)
    try:
        return _under(int(service.root.rsplit(":", 1)[1]), begin, seconds)
    finally:
        service.stop()


def _under(port: int, begin: Callable[[Attack], None], seconds: float) -> Outcome:
    outcome = Outcome()
    for path in ASKED:
        asked_of(port, OTHER, path)
    attack = Attack(port)
    begin(attack)
    until = time.monotonic() + seconds
    for path in itertools.cycle(ASKED):
        if time.monotonic() > until:
            break
        begun = time.monotonic()
        outcome.statuses[asked_of(port, OTHER, path)] += 1
        outcome.waits_s.append(time.monotonic() - begun)
        time.sleep(_PAUSE_S)
    outcome.held = attack.end()
    return outcome


def main() -> None:
    """Attack in every way and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, help="another checkout, to compare")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    options = parser.parse_args()
    trees = {"now": ROOT}
    if options.tree:
        trees = {"before": options.tree.resolve(), **trees}
    columns = ("slowest s", "answers to others", "held by the attacker")
    names = [f"{column}, {name}" for name in trees for column in columns]
    lines = [
        (
            f"Others ask {1 / _PAUSE_S:.0f} times a second for {options.seconds:g} s "
            f"while one address attacks with {MANY} connections or up to 60 threads. "
            f"Status 0 is no answer within {_PATIENCE_S:g} s."
        ),
        "",
        f"| attack | {' | '.join(names)} |",
        "|---" * (len(names) + 1) + "|",
    ]
    slow = []
    with tempfile.TemporaryDirectory() as kept:
        for attack in ATTACKS:
            found = [
                measured(tree, Path(kept) / name, attack, options.seconds)
                for name, tree in trees.items()
            ]
            cells = [cell for outcome in found for cell in outcome.cells()]
            name = attack.__name__.replace("_", " ")
            lines.append(f"| {name} | {' | '.join(cells)} |")
            print(lines[-1], flush=True)
            slow += [] if found[-1].fine else [name]
    write_result("held_down", "Can one caller hold the service down", lines)
    if slow:
        message = f"others waited or were refused: {', '.join(slow)}"
        raise SystemExit(message)


if __name__ == "__main__":
    main()
