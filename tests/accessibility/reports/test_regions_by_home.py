"""Tables of regions by home: which tables they rest on, and what is said of them."""

from __future__ import annotations

from accessibility.reports.regions_by_home import TABLES, borders_found, ladder_found
from accessibility.study import Study
from tests.accessibility.reports.test_impact_ladder import ASKED
from tests.accessibility.reports.test_perceived_coverage import GEMEENTE
from tests.small_country import whole_country


def test_without_targets_numbers_stand_alone() -> None:
    found = ladder_found(Study(whole_country()), ASKED)
    assert found.table.target.isna().all()
    assert set(found.table.met) == {""}
    assert any("no targets were set" in note for note in found.notes)
    assert "targets" in found.used
    assert "targets" not in TABLES


def test_borders_rest_on_postcodes() -> None:
    found = borders_found(Study(whole_country()), GEMEENTE)
    assert "postcodes" in found.used
    assert found.put is None
