"""`bereik denominators` and `bereik sensitivity`: how much hangs on the method."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.counting import DEFAULT_POINTS, area_points
from accessibility.demand import INHABITED
from accessibility.headers import (
    asked_plainly,
    snapshot_header,
    student_notes,
    tables_behind,
)
from accessibility.measures import all_pairs, by_denominator, point_sensitivity
from accessibility.monitor import B3_6, NORM_M, PUBLISHED_YEAR
from accessibility.questions import AUTO, CENTRE, Answer, Question
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Format,
    Output,
    Smallest,
    SnapshotFolder,
    written_as,
)
from api.terminal import percent, print_table
from data.studies import read_study
from maps.demand_figure import denominator_dots
from maps.dutch import demand_words

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.study import Study

_PROFIELEN = tuple(profiel.value for profiel in Profiel)
_PAIRS = all_pairs(_PROFIELEN)
_CLASSIC: Final = Question(within=(NORM_M,), profielen=_PROFIELEN, points=CENTRE)
"""As the monitor counts table B3.6: one point per postcode."""


def denominators(
    snapshot: SnapshotFolder,
    *,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    figure: Annotated[
        Path | None,
        typer.Option(
            help="Also draw it: .svg, .png or .pdf.",
            callback=written_as("the figure", ".png", ".svg", ".pdf"),
        ),
    ] = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Set both denominators side by side: what B3.6 says for gl, what gl pupils have.

    The monitor's table B3.6 takes the third-years of all leerwegen together, also
    for gl. The other share is that of the leerweg's own pupils.

    For example:

      bereik denominators nl-2019 --figure gl.svg
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    question = dataclasses.replace(_CLASSIC, students=students, smallest=smallest)
    who = study.students(students, smallest=smallest, points=CENTRE)
    table = _both_denominators(study, who)
    if figure is not None:
        drawing = denominator_dots(
            table, manifest=study.snapshot.manifest, how_known=demand_words(who.method)
        )
        typer.echo(f"figure: {drawing.save(figure)}", err=True)
    header = snapshot_header(
        study.snapshot,
        tables_behind(question, who),
        question={
            **asked_plainly(question),
            "denominator": [one.value for one in Denominator],
        },
        students_date=who.date,
        notes=(*student_notes(who), f"published: school year {PUBLISHED_YEAR}"),
    )
    shares = ["common", "leerweg_share", "difference", "published"]
    intervals = {
        "common": ("common_low", "common_high"),
        "leerweg_share": ("leerweg_low", "leerweg_high"),
    }
    deliver(
        Answer(table, header), written, show=lambda: _print(table, shares, intervals)
    )


def _both_denominators(study: Study, students: Students) -> pd.DataFrame:
    """Return the shares by both denominators, beside the published ones."""
    table = by_denominator(
        study.reach(students),
        study.snapshot.offers,
        students,
        within_m=NORM_M,
        pairs=_PAIRS,
    )
    published = [
        B3_6[Leerweg(leerweg)][Profiel(profiel)] / 100
        for profiel, leerweg in zip(table.profiel, table.leerweg, strict=True)
    ]
    return table.assign(published=published)


def sensitivity(
    snapshot: SnapshotFolder,
    *,
    points: Annotated[
        int,
        typer.Option(
            "--per-postcode", min=2, help="About how many points per postcode."
        ),
    ] = DEFAULT_POINTS,
    within: Annotated[float, typer.Option(help="Threshold in metres.")] = NORM_M,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    file_format: Format = TABLE,
    output: Output = None,
) -> None:
    """Explain what several points per postcode, the default, change beside one.

    Shares are of several points (auto); table B3.6 of the monitor and `--points centre`
    have one. Told are both, the difference, and where it comes from: a postcode that
    the threshold cuts is reached in part, not as a whole or not at all. `share_cut` is
    the part of the students who live in one; `share_least` and `share_most` take all
    of those out of reach, or in reach. Here the points are spread evenly (area).

    For example:

      bereik sensitivity nl-2019 --students inhabitants:10-14 --per-postcode 25
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    question = Question(
        within=(within,), profielen=_PROFIELEN, students=students, smallest=smallest
    )
    answer = sensitivity_answer(study, question, points)
    shares = ["share_centre", "share_points", "difference", "share_cut"]
    intervals = {"share_points": ("share_least", "share_most")}
    table = answer.table
    deliver(answer, written, show=lambda: _print(table, shares, intervals))


_CUT_NOTE: Final = (
    "the difference is made in postcodes that the threshold cuts (share_cut): by one "
    "point they are reached as a whole or not at all, by several, the default of every "
    "other answer, in part"
)


def sensitivity_answer(study: Study, question: Question, points: int) -> Answer:
    """Tell shares measured from one point per postcode and from about so many.

    Parameters
    ----------
    study
        Of a snapshot with the land of postcodes.
    question
        Threshold, students and denominator; of a straight line.
    points
        Per postcode.
    """
    question = dataclasses.replace(question, points=CENTRE)
    centre = study.students_for(question)
    far, many = _spread(study, centre, points, question.smallest)
    table = point_sensitivity(
        (study.reach(centre), far),
        study.snapshot.offers,
        (centre, many),
        within_m=question.threshold,
        denominator=question.denominator,
        pairs=_PAIRS,
    )
    header = snapshot_header(
        study.snapshot,
        {*tables_behind(question, centre), "pc4_areas"},
        question={**asked_plainly(question), "points": points},
        students_date=centre.date,
        notes=(
            *student_notes(centre),
            f"{len(many.points)} points instead of {len(centre.points)}; {_CUT_NOTE}",
        ),
    )
    return Answer(table, header)


def _spread(
    study: Study, centre: Students, points: int, smallest: int | None
) -> tuple[ReachTable, Students]:
    """Return the same students at many points per postcode, and their reach."""
    areas = study.snapshot.table("pc4_areas")
    points_table = area_points(areas, per_area=points)
    filled = study.beside(study.snapshot.edited(points=points_table))
    spread = filled.students(centre.method, smallest=smallest, points=INHABITED)
    # The model must not move the students too.
    many = dataclasses.replace(
        centre,
        points=spread.points,
        point_pc4=spread.point_pc4,
        point_weight=spread.point_weight,
    )
    return filled.reach(many), many


def _print(
    table: pd.DataFrame, shares: list[str], intervals: dict[str, tuple[str, str]]
) -> None:
    rows = [
        [row["profiel"], row["leerweg"], *_cells(row, shares, intervals)]
        for row in table.to_dict("records")
    ]
    header = ["profiel", "leerweg", *shares]
    print_table(header, rows, title="Shares in per cent", numbers=shares)


def _cells(
    row: dict[Any, Any], shares: list[str], intervals: dict[str, tuple[str, str]]
) -> list[str]:
    cells = []
    for name in shares:
        text = percent(row[name], "")
        if name in intervals:
            low, high = (percent(row[end], "") for end in intervals[name])
            text += f" [{low}-{high}]"
        cells.append(text)
    return cells
