"""The service under load: cached shares, a burst, what-if, and memory over time.

Run `python -m benchmarks.http` from the root; `wrk` makes the load on loopback, on the
same cores as the service. Writes `benchmarks/results/http.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import write_result

WORKERS = 2
QUESTIONS = (
    "/v1/bereik",
    *(
        f"/v1/bereik?profiel={profiel}&leerweg={leerweg}&gebiedsindeling={area}"
        for profiel in ("PIE", "BWI", "M%26T", "techniek")
        for leerweg in ("bl", "kl", "gl")
        for area in ("nl", "provincie", "gemeente")
    ),
    "/v1/kaart/cijfers?profiel=PIE&leerweg=gl",
    "/v1/tabellen/B3.6",
    "/v1/collections/vestigingen/items?limit=100",
)

_LUA = """
local paths = {%(paths)s}
local k = 0
wrk.headers["Accept-Encoding"] = "gzip"
%(body)s
request = function()
  k = k + 1
  return wrk.format(nil, paths[k %% #paths + 1])
end
%(delay)s
done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format(
    '\\nRESULT {"requests": %%d, "seconds": %%f, "p50": %%f, "p95": %%f, "p99": %%f,'
    .. ' "status": %%d, "socket": %%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, latency:percentile(99) / 1000, e.status,
    e.connect + e.read + e.write + e.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """What `wrk` saw; latencies in milliseconds, errors as answers and as sockets."""

    requests: int
    seconds: float
    p50: float
    p95: float
    p99: float
    status: int
    socket: int

    @property
    def per_s(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds

    def row(self, name: str) -> str:
        """Return the line of a table."""
        return (
            f"| {name} | {self.requests} | {self.per_s:.0f} | {self.p50:.1f} "
            f"| {self.p95:.1f} | {self.p99:.1f} | {self.status} | {self.socket} |"
        )


def load(
    root: str,
    paths: tuple[str, ...],
    *,
    connections: int,
    seconds: int,
    delay_ms: int = 0,
    document: str = "",
) -> Load:
    """Make load with wrk: each connection asks, waits for the answer, asks again."""
    body = ""
    if document:
        body = (
            'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
            f"wrk.body = [[{document}]]"
        )
    script = _LUA % {
        "paths": ",".join(json.dumps(path) for path in paths),
        "body": body,
        "delay": f"delay = function() return {delay_ms} end" if delay_ms else "",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
        ]
        told = subprocess.run(
            [*command, "-s", file.name, root],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    found = re.search(r"RESULT (\{.*\})", told)
    if found is None:
        raise RuntimeError(told)
    return Load(**json.loads(found[1]))


class Service:
    """`bereik serve` for the time of the measurement."""

    def __init__(self, folder: Path, snapshot: Path | None) -> None:
        environ = {
            **os.environ,
            "XDG_STATE_HOME": str(folder),
            "BEREIK_RATE_PER_S": "0",
            "BEREIK_WORKERS": str(WORKERS),
            "BEREIK_PORT": "0",
            "BEREIK_LOG_LEVEL": "INFO",
        }
        self.log = folder / "log"
        command = [sys.executable, "-m", "api", "serve"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, *([str(snapshot)] if snapshot else [])],
                stderr=log,
                env=environ,
            )
        self.root = self._address()

    def _address(self) -> str:
        for _ in range(1200):
            text = self.log.read_text()
            found = re.search(r"running on (http://[0-9.]+:\d+)", text)
            if found and text.count("startup complete") >= WORKERS:
                return found[1]
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text())

    def memory_mb(self) -> float:
        """Return the memory that belongs to the workers alone, together."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        total = 0.0
        for pid in children.read_text().split():
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += sum(
                int(kb) for kb in re.findall(r"Private_\w+:\s+(\d+) kB", rollup)
            )
        return total / 1024

    def get(self, path: str) -> bytes:
        """Return an answer's body."""
        address = self.root + path
        with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - own
            body: bytes = answer.read()
        return body

    def stop(self) -> None:
        """Stop the service."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def what_if(service: Service) -> tuple[str, ...]:
    """Return a scenario that closes an offer of this snapshot, as JSON."""
    name = json.loads(service.get("/v1/snapshots"))["snapshots"][0]["naam"]
    page = json.loads(
        service.get("/v1/collections/vestigingen/items?limit=1&profiel=PIE")
    )
    site = page["features"][0]["properties"]
    pair = next(p for p in site["aanbod"].split(",") if p.startswith("PIE-"))
    document = {
        "format": 1,
        "title": "sluiten",
        "snapshot": name,
        "edits": [
            {
                "edit": "close-offer",
                "brin6": site["vestiging"],
                "profiel": "PIE",
                "leerweg": pair.split("-")[1],
            }
        ],
    }
    return (json.dumps(document),)


def measured(service: Service, minutes: float) -> list[str]:
    """Run all loads and return the lines of the result."""
    for _ in range(4 * WORKERS):
        for path in QUESTIONS:
            service.get(path)
    (document,) = what_if(service)
    effect = ("/v1/scenarios/effect?gebiedsindeling=gemeente",)
    load(service.root, effect, connections=2, seconds=10, document=document)
    table = [
        "| load | requests | per s | p50 ms | p95 ms | p99 ms | not 2xx | sockets |",
        "|---|---|---|---|---|---|---|---|",
    ]
    paced = load(service.root, QUESTIONS, connections=24, seconds=30, delay_ms=100)
    table.append(paced.row("mixed cached shares, 24 connections, 100 ms pause"))
    full = load(service.root, QUESTIONS, connections=16, seconds=20)
    table.append(full.row("the same without a pause, 16 connections"))
    burst = load(service.root, QUESTIONS, connections=500, seconds=10)
    table.append(burst.row("burst: 500 connections at once"))
    after = load(service.root, QUESTIONS, connections=24, seconds=10, delay_ms=100)
    table.append(after.row("after the burst, as the first line"))
    one = load(service.root, effect, connections=1, seconds=15, document=document)
    table.append(one.row("what-if: effect of closing an offer, per gemeente"))
    few = load(service.root, effect, connections=4, seconds=15, document=document)
    table.append(few.row("the same, 4 connections"))
    memory = memory_over_time(service, minutes)
    return [*table, "", *memory]


def memory_over_time(service: Service, minutes: float) -> list[str]:
    """Keep mixed load up and tell the workers' own memory every tenth of the time."""
    lines = ["| minute | MB of both workers |", "|---|---|"]
    end = time.monotonic() + minutes * 60
    step = max(int(minutes * 6), 1)
    begin = time.monotonic()
    while time.monotonic() < end:
        load(service.root, QUESTIONS, connections=24, seconds=step, delay_ms=100)
        minute = (time.monotonic() - begin) / 60
        lines.append(f"| {minute:.1f} | {service.memory_mb():.0f} |")
    return lines


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapshot", type=Path, help="by default the example country")
    parser.add_argument("--minutes", type=float, default=10.0, help="of mixed load")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), options.snapshot)
        try:
            lines = measured(service, options.minutes)
        finally:
            service.stop()
    what = "the example country" if options.snapshot is None else options.snapshot.name
    asked = (
        f"`bereik serve` with {WORKERS} workers on {what}; load by wrk on loopback, on "
        "the same cores. Asked: 200 requests/s of mixed cached shares with p95 under "
        "100 ms and no error; a burst of 500 connections answered by 503 and "
        "recovered from; what-if p95 under 150 ms; memory flat."
    )
    begin = [
        asked,
        "",
        f"Load of the machine when it began: {os.getloadavg()[0]:.1f}.",
        "",
    ]
    path = write_result("http", "The service under load", [*begin, *lines])
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
