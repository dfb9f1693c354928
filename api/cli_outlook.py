"""`bereik outlook`: students, access and small groups in years to come."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.codes import AreaKind, Leerweg, Mode
from accessibility.errors import UsageError
from accessibility.headers import used_manifest
from accessibility.outlook import (
    MEASURED,
    TECHNICAL,
    USUAL_DRAWS,
    USUAL_SEED,
    Chances,
    ClosingOrder,
    Draws,
    Norm,
    OutlookQuestion,
    PupilsGo,
    fitted_chances,
    outlook_answer,
    words_of,
)
from accessibility.questions import AUTO, Question
from accessibility.regions import asked_in, find_region
from api.answers import TABLE, Written, check_format, deliver
from api.asked_area import only_asked
from api.cli_whatif import read_scenario
from api.of_whom import of_whom
from api.options import (
    AreaName,
    DemandModel,
    Division,
    Leerwegen,
    OfWhom,
    OneWay,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    profielen_asked,
    way_asked,
)
from api.planning_options import TableFormat
from api.terminal import percent, print_table, whole
from data.studies import read_study
from maps.outlook_figure import view_ahead
from maps.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Hashable

    from accessibility.questions import Answer
    from accessibility.study import Study

_MIX: Final = r"\d{1,2}:[\d.]+(,\d{1,2}:[\d.]+)*"
"""Ages with their parts, as `14:0.8,15:0.2`."""

_DRAWN: Final = (".svg", ".png", ".pdf", ".html")

LastYear = Annotated[
    int | None,
    typer.Option(
        "--to",
        help="Last year: when the school year begins.",
        show_default="as far as children were counted, at most nine years ahead",
    ),
]
FirstYear = Annotated[
    int | None,
    typer.Option("--from", help="First year.", show_default="that of the offers"),
]
Every = Annotated[int, typer.Option(min=1, help="Years from one row to the next.")]
NormOption = Annotated[
    int, typer.Option(min=1, help="What if groups below so many third-years close.")
]
Order = Annotated[
    ClosingOrder, typer.Option(help="In which order groups below the norm close.")
]
Destination = Annotated[
    PupilsGo, typer.Option(help="Where pupils of a closed group go.")
]
Far = Annotated[
    bool, typer.Option("--far", help="Also more than nine years after the offers.")
]
DrawsOption = Annotated[int, typer.Option(min=10, help="Draws of the likely layer.")]
Seed = Annotated[int, typer.Option(min=0, help="Decides the chance in the draws.")]
Fit = Annotated[
    tuple[Path, Path] | None,
    typer.Option(
        help="Two snapshots, the older first: measure the chances anew, and print how "
        "well they tell of schools left out."
    ),
]
AgeMix = Annotated[
    str,
    typer.Option(
        "--age-mix",
        help="Ages of third-years on 1 October, and the part that has each: "
        "14:0.8,15:0.2.",
    ),
]
Edits = Annotated[
    Path | None,
    typer.Option("--what-if", help="A scenario as JSON that holds from the start."),
]


def outlook(
    snapshot: SnapshotFolder,
    *,
    last: LastYear = None,
    first: FirstYear = None,
    every: Every = 1,
    norm: NormOption = 6,
    order: Order = ClosingOrder.SMALLEST_FIRST,
    pupils_go: Destination = PupilsGo.NEAREST,
    far: Far = False,
    draws: DrawsOption = USUAL_DRAWS,
    seed: Seed = USUAL_SEED,
    age_mix: AgeMix = "14:1",
    edits: Edits = None,
    fit: Fit = None,
    area: Division = AreaKind.NL,
    area_name: AreaName = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
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
    """Look ahead: students, access and small groups, year by year; no forecast.

    Three layers, never mixed: demography (homes change, offers stay), likely (offers
    go and come at measured rates), and what if a norm holds.

    For example:

      bereik outlook nl-2023 --to 2031 --profiel PIE --leerweg gl -o vooruit.svg

      bereik outlook nl-2023 --to 2031 --in Zeeland --leerweg gl

      bereik outlook nl-2023 --to 2031 --norm 11 --area provincie -o vooruit.xlsx
    """
    written = check_format(file_format, output, drawn=_DRAWN)
    study = read_study(snapshot)
    question = Question(
        **way_asked(mode, [within] if within else None, unit),
        denominator=of_whom(denominator, study, students),
        per=area,
        profielen=profielen_asked(profiel) if profiel else TECHNICAL,
        leerwegen=tuple(leerweg or Leerweg),
        students=students,
        smallest=smallest,
        points=points,
    )
    held, some = Norm(norm, order=order, pupils_go=pupils_go), Draws(draws, seed)
    told, mix = _chances(fit), _mix_of(age_mix)
    asked = OutlookQuestion(last, question, first, every, held, some, told, far, mix)
    _tell(study, asked, area_name, edits, written, output)


def _tell(
    study: Study,
    asked: OutlookQuestion,
    area_name: str | None,
    edits: Path | None,
    written: Written,
    output: Path | None,
) -> None:
    """Deliver the answer, and draw it if a drawing is asked for."""
    region = find_region(study.snapshot, area_name)
    asked = replace(asked, question=asked_in(asked.question, region))
    answer = outlook_answer(study, asked, read_scenario(edits) if edits else None)
    answer = only_asked(study, asked.question, answer, region)
    deliver(answer, written, show=lambda: _print(answer))
    _draw(answer, study, asked.question, output)


def _draw(
    answer: Answer, study: Study, question: Question, output: Path | None
) -> None:
    """Draw the layers, if the file that is asked for is a drawing."""
    if output is None or output.suffix.lower() not in _DRAWN:
        return
    subject = Subject(
        *question.pair,
        str(answer.table.area_name.iloc[0]),
        question.mode,
        question.threshold,
        question.unit,
        question.denominator,
        study.students_for(question).method,
    )
    used = used_manifest(study.snapshot, answer.header)
    drawing = view_ahead(answer.table, subject=subject, manifest=used)
    typer.echo(f"figure: {drawing.save(output)}", err=True)


def _mix_of(text: str) -> tuple[tuple[int, float], ...]:
    """Return ages and parts; together they are all third-years.

    Raises
    ------
    UsageError
        If the text is no such list, or its parts are not 1 together.
    """
    found = re.fullmatch(_MIX, text)
    parts = [one.split(":") for one in text.split(",")] if found else []
    mix = tuple((int(age), float(part)) for age, part in parts)
    if not math.isclose(sum(part for _, part in mix), 1.0, abs_tol=1e-6):
        message = (
            f"--age-mix {text}: give ages and parts that are 1 together, as in "
            "14:0.8,15:0.2"
        )
        raise UsageError(message)
    return mix


def _chances(fit: tuple[Path, Path] | None) -> Chances:
    """Return the chances to draw by; those that are fitted with their back-test."""
    if fit is None:
        return MEASURED
    found, score = fitted_chances(*(read_study(one).snapshot for one in fit))
    table = score.to_string(index=False, float_format="{:.4g}".format)
    typer.echo(f"Back-test, on schools left out\n{table}", err=True)
    typer.echo(f"chances: {words_of(found)}", err=True)
    typer.echo(f"as shipped: {words_of(MEASURED)}", err=True)
    return found


def _print(answer: Answer) -> None:
    """Print the layers side by side, each under its name."""
    several = answer.table.area_code.nunique() > 1
    rows = [
        [*([str(row["area_name"])] if several else []), *_cells(row)]
        for row in answer.table.to_dict("records")
    ]
    figures = [
        *("students", "A %", "B p10", "B p50", "B p90", "C %", "C comb.", "offers"),
        *("<6", "<11"),
    ]
    names = [*(["area"] if several else []), "year", "profiel", "leerweg", *figures]
    print_table(names, rows, title=answer.title, numbers=figures)


def _cells(row: dict[Hashable, Any]) -> list[str]:
    return [
        *(str(row[name]) for name in ("year", "profiel", "leerweg")),
        whole(row["students"], "-"),
        percent(row["access_demography"]),
        *(percent(row[f"access_likely_p{q}"]) for q in (10, 50, 90)),
        percent(row["access_if_norm"]),
        percent(row["access_if_norm_combined"]),
        *(
            whole(row[name], "-")
            for name in ("offers_now", "expected_below_6", "expected_below_11")
        ),
    ]
