"""What the numbers were measured on, and where they are written."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Run:
    """Wall time, peak memory and processor time of one finished command."""

    wall_s: float
    peak_mb: float
    cpu_s: float = 0.0


def machine() -> str:
    """Return processor, cores, memory and Python of this machine in one line."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [x for x in cpuinfo.read_text().splitlines() if "model name" in x]
        model = names[0].split(":")[1].strip() if names else model
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return (
        f"{model}, {os.cpu_count()} cores, {pages / 2**30:.0f} GiB, "
        f"Python {platform.python_version()}"
    )


def timed(command: Sequence[str]) -> Run:
    """Run a command to its end and measure it as a whole process."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall_s = time.perf_counter() - before
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        message = f"{' '.join(command)} ended with {process.returncode}"
        raise RuntimeError(message)
    return Run(wall_s, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime)


def memory_mb(field: str) -> float:
    """Return memory of this process: `VmRSS` is now, `VmHWM` its highest so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return float(line.split()[1]) / 1024
    message = f"/proc/self/status has no {field}"
    raise RuntimeError(message)


def forget_peak() -> None:
    """Let the highest memory of this process count from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def write_result(name: str, title: str, lines: Sequence[str]) -> Path:
    """Write a page of results that begins with the machine, and return its path."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.md"
    text = "\n".join([f"# {title}", "", f"Machine: {machine()}.", "", *lines, ""])
    path.write_text(text, encoding="utf-8")
    return path


__all__ = [
    "RESULTS",
    "Run",
    "forget_peak",
    "machine",
    "memory_mb",
    "timed",
    "write_result",
]
