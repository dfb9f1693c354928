"""The same counts are rounded to one multiple only."""

from __future__ import annotations

import pytest

from accessibility.counting.multiples import MemoryNote, one_multiple
from accessibility.errors import UsageError


class NoPlace(MemoryNote):
    """A folder that cannot be written."""

    def remember(self, method: str, multiple: int) -> bool:
        """Remember nothing."""
        return not (method and multiple)


def test_the_first_multiple_is_the_only_one() -> None:
    note = MemoryNote()
    assert one_multiple(note, "own", asked=20, rule=10) == 20
    assert one_multiple(note, "own", asked=None, rule=10) == 20
    assert one_multiple(note, "herkomst", asked=5, rule=5) == 5
    with pytest.raises(UsageError, match=r"rounded to 20 before.*--smallest 20"):
        one_multiple(note, "own", asked=10, rule=10)


def test_a_smaller_one_than_the_rule_is_never_taken_unasked() -> None:
    note = MemoryNote()
    assert one_multiple(note, "own", asked=5, rule=10) == 5
    with pytest.raises(UsageError, match="rounded to 5 before"):
        one_multiple(note, "own", asked=None, rule=10)


def test_exact_counts_and_those_without_pupils_are_not_remembered() -> None:
    note = MemoryNote()
    assert one_multiple(note, "own", asked=0, rule=10) == 0
    assert one_multiple(note, "gravity:herkomst", asked=7, rule=0) == 7
    assert one_multiple(note, "gravity", asked=None, rule=0) == 0
    assert note.remembered("own") is None
    assert note.remembered("gravity") is None


def test_where_nothing_can_be_remembered_the_rule_holds() -> None:
    assert one_multiple(NoPlace(), "own", asked=None, rule=10) == 10
    assert one_multiple(NoPlace(), "own", asked=10, rule=10) == 10
    with pytest.raises(UsageError, match="cannot be written"):
        one_multiple(NoPlace(), "own", asked=5, rule=10)


def test_a_rule_of_one_hides_nobody_and_is_not_remembered() -> None:
    note = MemoryNote()
    assert one_multiple(note, "own", asked=None, rule=1) == 1
    assert one_multiple(note, "own", asked=7, rule=1) == 7
    assert note.remembered("own") is None
