"""Options that several commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit
from accessibility.errors import UsageError

SnapshotFolder = Annotated[Path, typer.Argument(help="Folder of a snapshot.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="File to write.")]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", help="No progress and no report.")
]
WayOfTravel = Annotated[Mode, typer.Option(help="How the way is measured.")]
Thresholds = Annotated[
    list[str] | None,
    typer.Option(
        help="Threshold(s), inclusive; several give a sweep.", show_default="10000"
    ),
]
Threshold = Annotated[float, typer.Option(help="Threshold, inclusive.")]
ThresholdUnit = Annotated[Unit, typer.Option(help="Metres or seconds.")]
OfWhom = Annotated[
    Denominator,
    typer.Option(help="Of whom: all leerwegen together (as B3.6), or the leerweg."),
]
DemandModel = Annotated[
    str,
    typer.Option(
        help="Who lives where: own, herkomst, gravity or inhabitants:10-14; auto "
        "takes the best the snapshot has."
    ),
]
Division = Annotated[AreaKind, typer.Option(help="Division of the country.")]
Profielen = Annotated[
    list[str] | None,
    typer.Option(
        help="Profiel(en); techniek is any technical one.", show_default="all"
    ),
]
OneProfiel = Annotated[str, typer.Option(help="Profiel, or techniek.")]
AreaName = Annotated[
    str | None,
    typer.Option(
        "--area-name",
        "--gebied",
        help="Name or code of a provincie, gemeente or region.",
        show_default="the whole country",
    ),
]
Leerwegen = Annotated[
    list[Leerweg] | None, typer.Option(help="Leerweg(en).", show_default="all")
]
Format = Annotated[
    str, typer.Option("--format", help="table, csv, json, xlsx, parquet or gpkg.")
]

Smallest = Annotated[
    int | None,
    typer.Option(
        min=0,
        help="Smallest number of students shown; 0 rounds nothing, for use inside the "
        "organisation that owns the counts.",
        show_default="10 for own counts, 5 for DUO's",
    ),
]

Group = Annotated[
    str | None,
    typer.Option(
        "--sex",
        help="Only girls (v) or boys (m), where the counts tell.",
        show_default="all",
    ),
]
AtLeast = Annotated[
    float | None,
    typer.Option(
        help="A share, 0 to 1: also say whether at least that many are reached.",
        show_default="none",
    ),
]


def numbers_of(texts: list[str], option: str = "--within") -> tuple[float, ...]:
    """Return numbers from options such as `10000` or `5000,10000`.

    Raises
    ------
    UsageError
        If a piece is not a number, or there is none.
    """
    pieces = [piece.strip() for text in texts for piece in text.split(",")]
    try:
        numbers = tuple(float(piece) for piece in pieces if piece)
    except ValueError:
        numbers = ()
    if not numbers:
        message = f"{option} takes numbers such as 10000, not {','.join(texts)!r}"
        raise UsageError(message)
    return tuple(dict.fromkeys(numbers))
