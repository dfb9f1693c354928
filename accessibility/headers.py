"""The header of an answer: dates and sources of what was really used, and notes."""

from __future__ import annotations

import re
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar

from accessibility.codes import (
    ROADS,
    ROLES,
    SCHOOL_YEAR_STARTS,
    TIMETABLE,
    AreaKind,
    BellRule,
    Denominator,
    HeadwayWait,
    Luck,
    Mode,
)
from accessibility.counting import NO_AREA, WHOLE_COUNTRY, people_by_leerweg
from accessibility.demand import LAYOUT_TABLES, METHODS
from accessibility.errors import UsageError
from accessibility.questions import EXAMPLE_LABEL, Header
from accessibility.snapshot import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from accessibility.counting import People, Students
    from accessibility.questions import Question
    from accessibility.snapshot import Manifest, Snapshot, Source
    from accessibility.transit import TransitDay

V = TypeVar("V")

MIXED_YEARS: Final = "the data are of different years: see the dates"
"""The note of an answer that mixes years."""

_REACH: Final = ("offers", "vestigingen", "postcodes")
"""The tables behind every answer about students within reach, beside the students."""

_SEVERAL: Final = "the monitor's table B3.6 has one (points centre)"

_POINTS_NOTES: Final[Mapping[str, str]] = {
    "centre": "points: one per postcode, as in the monitor's table B3.6",
    "area": f"points: some 16 per postcode, spread over its land; {_SEVERAL}",
    "schools": "points: some 16 per postcode, weighing more near a primary school; "
    + _SEVERAL,
    "inhabited-points": f"points: where people live in a postcode; {_SEVERAL}",
}
"""Which points stand for a postcode, by layout."""


def header_of(
    snapshot: Snapshot,
    question: Question,
    students: Students,
    *,
    notes: Sequence[str] = (),
) -> Header:
    """Return the header of an answer about students within reach."""
    return snapshot_header(
        snapshot,
        tables_behind(question, students),
        question=asked_plainly(question),
        students_date="" if _are_inhabitants(students) else students.date,
        people=people_asked(question, students),
        notes=notes,
    )


def people_asked(question: Question, students: Students) -> dict[str, People]:
    """Return of whom the figures of a question are, by leerweg."""
    asked = students.method, question.denominator, question.leerwegen
    return people_by_leerweg(*asked)


def _are_inhabitants(students: Students) -> bool:
    """Tell whether inhabitants stand for students: theirs is the only date, then."""
    return students.method.partition(":")[0] == "inhabitants"


def tables_behind(question: Question, students: Students) -> set[str]:
    """Return the tables that an answer about students within reach rests on."""
    used = {*_REACH, *METHODS.get(students.method.partition(":")[0], ())}
    used |= {*LAYOUT_TABLES.get(students.layout, ())}
    if set(question.modes) - {Mode.STRAIGHT}:
        used.add(ROADS)
    if Mode.OV in question.modes:
        used.add(TIMETABLE)
    if question.per not in {AreaKind.NL, AreaKind.PC4}:
        used.add("areas")
    if question.per is AreaKind.STO_REGIO:
        used.add("sto_regios")
    return used


def let_through(notes: Iterable[str]) -> str:
    """Return what notes tell of doubts about files that were let through, in one line.

    Examples
    --------
    >>> let_through(["students: own", "accepted on purpose: f.csv (empty): line 1"])
    'f.csv (empty): line 1'
    """
    mark = f"{ACCEPTED}: "
    return "; ".join(n.removeprefix(mark) for n in notes if n.startswith(mark))


def snapshot_header(
    snapshot: Snapshot,
    used: Iterable[str],
    *,
    question: Mapping[str, Any],
    students_date: str = "",
    people: Mapping[str, People] = MappingProxyType({}),
    notes: Sequence[str] = (),
    proof: str = "",
) -> Header:
    """Return the header of an answer that used some tables of a snapshot.

    Parameters
    ----------
    snapshot
        What answered.
    used
        Names of the tables that were really used; `ROADS` for the networks.
    question
        What was asked, as plain values by name.
    students_date
        Date of the students; empty where the answer is not about any.
    people
        Of whom its figures are, as `people_asked` tells it.
    notes
        What a reader must know beside the figures.
    proof
        How sure a plan is the best one.
    """
    tables = set(used)
    manifest = snapshot.manifest
    dates = dates_of(snapshot, tables, students_date)
    return Header(
        snapshot=manifest.name,
        question=question,
        dates=dates,
        sources=sources_of(snapshot, tables),
        people=people,
        notes=tuple(
            note
            for note in (*notes, *_mixture(dates.values()), *manifest.accepted)
            if note
        ),
        example=manifest.example,
        proof=proof,
        method_version=manifest.method_version,
    )


