"""The line as a snapshot on disk, for commands to read."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessibility.snapshot import Snapshot
from data.snapshots import write_snapshot


@pytest.fixture
def land(line_snapshot: Snapshot, tmp_path: Path) -> str:
    """Write the line to a folder and return its name."""
    folder = tmp_path / "land"
    write_snapshot(line_snapshot, folder)
    return str(folder)
