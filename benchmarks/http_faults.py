"""Faults while the service is under load, with real parts: what callers see of them.

Each fault is a function that starts a service of its own, makes the fault happen while
callers ask, and returns what they were told: nothing may be lost, no answer wrong.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from benchmarks.serving import BROKEN, Postgres, Service, Traffic, scenarios_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUESTIONS: Final = (
    "/v1/bereik?profiel=PIE&leerweg=gl&gebiedsindeling=gemeente",
    "/v1/bereik?profiel=BWI&leerweg=bl",
    "/v1/collections/vestigingen/items?limit=10",
)
_MADE: Final = 201
_FULL: Final = 507
_DISK_MB: Final = 4
_REMARK: Final = "x" * 100_000

CLOCK: Final = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
/* A day ahead as long as the file named by CLOCK_JUMP is there. */
static long ahead(void) {
  struct stat s;
  const char *name = getenv("CLOCK_JUMP");
  return name && stat(name, &s) == 0 ? 86400L : 0L;
}
int clock_gettime(clockid_t id, struct timespec *t) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, t);
  if (id == CLOCK_REALTIME) t->tv_sec += ahead();
  return result;
}
time_t time(time_t *t) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (t) *t = now.tv_sec;
  return now.tv_sec;
}
int gettimeofday(struct timeval *t, void *zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  t->tv_sec = now.tv_sec;
  t->tv_usec = now.tv_nsec / 1000;
  return 0;
}
"""
"""A clock that can be set for one program, loaded before the C library."""


@dataclass(frozen=True)
class Outcome:
    """What callers saw of a fault.

    Parameters
    ----------
    fault
        What was done.
    statuses
        Answers by status; `BROKEN` for connections that broke.
    lost
        Scenarios answered 201 that were not there afterwards.
    wrong
        Answers that were not what the snapshot says.
    remark
        What else was seen.
    """

    fault: str
    statuses: Counter[int]
    lost: int
    wrong: int
    remark: str = ""

    def row(self) -> str:
        """Return the line of a table."""
        seen = ", ".join(
            f"{'broken' if status == BROKEN else status}: {count}"
            for status, count in sorted(self.statuses.items())
        )
        total = self.statuses.total()
        return (
            f"| {self.fault} | {total} | {seen} | {self.lost} | {self.wrong} "
            f"| {self.remark} |"
        )


HEAD: Final = (
    "| fault | requests | answers by status | lost | wrong | remark |",
    "|---|---|---|---|---|---|",
)


class Writer:
    """Keeps scenarios under a key, and asks for them all afterwards."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.key = service.make_key()
        self.documents: Iterator[dict[str, Any]] = itertools.cycle(
            list(scenarios_of(service))
        )
        self.statuses: Counter[int] = Counter()
        self.kept: list[str] = []

    def write(self, remark: str = "") -> int:
        """Keep one scenario and return the status."""
        document = {**next(self.documents), "remark": remark}
        found = self.service.ask("/v1/scenarios", key=self.key, document=document)
        status, body = found
        self.statuses[status] += 1
        if status == _MADE:
            self.kept.append(body.decode().split('"id":"', 1)[1].split('"', 1)[0])
        return status

    def lost(self) -> int:
        """Return how many of those that were accepted are not there."""
        there = [
            self.service.ask(f"/v1/scenarios/{one}", key=self.key)[0]
            for one in self.kept
        ]
        return sum(status != 200 for status in there)  # noqa: PLR2004 - HTTP


def killed_worker(folder: Path, snapshot: Path | None) -> Outcome:
    """Kill one of two workers with signal 9 while both answer."""
    service = Service(folder, snapshot)
    try:
        traffic, writer = Traffic(service, QUESTIONS), Writer(service)
        before = traffic.known()
        traffic.begin()
        _for_s(1.0, writer.write)
        victim = service.workers()[0]
        begun = time.monotonic()
        os.kill(victim, signal.SIGKILL)
        _until(lambda: victim not in service.workers() and len(service.workers()) > 1)
        replaced_s = time.monotonic() - begun
        _for_s(2.0, writer.write)
        traffic.end()
        statuses = traffic.statuses + writer.statuses
        remark = f"replaced within {replaced_s:.1f} s"
        return Outcome(
            "kill -9 of a worker",
            statuses,
            writer.lost(),
            traffic.wrong(before),
            remark,
        )
    finally:
        service.stop()


def database_gone(folder: Path, snapshot: Path | None) -> Outcome:
    """Stop PostgreSQL while callers read and one writes, and start it again."""
    # Its own user must be able to go through.
    folder.chmod(0o755)
    server = Postgres(folder / "postgres")
    service = Service(folder, snapshot, environ={"BEREIK_DATABASE": server.url})
    try:
        traffic, writer = Traffic(service, QUESTIONS), Writer(service)
        before = traffic.known()
        traffic.begin()
        _for_s(1.0, writer.write)
        server.stop()
        _for_s(2.0, writer.write)
        server.start()
        begun = time.monotonic()
        _until(lambda: writer.write() == _MADE)
        back_s = time.monotonic() - begun
        traffic.end()
        open_ones = ", ".join(str(status) for status in sorted(traffic.statuses))
        return Outcome(
            "PostgreSQL stopped and started",
            traffic.statuses + writer.statuses,
            writer.lost(),
            traffic.wrong(before),
            f"figures without a key: only {open_ones}; writing again after "
            f"{back_s:.1f} s",
        )
    finally:
        service.stop()
        server.stop()


class TinyDisk:
    """A disk of a few megabytes: a file system of its own, or a limit on files.

    Parameters
    ----------
    folder
        Where it is mounted, if this process may.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.mounted = self._mount(f"size={_DISK_MB}m") == 0

    @property
    def how(self) -> str:
        """What stands for the full disk."""
        return f"tmpfs of {_DISK_MB} MB" if self.mounted else "limit on file size"

    def shrink(self, service: Service) -> None:
        """Make it small for a running service."""
        if not self.mounted:
            self._limit(service, str(_DISK_MB * 2**20))

    def grow(self, service: Service) -> None:
        """Give it room again."""
        if self.mounted:
            self._mount(f"remount,size={16 * _DISK_MB}m")
        else:
            self._limit(service, "unlimited")

    def remove(self) -> None:
        """Take it away."""
        if self.mounted:
            subprocess.run(["umount", "-l", self.folder], check=False)

    def _mount(self, options: str) -> int:
        told = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", self.folder],
            check=False,
            capture_output=True,
        )
        return told.returncode

    @staticmethod
    def _limit(service: Service, size: str) -> None:
        for pid in service.processes():
            # The soft limit alone may be raised again without rights.
            subprocess.run(["prlimit", f"--pid={pid}", f"--fsize={size}:"], check=True)


