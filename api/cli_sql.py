"""`bereik sql`: your own question, in SQL, over what a snapshot may tell."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from accessibility.codes import Mode
from accessibility.questions import AUTO, Answer
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Format,
    Output,
    PointLayout,
    Smallest,
    SnapshotFolder,
)
from api.terminal import print_frame
from data.published_tables import SCHEMA, published_tables
from data.sql import ask, query_of
from data.studies import read_study

Query = Annotated[
    str | None,
    typer.Argument(
        help="One SELECT, or a file that ends in .sql; without it, what there is to "
        "ask for."
    ),
]
Modes = Annotated[
    list[Mode] | None,
    typer.Option("--mode", help="Ways in `reach`; repeat it for more than one."),
]


def sql(
    snapshot: SnapshotFolder,
    query: Query = None,
    *,
    mode: Modes = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Ask a question of your own, in SQL.

    Without a query the tables and their columns are listed. Numbers of students are
    rounded as in every answer. DuckDB answers; it sees these tables only.

    For example:

      bereik sql demo/land "select profiel, count(*) from offers group by profiel"

      bereik sql demo/land --mode bike shares.sql -o shares.xlsx
    """
    written = check_format(file_format, output)
    if query is None:
        print_frame(schema_table(), "Tables")
        return
    asked = query_of(query)
    published = published_tables(
        read_study(snapshot),
        modes=tuple(mode or (Mode.STRAIGHT,)),
        students=students,
        smallest=smallest,
        points=points,
    )
    deliver(Answer(ask(published.tables, asked), published.header), written)


def schema_table() -> pd.DataFrame:
    """Return the columns of all tables: table, column, type, what it holds."""
    rows = [
        (table, column.name, column.kind, column.about)
        for table, columns in SCHEMA.items()
        for column in columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "type", "about"])
