"""The edits of a link judged one by one: what each says, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import Leerweg, Profiel
from accessibility.scenario import (
    FaultKind,
    OpenOffer,
    PlannedOffer,
    judged,
)
from api.service.short_edits import (
    MOST_SHORT,
    edit_of,
    fault_of_road,
    is_readable,
    new_place,
    places_of,
    postcode_of,
)
from api.service.short_roads import FAR_APART, SECOND_ROAD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accessibility.scenario import Edit, Place, Start
    from accessibility.snapshot import Snapshot

UNREADABLE: Final = "unreadable"
UNKNOWN_POSTCODE: Final = "unknown-postcode"
TOO_MANY: Final = "too-many"

FAULT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    UNREADABLE: {
        "nl": "dit deel van de link is niet te lezen",
        "en": "this part of the link cannot be read",
    },
    UNKNOWN_POSTCODE: {
        "nl": "deze postcode staat niet op de kaart",
        "en": "this postcode is not on the map",
    },
    TOO_MANY: {
        "nl": f"er passen {MOST_SHORT} wijzigingen in een link",
        "en": f"a link holds {MOST_SHORT} changes",
    },
    SECOND_ROAD: {
        "nl": "in een link past een wijziging van wegen",
        "en": "a link holds one change of roads",
    },
    FAR_APART: {
        "nl": "kies twee plekken van hoogstens 1 km uit elkaar",
        "en": "choose two places at most 1 km apart",
    },
    FaultKind.NOTHING: {
        "nl": "dit verandert niets: zo is het al",
        "en": "this changes nothing: it is so already",
    },
    FaultKind.UNKNOWN_SITE: {
        "nl": "deze school staat niet in deze gegevens",
        "en": "this school is not in these data",
    },
    FaultKind.CLOSED_SITE: {
        "nl": "deze school is al gesloten door een wijziging hiervoor",
        "en": "this school was closed by a change before",
    },
    FaultKind.IMPOSSIBLE: {
        "nl": "dit kan niet",
        "en": "this is not possible",
    },
}
"""What is wrong with an edit, as a reader is told."""


@dataclass(frozen=True)
class JudgedEdit:
    """One edit of a link, and what is wrong with it.

    Parameters
    ----------
    text
        As it stands in the link.
    fault
        A key of `FAULT_WORDS`; empty if it can be made.
    """

    text: str
    fault: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Kind, where, and what; nothing if the edit cannot be read."""
        unreadable = self.fault in {UNREADABLE, TOO_MANY}
        return () if unreadable else tuple(self.text.split("-"))


@dataclass(frozen=True)
class JudgedEdits:
    """All edits of a link.

    Parameters
    ----------
    edits
        In the order of the link.
    offers
        What is offered after those that can be made, where it is not what it was: by
        vestiging, and by postcode of a new place; None where all is closed.
    """

    edits: tuple[JudgedEdit, ...]
    offers: Mapping[str, tuple[str, ...] | None]

    @property
    def valid(self) -> str:
        """The text of those that can be made; empty if none can."""
        return "_".join(one.text for one in self.edits if not one.fault)


def judged_edits(text: str, snapshot: Snapshot, start: Start) -> JudgedEdits:
    """Judge the edits of a link, each after those before it.

    Parameters
    ----------
    text
        Edits with `_` between them; whatever cannot be read is told as that.
    snapshot, start
        What they start from, as it is and by key.
    """
    pieces = text.split("_")
    readable = [piece.split("-") for piece in pieces if is_readable(piece)]
    codes = {pc4 for kind, *rest in readable if (pc4 := postcode_of(kind, rest))}
    places = places_of(codes, snapshot)
    founded: dict[str, str] = {}
    faults: list[str] = []
    edits: list[Edit] = []
    for number, piece in enumerate(pieces):
        fault = _unreadable(number, pieces, places)
        faults.append(fault)
        if not fault:
            edits.append(_edit(piece, places, founded))
    judgement = judged(edits, snapshot, start=start)
    tried = iter(judgement.faults)
    faults = [fault or next((one.kind for one in next(tried)), "") for fault in faults]
    where = {code: pc4 for pc4, code in founded.items()}
    offers = {
        where.get(code, code): None if held is None else tuple(map("-".join, held))
        for code, held in judgement.offers.items()
    }
    return JudgedEdits(tuple(map(JudgedEdit, pieces, faults)), offers)


def _unreadable(number: int, pieces: Sequence[str], places: Mapping[str, Place]) -> str:
    """Return why an edit cannot even be tried; empty if it can."""
    piece = pieces[number]
    if number >= MOST_SHORT:
        return TOO_MANY
    if not is_readable(piece):
        return UNREADABLE
    kind, *rest = piece.split("-")
    pc4 = postcode_of(kind, rest)
    if pc4 and pc4 not in places:
        return UNKNOWN_POSTCODE
    return fault_of_road(pieces, number)


def _edit(piece: str, places: Mapping[str, Place], founded: dict[str, str]) -> Edit:
    """Return the edit of a piece; what opens where something is new joins it there."""
    kind, *rest = piece.split("-")
    if kind != "nieuw":
        return edit_of(kind, rest, places)
    pc4, profiel, leerweg = rest
    if pc4 in founded:
        return OpenOffer(founded[pc4], Profiel(profiel), Leerweg(leerweg))
    offer = PlannedOffer(Profiel(profiel), Leerweg(leerweg))
    new = new_place(len(founded) + 1, pc4, places, (offer,))
    founded[pc4] = new.brin6
    return new
