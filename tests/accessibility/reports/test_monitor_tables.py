"""The monitor's tables of a study, each with the header of what it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.errors import MissingDataError, UsageError
from accessibility.reports.monitor_tables import missing_for_tables, monitor_answer
from accessibility.snapshot import Snapshot
from accessibility.study import Study


def test_the_table_of_shares_is_about_students(line_snapshot: Snapshot) -> None:
    study = Study(line_snapshot)
    answer = monitor_answer(study, "B3.6")
    assert set(answer.table["table"]) == {"B3.6"}
    assert answer.dates["students"] == "2019-10-01"
    assert answer.header.question["students"] == "auto"
    chosen = monitor_answer(study, "B3.6", students="own")
    assert chosen.header.question["students"] == "own"


def test_a_table_of_offers_tells_no_date_of_students(line_snapshot: Snapshot) -> None:
    answer = monitor_answer(Study(line_snapshot), "B3.5")
    assert answer.dates == {"offers": "2019-10-01"}
    assert answer.header.question == {"table": "B3.5"}


def test_what_is_missing_is_named(line_snapshot: Snapshot) -> None:
    tables = {n: t for n, t in line_snapshot.tables.items() if n != "pupils"}
    bare = replace(line_snapshot, tables=tables)
    assert set(missing_for_tables(bare)) == {
        "B3.1",
        "B3.2",
        "B3.3",
        "B3.4",
        "B3.7",
        "B3.13",
        "B3.15",
        "B3.16",
        "B3.18",
    }
    assert set(missing_for_tables(line_snapshot)) == {"B3.2", "B3.7", "B3.18"}
    with pytest.raises(MissingDataError, match=r"Table B3\.1 needs pupils"):
        monitor_answer(Study(bare), "B3.1")


def test_an_unknown_table_is_refused(line_snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match=r"B9\.9"):
        monitor_answer(Study(line_snapshot), "B9.9")
