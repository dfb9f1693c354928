"""The edits of a scenario, each as one Dutch sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind, Mode
from accessibility.headers import area_names
from accessibility.questions import EXAMPLE_LABEL
from accessibility.scenario import (
    AddLine,
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    RemoveLine,
    RemoveStop,
    home_postcode,
)
from maps import dutch

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.scenario import Closing, Edit, Place
    from accessibility.snapshot import Snapshot
    from accessibility.transit import Lines, Stops, TransitDay

_SPANS: Final = {"bridge": "de brug", "tunnel": "de tunnel", "ferry": "het veer"}
_AREA_WORDS: Final = {AreaKind.PC4: "postcode", AreaKind.STO_REGIO: "STO-regio"}


@dataclass(frozen=True)
class Names:
    """Names of vestigingen by code, and of places.

    Parameters
    ----------
    sites
        Name of each vestiging by its code.
    snapshot
        Gives the postcode of a place; None where only coordinates are told.
    """

    sites: Mapping[str, str]
    snapshot: Snapshot | None = None

    def site(self, brin6: str) -> str:
        """Return the name of a vestiging with its code."""
        return f"{self.sites.get(brin6, brin6)} ({brin6})"

    @property
    def _day(self) -> TransitDay | None:
        """The timetable of the snapshot, if it has one."""
        return self.snapshot.transit.get(Mode.OV) if self.snapshot else None

    def line(self, line: str) -> str:
        """Return the name of a line of public transport with its code."""
        day = self._day
        return _with_code(line, {} if day is None else _named(day.lines))

    def stop(self, stop: str) -> str:
        """Return the name of a stop with its code."""
        day = self._day
        return _with_code(stop, {} if day is None else _named(day.stops))

    def place(self, place: Place) -> str:
        """Return the postcode and town of a place, with its coordinates."""
        metres = f"RD {dutch.number(place.x_m)}, {dutch.number(place.y_m)}"
        if self.snapshot is None:
            return metres
        pc4 = home_postcode(self.snapshot, place)
        postcodes = self.snapshot.postcodes
        (plaats,) = postcodes.plaats[postcodes.pc4 == pc4].fillna("")
        return f"{f'{pc4} {plaats}'.strip()} ({metres})"


def _named(things: Lines | Stops) -> dict[str, str]:
    return dict(zip(things.ids, things.names, strict=True))


def _with_code(code: str, called: Mapping[str, str]) -> str:
    name = called.get(code, code)
    return code if name == code else f"{name} ({code})"


def _area(kind: AreaKind, code: str, names: Names) -> str:
    if kind is AreaKind.NL:
        return "het hele land"
    called = {} if names.snapshot is None else area_names(names.snapshot, kind)
    name = called.get(code, code).removesuffix(f" ({EXAMPLE_LABEL})")
    return f"{_AREA_WORDS.get(kind, kind.value)} {name}"


@singledispatch
def edit_words(edit: Edit, names: Names) -> str:  # noqa: ARG001 - of all
    """Say an edit in one Dutch sentence.

    Parameters
    ----------
    edit
        The edit.
    names
        What vestigingen and places are called.
    """
    message = f"no words for {type(edit).__name__}"
    raise TypeError(message)


@edit_words.register
def _(edit: OpenOffer, names: Names) -> str:
    where = names.site(edit.brin6)
    return f"Open {dutch.offer_words(edit.profiel, edit.leerweg)} op {where}."


@edit_words.register
def _(edit: CloseOffer, names: Names) -> str:
    where = names.site(edit.brin6)
    return f"Sluit {dutch.offer_words(edit.profiel, edit.leerweg)} op {where}."


@edit_words.register
def _(edit: CloseVestiging, names: Names) -> str:
    return f"Sluit vestiging {names.site(edit.brin6)}."


@edit_words.register
def _(edit: MergeVestiging, names: Names) -> str:
    goes = "het aanbod gaat mee" if edit.take_over else "het aanbod vervalt"
    one, other = names.site(edit.brin6), names.site(edit.into)
    return f"Voeg {one} samen met {other}; {goes}."


@edit_words.register
def _(edit: MoveVestiging, names: Names) -> str:
    return f"Verplaats {names.site(edit.brin6)} naar {names.place(edit.to)}."


@edit_words.register
def _(edit: FoundVestiging, names: Names) -> str:
    held = dutch.joined(
        [dutch.offer_words(offer.profiel, offer.leerweg) for offer in edit.offers]
    )
    return f"Sticht {names.site(edit.brin6)} met {held}."


@edit_words.register
def _(edit: LapseLicences, names: Names) -> str:  # noqa: ARG001 - as the others
    return f"Laat licenties vervallen die eindigen op of voor {dutch.date(edit.on)}."


@edit_words.register
def _(edit: Forecast, names: Names) -> str:
    who = "leerlingen" if edit.leerweg is None else f"{edit.leerweg.value}-leerlingen"
    more = "meer" if edit.factor > 1 else "minder"
    change = dutch.percentage(abs(edit.factor - 1))
    where = _area(edit.area_kind, edit.area_code, names)
    return f"Reken in {where} met {change} {more} {who}."


@edit_words.register
def _(edit: OwnCount, names: Names) -> str:  # noqa: ARG001 - as the others
    return f"Reken in {edit.pc4} met een eigen aantal {edit.leerweg.value}-leerlingen."


@edit_words.register
def _(edit: CloseLink, names: Names) -> str:
    who = edit.mode.record.travellers or edit.mode.value
    where = "" if edit.at is None else f" bij {names.place(edit.at)}"
    if edit.between is not None:
        one, other = (names.place(place) for place in edit.between)
        return f"Sluit de kortste weg voor {who} van {one} naar {other}."
    if edit.name is not None:
        what = edit.name
    elif edit.what is not None:
        what = _SPANS[edit.what]
    elif edit.metres is not None:
        what = f"{dutch.number(edit.metres)} m weg"
    else:
        what = "de verbinding"
    return f"Sluit {what} voor {who}{where}."


def closing_words(closing: Closing) -> str:
    """Say how much road an edit closed, and where it is only cut."""
    who = closing.mode.record.travellers or closing.mode.value
    if closing.length_m == 0:
        return f"Doorgeknipt voor {who}: daar kan niemand meer door."
    length = dutch.number(closing.length_m)
    parts = "1 stuk" if closing.parts == 1 else f"{closing.parts} stukken"
    names = f" ({', '.join(closing.names)})" if closing.names else ""
    return f"Gesloten voor {who}: {length} m weg in {parts}{names}."


@edit_words.register
def _(edit: AddLink, names: Names) -> str:
    one, other = names.place(edit.start), names.place(edit.end)
    who = edit.mode.record.travellers or edit.mode.value
    return f"Leg een verbinding voor {who} aan van {one} naar {other}."


@edit_words.register
def _(edit: RemoveLine, names: Names) -> str:
    return f"Hef lijn {names.line(edit.line)} op."


@edit_words.register
def _(edit: RemoveStop, names: Names) -> str:
    return f"Laat niets meer stoppen bij halte {names.stop(edit.stop)}."


@edit_words.register
def _(edit: LineHeadway, names: Names) -> str:
    return f"Laat lijn {names.line(edit.line)} {_often(edit)}."


@edit_words.register
def _(edit: AddLine, names: Names) -> str:
    way = " - ".join(names.stop(stop) for stop in edit.stops)
    return f"Voeg lijn {edit.line} toe langs {way}, {_often(edit)}."


def _often(edit: LineHeadway | AddLine) -> str:
    every = dutch.number(edit.headway_min)
    return f"elke {every} minuten vertrekken, van {edit.first} tot {edit.last}"
