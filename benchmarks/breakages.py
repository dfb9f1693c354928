"""Tell what becomes of files that are broken in one way each.

    python -m benchmarks.breakages

Each is written, read, and read again with its doubt let through. Writes
benchmarks/results/breakages.md; docs/sources.md tells of `options.accept`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from accessibility.errors import BereikError
from benchmarks.machine import write_result
from tests.data.broken_files import BREAKAGES, REPORTED, inputs_of, people_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.data.broken_files import Breakage


def lines() -> list[str]:
    """Return the lines of both tables, and how many files end in which way."""
    with tempfile.TemporaryDirectory() as folder:
        tried, met = (
            [_ended(one, Path(folder)) for one in group]
            for group in (BREAKAGES, REPORTED)
        )
    ends = [end.partition(":")[0].partition(";")[0] for _, _, end, _ in (*tried, *met)]
    counted = ", ".join(f"{ends.count(end)} {end}" for end in ("right", "refused"))
    passed = sum("accepted" in one[2] for one in (*tried, *met))
    summary = (
        f"{len(ends)} files: {counted}; {passed} of those refused are accepted by an "
        "option, which every answer then tells."
    )
    return [
        summary,
        "",
        *_table(tried),
        "",
        "Met in files that others had to read:",
        "",
        *_table(met),
    ]


def _ended(one: Breakage, folder: Path) -> tuple[str, str, str, str]:
    """Read a file, and tell how that ended and what was said."""
    try:
        found = people_in(inputs_of(one, folder), one)
    except BereikError as error:
        said = " ".join(str(error).replace(f"{folder}/", "").split())
        return one.name, one.kind, "refused" + _accepted(one, folder), said
    end = "right" if found == one.right else "WRONG"
    return one.name, one.kind, end, f"{found:g} people"


def _accepted(one: Breakage, folder: Path) -> str:
    if not one.accept:
        return ""
    inputs_of(one, folder, one.accept)
    return f'; accepted by `"{one.accept}"`'


def _table(rows: Iterable[tuple[str, ...]]) -> list[str]:
    cells = [" | ".join(cell.replace("|", "/") for cell in row) for row in rows]
    head = ["| file | kind | ends | what comes out, or is said |", "|---|---|---|---|"]
    return [*head, *(f"| {row} |" for row in cells)]


if __name__ == "__main__":
    title = "What becomes of files that are broken in one way each"
    print(write_result("breakages", title, lines()))
