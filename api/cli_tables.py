"""`bereik tables`: the monitor's tables from a snapshot, beside the printed ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Any

import pandas as pd
import typer

from accessibility.codes import Profiel
from accessibility.errors import UsageError
from accessibility.monitor import (
    NORM_M,
    PUBLISHED_YEAR,
    TABLE_NAMES,
    computable,
    mean_absolute_difference,
    monitor_table,
)
from accessibility.questions import EXAMPLE_LABEL, Question, answer
from api.demand_choice import students_by_choice
from api.options import DemandModel, Format, Output, SnapshotFolder
from api.terminal import print_footnotes, print_table
from data.exports import FORMATS, text_of, write_table
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


TableNames = Annotated[
    list[str] | None,
    typer.Argument(help="Tables such as B3.6 or 'Figure B3.7'; all by default."),
]


def tables(
    snapshot: SnapshotFolder,
    names: TableNames = None,
    *,
    students: DemandModel = "auto",
    file_format: Format = "table",
    output: Output = None,
) -> None:
    """Compute the monitor's tables and set each number beside the published one.

    Published are the figures of school year 2023/2024; known errors of the source
    carry their X-number, explained in docs/monitor-errata.md.

    For example:

      bereik tables demo/land B3.6

      bereik tables nl-2019 --format csv -o tables.csv
    """
    wanted = [_name_of(text) for text in names or TABLE_NAMES]
    land = read_snapshot(snapshot)
    results, left_out = _compute(land, wanted, students, strict=bool(names))
    about: dict[str, Any] = {"snapshot": land.manifest.name}
    if land.manifest.example:
        about["label"] = EXAMPLE_LABEL
    about |= {"dates": dict(land.manifest.dates), "published": PUBLISHED_YEAR}
    whole = pd.concat(results.values(), ignore_index=True)
    if output is not None:
        written = "csv" if file_format == "table" else file_format
        write_table(whole, output, file_format=written, about=about)
        typer.echo(f"{output}: {len(whole)} rows", err=True)
    elif file_format == "table":
        _print(land, results)
    elif file_format in FORMATS:
        typer.echo(text_of(whole, file_format, about), nl=False)
    else:
        message = f"--format {file_format!r} is unknown"
        raise UsageError(message)
    for name, why in left_out.items():
        typer.echo(f"note: {name} {why}", err=True)


def _name_of(text: str) -> str:
    """Return the table's own name for what was typed, whatever the case."""
    squeezed = text.lower().replace("figuur", "figure").replace("_", ".")
    for name in TABLE_NAMES:
        if squeezed == name.lower():
            return name
    message = f"table {text!r} is unknown; choose from {', '.join(TABLE_NAMES)}"
    raise UsageError(message)


def _compute(
    land: Snapshot, wanted: list[str], students: str, *, strict: bool
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    regions = _region_of(land)
    _, why = computable(has_pupils=land.has("pupils"), has_regions=bool(regions))
    left_out = {name: why[name] for name in wanted if name in why}
    if left_out and strict:
        message = "; ".join(
            f"table {name} {reason}" for name, reason in left_out.items()
        )
        raise UsageError(message)
    results = {}
    for name in wanted:
        if name not in left_out:
            results[name] = monitor_table(
                name,
                offers=land.offers,
                pupils=land.table("pupils") if land.has("pupils") else None,
                region_of=regions or None,
                shares=_shares(land, students) if name == "B3.6" else None,
            )
    return results, left_out


def _region_of(land: Snapshot) -> dict[str, str]:
    known = land.vestigingen.dropna(subset="sto_regio")
    return dict(zip(known.brin6, known.sto_regio, strict=True))


def _shares(land: Snapshot, students: str) -> pd.DataFrame:
    question = Question(within=(NORM_M,), profielen=tuple(p.value for p in Profiel))
    return answer(land, students_by_choice(land, students, whole=True), question).table


def _print(land: Snapshot, results: dict[str, pd.DataFrame]) -> None:
    for name, table in results.items():
        _print_one(name, table)
    note = f"published: school year {PUBLISHED_YEAR}"
    print_footnotes(land.manifest.dates, [note], example=land.manifest.example)


def _print_one(name: str, table: pd.DataFrame) -> None:
    texts = ["leerweg", "profiel", "item"]
    numbers = ["value", "published", "difference"]
    rows = [
        [
            *(row[column] for column in texts),
            _number(row["value"]),
            _number(row["published"]),
            _number(row["difference"], sign="+"),
            row["note"],
        ]
        for row in table.to_dict("records")
    ]
    title = name if name.startswith("Figure") else f"Table {name}"
    print_table([*texts, *numbers, "note"], rows, title=title, numbers=numbers)
    count = int(table.difference.notna().sum())
    if count:
        mean = mean_absolute_difference(table)
        typer.echo(f"mean absolute difference over {count} cells: {mean:.2f}")


def _number(value: float, sign: str = "") -> str:
    if math.isnan(value):
        return ""
    if value == round(value):
        return f"{value:{sign},.0f}".replace(",", " ")
    return f"{value:{sign}.1f}"
