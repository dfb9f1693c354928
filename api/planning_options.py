"""Options that several planning commands share, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessibility.planning import Places

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    Path | None, typer.Option("--map", help="Map to draw: .png, .svg or .pdf.")
]
TimeLimit = Annotated[
    float, typer.Option(min=1, help="Most seconds of search per question.")
]
NewSites = Annotated[int | None, typer.Option("-k", min=0, help="Most new sites.")]
Where = Annotated[Places, typer.Option(help="Where new sites may come.")]
GroupSize = Annotated[int, typer.Option(min=1, help="Pupils in a group.")]
PerVisit = Annotated[int, typer.Option(min=1, help="Groups in one half-day.")]


def ids_of(texts: Sequence[str] | None) -> tuple[str, ...]:
    """Return identifiers from options such as `1011` or `1011,1012`."""
    pieces = [p.strip() for text in texts or () for p in text.split(",")]
    return tuple(piece for piece in pieces if piece)
