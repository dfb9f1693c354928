"""The edits of a scenario, each as one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING

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
from maps.dossier.speech import NL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.scenario import Closing, Edit, Place
    from accessibility.snapshot import Snapshot
    from accessibility.transit import Lines, Stops, TransitDay
    from maps.tongue import Tongue


@dataclass(frozen=True)
class Names:
    """Names of vestigingen by code, and of places, in a language.

    Parameters
    ----------
    sites
        Name of each vestiging by its code.
    snapshot
        Gives the postcode of a place; None where only coordinates are told.
    say
        The language in which they are told.
    """

    sites: Mapping[str, str]
    snapshot: Snapshot | None = None
    say: Tongue = NL

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
        metres = f"RD {self.say.number(place.x_m)}, {self.say.number(place.y_m)}"
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
    say = names.say
    if kind is AreaKind.NL:
        return say("whole_country")
    called = {} if names.snapshot is None else area_names(names.snapshot, kind)
    name = called.get(code, code).removesuffix(f" ({EXAMPLE_LABEL})")
    word = f"area_{kind.value}"
    return f"{say(word) if word in say.words else kind.value} {name}"


@singledispatch
def edit_words(edit: Edit, names: Names) -> str:  # noqa: ARG001 - of all
    """Say an edit in one sentence, in the language of the names.

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
    offer = names.say.offer_words(edit.profiel, edit.leerweg)
    return names.say("edit_open_offer", offer=offer, site=names.site(edit.brin6))


@edit_words.register
def _(edit: CloseOffer, names: Names) -> str:
    offer = names.say.offer_words(edit.profiel, edit.leerweg)
    return names.say("edit_close_offer", offer=offer, site=names.site(edit.brin6))


@edit_words.register
def _(edit: CloseVestiging, names: Names) -> str:
    return names.say("edit_close_site", site=names.site(edit.brin6))


@edit_words.register
def _(edit: MergeVestiging, names: Names) -> str:
    key = "edit_merge_kept" if edit.take_over else "edit_merge_lost"
    return names.say(key, site=names.site(edit.brin6), into=names.site(edit.into))


@edit_words.register
def _(edit: MoveVestiging, names: Names) -> str:
    where = names.place(edit.to)
    return names.say("edit_move", site=names.site(edit.brin6), place=where)


@edit_words.register
def _(edit: FoundVestiging, names: Names) -> str:
    held = names.say.joined(
        [names.say.offer_words(offer.profiel, offer.leerweg) for offer in edit.offers]
    )
    return names.say("edit_found", site=names.site(edit.brin6), offers=held)


@edit_words.register
def _(edit: LapseLicences, names: Names) -> str:
    return names.say("edit_lapse", date=names.say.date(edit.on))


@edit_words.register
def _(edit: Forecast, names: Names) -> str:
    say, who = names.say, names.say("forecast_all")
    if edit.leerweg is not None:
        who = say("forecast_leerweg", leerweg=edit.leerweg.value)
    key = "edit_forecast_more" if edit.factor > 1 else "edit_forecast_less"
    where = _area(edit.area_kind, edit.area_code, names)
    change = say.percentage(abs(edit.factor - 1))
    return say(key, where=where, change=change, who=who)


@edit_words.register
def _(edit: OwnCount, names: Names) -> str:
    return names.say("edit_own_count", pc4=edit.pc4, leerweg=edit.leerweg.value)


@edit_words.register
def _(edit: CloseLink, names: Names) -> str:
    say, who = names.say, _travellers(edit.mode, names.say)
    if edit.between is not None:
        one, other = (names.place(place) for place in edit.between)
        return say("edit_close_way", who=who, one=one, other=other)
    what = _span(edit, say)
    if edit.at is None:
        return say("edit_close_link", what=what, who=who)
    return say("edit_close_link_at", what=what, who=who, place=names.place(edit.at))


def _span(edit: CloseLink, say: Tongue) -> str:
    """Say which piece of road an edit closes."""
    if edit.name is not None:
        return edit.name
    if edit.what is not None:
        return say(f"span_{edit.what}")
    if edit.metres is not None:
        return say("span_metres", metres=say.number(edit.metres))
    return say("span_link")


def _travellers(mode: Mode, say: Tongue) -> str:
    """Return who goes by a mode in Dutch; in English how: 'by bicycle'."""
    if say.is_dutch:
        return mode.record.travellers or mode.value
    return say.mode(mode).by


def closing_words(closing: Closing, say: Tongue) -> str:
    """Say how much road an edit closed, and where it is only cut."""
    who = _travellers(closing.mode, say)
    if closing.length_m == 0:
        return say("closing_cut", who=who)
    names = f" ({', '.join(closing.names)})" if closing.names else ""
    key = "closing_one" if closing.parts == 1 else "closing"
    length = say.number(closing.length_m)
    return say(key, who=who, length=length, parts=closing.parts, names=names)


@edit_words.register
def _(edit: AddLink, names: Names) -> str:
    one, other = names.place(edit.start), names.place(edit.end)
    who = _travellers(edit.mode, names.say)
    return names.say("edit_add_link", who=who, one=one, other=other)


@edit_words.register
def _(edit: RemoveLine, names: Names) -> str:
    return names.say("edit_remove_line", line=names.line(edit.line))


@edit_words.register
def _(edit: RemoveStop, names: Names) -> str:
    return names.say("edit_remove_stop", stop=names.stop(edit.stop))


@edit_words.register
def _(edit: LineHeadway, names: Names) -> str:
    line = names.line(edit.line)
    return names.say("edit_headway", line=line, **_often(edit, names.say))


@edit_words.register
def _(edit: AddLine, names: Names) -> str:
    way = " - ".join(names.stop(stop) for stop in edit.stops)
    often = _often(edit, names.say)
    return names.say("edit_add_line", line=edit.line, way=way, **often)


def _often(edit: LineHeadway | AddLine, say: Tongue) -> dict[str, str]:
    every = say.number(edit.headway_min)
    return {"every": every, "first": edit.first, "last": edit.last}