def school_year_of(dates: Mapping[str, str], default: int | None = None) -> int:
    """Return the calendar year in which the school year of the data began.

    It is that of the offers, which are counted in a school year; the students may be
    inhabitants on another day. A bare year of exams is the summer that ends it.

    Raises
    ------
    UsageError
        If no date tells it and there is no default.
    """
    told = next(
        (dates[r] for r in ("offers", "pupils", "students") if dates.get(r)), ""
    )
    found = re.match(r"(\d{4})(?:-(\d{2})-\d{2})?", told)
    if found is None:
        if default is not None:
            return default
        message = (
            "a snapshot does not tell of which school year its offers are; name the "
            "date in its SOURCES.toml and build it again"
        )
        raise UsageError(message)
    year = int(found[1])
    if found[2]:
        return year - (int(found[2]) < SCHOOL_YEAR_STARTS)
    of_exams = told == dates.get("exams") and told != dates.get("pupils")
    return year - (of_exams and told == found[1])


def _mixture(dates: Iterable[str]) -> tuple[str, ...]:
    """Return the note of an answer that mixes years, if it does."""
    return (MIXED_YEARS,) if len({date[:4] for date in dates}) > 1 else ()


def used_manifest(
    snapshot: Snapshot, header: Header, also: Iterable[str] = ()
) -> Manifest:
    """Return the manifest of a snapshot with the dates and sources that were used.

    Parameters
    ----------
    snapshot
        What answered.
    header
        Of the answer that is drawn or printed.
    also
        Names of further tables that are drawn beside it.
    """
    more = set(also)
    return replace(
        snapshot.manifest,
        dates={**header.dates, **dates_of(snapshot, more)},
        sources=_once((*header.sources, *sources_of(snapshot, more))),
    )


def joined_header(headers: Sequence[Header]) -> Header:
    """Return one header for the answers of several snapshots to one question."""
    first = headers[0]
    notes = _once(note for header in headers for note in header.notes)
    mixed = _mixture(date for header in headers for date in header.dates.values())
    roles = dict.fromkeys(role for header in headers for role in header.dates)
    dates = {
        role: _listed(header.dates.get(role, "") for header in headers)
        for role in roles
    }
    return replace(
        first,
        snapshot=_listed(header.snapshot for header in headers),
        dates=dates,
        sources=_once(source for header in headers for source in header.sources),
        notes=_once((*notes, *mixed)),
        example=any(header.example for header in headers),
        method_version=_listed(header.method_version for header in headers),
    )


def _once(values: Iterable[V]) -> tuple[V, ...]:
    return tuple(dict.fromkeys(values))


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(text for text in _once(texts) if text)


def dates_of(
    snapshot: Snapshot, used: Iterable[str], students_date: str = ""
) -> dict[str, str]:
    """Return the dates, by role, of the tables that were used.

    Students come first: theirs is the date of what the demand model rests on.
    """
    tables = set(used)
    others = {
        role: date
        for role, date in snapshot.manifest.dates.items()
        if role != "students" and tables & set(_tables_of(role))
    }
    dates = {"students": students_date, **others}
    return {role: date for role, date in dates.items() if date}


def _tables_of(role: str) -> tuple[str, ...]:
    return ROLES[role].tables if role in ROLES else (role,)


def sources_of(snapshot: Snapshot, used: Iterable[str]) -> tuple[Source, ...]:
    """Return the files behind the tables that were used.

    A snapshot that does not tell which file feeds which table gives all its files.
    """
    tables = set(used)
    return tuple(
        source
        for source in snapshot.manifest.sources
        if source.tables is None or tables & set(source.tables)
    )


def asked_plainly(question: Question) -> dict[str, Any]:
    """Return a question as plain values by name, ready for JSON or a sheet."""
    other = question.or_else
    more = {
        "smallest": question.smallest,
        "sex": question.sex,
        "or_else": None
        if other is None
        else f"{other.within:g} {other.unit.value} {other.mode.value}",
    }
    return {
        "mode": question.mode.value,
        "within": list(question.within),
        "unit": question.unit.value,
        "denominator": question.denominator.value,
        "area": question.per.value,
        "profiel": list(question.profielen),
        "leerweg": [leerweg.value for leerweg in question.leerwegen],
        "students": question.students,
        "points": question.points,
        **{name: value for name, value in more.items() if value is not None},
    }


def student_notes(students: Students) -> tuple[str, ...]:
    """Return by which model students were counted, and what was done to the counts."""
    notes = [f"students: {students.method}", students.assumption]
    if students.rounded_to:
        notes.append(
            f"counts of students are rounded to multiples of {students.rounded_to}, "
            "so that no small group can be recognised; see docs/numbers.md"
        )
    return tuple(note for note in notes if note)


def points_note(students: Students) -> str:
    """Say which points stand for a postcode."""
    return _POINTS_NOTES[students.layout]


