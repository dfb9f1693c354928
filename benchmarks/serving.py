"""`bereik serve` in processes of its own, callers that ask it, and a PostgreSQL."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
BROKEN: Final = 0
"""Status of a request whose connection broke or could not be made."""


class Service:
    """A service started on a snapshot, stopped with `stop`.

    Parameters
    ----------
    folder
        For its state and log.
    snapshot
        What it serves, or a link to it; None for the example country.
    environ
        Settings beside the usual ones.
    tree
        Checkout whose program serves; another one to compare with.
    """

    def __init__(
        self,
        folder: Path,
        snapshot: Path | None = None,
        *,
        workers: int = 2,
        environ: Mapping[str, str] | None = None,
        tree: Path = ROOT,
    ) -> None:
        self.tree = tree
        self.environ = {
            **os.environ,
            "PYTHONPATH": str(tree),
            "XDG_STATE_HOME": str(folder),
            "BEREIK_RATE_PER_S": "0",
            "BEREIK_WORKERS": str(workers),
            "BEREIK_PORT": "0",
            "BEREIK_LOG_LEVEL": "INFO",
            **(environ or {}),
        }
        self.log = folder / f"log-{time.monotonic_ns()}"
        named = [str(snapshot)] if snapshot else []
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "api", "serve", *named],
                stderr=log,
                env=self.environ,
                cwd=tree,
            )
        self.root = self._address(workers)

    def _address(self, workers: int) -> str:
        for _ in range(2400):
            text = self.log.read_text()
            found = re.search(r"running on (http://[0-9.]+:\d+)", text)
            if found and text.count("startup complete") >= workers:
                return found[1]
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def workers(self) -> list[int]:
        """Return the process ids of the workers; of one worker, the process itself."""
        process = self.process.pid
        children = Path(f"/proc/{process}/task/{process}/children").read_text()
        return [int(pid) for pid in children.split()] or [process]

    def processes(self) -> list[int]:
        """Return the process ids of the parent and its workers."""
        return sorted({self.process.pid, *self.workers()})

    def memory_mb(self) -> float:
        """Return the memory of all processes; what several share is counted once."""
        found = [_rollup(pid, "Pss") for pid in self.processes()]
        return sum(found) / 1024

    def ask(
        self, path: str, *, key: str = "", document: object = None
    ) -> tuple[int, bytes]:
        """Return status and body of an answer; status `BROKEN` if there was none."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        body = None
        if document is not None:
            body = json.dumps(document).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.root + path, body, headers)  # noqa: S310 - own
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - own
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return BROKEN, b""

    def get(self, path: str) -> Any:  # noqa: ANN401 - any JSON
        """Return an answer's JSON."""
        status, body = self.ask(path)
        if status != 200:  # noqa: PLR2004 - HTTP
            raise RuntimeError(body.decode())
        return json.loads(body)

    def make_key(self, role: str = "planner") -> str:
        """Return a new API key of this service's database."""
        made = subprocess.run(
            [sys.executable, "-m", "api", "keys", "make", "load", "--role", role],
            env=self.environ,
            cwd=self.tree,
            check=True,
            capture_output=True,
            text=True,
        )
        return made.stdout.strip()

    def stop(self) -> None:
        """Stop the service."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()


def _rollup(pid: int, name: str) -> int:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(
        int(kb) for kb in re.findall(rf"^{name}:\s+(\d+) kB", rollup, re.MULTILINE)
    )


@dataclass
class Traffic:
    """Callers that ask a few questions over and over, and keep what they were told.

    Parameters
    ----------
    service
        Whom they ask.
    paths
        What they ask, in turn.
    callers
        How many ask at once.
    """

    service: Service
    paths: Sequence[str]
    callers: int = 3
    statuses: Counter[int] = field(default_factory=Counter)
    bodies: dict[str, Counter[str]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def known(self) -> dict[str, str]:
        """Return what is answered now, by path: ask before and after a fault."""
        return {path: _mark(self.service.ask(path)[1]) for path in self.paths}

    def begin(self) -> None:
        """Begin to ask."""
        for number in range(self.callers):
            thread = threading.Thread(target=self._asking, args=(number,), daemon=True)
            thread.start()
            self._threads.append(thread)

    def end(self) -> None:
        """Stop asking."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _asking(self, number: int) -> None:
        while not self._stop.is_set():
            path = self.paths[number % len(self.paths)]
            number += 1
            status, body = self.service.ask(path)
            with self._lock:
                self.statuses[status] += 1
                if status == 200:  # noqa: PLR2004 - HTTP
                    self.bodies.setdefault(path, Counter())[_mark(body)] += 1

    def wrong(self, *known: Mapping[str, str]) -> int:
        """Return how many answers were none of the known ones."""
        return sum(
            count
            for path, marks in self.bodies.items()
            for mark, count in marks.items()
            if mark not in {one[path] for one in known}
        )


def _mark(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Postgres:
    """A PostgreSQL server of one's own on a Unix socket, in a folder that is there.

    Parameters
    ----------
    folder
        Where everything of it goes.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = max(Path("/usr/lib/postgresql").glob("*/bin"))
        folder.mkdir(mode=0o700)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        self._run("initdb", "-A", "trust", "-U", "postgres", "-N")
        self.start()

    @property
    def url(self) -> str:
        """How the service finds it."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        """Start it."""
        options = f"-c listen_addresses='' -c fsync=off -k {self.folder}"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-o", options, "-l", log, "-w", "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL, which refuses to be run by root."""
        become = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        data = str(self.folder / "data")
        subprocess.run(
            [*become, str(self._programs / program), "-D", data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )


def scenarios_of(service: Service) -> Iterator[dict[str, Any]]:
    """Yield scenarios that each close another offer of the snapshot in service."""
    name = service.get("/v1/snapshots")["snapshots"][0]["naam"]
    page = service.get("/v1/collections/vestigingen/items?limit=100")
    for feature in page["features"]:
        site = feature["properties"]
        for pair in filter(None, (site["aanbod"] or "").split(",")):
            profiel, leerweg = pair.rsplit("-", 1)
            offer = {"profiel": profiel, "leerweg": leerweg}
            edit = {"edit": "close-offer", "brin6": site["vestiging"], **offer}
            yield {
                "format": 1,
                "title": f"{site['vestiging']} {pair}",
                "snapshot": name,
                "edits": [edit],
            }
