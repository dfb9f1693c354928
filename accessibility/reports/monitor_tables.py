"""The monitor's tables computed from a study, beside what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import Profiel
from accessibility.errors import MissingDataError
from accessibility.headers import snapshot_header
from accessibility.monitor import NORM_M, computable, monitor_table
from accessibility.questions import Answer, Question

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

_SHARES: Final = "B3.6"
"""The one table about students within reach of home."""

_USED: Final = {
    "B3.1": ("pupils",),
    "B3.3": ("pupils",),
    "B3.4": ("pupils", "vestigingen", "sto_regios"),
    "B3.5": ("offers",),
    "Figure B3.6": ("offers", "vestigingen", "sto_regios"),
    "Figure B3.7": ("offers", "vestigingen", "sto_regios"),
}
"""The tables of a snapshot behind each other one."""


def missing_for_tables(snapshot: Snapshot) -> dict[str, str]:
    """Return why tables of the monitor cannot be computed, by their name."""
    has_regions = bool(snapshot.vestigingen.sto_regio.notna().any())
    _, why = computable(has_pupils=snapshot.has("pupils"), has_regions=has_regions)
    return why


def monitor_answer(study: Study, name: str) -> Answer:
    """Return a table of the monitor with its header.

    Parameters
    ----------
    study
        Answers.
    name
        One of `accessibility.monitor.TABLE_NAMES`.

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
    shares = None
    if name == _SHARES:
        every = tuple(profiel.value for profiel in Profiel)
        shares = study.answer(Question(within=(NORM_M,), profielen=every))
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
    return Answer(
        table, snapshot_header(snapshot, _USED[name], question={"table": name})
    )
