"""The service under load: cached shares, a burst, what-if, memory, and faults.

Run `python -m benchmarks.http` from the root; `wrk` makes the load on loopback, on the
same cores as the service. The whole takes under 14 minutes, of which 10 for memory
under load; `--parts` chooses. Writes `benchmarks/results/http.md`.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.http_faults import FAULTS, HEAD
from benchmarks.machine import write_result
from benchmarks.serving import Service, scenarios_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
local bodies = {%(bodies)s}
local k = 0
wrk.headers["Accept-Encoding"] = "gzip"
if #bodies > 0 then
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end
request = function()
  k = k + 1
  local body = #bodies > 0 and bodies[k %% #bodies + 1] or nil
  return wrk.format(nil, paths[k %% #paths + 1], nil, body)
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
    paths: Sequence[str],
    *,
    connections: int,
    seconds: int,
    delay_ms: int = 0,
    documents: Sequence[str] = (),
) -> Load:
    """Make load with wrk: each connection asks, waits for the answer, asks again."""
    script = _LUA % {
        "paths": ",".join(json.dumps(path) for path in paths),
        "bodies": ",".join(f"[[{document}]]" for document in documents),
        "delay": f"delay = function() return {delay_ms} end" if delay_ms else "",
    }
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        times = [f"-d{seconds}s", "--timeout", "10s"]
        told = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", *times, "-s", file.name, root],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 60,
        ).stdout
    found = re.search(r"RESULT (\{.*\})", told)
    if found is None:
        raise RuntimeError(told)
    return Load(**json.loads(found[1]))


_LOADS = (
    "| load | requests | per s | p50 ms | p95 ms | p99 ms | not 2xx | sockets |",
    "|---|---|---|---|---|---|---|---|",
)
_EFFECT = ("/v1/scenarios/effect?gebiedsindeling=gemeente",)
_SCENARIOS = 200


def say(text: str) -> None:
    """Tell how far the measurement is."""
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


def shares(service: Service) -> list[str]:
    """Ask cached shares, with pauses and without."""
    for _ in range(4 * WORKERS):
        for path in QUESTIONS:
            service.ask(path)
    paced = load(service.root, QUESTIONS, connections=24, seconds=30, delay_ms=100)
    full = load(service.root, QUESTIONS, connections=16, seconds=20)
    return [
        *_LOADS,
        paced.row("mixed cached shares, 24 connections, 100 ms pause"),
        full.row("the same without a pause, 16 connections"),
    ]


def burst(service: Service) -> list[str]:
    """Let 500 connections ask at once, then see whether all is as before."""
    many = load(service.root, QUESTIONS, connections=500, seconds=10)
    after = load(service.root, QUESTIONS, connections=24, seconds=10, delay_ms=100)
    return [
        *_LOADS,
        many.row("burst: 500 connections at once"),
        after.row("after the burst: 24 connections, 100 ms pause"),
    ]


def what_if(service: Service) -> list[str]:
    """Ask the effect of closing one offer, each time another one."""
    found = itertools.islice(scenarios_of(service), _SCENARIOS)
    documents = [json.dumps(one) for one in found]
    load(service.root, _EFFECT, connections=2, seconds=5, documents=documents)
    rows = [
        load(
            service.root,
            _EFFECT,
            connections=count,
            seconds=15,
            documents=documents,
        ).row(f"what-if: closing an offer, per gemeente; {count} connection(s)")
        for count in (1, 4)
    ]
    kinds = f"{len(documents)} different scenarios in turn."
    return [*_LOADS, *rows, "", kinds]


def memory(service: Service, minutes: float) -> list[str]:
    """Keep mixed load up and tell the memory of all processes every tenth of it."""
    lines = ["| minute | MB of parent and workers |", "|---|---|"]
    begin = time.monotonic()
    step_s = max(int(minutes * 6), 1)
    for tenth in range(1, 11):
        left_s = round(begin + tenth * minutes * 6 - time.monotonic())
        seconds = max(min(left_s, step_s), 1)
        load(service.root, QUESTIONS, connections=24, seconds=seconds, delay_ms=100)
        minute = (time.monotonic() - begin) / 60
        lines.append(f"| {minute:.1f} | {service.memory_mb():.0f} |")
        say(lines[-1])
    return lines


def sharing(snapshot: Path | None) -> list[str]:
    """Tell the memory of one, two and four workers, each after the same questions."""
    lines = ["| workers | MB in all | MB per further worker |", "|---|---|---|"]
    first = 0.0
    for count in (1, 2, 4):
        with tempfile.TemporaryDirectory() as folder:
            service = Service(Path(folder), snapshot, workers=count)
            try:
                for _ in range(4 * count):
                    for path in QUESTIONS:
                        service.ask(path)
                total = service.memory_mb()
            finally:
                service.stop()
        first = first or total
        more = f"{(total - first) / (count - 1):.0f}" if count > 1 else ""
        lines.append(f"| {count} | {total:.0f} | {more} |")
        say(lines[-1])
    return [*lines, "", "Memory that processes share is counted once (PSS)."]


def faults(snapshot: Path | None) -> list[str]:
    """Make each fault happen on a service of its own, under load."""
    lines = list(HEAD)
    for fault in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            outcome = fault(Path(folder), snapshot)
        lines.append(outcome.row())
        say(lines[-1])
    return lines


PARTS = ("shares", "burst", "whatif", "memory", "sharing", "faults")


def measured(
    parts: Sequence[str], snapshot: Path | None, minutes: float
) -> dict[str, list[str]]:
    """Run the parts asked for, in their order, and return the lines of each."""
    loads: dict[str, Callable[[Service], list[str]]] = {
        "shares": shares,
        "burst": burst,
        "whatif": what_if,
        "memory": lambda service: memory(service, minutes),
    }
    lines: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        say("starting the service")
        service = Service(Path(folder), snapshot, workers=WORKERS)
        try:
            for part in (part for part in loads if part in parts):
                say(part)
                lines[part] = loads[part](service)
        finally:
            service.stop()
    for part, work in (("sharing", sharing), ("faults", faults)):
        if part in parts:
            say(part)
            lines[part] = work(snapshot)
    return lines


TITLES = {
    "shares": "Cached shares",
    "burst": "A burst",
    "whatif": "What-if",
    "memory": "Memory under mixed load",
    "sharing": "Memory by number of workers",
    "faults": "Faults under load",
}


def main() -> None:
    """Measure and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapshot", type=Path, help="by default the example country")
    parser.add_argument(
        "--minutes",
        type=float,
        default=10.0,
        help="of mixed load for the part memory (default: 10)",
    )
    parser.add_argument(
        "--parts",
        default=",".join(PARTS),
        help=f"which, with commas (default: {','.join(PARTS)})",
    )
    options = parser.parse_args()
    parts = options.parts.split(",")
    unknown = sorted(set(parts) - set(PARTS))
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; choose from {', '.join(PARTS)}")
    began = os.getloadavg()[0]
    found = measured(parts, options.snapshot, options.minutes)
    what = "the example country" if options.snapshot is None else options.snapshot.name
    begin = (
        f"`bereik serve` with {WORKERS} workers on {what}; load by wrk on loopback, on "
        "the same cores. Asked: 200 requests/s of mixed cached shares with p95 under "
        "100 ms and no error; a burst of 500 connections answered by 503 and "
        "recovered from; what-if p95 under 150 ms; memory flat; faults by which "
        "nothing is lost and no answer wrong."
    )
    lines = [begin, "", f"Load of the machine when it began: {began:.1f}."]
    for part, table in found.items():
        lines += ["", f"## {TITLES[part]}", "", *table]
    path = write_result("http", "The service under load", lines)
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
