"""Modes of travel: a record for each holds all that anything knows of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self


class Unit(StrEnum):
    """Unit of a threshold: metres or seconds."""

    METRES = "m"
    SECONDS = "s"


@dataclass(frozen=True)
class ModeWords:
    """How one language speaks of a mode.

    Parameters
    ----------
    along
        How far something is: `10 km over de fietsroute`.
    choice
        The same among other modes to choose from.
    by
        How somebody goes: `12 km met de fiets`.
    needs
        What it goes by, as in `geen wegen bekend`.
    way
        What there may not be: `geen weg naar een school`.
    """

    along: str
    choice: str
    by: str
    needs: str
    way: str


@dataclass(frozen=True)
class ModeRecord:
    """What there is to know of a mode.

    Parameters
    ----------
    key
        Its name over HTTP.
    nl, en
        How a sentence speaks of it, in Dutch and in English.
    travellers
        Who goes so, in Dutch: `de brug is dicht voor voetgangers`.
    units
        In which it can be measured.
    on_roads
        True if it goes over a road network of the snapshot.
    kmh
        Its speed where a road gives none; None where there is no single one.
    like
        Code of the mode whose roads it may use, if that is another.
    source
        Kind of source that a snapshot needs for it; empty if it needs none.
    """

    key: str
    nl: ModeWords
    en: ModeWords
    travellers: str = ""
    units: tuple[Unit, ...] = tuple(Unit)
    on_roads: bool = True
    kmh: float | None = None
    like: str = ""
    source: str = "osm"


def _nl(
    along: str,
    choice: str = "",
    by: str = "",
    *,
    needs: str = "wegen",
    way: str = "weg",
) -> ModeWords:
    return ModeWords(along, choice or along, by or choice or along, needs, way)


def _en(by: str, *, needs: str = "roads", way: str = "road") -> ModeWords:
    return ModeWords(by, by, by, needs, way)


_NO_RECORD: Final = ModeRecord("", _nl(""), _en(""))


class Mode(StrEnum):
    """How the way to school is measured."""

    _value_: str
    record: ModeRecord

    STRAIGHT = (
        "straight",
        ModeRecord(
            "hemelsbreed",
            _nl("hemelsbreed"),
            _en("in a straight line"),
            units=(Unit.METRES,),
            on_roads=False,
            source="",
        ),
    )
    BIKE = (
        "bike",
        ModeRecord(
            "fiets",
            _nl("over de fietsroute", by="met de fiets"),
            _en("by bicycle"),
            travellers="de fiets",
            kmh=15.0,
        ),
    )
    WALK = (
        "walk",
        ModeRecord(
            "lopen",
            _nl("te voet"),
            _en("on foot"),
            travellers="voetgangers",
            kmh=5.0,
        ),
    )
    CAR = (
        "car",
        ModeRecord(
            "auto",
            _nl("over de weg", choice="over de weg (auto)", by="met de auto"),
            _en("by car"),
            travellers="de auto",
        ),
    )

    OV = (
        "ov",
        ModeRecord(
            "ov",
            _nl("met het ov", needs="dienstregeling", way="reis"),
            _en("by public transport", needs="timetable", way="journey"),
            travellers="het ov",
            units=(Unit.SECONDS,),
            on_roads=False,
            source="gtfs",
        ),
    )

    # Only members are made; the default lets `Mode("bike")` find one.
    def __new__(cls, code: str, record: ModeRecord = _NO_RECORD) -> Self:
        """Make a member whose value is its code."""
        one = str.__new__(cls, code)
        one._value_ = code
        one.record = record
        return one

    @property
    def on_roads(self) -> bool:
        """True if it goes over a road network of the snapshot."""
        return self.record.on_roads

    @property
    def usual_unit(self) -> Unit:
        """The unit in which it is measured unless another is asked for."""
        return self.record.units[0]

    @property
    def like(self) -> Mode:
        """The mode whose roads it may use: itself, unless its record names another."""
        return Mode(self.record.like) if self.record.like else self

    def knows(self, unit: Unit) -> bool:
        """Tell whether a way can be measured in a unit."""
        return unit in self.record.units


ROAD_MODES: Final = tuple(mode for mode in Mode if mode.on_roads)
"""The modes that go over the roads of a snapshot."""
