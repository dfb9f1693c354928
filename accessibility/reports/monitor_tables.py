"""The monitor's tables computed from a study, beside what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.codes import Profiel
from accessibility.errors import MissingDataError
from accessibility.headers import snapshot_header
from accessibility.monitor import (
    NORM_M,
    SHARES,
    computable,
    monitor_table,
    tables_read,
)
from accessibility.questions import AUTO, Answer, Question

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study


def missing_for_tables(snapshot: Snapshot) -> dict[str, str]:
    """Return why tables of the monitor cannot be computed, by their name."""
    has_regions = bool(snapshot.vestigingen.sto_regio.notna().any())
    _, why = computable(has_pupils=snapshot.has("pupils"), has_regions=has_regions)
    return why


def monitor_answer(study: Study, name: str, *, students: str = AUTO) -> Answer:
    """Return a table of the monitor with its header.

    Parameters
    ----------
    study
        Answers.
    name
        One of `accessibility.monitor.TABLE_NAMES`.
    students
        Demand model of the table of shares.

    Raises
    ------
    MissingDataError
        If the snapshot does not hold what the table needs.
    UsageError
        If the name is unknown.
    """
    snapshot = study.snapshot
    why = missing_for_tables(snapshot)
    if name in why:
        message = f"Table {name} {why[name]}."
        raise MissingDataError(message)
    shares = _shares(study, students) if name == SHARES else None
    placed = snapshot.vestigingen.dropna(subset="sto_regio")
    has_pupils = snapshot.has("pupils")
    table = monitor_table(
        name,
        offers=snapshot.offers,
        pupils=snapshot.table("pupils") if has_pupils else None,
        region_of=dict(zip(placed.brin6, placed.sto_regio, strict=True)) or None,
        shares=None if shares is None else shares.table,
    )
    if shares is not None:
        return Answer(table, shares.header)
    header = snapshot_header(snapshot, tables_read(name), question={"table": name})
    return Answer(table, header)


def _shares(study: Study, students: str) -> Answer:
    """Return the shares within the norm, of every profiel and leerweg."""
    every = tuple(profiel.value for profiel in Profiel)
    return study.answer(Question(within=(NORM_M,), profielen=every, students=students))
