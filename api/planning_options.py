"""Options that several planning commands share, each said once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.errors import UsageError
from accessibility.planning import Places, TravelMeasure
from accessibility.tours import FreePeriod
from api.options import asked_way, written_as
from data.candidate_places import read_candidates

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from accessibility.codes import Mode
    from accessibility.snapshot import Snapshot
    from api.options import AskedUnit

Within = Annotated[
    float | None,
    typer.Option(
        help="Longest way, inclusive, measured as --mode and --unit say.",
        show_default="6000 m, or 1200 s",
    ),
]
TableFormat = Annotated[
    str,
    typer.Option("--format", help="table, csv, json, xlsx or parquet."),
]
MapFile = Annotated[
    Path | None,
    typer.Option(
        "--figure",
        help="Also draw it: .svg, .png or .pdf.",
        callback=written_as("the map", ".png", ".svg", ".pdf"),
    ),
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help="Most seconds of search per question.")
]
NewSites = Annotated[int | None, typer.Option("-k", min=0, help="Most new sites.")]
Where = Annotated[
    str,
    typer.Option(
        help="Where new sites may come: pc4, vestigingen, basisscholen, or a file with "
        "name, place, and if known cost and capacity."
    ),
]
GroupSize = Annotated[int, typer.Option(min=1, help="Pupils in a group.")]
PerVisit = Annotated[int, typer.Option(min=1, help="Groups in one half-day.")]


def places_asked(text: str, snapshot: Snapshot) -> gpd.GeoDataFrame | None:
    """Return the places of the file that `--candidates` names; None for a word.

    Raises
    ------
    UsageError
        If it is neither a word nor a file.
    """
    if text in tuple(Places):
        return None
    if not Path(text).is_file():
        message = f"--candidates {text}: no such file; or one of {', '.join(Places)}"
        raise UsageError(message)
    return read_candidates(Path(text), snapshot.postcodes)


@dataclass(frozen=True)
class AskedTravel:
    """How ways are measured, and how amounts of it were given.

    Parameters
    ----------
    way
        Mode and unit.
    per
        Of the unit in one that was given: 60 for minutes.
    """

    way: TravelMeasure
    per: int

    def amount(self, given: float | None) -> float | None:
        """Return an amount in metres or seconds."""
        return None if given is None else given * self.per

    def amounts(self, given: Sequence[float]) -> tuple[float, ...]:
        """Return amounts in metres or seconds."""
        return tuple(one * self.per for one in given)


def travel_asked(mode: Mode, unit: AskedUnit | None) -> AskedTravel:
    """Return the way of planning that `--mode` and `--unit` ask for."""
    (per,), in_unit = asked_way(mode, (1.0,), unit)
    return AskedTravel(TravelMeasure(mode, in_unit), int(per))


def ids_of(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Return identifiers from options such as `1011` or `1011,1012`."""
    pieces = [p.strip() for text in texts or () for p in text.split(",")]
    return tuple(piece for piece in pieces if piece)


def exam_period(text: str) -> FreePeriod:
    """Return weeks of exams from an option such as `2026-05-11:2026-05-22`.

    Raises
    ------
    UsageError
        If it is not two dates.
    """
    first, _, last = text.partition(":")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        message = (
            f"--exam-weeks {text!r}: expected the first and the last day, such as "
            "2026-05-11:2026-05-22"
        )
        raise UsageError(message) from None
    return FreePeriod(*days, "examenweken")
