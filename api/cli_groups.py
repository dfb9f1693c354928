"""`bereik groups`: small groups, the nearest alternative, and what is ahead of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.codes import Denominator
from accessibility.outlook import TECHNICAL, risk_of
from accessibility.questions import Question
from accessibility.reports import count_words, vestiging_groups
from api.answers import TABLE, check_format, deliver
from api.options import Output, SnapshotFolder
from api.planning_answers import planning_answer
from api.planning_options import TableFormat
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

Most = Annotated[int, typer.Option(min=1, help="Most third-years of a small group.")]
Together = Annotated[
    bool,
    typer.Option("--combined", help="The leerwegen of a profiel are one group."),
]
Every = Annotated[bool, typer.Option("--all", help="Groups that are not small too.")]
InYear = Annotated[
    int | None,
    typer.Option(
        "--year", help="Also the expected size in a year, and with what chance."
    ),
]


def groups(
    snapshot: SnapshotFolder,
    *,
    most: Most = 10,
    combined: Together = False,
    every: Every = False,
    year: InYear = None,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """List small technical groups, hard to organise, with the nearest alternative.

    For example:

      bereik groups demo/land

      bereik groups demo/land --combined --most 10 -o groepen.xlsx

      bereik groups demo/land --year 2029
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    table = vestiging_groups(study.snapshot, combined=combined, most=most)
    words = count_words(table, most)
    if not every:
        table = table[~table.small.isin(["nee", "geen gegevens"])]
    if year is not None:
        question = Question(denominator=Denominator.COMMON, profielen=TECHNICAL)
        risk = risk_of(study, question, year)
        table = _with_risk(table, risk, combined=combined)
    answer = planning_answer(
        study.snapshot,
        table.reset_index(drop=True),
        ("offers", "vestigingen", "pupils"),
        question={"most": most, "combined": combined, "year": year},
        title=words,
        notes=(
            words,
            (
                "hard to organise: at most ten third-years of a profiel at a "
                "vestiging, as the monitor has it; many schools teach leerwegen "
                "together (--combined)"
            ),
            "of 1 to 4 third-years is told no more than that",
        ),
    )
    deliver(answer, written)


def _with_risk(
    table: pd.DataFrame, risk: pd.DataFrame, *, combined: bool
) -> pd.DataFrame:
    """Return groups with what is ahead of them; groups combined are told apart."""
    keys = ["brin6", "profiel"] if combined else ["brin6", "profiel", "leerweg"]
    own = table.drop(columns="leerweg") if combined else table
    return own.merge(risk, on=keys, how="left")
