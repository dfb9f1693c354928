"""The term of a mobile techlab as a calendar file (ICS) that any agenda opens."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from maps import dutch

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    import pandas as pd

_ZONE: Final = ZoneInfo("Europe/Amsterdam")


def tour_calendar(
    visits: pd.DataFrame,
    *,
    names: Mapping[str, str],
    made_on: date,
    places: Mapping[str, str] | None = None,
    example: bool = False,
) -> bytes:
    """Return the visits of a tour as a calendar file.

    Parameters
    ----------
    visits
        As a tour plan holds them.
    names
        Name of each school by identifier.
    made_on
        Date of the plan, written as the time stamp of every visit.
    places
        Address or place of each school, if known.
    example
        Mark every visit as an example.

    Returns
    -------
    bytes
        The same bytes for the same plan. Times are those of Amsterdam.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Bereik//mobiel techlab//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Mobiel techlab")
    where = places or {}
    for row in visits.to_dict("records"):
        school = str(row["school"])
        name = names.get(school, school)
        place = where.get(school, "")
        calendar.add_component(_event(row, name, place, made_on, example=example))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(
    row: Mapping[Hashable, Any], name: str, place: str, made_on: date, *, example: bool
) -> Event:
    event = Event()
    key = "/".join(str(row[k]) for k in ("bus", "date", "half_day", "school"))
    label = f"{dutch.EXAMPLE}. " if example else ""
    groups = dutch.people(float(str(row["groups"])), "groep")
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@bereik")
    event.add("dtstamp", datetime.combine(made_on, time(), UTC))
    event.add("dtstart", _moment(row["date"], row["start_s"]))
    event.add("dtend", _moment(row["date"], row["end_s"]))
    event.add("summary", f"{row['bus']}: {name}")
    event.add(
        "description",
        f"{label}{groups}, bezoek {row['visit']}, ronde {row['round']}. Opbouwen "
        "gebeurt voor deze tijd.",
    )
    if place:
        event.add("location", place)
    return event


def _moment(day: object, seconds: object) -> datetime:
    start = datetime.combine(datetime.fromisoformat(str(day)).date(), time())
    return (start + timedelta(seconds=int(str(seconds)))).replace(tzinfo=_ZONE)
