"""A study of a snapshot on disk: its roads are searched once and kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from accessibility.codes import DEFAULT_BELLS, BellRule
from accessibility.study import Study
from data.kept_fillings import FolderFillings
from data.multiple_notes import FolderNote
from data.roads import road_reach
from data.snapshots import read_snapshot
from data.transit_reach import transit_journey, transit_reach

if TYPE_CHECKING:
    from accessibility.memory import Pool


def read_study(
    folder: Path | str,
    *,
    whole: bool = False,
    bells: BellRule = DEFAULT_BELLS,
    pool: Pool | None = None,
) -> Study:
    """Return a study of the snapshot in a folder.

    Parameters
    ----------
    folder
        Where the snapshot is.
    whole
        Read everything at once, so that the folder may be replaced meanwhile; else
        each table when it is first used.
    bells
        What counts as being in time by public transport.
    pool
        What its memory draws on.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    snapshot = read_snapshot(folder)
    if whole:
        tables = {name: snapshot.table(name) for name in snapshot.tables}
        snapshot = snapshot.edited(**tables)
        for mode in snapshot.roads:
            snapshot.network(mode)
    return Study(
        snapshot,
        road_reach=road_reach,
        transit_reach=transit_reach,
        transit_journey=transit_journey,
        multiples=FolderNote(Path(folder)),
        fillings=FolderFillings(Path(folder)),
        bells=bells,
        pool=pool,
    )
