"""`bereik order`: which offers cost least if some must close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, cast

import typer

from accessibility.codes import Mode
from accessibility.outlook import (
    TECHNICAL,
    Closable,
    OrderQuestion,
    OrderView,
    order_answer,
)
from accessibility.questions import AUTO, Question
from api.answers import TABLE, check_format, deliver
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    OfWhom,
    OneWay,
    Output,
    PointLayout,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    way_asked,
)
from api.planning_options import TableFormat
from api.terminal import print_table, whole
from data.studies import read_study

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.questions import Answer

_NAME: Final = 30

HowMany = Annotated[int, typer.Option("--close", min=1, help="How many must close.")]
What = Annotated[
    Closable, typer.Option(help="Single offers, or vestigingen as a whole.")
]
Year = Annotated[
    int | None,
    typer.Option(help="Year of the students.", show_default="that of the offers"),
]
Wanted = Annotated[
    OrderView,
    typer.Option(
        help="The best plan step by step; other plans beside it; how each stands other "
        "years; or small gl groups to combine with kl instead."
    ),
]


def order(
    snapshot: SnapshotFolder,
    *,
    close: HowMany,
    area_name: AreaName = None,
    year: Year = None,
    what: What = Closable.OFFERS,
    show: Wanted = OrderView.STEPS,
    mode: WayOfTravel = Mode.STRAIGHT,
    within: OneWay = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Find which closures cost the fewest students an option, if some must close.

    For example:

      bereik order nl-2023 --in Drenthe --close 11 --year 2031

      bereik order nl-2023 --in Zeeland --close 6 --show plans
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    question = Question(
        **way_asked(mode, [within] if within else None, unit),
        profielen=TECHNICAL,
        denominator=of_whom(denominator, study, students),
        students=students,
        smallest=smallest,
        points=points,
    )
    asked = OrderQuestion(close, year, area_name, what, show, question)
    answer = order_answer(study, asked)
    steps = show is OrderView.STEPS
    deliver(answer, written, show=(lambda: _print(answer)) if steps else None)


def _print(answer: Answer) -> None:
    """Print the best plan step by step, people whole."""
    numbers = ["lost here", "lost", "displaced"]
    rows = [
        [
            str(row.step),
            f"{row.brin6} {row.naam}"[:_NAME],
            f"{row.profiel} {row.leerweg}".strip(),
            *(
                whole(one)
                for one in (row.lost_here, row.lost_so_far, row.displaced_so_far)
            ),
            row.worst_area or "-",
        ]
        for row in cast("Iterator[Any]", answer.table.itertuples())
    ]
    names = ["step", "vestiging", "offer", *numbers, "worst gemeente"]
    print_table(names, rows, title=answer.title, numbers=numbers)
