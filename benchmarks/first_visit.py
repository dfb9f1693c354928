"""What a first visitor meets: `python -m benchmarks.first_visit [SNAPSHOT]`.

A service is started on a snapshot, the example country if none is named, and asked all
that the page asks at once on a first visit, through connections of its own, while both
cores are busy with other work. Told is how each was answered and how long the slowest
took; then the same on a service whose own computing slots are taken by another address
that asks cold questions. `--tree FOLDER` measures another checkout first, to compare.
Writes `benchmarks/results/first_visit.md`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.held_down import OTHER, Attack, asked_of, cold_questions
from benchmarks.machine import write_result
from benchmarks.serving import ROOT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL_S: Final = 3.0
_CURVE: Final = ",".join(
    str(1_000 * km) for km in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30)
)
_USUAL: Final = "modus=hemelsbreed&noemer=leerweg"
ASKED_AT_ONCE: Final = (
    "/v1/kaart/gebieden",
    f"/v1/bereik?profiel=techniek&leerweg=bl,kl,gl&drempel=10000&{_USUAL}",
    f"/v1/kaart/cijfers?profiel=techniek&leerweg=gl&drempel=10000&{_USUAL}",
    f"/v1/bereik?profiel=techniek&drempel=10000&gebiedsindeling=gemeente&{_USUAL}",
    f"/v1/bereik?profiel=techniek&leerweg=bl,kl,gl&drempel={_CURVE}&{_USUAL}",
    "/v1/collections/vestigingen/items?limit=1000",
    "/v1/codes",
)
OTHER_CHOICES: Final = tuple(
    path.replace("profiel=techniek", f"profiel={profiel}").replace("=10000", drempel)
    for profiel, drempel in (("PIE", "=5000"), ("BWI", "=15000"))
    for path in ASKED_AT_ONCE[1:4]
)
"""What another choice on the page asks then."""


@dataclass(frozen=True)
class Visit:
    """How the questions of one visit were answered."""

    statuses: tuple[int, ...]
    slowest_s: float

    @property
    def fine(self) -> bool:
        """True if all were answered in time."""
        return set(self.statuses) == {200} and self.slowest_s < GOAL_S

    def cells(self) -> list[str]:
        """Return the cells of a table."""
        refused = sum(status != 200 for status in self.statuses)  # noqa: PLR2004 - HTTP
        return [f"{self.slowest_s:.2f}", f"{refused} of {len(self.statuses)}"]


def visited(port: int, paths: tuple[str, ...]) -> Visit:
    """Ask all at once, as a browser does."""

    def timed(path: str) -> tuple[int, float]:
        begun = time.monotonic()
        status = asked_of(port, OTHER, path)
        return status, time.monotonic() - begun

    with ThreadPoolExecutor(len(paths)) as pool:
        found = list(pool.map(timed, paths))
    statuses, times = zip(*found, strict=True)
    return Visit(statuses, max(times))


def _spin() -> None:
    while True:
        pass


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core of the machine busy with something else."""
    others = [
        multiprocessing.Process(target=_spin, daemon=True)
        for _ in range(os.cpu_count() or 1)
    ]
    for one in others:
        one.start()
    try:
        yield
    finally:
        for one in others:
            one.kill()
            one.join()


def measured(tree: Path, folder: Path, snapshot: Path | None) -> dict[str, Visit]:
    """Start a service for each situation and visit it."""
    found = {}
    folder.mkdir(exist_ok=True)
    service = Service(folder, snapshot, workers=1, tree=tree)
    try:
        port = int(service.root.rsplit(":", 1)[1])
        with busy_cores():
            found["first visit, cores busy"] = visited(port, ASKED_AT_ONCE)
            found["another choice, cores busy"] = visited(port, OTHER_CHOICES)
    finally:
        service.stop()
    service = Service(folder, snapshot, workers=1, tree=tree)
    try:
        port = int(service.root.rsplit(":", 1)[1])
        attack = Attack(port)
        cold_questions(attack)
        threading.Event().wait(2.0)
        found["first visit, another asks cold questions"] = visited(port, ASKED_AT_ONCE)
        attack.end()
    finally:
        service.stop()
    return found


def main() -> None:
    """Visit and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path, nargs="?", help="else the example")
    parser.add_argument("--tree", type=Path, help="another checkout, to compare")
    options = parser.parse_args()
    trees = {"now": ROOT}
    if options.tree:
        trees = {"before": options.tree.resolve(), **trees}
    columns = [f"{c}, {name}" for name in trees for c in ("slowest s", "refused")]
    with tempfile.TemporaryDirectory() as kept:
        found = {
            name: measured(tree, Path(kept) / name, options.snapshot)
            for name, tree in trees.items()
        }
    lines = [
        (
            f"All that the page asks at once ({len(ASKED_AT_ONCE)} questions), of a "
            "service that was just started."
        ),
        "",
        f"| situation | {' | '.join(columns)} |",
        "|---" * (len(columns) + 1) + "|",
    ]
    for situation in found["now"]:
        cells = [cell for one in found.values() for cell in one[situation].cells()]
        lines.append(f"| {situation} | {' | '.join(cells)} |")
    write_result("first_visit", "What a first visitor meets", lines)
    print("\n".join(lines))
    slow = [name for name, visit in found["now"].items() if not visit.fine]
    if slow:
        message = f"waited or were refused: {', '.join(slow)}"
        raise SystemExit(message)


if __name__ == "__main__":
    main()
