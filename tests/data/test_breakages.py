"""Files broken in one way each: read right, refused with line and remedy, or let by.

None may be silently wrong. What they are, and what must come of each, stands in
`tests/data/broken_files.py`; `python -m benchmarks.breakages` writes it as a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.errors import DataError
from accessibility.headers import snapshot_header
from accessibility.snapshot import Manifest, Snapshot
from benchmarks.breakages import lines
from benchmarks.machine import RESULTS
from tests.data.broken_files import (
    BREAKAGES,
    REPORTED,
    Breakage,
    inputs_of,
    people_in,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_there_are_as_many_as_were_tried() -> None:
    assert len({one.name for one in BREAKAGES}) == 36


def test_the_table_of_them_is_of_today() -> None:
    written = (RESULTS / "breakages.md").read_text(encoding="utf-8")
    assert "\n".join(lines()) in written
    assert "WRONG" not in written


@pytest.mark.parametrize("one", [*BREAKAGES, *REPORTED], ids=lambda one: one.name)
def test_none_is_silently_wrong(tmp_path: Path, one: Breakage) -> None:
    if one.right is not None:
        assert people_in(inputs_of(one, tmp_path), one) == one.right
        return
    with pytest.raises(DataError) as caught:
        inputs_of(one, tmp_path)
    assert one.refused in str(caught.value)
    assert one.file in str(caught.value)
    if one.accept:
        assert f'options.accept = ["{one.accept}"]' in str(caught.value)


@pytest.mark.parametrize(
    "one", [one for one in BREAKAGES if one.accept], ids=lambda one: one.name
)
def test_a_doubt_let_through_stands_in_every_answer(
    tmp_path: Path, one: Breakage
) -> None:
    findings = inputs_of(one, tmp_path, one.accept).findings()
    manifest = Manifest("broken", example=False, dates={}, findings=tuple(findings))
    assert any(one.refused in note for note in manifest.accepted)
    snapshot = Snapshot(manifest, {"offers": pd.DataFrame()})
    notes = snapshot_header(snapshot, {"offers"}, question={}).notes
    assert set(manifest.accepted) <= set(notes)
