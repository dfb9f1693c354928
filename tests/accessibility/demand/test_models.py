"""The text of --students chooses a model, or tells what is missing and what to use."""

from __future__ import annotations

import pytest

from accessibility.codes import Denominator
from accessibility.demand import default_choice, students_of, usual_denominator
from accessibility.errors import BereikError, MissingDataError, UsageError
from accessibility.snapshot import Snapshot


@pytest.mark.parametrize(
    ("choice", "method"),
    [
        ("own", "own"),
        ("herkomst", "herkomst"),
        ("gravity", "gravity"),
        ("gravity:0.2", "gravity"),
        ("inhabitants:10-14", "inhabitants:10-14"),
    ],
)
def test_dispatch(town: Snapshot, choice: str, method: str) -> None:
    students = students_of(town, choice)
    assert students.method == method
    assert students.counts.students.sum() > 0


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ("guess", "choose own, herkomst, gravity"),
        ("own:3", "takes no option"),
        ("inhabitants", "inhabitants:10-14"),
        ("inhabitants:14-10", "inhabitants:10-14"),
        ("gravity:0", "6.3km"),
        ("inhabitants:60-70", "the table has 10-14, 15-19"),
    ],
)
def test_bad_choice(town: Snapshot, choice: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        students_of(town, choice)


def test_missing_table_names_what_to_use_instead(town: Snapshot) -> None:
    kept = {k: v for k, v in town.tables.items() if k not in {"herkomst", "pupils"}}
    poorer = Snapshot(town.manifest, kept)
    with pytest.raises(UsageError, match=r"herkomst, pupils.*use --students own or in"):
        students_of(poorer, "herkomst")
    assert default_choice(poorer) == "own"


@pytest.mark.parametrize(
    ("choice", "denominator"),
    [
        ("auto", Denominator.LEERWEG),
        ("own", Denominator.LEERWEG),
        ("gravity:0.3", Denominator.LEERWEG),
        ("inhabitants:10-14", Denominator.COMMON),
    ],
)
def test_a_share_is_of_the_leerweg_where_it_is_told(
    town: Snapshot, choice: str, denominator: Denominator
) -> None:
    assert usual_denominator(choice, town) is denominator
    assert usual_denominator(choice) is denominator


def test_nothing_to_choose_from(town: Snapshot) -> None:
    empty = Snapshot(town.manifest, {"postcodes": town.postcodes})
    with pytest.raises(MissingDataError, match="does not tell where students live"):
        default_choice(empty)
    with pytest.raises(BereikError, match="add that source"):
        students_of(empty, "own")
