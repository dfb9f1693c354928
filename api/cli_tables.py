"""`bereik tables`: the monitor's tables from a snapshot, beside the printed ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import pandas as pd
import typer

from accessibility.codes import Profiel
from accessibility.errors import UsageError
from accessibility.headers import snapshot_header, tables_behind
from accessibility.monitor import (
    NORM_M,
    PUBLISHED_YEAR,
    SHARES,
    TABLE_NAMES,
    computable,
    mean_absolute_difference,
    monitor_table,
    tables_read,
)
from accessibility.questions import AUTO, Answer, Question
from api.answers import TABLE, check_format, deliver
from api.options import DemandModel, Format, Output, SnapshotFolder
from api.terminal import print_table
from data.studies import read_study

if TYPE_CHECKING:
    from accessibility.questions import Header
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study


TableNames = Annotated[
    list[str] | None,
    typer.Argument(help="Tables such as B3.6 or 'Figure B3.7'; all by default."),
]


def tables(
    snapshot: SnapshotFolder,
    names: TableNames = None,
    *,
    students: DemandModel = AUTO,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Compute the monitor's tables and set each number beside the published one.

    Published are the figures of school year 2023/2024; known errors of the source
    carry their X-number, explained in docs/monitor-errata.md.

    For example:

      bereik tables demo/land B3.6

      bereik tables nl-2019 --format csv -o tables.csv
    """
    written = check_format(file_format, output)
    wanted = [_name_of(text) for text in names or TABLE_NAMES]
    study = read_study(snapshot)
    question = Question(
        within=(NORM_M,), profielen=tuple(p.value for p in Profiel), students=students
    )
    wanted, left_out = _computable(study.snapshot, wanted, strict=bool(names))
    results = {name: _table(study, name, question) for name in wanted}
    answer = Answer(
        pd.concat(results.values(), ignore_index=True),
        _header(study, question, wanted, left_out),
    )
    deliver(answer, written, show=lambda: _print(results))


def _name_of(text: str) -> str:
    """Return the table's own name for what was typed, whatever the case."""
    squeezed = text.lower().replace("figuur", "figure").replace("_", ".")
    for name in TABLE_NAMES:
        if squeezed == name.lower():
            return name
    message = f"table {text!r} is unknown; choose from {', '.join(TABLE_NAMES)}"
    raise UsageError(message)


def _computable(
    snapshot: Snapshot, wanted: list[str], *, strict: bool
) -> tuple[list[str], list[str]]:
    """Return the tables that can be computed, and why the others are left out.

    Raises
    ------
    UsageError
        If a table was asked for by its name and cannot be computed.
    """
    regions = bool(_region_of(snapshot))
    _, why = computable(has_pupils=snapshot.has("pupils"), has_regions=regions)
    left_out = [name for name in wanted if name in why]
    if left_out and strict:
        message = "; ".join(f"table {name} {why[name]}" for name in left_out)
        raise UsageError(message)
    made = [name for name in wanted if name not in why]
    return made, [f"{name} {why[name]}" for name in left_out]


def _table(study: Study, name: str, question: Question) -> pd.DataFrame:
    snapshot = study.snapshot
    return monitor_table(
        name,
        offers=snapshot.offers,
        pupils=snapshot.table("pupils") if snapshot.has("pupils") else None,
        region_of=_region_of(snapshot) or None,
        shares=study.answer(question).table if name == SHARES else None,
    )


def _region_of(snapshot: Snapshot) -> dict[str, str]:
    known = snapshot.vestigingen.dropna(subset="sto_regio")
    return dict(zip(known.brin6, known.sto_regio, strict=True))


def _header(
    study: Study, question: Question, names: list[str], left_out: list[str]
) -> Header:
    """Return the header of some tables: what each of them rests on, taken together."""
    used = {table for name in names for table in tables_read(name)}
    notes, date = left_out, ""
    if SHARES in names:
        students = study.students_for(question)
        used |= tables_behind(question, students)
        notes, date = [*study.answer(question).notes, *left_out], students.date
    return snapshot_header(
        study.snapshot,
        used,
        question={"tables": names, "students": question.students},
        students_date=date,
        notes=(f"published: school year {PUBLISHED_YEAR}", *notes),
    )


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
        typer.echo(f"mean absolute difference over {count} cells: {mean:.2f}")


def _number(value: float, sign: str = "") -> str:
    if math.isnan(value):
        return ""
    if value == round(value):
        return f"{value:{sign},.0f}".replace(",", " ")
    return f"{value:{sign}.1f}"
