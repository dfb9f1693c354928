"""People are the same number at whatever points."""

from __future__ import annotations

from accessibility.counting import MemoryNote
from accessibility.from_home.people import People
from tests.small_country import whole_country


def test_points_move_and_counts_stay() -> None:
    people = People(whole_country(), MemoryNote())
    centre = people.students("own", "centre", whole=True, smallest=None)
    usual = people.students("own", "auto", whole=True, smallest=None)
    assert (centre.layout, usual.layout) == ("centre", "area")
    assert centre.counts.students.sum() == usual.counts.students.sum()
