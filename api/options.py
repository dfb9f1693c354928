"""Options that several commands share, each said once."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypedDict

import typer

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    BellRule,
    Denominator,
    HeadwayWait,
    Leerweg,
    Luck,
    Mode,
    Unit,
    profielen_of,
)
from accessibility.errors import UsageError
from accessibility.questions import OtherWay

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
OfWhom = Annotated[
    Denominator | None,
    typer.Option(
        help="Of whom a share is taken: the leerweg itself, all leerwegen together (as "
        "B3.6), or those of a profiel (without the vakmanschaps- and beroepsroute).",
        show_default="leerweg, or common where the students do not tell it",
    ),
]
DemandModel = Annotated[
    str,
    typer.Option(
        help="Who lives where: own, herkomst, gravity or inhabitants:10-14; auto "
        "takes the best the snapshot has."
    ),
]
PointLayout = Annotated[
    str,
    typer.Option(
        help="Points that stand for a postcode: auto takes several, those that know "
        "most of where people live; centre takes one (the classic of B3.6); or area, "
        "schools, inhabited-points."
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
        "--in",
        "--gebied",
        help="Name or code of a provincie, gemeente or region; with its division in "
        "front where several have the name: provincie:Groningen.",
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


USUAL_BELLS: Final = "08:15-08:45"
USUAL_ENDS: Final = "15:15-15:45"


class AskedUnit(StrEnum):
    """Unit of a threshold as it is asked for; minutes are seconds inside."""

    METRES = "m"
    SECONDS = "s"
    MINUTES = "min"


WayUnit = Annotated[
    AskedUnit | None,
    typer.Option(
        "--unit",
        help="Metres, seconds or minutes.",
        show_default="m, or min by public transport",
    ),
]
WayThreshold = Annotated[
    float | None,
    typer.Option(
        "--within",
        help="Threshold, inclusive.",
        show_default="10000, or 45 by public transport",
    ),
]
OneWay = Annotated[
    str | None,
    typer.Option(
        "--within",
        help="Threshold, inclusive.",
        show_default="10000, or 45 by public transport",
    ),
]
ByBicycle = Annotated[
    bool,
    typer.Option(
        "--bike-to-stop", help="By public transport: go to the stop by bicycle."
    ),
]
BothWays = Annotated[
    bool,
    typer.Option(
        "--both-ways",
        help="By public transport: the way home as well, in rows of its own.",
    ),
]
Ends = Annotated[
    str,
    typer.Option(
        help="By public transport, for the way home: when school ends, as for --bells."
    ),
]
WhichLead = Annotated[
    Luck,
    typer.Option(
        "--bell-rule",
        help="By public transport: the median over the bells, p10 (a bell that fits "
        "the bus) or p90 (nearly any bell).",
    ),
]
Waiting = Annotated[
    HeadwayWait,
    typer.Option(
        "--headway-wait",
        help="By public transport: what one waits before the first ride by a line that "
        "runs every so often and not at fixed times: none, or worst (a whole headway).",
    ),
]
Bells = Annotated[
    str,
    typer.Option(
        help="By public transport: when lessons begin, as 08:30 or as 08:15-08:45 by "
        "five minutes.",
        show_default="08:15-08:45",
    ),
]


def asked_way(
    mode: Mode, within: Sequence[float] | None, unit: AskedUnit | None
) -> tuple[tuple[float, ...], Unit]:
    """Return thresholds and their unit as a question takes them.

    Parameters
    ----------
    mode
        Has a usual unit: metres, or minutes where there are only times.
    within
        Thresholds; None for the usual one.
    unit
        As asked; None for the usual one.
    """
    usual = AskedUnit.METRES if mode.knows(Unit.METRES) else AskedUnit.MINUTES
    asked = unit or usual
    numbers = tuple(within or (_USUAL_WITHIN[asked],))
    if asked is AskedUnit.METRES:
        return numbers, Unit.METRES
    scale = _S_PER_MIN if asked is AskedUnit.MINUTES else 1
    return tuple(number * scale for number in numbers), Unit.SECONDS


class AskedWay(TypedDict):
    """How the way is measured, as a question takes it by name."""

    mode: Mode
    within: tuple[float, ...]
    unit: Unit


def way_asked(mode: Mode, within: list[str] | None, unit: AskedUnit | None) -> AskedWay:
    """Return what `--mode`, `--within` and `--unit` ask for."""
    numbers, in_unit = asked_way(mode, numbers_of(within) if within else None, unit)
    return {"mode": mode, "within": numbers, "unit": in_unit}


def profielen_asked(choices: Sequence[str] | None) -> tuple[str, ...]:
    """Return the profielen asked for, all if none is named.

    Raises
    ------
    UsageError
        If one is unknown.
    """
    for choice in choices or ():
        profielen_of(choice)
    return tuple(dict.fromkeys(choices or PROFIEL_CHOICES))


class AskedOffers(TypedDict):
    """Which offers, as a question takes them by name."""

    profielen: tuple[str, ...]
    leerwegen: tuple[Leerweg, ...]


def offers_asked(
    profielen: Sequence[str] | None, leerwegen: Sequence[Leerweg] | None
) -> AskedOffers:
    """Return what `--profiel` and `--leerweg` ask for, all where none is named.

    Raises
    ------
    UsageError
        If a profiel is unknown.
    """
    return {
        "profielen": profielen_asked(profielen),
        "leerwegen": tuple(dict.fromkeys(leerwegen or Leerweg)),
    }


def asked_norm(text: str) -> tuple[OtherWay, OtherWay]:
    """Return the two ways of a norm such as `12km bike or 45min ov`.

    Raises
    ------
    UsageError
        If it is put in another way.
    """
    sides = re.split(r"\s+or\s+", text.strip())
    found = [_SIDE.fullmatch(side.strip()) for side in sides]
    if len(sides) != _SIDES or None in found:
        message = (
            "--within takes numbers, or two ways of which either will do, as in "
            f"'12km bike or 45min ov', not {text!r}"
        )
        raise UsageError(message)
    first, second = (_side(one) for one in found if one is not None)
    return first, second


_SIDES: Final = 2
_S_PER_MIN: Final = 60
_USUAL_WITHIN: Final = {
    AskedUnit.METRES: 10_000.0,
    AskedUnit.SECONDS: 2_700.0,
    AskedUnit.MINUTES: 45.0,
}
_IN_UNITS: Final = {
    "km": (1_000.0, Unit.METRES),
    "m": (1.0, Unit.METRES),
    "min": (60.0, Unit.SECONDS),
    "s": (1.0, Unit.SECONDS),
}
_SIDE: Final = re.compile(
    rf"(\d+(?:\.\d+)?)\s*({'|'.join(_IN_UNITS)})\s+({'|'.join(Mode)})"
)


def _side(match: re.Match[str]) -> OtherWay:
    scale, unit = _IN_UNITS[match[2]]
    return OtherWay(Mode(match[3]), float(match[1]) * scale, unit)


def bells_of(
    text: str,
    luck: Luck = Luck.MEDIAN,
    *,
    bike: bool = False,
    ends: str = USUAL_ENDS,
    wait: HeadwayWait = HeadwayWait.NONE,
) -> BellRule:
    """Return the rule of what counts as in time.

    Parameters
    ----------
    text
        Times such as `08:30,08:40`, or `08:15-08:45` for every five minutes.
    luck
        Which of the leads over the bells counts.
    bike
        Go to the stop by bicycle.
    ends
        As `text`, when school ends.
    wait
        Waited before the first ride by a line without fixed times.

    Raises
    ------
    UsageError
        If a time is none.
    """
    return BellRule(
        bells_s=_clock_times(text, "--bells"),
        ends_s=_clock_times(ends, "--ends"),
        luck=luck,
        access=Mode.BIKE if bike else Mode.WALK,
        headway_wait=wait,
    )


def _clock_times(text: str, option: str) -> tuple[int, ...]:
    """Return the times of a text in seconds after midnight."""
    return tuple(
        seconds
        for piece in text.split(",")
        for seconds in _bells_between(*_times(piece, option))
    )


def _times(piece: str, option: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2}):(\d\d)(?:-(\d{1,2}):(\d\d))?", piece.strip())
    if found is None:
        message = f"{option} takes times such as 08:30 or 08:15-08:45, not {piece!r}"
        raise UsageError(message)
    hours, minutes, *last = found.groups()
    first_s = int(hours) * 3600 + int(minutes) * 60
    if last[0] is None:
        return first_s, first_s
    return first_s, int(last[0]) * 3600 + int(last[1]) * 60


def _bells_between(first_s: int, last_s: int) -> range:
    return range(first_s, last_s + 1, 5 * _S_PER_MIN)


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


def check_ending(
    path: Path, endings: Sequence[str], what: str, instead: str = ""
) -> None:
    """Refuse a file whose ending says that it is something else.

    Raises
    ------
    UsageError
        If the name ends in none of some endings.
    """
    if path.suffix.lower() not in endings:
        message = f"{path.name}: {what} is written as {', '.join(endings)}{instead}"
        raise UsageError(message)


def written_as(what: str, *endings: str) -> Callable[[Path | None], Path | None]:
    """Return what checks the ending of an option's file before anything is computed."""

    def check(path: Path | None) -> Path | None:
        if path is not None:
            check_ending(path, endings, what)
        return path

    return check
