"""A study of a snapshot on disk: its roads are searched once and kept beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.study import Study
from data.roads import road_reach
from data.snapshots import read_snapshot

if TYPE_CHECKING:
    from pathlib import Path


def read_study(folder: Path | str) -> Study:
    """Return a study of the snapshot in a folder.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    return Study(read_snapshot(folder), road_reach=road_reach)
