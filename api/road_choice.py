"""Options about roads that `bereik distances` shares with SOURCES.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from accessibility.errors import UsageError
from data.road_options import option_faults

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accessibility.codes import Mode
    from data.osm import RoadLine

NAMES: Final = (
    *("rules", "pushing", "trunk", "walk_on_cycleways", "at", "ferries"),
    *("ferry_wait_min", "signal_s"),
)
"""The options beside the speed."""

_PANEL: Final = "Roads"
_QUIET: Final = frozenset({"no address", "joined", "kept apart", "squares", "turns"})
"""Lines of a report that change no expectation."""
_SHOWN: Final = 3

Rules = Annotated[
    str | None,
    typer.Option(
        "--rules",
        help="nl, or osrm, valhalla: rules that mean what those engines mean.",
        rich_help_panel=_PANEL,
        show_default="nl",
    ),
]
Pushing = Annotated[
    bool | None,
    typer.Option(
        "--pushing/--no-pushing",
        help="Push the bicycle where walking is open.",
        rich_help_panel=_PANEL,
        show_default="no",
    ),
]
Trunk = Annotated[
    bool | None,
    typer.Option(
        "--trunk/--no-trunk",
        help="Walk and cycle on trunk roads.",
        rich_help_panel=_PANEL,
        show_default="no",
    ),
]
WalkOnCycleways = Annotated[
    bool | None,
    typer.Option(
        "--walk-on-cycleways/--no-walk-on-cycleways",
        help="Walk on cycleways.",
        rich_help_panel=_PANEL,
        show_default="yes",
    ),
]
Ferries = Annotated[
    bool | None,
    typer.Option(
        "--ferries/--no-ferries",
        help="Take ferries.",
        rich_help_panel=_PANEL,
        show_default="yes",
    ),
]
FerryWait = Annotated[
    float | None,
    typer.Option(
        "--ferry-wait-min",
        help="Minutes of waiting at a ferry.",
        rich_help_panel=_PANEL,
        show_default="10",
    ),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at",
        help='When conditions are judged, as "2026-11-17 08:30"; never for not.',
        rich_help_panel=_PANEL,
        show_default="2026-11-17 08:30",
    ),
]
SignalSeconds = Annotated[
    float | None,
    typer.Option(
        "--signal-s",
        help="Seconds of waiting at a traffic signal.",
        rich_help_panel=_PANEL,
        show_default="0",
    ),
]
Speed = Annotated[
    float | None,
    typer.Option(
        "--kmh",
        help="Speed of walking or cycling, in km/h.",
        rich_help_panel=_PANEL,
        show_default="5 and 15",
    ),
]


def chosen(mode: Mode, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - of many types
    """Return the choices that were made, by the names of SOURCES.toml.

    Parameters
    ----------
    mode
        Who travels.
    given
        The options in the order of `NAMES`, then the speed; None if not given.

    Raises
    ------
    UsageError
        If a value is none that it can have.
    """
    names = (*NAMES, f"{mode.value}_kmh")
    pairs = zip(names, given, strict=True)
    options = {name: value for name, value in pairs if value is not None}
    faults = [fault.removeprefix("options.") for fault in option_faults(options)]
    if faults:
        raise UsageError("; ".join(faults))
    return options


def tell_roads(lines: Iterable[RoadLine]) -> None:
    """Say what of a road file was cut, assumed or not understood."""
    for line in lines:
        if line.what not in _QUIET:
            shown = ", ".join(line.examples[:_SHOWN])
            tail = f": {shown}" if shown else ""
            typer.echo(f"note: {line.number} {line.why}{tail}", err=True)
