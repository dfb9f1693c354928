"""`bereik denominators` and `bereik sensitivity`: how much hangs on the method."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessibility.codes import Denominator, Leerweg, Mode, Profiel
from accessibility.counting import DEFAULT_POINTS, area_points
from accessibility.errors import UsageError
from accessibility.measures import all_pairs, by_denominator, point_sensitivity
from accessibility.monitor import B3_6, NORM_M
from accessibility.questions import EXAMPLE_LABEL, reach_for
from api.demand_choice import students_by_choice
from api.options import DemandModel, Format, Output, Smallest, SnapshotFolder
from api.terminal import print_footnotes, print_table
from data.exports import FORMATS, text_of, write_table
from data.snapshots import read_snapshot
from maps.demand_figure import denominator_dots
from maps.dutch import demand_words

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot

_PAIRS = all_pairs([profiel.value for profiel in Profiel])


def denominators(
    snapshot: SnapshotFolder,
    *,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    figure: Annotated[
        Path | None, typer.Option(help="Also draw them: .svg, .png or .pdf.")
    ] = None,
    file_format: Format = "table",
    output: Output = None,
) -> None:
    """Set both denominators side by side: what B3.6 says for gl, what gl pupils have.

    The monitor's table B3.6 takes the third-years of all leerwegen together, also
    for gl. The other share is that of the leerweg's own pupils.

    For example:

      bereik denominators nl-2019 --figure gl.svg
    """
    land = read_snapshot(snapshot)
    who = students_by_choice(land, students, smallest=smallest)
    reach = reach_for(land, who, mode=Mode.STRAIGHT)
    table = by_denominator(reach, land.offers, who, within_m=NORM_M, pairs=_PAIRS)
    published = [
        B3_6[Leerweg(leerweg)][Profiel(profiel)] / 100
        for profiel, leerweg in zip(table.profiel, table.leerweg, strict=True)
    ]
    table = table.assign(published=published)
    if figure is not None:
        drawing = denominator_dots(
            table, manifest=land.manifest, how_known=demand_words(who.method)
        )
        typer.echo(f"figure: {drawing.save(figure)}", err=True)
    shares = ["common", "leerweg_share", "difference", "published"]
    intervals = {
        "common": ("common_low", "common_high"),
        "leerweg_share": ("leerweg_low", "leerweg_high"),
    }
    notes = [f"students: {who.method}", who.assumption]
    _deliver(land, table, (shares, intervals), notes, (file_format, output))


def sensitivity(
    snapshot: SnapshotFolder,
    *,
    points: Annotated[
        int, typer.Option(min=2, help="About how many points per postcode.")
    ] = DEFAULT_POINTS,
    within: Annotated[float, typer.Option(help="Threshold in metres.")] = NORM_M,
    students: DemandModel = "auto",
    smallest: Smallest = None,
    file_format: Format = "table",
    output: Output = None,
) -> None:
    """Measure from one point per postcode and from many, and tell the difference.

    A postcode that the threshold cuts is reached in part: `share_least` and
    `share_most` take all its students out of reach, or in reach.

    For example:

      bereik sensitivity nl-2019 --students inhabitants:10-14 --points 25
    """
    land = read_snapshot(snapshot)
    centre = students_by_choice(land, students, whole=True, smallest=smallest)
    filled = land.edited(points=area_points(land.table("pc4_areas"), per_area=points))
    spread = students_by_choice(filled, centre.method, smallest=smallest)
    # The same students at other points: the model must not move them too.
    many = dataclasses.replace(
        centre,
        points=spread.points,
        point_pc4=spread.point_pc4,
        point_weight=spread.point_weight,
    )
    near, far = (reach_for(land, who, mode=Mode.STRAIGHT) for who in (centre, many))
    table = point_sensitivity(
        (near, far),
        land.offers,
        (centre, many),
        within_m=within,
        denominator=Denominator.COMMON,
        pairs=_PAIRS,
    )
    shares = ["share_centre", "share_points", "difference", "share_cut"]
    intervals = {"share_points": ("share_least", "share_most")}
    notes = [
        f"students: {centre.method}",
        f"{len(many.points)} points instead of {len(centre.points)}",
    ]
    _deliver(land, table, (shares, intervals), notes, (file_format, output))


def _deliver(
    land: Snapshot,
    table: pd.DataFrame,
    shown: tuple[list[str], dict[str, tuple[str, str]]],
    notes: list[str],
    form: tuple[str, Path | None],
) -> None:
    """Print a table of shares per profiel and leerweg, or write it."""
    file_format, output = form
    example = land.manifest.example
    about: dict[str, Any] = {"snapshot": land.manifest.name, "notes": notes}
    if example:
        about["label"] = EXAMPLE_LABEL
    if output is not None:
        kind = "csv" if file_format == "table" else file_format
        write_table(table, output, file_format=kind, about=about)
        typer.echo(f"{output}: {len(table)} rows", err=True)
    elif file_format in FORMATS:
        typer.echo(text_of(table, file_format, about), nl=False)
    elif file_format == "table":
        shares, intervals = shown
        rows = [
            [row["profiel"], row["leerweg"], *_cells(row, shares, intervals)]
            for row in table.to_dict("records")
        ]
        header = ["profiel", "leerweg", *shares]
        print_table(header, rows, title="Shares in per cent", numbers=shares)
        said = [note for note in notes if note]
        print_footnotes(land.manifest.dates, said, example=example)
    else:
        message = f"--format {file_format!r} is unknown"
        raise UsageError(message)


def _cells(
    row: dict[Any, Any], shares: list[str], intervals: dict[str, tuple[str, str]]
) -> list[str]:
    cells = []
    for name in shares:
        text = f"{100 * row[name]:.1f}"
        if name in intervals:
            low, high = (100 * row[end] for end in intervals[name])
            text += f" [{low:.1f}-{high:.1f}]"
        cells.append(text)
    return cells
