"""Tables: all faults at once, and never the content of a pupil row."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.errors import TableError
from accessibility.tables import SCHEMAS, check_table


def _offers(**columns: list[object]) -> pd.DataFrame:
    good: dict[str, list[object]] = {
        "brin6": ["00AA00", "00BB00"],
        "profiel": ["PIE", "BWI"],
        "leerweg": ["gl", "bl"],
        "evidence": ["pupils", "exams"],
        "students_low": [1, None],
        "students": [2.5, None],
        "students_high": [4, None],
    }
    return pd.DataFrame(good | columns)


def test_a_good_table_comes_back_unchanged() -> None:
    frame = _offers()
    assert check_table("offers", frame) is frame


def test_all_faults_are_reported_at_once() -> None:
    bad = _offers(
        brin6=["0AA00", "00BB00"],
        profiel=["PYE", "BWI"],
        students=["many", 3],
        evidence=[None, "exams"],
    )
    with pytest.raises(TableError) as caught:
        check_table("offers", bad)
    text = " ".join(caught.value.faults)
    assert len(caught.value.faults) == 4
    for column in ("brin6", "profiel", "students", "evidence"):
        assert f"{column!r}" in text
    assert "row 1" in text


def test_missing_columns_name_what_was_found() -> None:
    with pytest.raises(TableError, match="'profiel' is missing; found: brin6"):
        check_table("offers", _offers()[["brin6"]])


def test_a_key_may_occur_once() -> None:
    twice = pd.concat([_offers(), _offers()], ignore_index=True)
    with pytest.raises(TableError, match=r"occurs more than once: row 3, 4"):
        check_table("offers", twice)


def test_values_of_rows_are_not_quoted() -> None:
    bad = _offers(students=["secret", 3])
    with pytest.raises(TableError) as caught:
        check_table("offers", bad)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_says_what_it_holds(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema.holds
    assert set(schema.key) <= set(schema.column_names)