def full_disk(folder: Path, snapshot: Path | None) -> Outcome:
    """Keep large scenarios until the disk of the database is full; then give room."""
    disk = TinyDisk(folder / "disk")
    environ = {"BEREIK_DATABASE": f"sqlite:///{disk.folder / 'state.sqlite'}"}
    service = Service(folder, snapshot, environ=environ)
    try:
        traffic, writer = Traffic(service, QUESTIONS), Writer(service)
        before = traffic.known()
        disk.shrink(service)
        traffic.begin()
        _until(lambda: writer.write(_REMARK) == _FULL)
        lost_while_full = writer.lost()
        disk.grow(service)
        _until(lambda: writer.write() == _MADE)
        traffic.end()
        return Outcome(
            "disk full on scenario write",
            traffic.statuses + writer.statuses,
            lost_while_full + writer.lost(),
            traffic.wrong(before),
            f"{disk.how}; 201 again once there was room",
        )
    finally:
        service.stop()
        disk.remove()


def swapped_snapshot(folder: Path, snapshot: Path | None) -> Outcome:
    """Move the link to another snapshot while callers ask."""
    from data.example import example_country  # noqa: PLC0415 - for this fault only
    from data.snapshots import read_snapshot, write_snapshot  # noqa: PLC0415 - same

    first = read_snapshot(snapshot) if snapshot else example_country()
    offers = first.offers
    one, other = folder / "one", folder / "other"
    write_snapshot(first, one)
    fewer = offers[offers.brin6 != offers.brin6.iloc[0]].reset_index(drop=True)
    write_snapshot(first.edited(offers=fewer), other)
    link = folder / "current"
    link.symlink_to(one)
    service = Service(folder, link, environ={"BEREIK_WATCH_S": "0.2"})
    try:
        traffic = Traffic(service, QUESTIONS)
        before = traffic.known()
        traffic.begin()
        time.sleep(1.0)
        moved = folder / "moved"
        moved.symlink_to(other)
        begun = time.monotonic()
        moved.replace(link)
        _until(lambda: traffic.known() != before)
        taken_s = time.monotonic() - begun
        # The last worker on the old snapshot leaves within a few seconds.
        _until(lambda: len(service.workers()) == 2)  # noqa: PLR2004 - as many as ever
        time.sleep(1.0)
        traffic.end()
        return Outcome(
            "snapshot swapped",
            traffic.statuses,
            0,
            traffic.wrong(before, traffic.known()),
            f"in service after {taken_s:.1f} s",
        )
    finally:
        service.stop()


def jumping_clock(folder: Path, snapshot: Path | None) -> Outcome:
    """Set the clock of the service a day ahead, and back."""
    source, library, jump = folder / "clock.c", folder / "clock.so", folder / "jump"
    source.write_text(CLOCK)
    options = ["-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(["cc", *options], check=True)
    environ = {"LD_PRELOAD": str(library), "CLOCK_JUMP": str(jump)}
    service = Service(folder, snapshot, environ=environ)
    try:
        traffic, writer = Traffic(service, QUESTIONS), Writer(service)
        before = traffic.known()
        traffic.begin()
        _for_s(1.0, writer.write)
        jump.touch()
        _for_s(1.5, writer.write)
        days = {one[:10] for one in _created(writer)}
        jump.unlink()
        _for_s(1.5, writer.write)
        traffic.end()
        return Outcome(
            "clock a day ahead and back",
            traffic.statuses + writer.statuses,
            writer.lost(),
            traffic.wrong(before),
            f"dates given: {len(days)} days",
        )
    finally:
        service.stop()


def _created(writer: Writer) -> list[str]:
    ends = (writer.kept[0], writer.kept[-1])
    found = [
        writer.service.ask(f"/v1/scenarios/{one}", key=writer.key)[1] for one in ends
    ]
    return [body.decode().split('"gemaakt":"', 1)[1] for body in found]


def _for_s(seconds: float, work: Callable[[], object]) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        work()
        time.sleep(0.05)


def _until(test: Callable[[], bool], within_s: float = 60.0) -> None:
    end = time.monotonic() + within_s
    while not test():
        if time.monotonic() > end:
            message = "it did not happen in time"
            raise TimeoutError(message)
        time.sleep(0.05)


FAULTS: Final[tuple[Callable[[Path, Path | None], Outcome], ...]] = (
    killed_worker,
    database_gone,
    full_disk,
    swapped_snapshot,
    jumping_clock,
)
