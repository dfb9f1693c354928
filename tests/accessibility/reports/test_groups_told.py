"""Small groups as an answer: the small ones, or all, and what is ahead of them."""

from __future__ import annotations

import pytest

from accessibility.errors import UsageError
from accessibility.reports import GroupsQuestion, groups_answer
from accessibility.reports.small_groups import vestiging_groups
from tests.accessibility.outlook.made_ground import study


def test_only_small_groups_unless_all_are_asked() -> None:
    there = study()
    few = groups_answer(there, GroupsQuestion()).table
    every = groups_answer(there, GroupsQuestion(every=True)).table
    assert set(few.small) <= {"ja", "niet te zeggen"}
    assert len(few) < len(every) == len(vestiging_groups(there.snapshot))


@pytest.mark.parametrize("combined", [True, False])
def test_what_is_ahead_is_told_of_each_group(combined: bool) -> None:  # noqa: FBT001 - a case
    asked = GroupsQuestion(combined=combined, year=2024)
    answer = groups_answer(study(), asked)
    assert set(answer.table.year.dropna()) == {2024}
    assert any(note.startswith("Geen voorspelling") for note in answer.header.notes)
    assert answer.header.question["combined"] is combined


def test_a_year_that_nothing_tells_of_is_refused() -> None:
    with pytest.raises(UsageError, match="2060"):
        groups_answer(study(), GroupsQuestion(year=2060))