def notes_of(
    snapshot: Snapshot, students: Students, question: Question
) -> tuple[str, ...]:
    """Return what a reader must know beside the figures."""
    notes = [*student_notes(students), points_note(students)]
    if question.denominator.whole:
        notes.append(_everyone_note(students, question.denominator))
    else:
        notes.append(
            "denominator leerweg: the third-years of the leerweg itself; not "
            "comparable with the monitor's table B3.6"
        )
    if question.mode is not Mode.STRAIGHT:
        what = "distances over the road" if question.mode.on_roads else "travel times"
        notes.append(f"{what} are not comparable with table B3.6")
    if question.per is AreaKind.STO_REGIO:
        notes.append(_region_note(snapshot))
    return tuple(notes)


def transit_notes(
    snapshot: Snapshot, question: Question, rule: BellRule
) -> tuple[str, ...]:
    """Return what is to be known of figures by public transport, if there are any."""
    if Mode.OV not in question.modes:
        return ()
    first, last = (_clock(rule.marks_s[i]) for i in (0, -1))
    marks = "ends of school" if rule.homeward else "bells"
    bells = first if first == last else f"{len(rule.marks_s)} {marks} {first}-{last}"
    how = {
        Luck.LUCKY: "the 10th percentile (a bell that fits the bus)",
        Luck.MEDIAN: "the median",
        Luck.UNLUCKY: "the 90th percentile (nearly any bell)",
    }
    to_stop = (
        f"{rule.bike_m:g} m by bicycle and {rule.park_s / 60:g} min to park"
        if rule.access is Mode.BIKE
        else f"{rule.walk_m:g} m on foot"
    )
    buffer = f"{rule.buffer_s / 60:g} min"
    counted = (
        f"by public transport, the way home: from {buffer} after the end of school to "
        "being at home, the wait for the first bus included"
        if rule.homeward
        else "by public transport the lead counts: from leaving home last to "
        f"{buffer} before the bell, the wait at school included"
    )
    lead = (
        f"{counted}; {how[rule.luck]} of {bells}; "
        f"timetable of {snapshot.timetable.date}"
    )
    caps = (
        f"to a stop at most {to_stop}, from a stop {rule.walk_m:g} m on foot, at most "
        f"{rule.rides} rides, {rule.change_s} s to change where the timetable does "
        "not say; who can walk all the way in less time walks"
    )
    return lead, caps, *_headway_note(snapshot.timetable, rule)


def _headway_note(day: TransitDay, rule: BellRule) -> tuple[str, ...]:
    """Say how lines that run every so often were taken; nothing if there are none."""
    if not day.timetable.wait_s.any():
        return ()
    how = {
        HeadwayWait.NONE: "taken as if their departures were fixed",
        HeadwayWait.WORST: "waited for a whole headway before the first ride",
    }
    return (f"lines that run every so often are {how[rule.headway_wait]}",)


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _everyone_note(students: Students, denominator: Denominator) -> str:
    """Say who are all together: third-years, or whoever stands for them."""
    method, _, ages = students.method.partition(":")
    if method == "inhabitants":
        return (
            f"denominator {denominator.value}: all inhabitants of {ages}, of whom the "
            "third-years are a part; the monitor's table B3.6 counts third-years"
        )
    if denominator is Denominator.PROFIELEN:
        return (
            "denominator profielen: the third-years of the three leerwegen who follow "
            "a profiel; without the vakmanschaps- and beroepsroute, whom the monitor's "
            "table B3.6 counts (X3)"
        )
    return (
        "denominator common: all third-years of the three leerwegen together, as "
        "in the monitor's table B3.6"
    )


def _region_note(snapshot: Snapshot) -> str:
    how = snapshot.postcodes.sto_regio_how.value_counts()
    return (
        f"STO-regio by home: {how.get('table', 0)} postcodes by a table, "
        f"{how.get('nearest', 0)} by their nearest vestiging, "
        f"{how.get('none', 0)} unknown"
    )


def country_name(snapshot: Snapshot) -> str:
    """Return what the whole country is called."""
    return "Voorbeeldland" if snapshot.manifest.example else "Nederland"


def area_names(snapshot: Snapshot, kind: AreaKind) -> dict[str, str]:
    """Return the readable name of each area code of a division."""
    label = f" ({EXAMPLE_LABEL})" if snapshot.manifest.example else ""
    names = {WHOLE_COUNTRY: country_name(snapshot)}
    if kind is AreaKind.PC4:
        table = snapshot.postcodes
        names = dict(zip(table.pc4, table.plaats.fillna(table.pc4), strict=True))
    elif kind is not AreaKind.NL and snapshot.has("areas"):
        table = snapshot.areas(kind)
        names = dict(zip(table.area_code, table.area_name, strict=True))
        names[NO_AREA] = NO_AREA
    return {code: name + label for code, name in names.items()}
