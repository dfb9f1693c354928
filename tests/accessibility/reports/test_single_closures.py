"""Closures one at a time: ranked by those who lose their only option, with names."""

from __future__ import annotations

from accessibility.codes import Denominator
from accessibility.effects import offer_closures, vestiging_closures
from accessibility.questions import Question
from accessibility.reports.single_closures import Closing, closures
from accessibility.snapshot import Snapshot
from accessibility.study import Study

QUESTION = Question(students="own", smallest=0, denominator=Denominator.LEERWEG)


def test_rows_are_those_of_the_measure_with_names(line_snapshot: Snapshot) -> None:
    study = Study(line_snapshot)
    base = study.effect_base(QUESTION)
    for closing, ranked in (
        (Closing.VESTIGINGEN, vestiging_closures),
        (Closing.OFFERS, offer_closures),
    ):
        table = closures(study, QUESTION, closing).table
        expected = ranked(base)
        assert table.columns[:3].tolist() == ["brin6", "naam", "plaats"]
        assert table.drop(columns=["naam", "plaats"]).equals(expected)


def test_names_are_those_of_the_vestiging(line_snapshot: Snapshot) -> None:
    table = closures(Study(line_snapshot), QUESTION, Closing.VESTIGINGEN).table
    names = dict(zip(table.brin6, table.naam, strict=True))
    assert names["00AA00"] == "School A"
    assert table.lost_only.is_monotonic_decreasing
