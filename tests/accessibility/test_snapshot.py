"""A snapshot: its tables by name, and what is missing said aloud."""

from __future__ import annotations

import pytest

from accessibility.errors import MissingDataError
from accessibility.snapshot import Snapshot


def test_a_missing_table_says_what_to_add(line_snapshot: Snapshot) -> None:
    with pytest.raises(MissingDataError, match="no table 'herkomst'"):
        line_snapshot.table("herkomst")
