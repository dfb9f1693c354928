"""The edits a scenario is made of: each a small value that says what changes.

Places are metres in EPSG:28992, as inside a snapshot. The text under `edit` in a
document is the kind of an edit, in `KINDS`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from msgspec import Meta

from accessibility.codes import TO_STOP, AreaKind, Leerweg, Mode, Profiel

Brin6 = Annotated[str, Meta(pattern="^[0-9A-Z]{6}$")]
Pc4 = Annotated[str, Meta(pattern="^[0-9A-Z]{4}$")]
IsoDate = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Named = Annotated[str, Meta(min_length=1)]
Clock = Annotated[str, Meta(pattern="^[0-2][0-9]:[0-5][0-9]$")]
NotNegative = Annotated[float, Meta(ge=0)]

OfferKey = tuple[str, Profiel, Leerweg]
"""A vestiging, profiel and leerweg."""


@dataclass(frozen=True)
class Place:
    """A place in metres, EPSG:28992."""

    x_m: Annotated[float, Meta(ge=-100_000, le=400_000)]
    y_m: Annotated[float, Meta(ge=200_000, le=900_000)]


@dataclass(frozen=True)
class PlannedOffer:
    """A profiel in a leerweg that a new vestiging starts with."""

    profiel: Profiel
    leerweg: Leerweg


@dataclass(frozen=True)
class OpenOffer:
    """Open a profiel in a leerweg at a vestiging."""

    brin6: Brin6
    profiel: Profiel
    leerweg: Leerweg


@dataclass(frozen=True)
class CloseOffer:
    """Close a profiel in a leerweg at a vestiging."""

    brin6: Brin6
    profiel: Profiel
    leerweg: Leerweg


@dataclass(frozen=True)
class CloseVestiging:
    """Close a vestiging with everything it offers."""

    brin6: Brin6


@dataclass(frozen=True)
class MergeVestiging:
    """Close a vestiging; what it offers goes on at another one.

    With `take_over` false the offers end, which is the same as closing it.
    """

    brin6: Brin6
    into: Brin6
    take_over: bool = True


@dataclass(frozen=True)
class MoveVestiging:
    """Move a vestiging with everything it offers."""

    brin6: Brin6
    to: Place


@dataclass(frozen=True)
class FoundVestiging:
    """Found a vestiging with at least one offer, under a code not yet in use."""

    brin6: Brin6
    naam: Named
    at: Place
    offers: Annotated[tuple[PlannedOffer, ...], Meta(min_length=1)]
    bestuur: str = ""
    plaats: str = ""


@dataclass(frozen=True)
class LapseLicences:
    """Let licences that end on or before a date lapse, and with them their offer.

    An offer stays if another licence for it goes on. Offers without any licence in
    the register are left alone: nothing is known about them.
    """

    on: IsoDate


@dataclass(frozen=True)
class Forecast:
    """Multiply the students of an area, or of everywhere (kind `nl`, code `NL`)."""

    area_kind: AreaKind
    area_code: Named
    factor: NotNegative
    leerweg: Leerweg | None = None


@dataclass(frozen=True)
class OwnCount:
    """Replace the number of students of a leerweg in a postcode."""

    pc4: Pc4
    leerweg: Leerweg
    students: NotNegative


SpanKind = Literal["bridge", "tunnel", "ferry"]


@dataclass(frozen=True)
class CloseLink:
    """Close the roads of a mode at a place: a spot, some metres, or a whole bridge.

    At `at` the nearest road of the mode is cut on the spot, in a tunnel or on a
    motorway or ferry too: one goes as far as there from either side, and not across. A
    mode has the roads that it may use: by bicycle a place on a motorway means the
    nearest street beside it. With `metres` so much of it closes, half on either side,
    not beyond a junction with a choice. With `what` every bridge, tunnel or ferry of
    the road file within 40 m closes, from bank to bank. With `name` the bridges and
    tunnels of that name close, those at `at` if it is given. With `between` the
    shortest way between two places on roads closes.
    """

    mode: Mode
    at: Place | None = None
    metres: Annotated[float, Meta(gt=0, le=50_000)] | None = None
    what: SpanKind | None = None
    name: Named | None = None
    between: tuple[Place, Place] | None = None


@dataclass(frozen=True)
class AddLink:
    """Lay a straight two-way link between the streets nearest to two places.

    It begins and ends at the nearest spot of those streets, in the middle of a road if
    that is where it is; the road gets a junction there.
    """

    mode: Mode
    start: Place
    end: Place
    speed_mps: Annotated[float, Meta(gt=0)]


@dataclass(frozen=True)
class RemoveLine:
    """Stop a line of public transport."""

    line: Named


@dataclass(frozen=True)
class RemoveStop:
    """Let nothing stop at a stop; vehicles drive on."""

    stop: Named


@dataclass(frozen=True)
class LineHeadway:
    """Let a line leave every so many minutes, at both ends.

    The first and last departure are times such as `06:00`; running times stay.
    """

    line: Named
    headway_min: Annotated[float, Meta(gt=0)]
    first: Clock
    last: Clock


@dataclass(frozen=True)
class AddLine:
    """Add a line of public transport between stops, in both directions.

    Without running times it drives 25 km/h along the straight line times 1.25.
    """

    line: Named
    stops: Annotated[tuple[Named, ...], Meta(min_length=2)]
    headway_min: Annotated[float, Meta(gt=0)]
    first: Clock
    last: Clock
    minutes: tuple[NotNegative, ...] | None = None


Edit = (
    OpenOffer
    | CloseOffer
    | CloseVestiging
    | MergeVestiging
    | MoveVestiging
    | FoundVestiging
    | LapseLicences
    | Forecast
    | OwnCount
    | CloseLink
    | AddLink
    | RemoveLine
    | RemoveStop
    | LineHeadway
    | AddLine
)

KINDS: Final[dict[str, type[Edit]]] = {
    "open-offer": OpenOffer,
    "close-offer": CloseOffer,
    "close-vestiging": CloseVestiging,
    "merge-vestiging": MergeVestiging,
    "move-vestiging": MoveVestiging,
    "found-vestiging": FoundVestiging,
    "lapse-licences": LapseLicences,
    "forecast": Forecast,
    "own-count": OwnCount,
    "close-link": CloseLink,
    "add-link": AddLink,
    "remove-line": RemoveLine,
    "remove-stop": RemoveStop,
    "line-headway": LineHeadway,
    "add-line": AddLine,
}
"""Every kind of edit by its name in a document."""

KIND_OF: Final = {edit: kind for kind, edit in KINDS.items()}

STUDENT_EDITS: Final = (Forecast, OwnCount)
"""Edits of how many students live where."""

NETWORK_EDITS: Final = (CloseLink, AddLink)
"""Edits of the roads."""

TRANSIT_EDITS: Final = (RemoveLine, RemoveStop, LineHeadway, AddLine)
"""Edits of public transport."""

WAY_EDITS: Final = (*NETWORK_EDITS, *TRANSIT_EDITS)
"""Edits after which a network or timetable is another, too large to be kept."""


MOST_LOCAL_M: Final = 1_000.0
"""So much closed road, in metres, is still one place."""


def changes_ways(edit: Edit, mode: Mode) -> bool:
    """Tell whether an edit changes ways of a mode: its roads, or its timetable.

    One walks or cycles to stops, so that their roads matter by public transport too.
    """
    if isinstance(edit, TRANSIT_EDITS):
        return mode is Mode.OV
    if not isinstance(edit, NETWORK_EDITS):
        return False
    return edit.mode is mode or (mode is Mode.OV and edit.mode in TO_STOP)


def is_local(edit: Edit) -> bool:
    """Tell whether an edit of roads is one spot or one link, or at most a kilometre.

    What closes between two places may be longer, if the road winds.

    Then only ways that pass there are measured again.
    """
    if isinstance(edit, AddLink):
        return True
    if not isinstance(edit, CloseLink) or edit.name is not None:
        return False
    if edit.between is not None:
        start, end = edit.between
        return math.dist((start.x_m, start.y_m), (end.x_m, end.y_m)) <= MOST_LOCAL_M
    return edit.at is not None and (edit.metres or 0.0) <= MOST_LOCAL_M
