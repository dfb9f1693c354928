"""`bereik tables`: the monitor's tables from a snapshot, beside the printed ones."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from accessibility.errors import UsageError
from accessibility.headers import joined_header
from accessibility.monitor import TABLE_NAMES, mean_absolute_difference, technical_cells
from accessibility.questions import AUTO, Answer
from accessibility.reports import missing_for_tables, monitor_answer
from api.answers import TABLE, check_format, deliver
from api.options import DemandModel, Format, Output, SnapshotFolder
from api.terminal import print_table
from data.studies import read_study

if TYPE_CHECKING:
    from collections.abc import Mapping

Before = Annotated[
    Path | None,
    typer.Option(help="Snapshot of the school year before, for table B3.2."),
]
TableNames = Annotated[
    list[str] | None,
    typer.Argument(help="Tables such as B3.6 or 'Figure B3.7'; all by default."),
]


def tables(
    snapshot: SnapshotFolder,
    names: TableNames = None,
    *,
    before: Before = None,
    students: DemandModel = AUTO,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute the monitor's tables and set each number beside the published one.

    Published are the figures of the school year of the data, or the nearest that was
    printed; known errors of the source carry their X-number, explained in
    docs/monitor-errata.md. Table B3.2 asks how regions grew: it needs --before.

    For example:

      bereik tables demo/land B3.6

      bereik tables nl-2019 --format csv -o tables.csv
    """
    written = check_format(file_format, output)
    wanted = [_name_of(text) for text in names or TABLE_NAMES]
    study = read_study(snapshot)
    earlier = read_study(before).snapshot if before is not None else None
    why = missing_for_tables(study.snapshot, earlier)
    wanted, left_out = _computable(why, wanted, strict=bool(names))
    answers = {
        name: monitor_answer(study, name, students=students, before=earlier)
        for name in wanted
    }
    joined = joined_header([answer.header for answer in answers.values()])
    header = replace(
        joined,
        question={"tables": wanted, "students": students},
        notes=(*_published(answers), *joined.notes, *left_out),
    )
    results = {name: answer.table for name, answer in answers.items()}
    whole = Answer(pd.concat(results.values(), ignore_index=True), header)
    deliver(whole, written, show=lambda: _print(results))


def _published(answers: Mapping[str, Answer]) -> list[str]:
    """Say of which school years the printed numbers are."""
    years = {year for one in answers.values() for year in one.table.published_year}
    return [f"published: school year {year}" for year in sorted(years - {""})]


def _name_of(text: str) -> str:
    """Return the table's own name for what was typed, whatever the case."""
    squeezed = text.lower().replace("figuur", "figure").replace("_", ".")
    for name in TABLE_NAMES:
        if squeezed == name.lower():
            return name
    message = f"table {text!r} is unknown; choose from {', '.join(TABLE_NAMES)}"
    raise UsageError(message)


def _computable(
    why: Mapping[str, str], wanted: list[str], *, strict: bool
) -> tuple[list[str], list[str]]:
    """Return the tables that can be computed, and why the others are left out.

    Raises
    ------
    UsageError
        If a table was asked for by its name and cannot be computed.
    """
    left_out = [name for name in wanted if name in why]
    if left_out and strict:
        message = "; ".join(f"table {name} {why[name]}" for name in left_out)
        raise UsageError(message)
    made = [name for name in wanted if name not in why]
    return made, [f"{name} {why[name]}" for name in left_out]


def _print(results: dict[str, pd.DataFrame]) -> None:
    for name, table in results.items():
        _print_one(name, table)


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
        told = f"mean absolute difference over {count} cells: {mean:.2f}"
        far = technical_cells(table)
        if len(far):
            told += f", at most {far.max():.2f} in the technical {len(far)}"
        typer.echo(told)


def _number(value: float, sign: str = "") -> str:
    if math.isnan(value):
        return ""
    if value == round(value):
        return f"{value:{sign},.0f}".replace(",", " ")
    return f"{value:{sign}.1f}"
