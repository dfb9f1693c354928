"""The dates of an answer: one order, one line, for every surface."""

from __future__ import annotations

from accessibility.codes import ROLES, dates_in_brief


def test_the_line_of_dates_names_only_what_an_answer_has() -> None:
    dates = {"offers": "2019-10-01", "inhabitants": "2021-01-01", "exams": "2020"}
    told = [(role.key, date) for role, date in dates_in_brief(dates)]
    assert told == [("inwoners", "2021-01-01"), ("aanbod", "2019-10-01")]


def test_every_role_has_words_in_both_languages() -> None:
    assert all(role.title and role.english for role in ROLES.values())
    keys = [role.key for role in ROLES.values()]
    assert len(set(keys)) == len(keys)
