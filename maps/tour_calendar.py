"""The term of a mobile techlab as a calendar file (ICS) that any agenda opens."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from accessibility.counting import Words
from maps import dutch
from maps.tour_document import stop_spots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.planning import Tour

_GROUPS: Final = Words("groepen", "groep", "groepen")
_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_SUBJECT: Final = "Mobiel techlab"


@dataclass(frozen=True)
class _Told:
    """What is the same for all visits of a calendar."""

    area_name: str
    term_from: date
    names: Mapping[str, str]
    places: Mapping[str, str]
    spots: Mapping[str, list[float]]
    example: bool


def tour_calendar(tour: Tour, *, term_from: date, example: bool = False) -> bytes:
    """Return the visits of a tour as a calendar file.

    A visit keeps its identifier whatever its day and bus: an agenda that reads a new
    plan of the same term moves the visits it has.

    Parameters
    ----------
    tour
        The term.
    term_from
        First day asked, which tells one term from another; also the time stamp.
    example
        Mark every visit as an example.

    Returns
    -------
    bytes
        The same bytes for the same plan. Times are those of Amsterdam, positions
        (`GEO`) latitude and longitude.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Bereik//mobiel techlab//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _SUBJECT)
    table = tour.schools.table.set_index("brin6")
    told = _Told(
        tour.region.name,
        term_from,
        table["naam"].to_dict(),
        _places(tour),
        stop_spots(tour),
        example,
    )
    for row in tour.plan.visits.to_dict("records"):
        calendar.add_component(_event({str(k): v for k, v in row.items()}, told))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _places(tour: Tour) -> dict[str, str]:
    """Return the address of each school as far as it is known: street, code, place."""
    table = tour.schools.table
    code = table["postcode" if "postcode" in table else "pc4"].fillna("")
    place = table["plaats"].fillna("")
    where = (code + " " + place).str.strip()
    if "adres" in table:
        street = table["adres"].fillna("")
        where = (street + ", " + where).str.strip(", ")
    return dict(zip(table["brin6"], where, strict=True))


def _event(row: Mapping[str, Any], told: _Told) -> Event:
    school = str(row["school"])
    name, place = told.names.get(school, school), told.places.get(school, "")
    longitude, latitude = told.spots[school]
    label = f"{dutch.EXAMPLE}. " if told.example else ""
    groups = dutch.people(float(row["groups"]), _GROUPS)
    event = Event()
    event.add("uid", _identifier(row, told.term_from))
    event.add("dtstamp", datetime.combine(told.term_from, time(), UTC))
    event.add("dtstart", _moment(row["date"], row["start_s"]))
    event.add("dtend", _moment(row["date"], row["end_s"]))
    event.add("summary", f"{row['bus']}: {name}")
    event.add("location", f"{name}, {place}" if place else name)
    event.add("geo", (latitude, longitude))
    event.add("categories", [_SUBJECT, told.area_name, row["bus"]])
    event.add(
        "description",
        f"{label}{groups}, bezoek {row['visit']}, ronde {row['round']}. Opbouwen "
        "gebeurt voor deze tijd.",
    )
    return event


def _identifier(row: Mapping[str, Any], term_from: date) -> str:
    """Return what stays of a visit when it gets another day: its school and number."""
    key = "/".join(str(row[k]) for k in ("school", "round", "visit"))
    digest = hashlib.sha256(f"{term_from}/{key}".encode()).hexdigest()[:32]
    return f"{digest}@bereik"


def _moment(day: object, seconds: object) -> datetime:
    start = datetime.combine(datetime.fromisoformat(str(day)).date(), time())
    return (start + timedelta(seconds=int(str(seconds)))).replace(tzinfo=_ZONE)
