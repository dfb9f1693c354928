"""Which tables of the monitor can be made, and why others cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessibility.errors import UsageError
from accessibility.monitor.catalogue import (
    TABLE_NAMES,
    TableInputs,
    computable,
    monitor_table,
    route_note,
)
from accessibility.monitor.printed_only import PRINTED_ONLY

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_what_cannot_be_computed_is_said() -> None:
    names, why = computable(has_pupils=False, has_regions=False)
    assert names == ("B3.5", "B3.6", *PRINTED_ONLY)
    assert "duo-leerlingen" in why["B3.1"]
    assert "sto-regios" in why["Figure B3.7"]
    assert "exams per keuzevak" in why["B3.7"]


def test_growth_asks_for_the_year_before() -> None:
    _, why = computable(has_pupils=True, has_regions=True)
    assert "--before" in why["B3.2"]
    names, _ = computable(has_pupils=True, has_regions=True, has_before=True)
    assert set(TABLE_NAMES) - set(names) == {"B3.7", "B3.18"}


def test_an_unknown_table_names_the_known(line_snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match=r"'B9' cannot be computed.*B3\.1, B3\.2"):
        monitor_table("B9", TableInputs(line_snapshot.offers))


def test_each_table_of_pupils_says_whether_the_route_is_in_it() -> None:
    assert "inside the share of techniek" in route_note("B3.1")
    assert "inside denominator" in route_note("B3.6")
    assert "without the vakmanschaps" in route_note("B3.15")
    assert route_note("B3.5") == ""
