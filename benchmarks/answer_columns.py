"""What two trees tell alike of what both tell: `python -m benchmarks.answer_columns`.

    python -m benchmarks.answers --keep before -o before.json   # in the old tree
    python -m benchmarks.answers --keep now -o now.json --points centre
    python -m benchmarks.answer_columns before now --write

A digest of a whole answer differs as soon as it has one column more. This compares, of
each answer kept as CSV or JSON, the values that both trees give: columns of a CSV by
their name, members of a JSON answer by their path. Values that are text on either side
(names, notes, links) are compared too. What only one of them gives is counted.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.machine import write_result

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK: Final = 7
"""Characters of the hash at the end of a kept answer's name."""


@dataclass(frozen=True)
class Shared:
    """What two answers to one question give both, and whether that is equal."""

    n_values: int
    n_equal: int
    n_only_before: int
    n_only_now: int
    where: tuple[str, ...] = ()


def leaves(figures: str) -> dict[str, Any] | None:
    """Return each value of an answer by its place; None if it is no table.

    Parameters
    ----------
    figures
        As `benchmarks.answers --keep` wrote them: CSV, or the members of a JSON object
        a line each.
    """
    try:
        if figures.startswith(("rijen: ", "rows: ")) or ": {" in figures[:200]:
            parts = (line.partition(": ") for line in figures.splitlines())
            whole = {name: json.loads(value) for name, _, value in parts}
            return dict(_of_json("", whole))
    except json.JSONDecodeError:
        return None
    first = figures.partition("\n")[0]
    # Rows of a workbook stand as tuples, a screen has no commas.
    is_csv = "," in first and not first.startswith("(")
    return dict(_of_csv(figures)) if is_csv else None


def _of_json(path: str, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - JSON
    members: Any = ()
    if isinstance(value, dict):
        members = value.items()
    elif isinstance(value, list):
        members = enumerate(value)
    else:
        yield path, value
    for name, member in members:
        yield from _of_json(f"{path}/{name}", member)


def _of_csv(text: str) -> Iterator[tuple[str, str]]:
    for row, cells in enumerate(csv.DictReader(io.StringIO(text))):
        for name, cell in cells.items():
            yield f"{row}/{name}", cell


def shared(before: dict[str, Any], now: dict[str, Any]) -> Shared:
    """Compare the values that both answers give.

    Parameters
    ----------
    before, now
        Values by their place.
    """
    both = before.keys() & now.keys()
    other = {place for place in both if before[place] != now[place]}
    return Shared(
        len(both),
        len(both) - len(other),
        len(before.keys() - both),
        len(now.keys() - both),
        tuple(sorted({_column(place) for place in other})),
    )


def _column(place: str) -> str:
    """Return the last name of a place that is no number of a row."""
    names = [name for name in place.split("/") if not name.isdecimal()]
    return names[-1]


def compared(before: Path, now: Path) -> dict[str, Shared]:
    """Return what is shared by each answer that both folders hold."""
    found = {}
    for path in sorted(before.glob("*.figures")):
        if (other := now / path.name).exists():
            tables = [leaves(p.read_text(errors="replace")) for p in (path, other)]
            if tables[0] and tables[1]:
                both = shared(tables[0], tables[1])
                found |= {path.stem[:-_MARK]: both} if both.n_values else {}
    return found


def told(found: dict[str, Shared]) -> list[str]:
    """Return the comparison as lines of Markdown, answers that differ first."""
    rows = sorted(found.items(), key=lambda item: item[1].n_equal == item[1].n_values)
    n_alike = sum(s.n_equal == s.n_values for s in found.values())
    return [
        f"{len(found)} answers as CSV or JSON that both trees gave; in {n_alike} every",
        "value that both give is equal.",
        "",
        "| answer | values of both | equal | only before | only now | differs in |",
        "|---|---|---|---|---|---|",
        *(
            f"| {name} | {s.n_values} | {s.n_equal} | {s.n_only_before} "
            f"| {s.n_only_now} | {', '.join(s.where)} |"
            for name, s in rows
        ),
    ]


def main() -> int:
    """Compare two folders of kept answers; write the table, or print it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("now", type=Path)
    parser.add_argument("--write", action="store_true", help="into benchmarks/results")
    options = parser.parse_args()
    lines = told(compared(options.before, options.now))
    if options.write:
        write_result("answer_columns", "What is still told as it was", lines)
    else:
        print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
