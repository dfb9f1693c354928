"""A question about reach and its answer, the same for command line, HTTP and maps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
)
from accessibility.counting import NO_AREA, WHOLE_COUNTRY, concealed
from accessibility.errors import UsageError
from accessibility.measures import access, all_pairs, choice, with_area_names
from accessibility.places import points_of
from accessibility.reach_table import DEFAULT_LIMIT_M
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from accessibility.counting import Students
    from accessibility.measures import Pair
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot

    RoadTables = Callable[[Snapshot, Students, Mode, Unit, float], ReachTable]
    """Gives the reach table over the road; only `data` knows where it is kept."""

DEFAULT_WITHIN_M: Final = 10_000.0
DEFAULT_LIMIT_S: Final = 7_200.0
EXAMPLE_LABEL: Final = "voorbeeldgegevens"


@dataclass(frozen=True)
class Question:
    """Which shares are wanted; the defaults are those of the monitor's table B3.6."""

    mode: Mode = Mode.STRAIGHT
    within: tuple[float, ...] = (DEFAULT_WITHIN_M,)
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.COMMON
    per: AreaKind = AreaKind.NL
    profielen: tuple[str, ...] = PROFIEL_CHOICES
    leerwegen: tuple[Leerweg, ...] = tuple(Leerweg)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every combination of profiel and leerweg asked for."""
        return all_pairs(self.profielen, self.leerwegen)


@dataclass(frozen=True)
class Answer:
    """A table of shares with all that is needed to judge it.

    Parameters
    ----------
    table
        Columns `accessibility.measures.access.ACCESS_COLUMNS`.
    dates
        Date of students, offer, areas and network.
    notes
        Sentences about method, assumptions and mixtures.
    example
        True if the data are the example country's.
    """

    table: pd.DataFrame
    dates: Mapping[str, str]
    notes: tuple[str, ...] = field(default=())
    example: bool = False


def answer(
    snapshot: Snapshot,
    students: Students,
    question: Question,
    *,
    road_tables: RoadTables | None = None,
    reach: ReachTable | None = None,
) -> Answer:
    """Answer a question about reach from a snapshot.

    Parameters
    ----------
    snapshot
        Gives the vestigingen, their offers and the names of areas.
    students
        Who lives where, by one of the demand models.
    question
        What is asked.
    road_tables
        Gives reach tables over the road; needed for every mode but `straight`.
    reach
        The reach table of the question's mode and unit where it is already at hand.

    Raises
    ------
    UsageError
        If the question does not fit the data.
    """
    if reach is None:
        reach = reach_for(
            snapshot,
            students,
            mode=question.mode,
            unit=question.unit,
            limit=max(question.within),
            road_tables=road_tables,
        )
    table = access(
        reach,
        snapshot.offers,
        students,
        within=question.within,
        unit=question.unit,
        denominator=question.denominator,
        per=question.per,
        pairs=question.pairs,
    )
    table = concealed(table, threshold=students.rounded_to)
    named = with_area_names(table, area_names(snapshot, question.per))
    return Answer(
        table=named,
        dates=dates_of(snapshot, students, question.mode),
        notes=notes_of(snapshot, students, question),
        example=snapshot.manifest.example,
    )


def choice_answer(
    snapshot: Snapshot,
    students: Students,
    question: Question,
    *,
    road_tables: RoadTables | None = None,
    reach: ReachTable | None = None,
) -> Answer:
    """Answer how many of the five technical profiles students can choose from.

    Parameters
    ----------
    snapshot, students, road_tables, reach
        As for `answer`.
    question
        One threshold; which profielen it names does not matter.

    Raises
    ------
    UsageError
        If the question does not fit the data, or has several thresholds.
    """
    if len(question.within) != 1:
        message = "choice is counted at one threshold: give a single --within"
        raise UsageError(message)
    if reach is None:
        reach = reach_for(
            snapshot,
            students,
            mode=question.mode,
            unit=question.unit,
            limit=max(question.within),
            road_tables=road_tables,
        )
    table = choice(
        reach,
        snapshot.offers,
        students,
        within=question.within[0],
        unit=question.unit,
        denominator=question.denominator,
        per=question.per,
        leerwegen=question.leerwegen,
    )
    groups = table.groupby(["area_code", "leerweg"])
    whole = table.assign(in_area=groups.students.transform("sum"))
    safe = concealed(whole, threshold=students.rounded_to, students="in_area")
    named = with_area_names(
        safe.drop(columns="in_area"), area_names(snapshot, question.per)
    )
    named.insert(2, "area_name", named.pop("area_name"))
    return Answer(
        table=named,
        dates=dates_of(snapshot, students, question.mode),
        notes=notes_of(snapshot, students, question),
        example=snapshot.manifest.example,
    )


def reach_for(
    snapshot: Snapshot,
    students: Students,
    *,
    mode: Mode,
    unit: Unit = Unit.METRES,
    limit: float = 0.0,
    road_tables: RoadTables | None = None,
) -> ReachTable:
    """Return the reach table of a mode, up to at least `limit` metres or seconds.

    Raises
    ------
    UsageError
        If seconds are asked of a straight line, or roads where there are none.
    """
    if mode is Mode.STRAIGHT:
        if unit is not Unit.METRES:
            message = "a straight line has no travel time: use --unit m, or a road mode"
            raise UsageError(message)
        sites = points_of(snapshot.vestigingen, "brin6")
        longest_m = max(limit, DEFAULT_LIMIT_M)
        return straight_line_table(students.points, sites, limit_m=longest_m)
    if road_tables is None or mode not in snapshot.modes:
        message = (
            f"mode {mode.value!r} needs roads, and snapshot "
            f"{snapshot.manifest.name!r} has none for it: build it with a source of "
            "kind osm, or use --mode straight"
        )
        raise UsageError(message)
    shortest = DEFAULT_LIMIT_M if unit is Unit.METRES else DEFAULT_LIMIT_S
    return road_tables(snapshot, students, mode, unit, max(limit, shortest))


def area_names(snapshot: Snapshot, kind: AreaKind) -> dict[str, str]:
    """Return the readable name of each area code of a division."""
    label = f" ({EXAMPLE_LABEL})" if snapshot.manifest.example else ""
    country = "Voorbeeldland" if snapshot.manifest.example else "Nederland"
    names = {WHOLE_COUNTRY: country}
    if kind is AreaKind.PC4:
        table = snapshot.postcodes
        names = dict(zip(table.pc4, table.plaats.fillna(table.pc4), strict=True))
    elif kind is not AreaKind.NL and snapshot.has("areas"):
        table = snapshot.areas(kind)
        names = dict(zip(table.area_code, table.area_name, strict=True))
        names[NO_AREA] = NO_AREA
    return {code: name + label for code, name in names.items()}


def dates_of(snapshot: Snapshot, students: Students, mode: Mode) -> dict[str, str]:
    """Return the dates that an answer rests on."""
    dates = dict(snapshot.manifest.dates)
    dates["students"] = students.date or dates.get("students", "")
    if mode is Mode.STRAIGHT:
        dates.pop("network", None)
    return {role: date for role, date in dates.items() if date}


def notes_of(
    snapshot: Snapshot, students: Students, question: Question
) -> tuple[str, ...]:
    """Return what a reader must know beside the figures."""
    notes = [f"students: {students.method}"]
    if students.assumption:
        notes.append(students.assumption)
    if students.rounded_to:
        notes.append(
            f"counts of students are rounded to multiples of {students.rounded_to}, "
            "so that no small group can be recognised; see docs/numbers.md"
        )
    if question.denominator is Denominator.COMMON:
        notes.append(
            "denominator common: all third-years of the three leerwegen together, as "
            "in the monitor's table B3.6"
        )
    else:
        notes.append(
            "denominator leerweg: the third-years of the leerweg itself; not "
            "comparable with the monitor's table B3.6"
        )
    if question.mode is not Mode.STRAIGHT:
        notes.append("distances over the road are not comparable with table B3.6")
    years = {date[:4] for date in dates_of(snapshot, students, question.mode).values()}
    if len(years) > 1:
        notes.append("the data are of different years: see the dates")
    if question.per is AreaKind.STO_REGIO:
        notes.append(_region_note(snapshot))
    return tuple(notes)


def _region_note(snapshot: Snapshot) -> str:
    how = snapshot.postcodes.sto_regio_how.value_counts()
    return (
        f"STO-regio by home: {how.get('table', 0)} postcodes by a table, "
        f"{how.get('nearest', 0)} by their nearest vestiging, "
        f"{how.get('none', 0)} unknown"
    )
