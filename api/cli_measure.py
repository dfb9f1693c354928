"""The command of a measure: made from its record, so that a new one needs no more."""

from __future__ import annotations

import inspect
from functools import partial
from typing import TYPE_CHECKING, Any

from accessibility.codes import (
    AreaKind,
    HeadwayWait,
    Luck,
    Mode,
)
from accessibility.questions import AUTO, Question
from api.answers import TABLE, check_format, deliver, polygons_of
from api.asked_area import answer_in
from api.of_whom import of_whom
from api.options import (
    USUAL_BELLS,
    AreaName,
    Bells,
    ByBicycle,
    DemandModel,
    Division,
    Format,
    Group,
    Leerwegen,
    OfWhom,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    Thresholds,
    Waiting,
    WayOfTravel,
    WayUnit,
    WhichLead,
    bells_of,
    offers_asked,
    way_asked,
)
from api.reach_screen import within_words
from api.terminal import percent, print_frame, print_table
from data.studies import read_study

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from accessibility.measures import Measure
    from accessibility.questions import Answer

_EXAMPLES = """

    For example:

      bereik {name} demo/land --leerweg gl

      bereik {name} nl-2019 --area gemeente --format csv -o {key}.csv
    """


def command_of(measure: Measure) -> Callable[..., None]:
    """Return the function of a command, with the options that its question has."""

    def ask(
        snapshot: SnapshotFolder,
        *,
        mode: WayOfTravel = Mode.STRAIGHT,
        within: Thresholds = None,
        unit: WayUnit = None,
        denominator: OfWhom = None,
        students: DemandModel = AUTO,
        smallest: Smallest = None,
        points: PointLayout = AUTO,
        sex: Group = None,
        bells: Bells = USUAL_BELLS,
        bell_rule: WhichLead = Luck.MEDIAN,
        bike_to_stop: ByBicycle = False,
        headway_wait: Waiting = HeadwayWait.NONE,
        area: Division = AreaKind.NL,
        area_name: AreaName = None,
        profiel: Profielen = None,
        leerweg: Leerwegen = None,
        file_format: Format = TABLE,
        output: Output = None,
    ) -> None:
        form = check_format(file_format, output, polygons=True)
        rule = bells_of(bells, bell_rule, bike=bike_to_stop, wait=headway_wait)
        study = read_study(snapshot, bells=rule)
        question = Question(
            **way_asked(mode, within, unit),
            denominator=of_whom(denominator, study, students),
            per=area,
            **offers_asked(profiel, leerweg),
            students=students,
            smallest=smallest,
            points=points,
            sex=sex,
        )
        asked, answer = answer_in(study, question, area_name, measure)
        show = partial(_show, measure, answer, asked)
        deliver(answer, form, show=show, areas=polygons_of(study.snapshot, asked.per))

    ask.__doc__ = measure.summary + _EXAMPLES.format(name=measure.name, key=measure.key)
    if not measure.asks_profiel:
        _without(ask, "profiel")
    return ask


def _without(command: Callable[..., None], option: str) -> None:
    """Take an option away that a question of this measure does not have."""
    signature = inspect.signature(command, eval_str=True)
    kept = [one for name, one in signature.parameters.items() if name != option]
    command.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined] # a function's own, which typer reads


def _show(measure: Measure, answer: Answer, question: Question) -> None:
    """Print the table; the values of one column side by side where they are few."""
    title = (
        f"{measure.title} within {within_words(question)} "
        f"({question.mode.value}, denominator {question.denominator.value})"
    )
    if measure.across:
        _print_across(answer.table, measure.across, title)
    else:
        print_frame(answer.table, title)


def _print_across(table: pd.DataFrame, across: str, title: str) -> None:
    """Print a row per area and leerweg, with a column of shares per value."""
    values = [str(value) for value in dict.fromkeys(table[across])]
    lines: dict[tuple[str, str], list[str]] = {}
    for row in table.to_dict("records"):
        line = lines.setdefault((row["area_name"], row["leerweg"]), [])
        line.append(_cell(row))
    rows = [[*line, *cells] for line, cells in lines.items()]
    print_table(["area", "leerweg", *values], rows, title=title, numbers=values)


def _cell(row: dict[Any, Any]) -> str:
    if row["suppressed"]:
        return "suppressed"
    return percent(row["share"], "nobody")
