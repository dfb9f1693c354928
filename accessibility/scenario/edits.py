"""The edits a scenario is made of: each a small value that says what changes.

Places are metres in EPSG:28992, as inside a snapshot. The text under `edit` in a
document is the kind of an edit, in `KINDS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel

Brin6 = Annotated[str, Meta(pattern="^[0-9A-Z]{6}$")]
Pc4 = Annotated[str, Meta(pattern="^[0-9A-Z]{4}$")]
IsoDate = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Named = Annotated[str, Meta(min_length=1)]
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


@dataclass(frozen=True)
class CloseLink:
    """Take out the link of the network nearest to a place: a bridge, a cycle path."""

    mode: Mode
    at: Place


@dataclass(frozen=True)
class AddLink:
    """Add a straight two-way link between the streets nearest to two places."""

    mode: Mode
    start: Place
    end: Place
    speed_mps: Annotated[float, Meta(gt=0)]


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
}
"""Every kind of edit by its name in a document."""

KIND_OF: Final = {edit: kind for kind, edit in KINDS.items()}

STUDENT_EDITS: Final = (Forecast, OwnCount)
"""Edits of how many students live where."""

NETWORK_EDITS: Final = (CloseLink, AddLink)
"""Edits of the roads."""
