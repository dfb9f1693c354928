"""The monitor's tables computed from a study, beside what was published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from accessibility.codes import Profiel
from accessibility.errors import MissingDataError
from accessibility.headers import school_year_of, snapshot_header
from accessibility.monitor import (
    LAST_YEAR,
    NORM_M,
    SHARES,
    TableInputs,
    computable,
    monitor_table,
    route_note,
    school_year_words,
    tables_read,
)
from accessibility.questions import AUTO, CENTRE, Answer, Question
from accessibility.reports.provisional import is_provisional

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot
    from accessibility.study import Study


def missing_for_tables(
    snapshot: Snapshot, before: Snapshot | None = None
) -> dict[str, str]:
    """Return why tables of the monitor cannot be computed, by their name.

    `before` is the snapshot of the school year before, where it is at hand.
    """
    has_regions = bool(snapshot.vestigingen.sto_regio.notna().any())
    _, why = computable(
        has_pupils=snapshot.has("pupils"),
        has_regions=has_regions,
        has_before=before is not None and before.has("pupils"),
    )
    return why


def monitor_answer(
    study: Study, name: str, *, students: str = AUTO, before: Snapshot | None = None
) -> Answer:
    """Return a table of the monitor with its header.

    Parameters
    ----------
    study
        Answers.
    name
        One of `accessibility.monitor.TABLE_NAMES`.
    students
        Demand model of the table of shares.
    before
        The snapshot of the school year before, for the table of growth.

    Raises
    ------
    MissingDataError
        If the snapshot does not hold what the table needs.
    UsageError
        If the name is unknown.
    """
    snapshot = study.snapshot
    why = missing_for_tables(snapshot, before)
    if name in why:
        message = f"Table {name} {why[name]}."
        raise MissingDataError(message)
    shares = _shares(study, students) if name == SHARES else None
    placed = snapshot.vestigingen.dropna(subset="sto_regio")
    has_pupils = snapshot.has("pupils")
    year = school_year_of(snapshot.manifest.dates, default=LAST_YEAR)
    data = TableInputs(
        offers=snapshot.offers,
        pupils=snapshot.table("pupils") if has_pupils else None,
        region_of=dict(zip(placed.brin6, placed.sto_regio, strict=True)) or None,
        shares=None if shares is None else shares.table,
        before=before.table("pupils") if before is not None else None,
        year=year,
    )
    table = monitor_table(name, data)
    told = (_of_another_year(name, table, year), _of_no_final_year(snapshot, year))
    notes = tuple(note for note in (*told, route_note(name)) if note)
    if shares is not None:
        header = replace(shares.header, notes=(*shares.header.notes, *notes))
        return Answer(table, header)
    header = snapshot_header(
        snapshot, tables_read(name), question={"table": name}, notes=notes
    )
    return Answer(table, header)


def _of_another_year(name: str, table: pd.DataFrame, year: int) -> str:
    """Say so where the printed numbers are of another school year than the data."""
    words = school_year_words(year)
    others = [one for one in table.published_year.unique() if one not in ("", words)]
    if not others:
        return ""
    return (
        f"{name}: the data are of {words}; the nearest that was printed is of "
        f"{', '.join(others)}"
    )


def _of_no_final_year(snapshot: Snapshot, year: int) -> str:
    """Say so where the data are of a year that may still change."""
    if not is_provisional(snapshot.manifest):
        return ""
    words = school_year_words(year)
    return f"provisional: {words}; the combined programme may be missing"


def _shares(study: Study, students: str) -> Answer:
    """Return the shares within the norm, of every profiel and leerweg."""
    every = tuple(profiel.value for profiel in Profiel)
    return study.answer(
        Question(within=(NORM_M,), profielen=every, students=students, points=CENTRE)
    )
