"""What a scenario changes: only what is asked for, named, and where it happens."""

from __future__ import annotations

import json

from accessibility.codes import AreaKind, Leerweg
from accessibility.questions import Question
from accessibility.reports.changes import changed_postcodes, changes_of
from accessibility.scenario import parse_scenario
from accessibility.snapshot import Snapshot
from accessibility.study import Study

EDIT = {"edit": "close-vestiging", "brin6": "00AA00"}
CLOSED = parse_scenario(
    json.dumps({"format": 1, "title": "dicht", "snapshot": "line", "edits": [EDIT]})
)
PIE = Question(students="own", smallest=0, per=AreaKind.GEMEENTE, profielen=("PIE",))


def test_only_the_pairs_asked_for_are_told_with_names(line_snapshot: Snapshot) -> None:
    changes = changes_of(Study(line_snapshot), CLOSED, PIE)
    table = changes.access.table
    assert set(zip(table.area_name, table.profiel, table.leerweg, strict=True)) == {
        ("Westdorp", "PIE", "bl"),
        ("Westdorp", "PIE", "gl"),
    }
    gl = table[table.leerweg == "gl"].iloc[0]
    assert (gl.before, gl.after, gl.lost_only) == (30.0, 0.0, 30.0)
    assert "wegen" not in changes.access.dates
    assert set(changes.choice.area_code) == {"West"}


def test_postcodes_in_which_nothing_changes_are_left_out(
    line_snapshot: Snapshot,
) -> None:
    question = Question(
        students="own", smallest=0, profielen=("PIE",), leerwegen=(Leerweg.GL,)
    )
    answer = changed_postcodes(Study(line_snapshot), CLOSED, question)
    assert answer.table.pc4.tolist() == ["1001", "1002", "1003"]
    assert answer.table.reached_before.tolist() == [1.0, 1.0, 0.0]
    assert answer.table.reached_after.tolist() == [0.0, 0.0, 0.0]
