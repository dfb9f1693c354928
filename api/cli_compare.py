"""`bereik compare`: ways of one mode beside those of another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

import typer

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Leerweg,
    Mode,
    profielen_of,
)
from accessibility.counting import Whom, concealed
from accessibility.errors import UsageError
from accessibility.measures import (
    detour_factors,
    detours_per_area,
    flips,
    nearest_offers,
    outside_note,
)
from accessibility.questions import AUTO, Answer, Question
from accessibility.regions import Region, areas_in, find_region, only_homes
from api.answers import TABLE, check_format, deliver
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    Division,
    Format,
    Leerwegen,
    OfWhom,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayThreshold,
    WayUnit,
    asked_way,
)
from api.reach_screen import within_words
from api.terminal import print_table, whole
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study

_TWO: Final = 2
_SHOWN_FLIPS: Final = 25
_NUMBERS: Final = ("postcodes", "students", "pairs", "p10", "p25", "p50", "p75", "p90")


def compare(
    snapshot: SnapshotFolder,
    *,
    modes: Annotated[
        str, typer.Option(help="Two modes, the first as the base.")
    ] = "straight,bike",
    within: WayThreshold = None,
    unit: WayUnit = None,
    denominator: OfWhom = None,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    area: Division = AreaKind.PROVINCIE,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """List the postcodes that flip between two modes, and the detours per area.

    A postcode flips if an offer lies within the threshold by one mode and not by the
    other. The table on screen sums them per profiel and leerweg; a file lists them.

    For example:

      bereik compare demo/land --modes straight,bike --profiel PIE --leerweg gl

      bereik compare demo/land --modes straight,car --format csv -o flips.csv

      bereik compare demo/land --in Zeeland --leerweg gl

      bereik compare demo/land --modes bike,ov --within 45 --unit min
    """
    written = check_format(file_format, output)
    compared = modes_of(modes)
    profielen = tuple(profiel or PROFIEL_CHOICES)
    for choice in profielen:
        profielen_of(choice)
    # The question of the mode that rests on most: a timetable or a road, if any.
    rests = sorted(compared, key=lambda mode: (mode is Mode.OV, mode.on_roads))
    numbers, in_unit = asked_way(rests[-1], (within,) if within else None, unit)
    study = read_study(snapshot)
    question = Question(
        mode=rests[-1],
        within=numbers,
        unit=in_unit,
        denominator=of_whom(denominator, study, students),
        profielen=profielen,
        leerwegen=tuple(leerweg or Leerweg),
        students=students,
        smallest=smallest,
        points=points,
    )
    region = find_region(study.snapshot, area_name)
    answer = only_homes(flipped(study, question, compared), study.snapshot, region)
    deliver(
        answer,
        written,
        show=lambda: _print(study, question, compared, answer.table, area, region),
    )


def modes_of(text: str) -> tuple[Mode, Mode]:
    """Return the two modes of a text such as `straight,bike`.

    Raises
    ------
    UsageError
        If there are not two different ones, or one is unknown.
    """
    known = [mode.value for mode in Mode]
    words = [word.strip() for word in text.split(",")]
    if len(words) != _TWO or len(set(words)) != _TWO or not set(words) <= set(known):
        message = f"--modes takes two of {', '.join(known)}, not {text!r}"
        raise UsageError(message)
    return Mode(words[0]), Mode(words[1])


def flipped(study: Study, question: Question, modes: tuple[Mode, Mode]) -> Answer:
    """Return the postcodes that are within reach by one of two modes only."""
    students, within = study.students_for(question), question.threshold
    first, second = (
        nearest_offers(
            study.reach(students, mode, question.unit, within),
            study.snapshot.offers,
            pairs=question.pairs,
            unit=question.unit,
        )
        for mode in modes
    )
    table = flips(
        first, second, students, within=within, denominator=question.denominator
    )
    table = concealed(table, threshold=students.rounded_to)
    whom = Whom(question.denominator, question.leerwegen[0])
    notes = [outside_note(nearest, students, whom) for nearest in (first, second)]
    answer = study.told(table, question, students, notes=notes)
    asked = {**answer.header.question, "mode": [mode.value for mode in modes]}
    return replace(answer, header=replace(answer.header, question=asked))


def _print(
    study: Study,
    question: Question,
    modes: tuple[Mode, Mode],
    table: pd.DataFrame,
    area: AreaKind,
    region: Region,
) -> None:
    print_flips(table, study, modes, within_words(question))
    if Mode.STRAIGHT in modes:
        print_detours(study, question, area, region)


def print_flips(
    table: pd.DataFrame, study: Study, modes: tuple[Mode, Mode], within: str
) -> None:
    """Print how many flip per profiel and leerweg, and the largest postcodes."""
    base, other = (mode.value for mode in modes)
    keys = ["profiel", "leerweg", "change"]
    sums = table.groupby(keys, sort=False).agg(
        postcodes=("pc4", "size"), students=("students", "sum")
    )
    rows = [
        [*map(str, key), str(row["postcodes"]), whole(row["students"])]
        for key, row in zip(sums.index, sums.to_dict("records"), strict=True)
    ]
    title = f"Within {within} by {base}; lost by {other}, or gained"
    print_table([*keys, "postcodes", "students"], rows, title=title, numbers=_NUMBERS)
    names = study.area_names(AreaKind.PC4)
    top = table.nlargest(_SHOWN_FLIPS, "students")
    rows = [
        [
            f"{row['pc4']} {names.get(row['pc4'], '')}",
            row["profiel"],
            row["leerweg"],
            row["change"],
            "suppressed" if row["suppressed"] else whole(row["students"]),
        ]
        for row in top.to_dict("records")
    ]
    header = ["postcode", "profiel", "leerweg", "change", "students"]
    print_table(header, rows, title="Most students", numbers=_NUMBERS)


def print_detours(
    study: Study, question: Question, area: AreaKind, region: Region
) -> None:
    """Print the distribution of detour factors per area that lies in a region."""
    students = study.students_for(question)
    straight = study.reach(students)
    road = study.reach(students, question.mode)
    table = detours_per_area(detour_factors(straight, road), students, per=area)
    table = table[table.area_code.isin(areas_in(students, region, area))]
    names = study.area_names(area)
    quantiles = [
        name for name in table.columns if name.startswith("p") and name != "pairs"
    ]
    rows = [
        [
            names.get(row["area_code"], row["area_code"]),
            str(row["pairs"]),
            *(f"{row[name]:.2f}" for name in quantiles),
        ]
        for row in table.to_dict("records")
    ]
    title = (
        f"Detour factor of {question.mode.value}: road over straight line, "
        "quantiles of pairs"
    )
    print_table(["area", "pairs", *quantiles], rows, title=title, numbers=_NUMBERS)
