"""docs/scenarios.md shows every edit, and each can be made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from accessibility.errors import TableError
from accessibility.scenario import Scenario, parse_scenario
from accessibility.scenario.edits import KINDS, STUDENT_EDITS
from accessibility.snapshot import Snapshot
from accessibility.study import Study

TEXT = (Path(__file__).parent.parent / "docs" / "scenarios.md").read_text("utf-8")
BLOCKS = [
    json.loads(b)
    for b in re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
]
LISTS = [block if isinstance(block, list) else block["edits"] for block in BLOCKS]
EDITS = [edit for edits in LISTS for edit in edits]
ON_THE_EXAMPLE = next(edits for edits in LISTS if edits[0].get("brin6") == "XA0000")


def _scenario(edit: dict[str, Any]) -> Scenario:
    document = {"format": 1, "title": "t", "snapshot": "voorbeeldland", "edits": [edit]}
    return parse_scenario(json.dumps(document))


def test_every_kind_of_edit_is_shown() -> None:
    assert {edit["edit"] for edit in EDITS} == set(KINDS)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: str(edit["edit"]))
def test_every_example_has_the_form_of_its_edit(edit: dict[str, Any]) -> None:
    (read,) = _scenario(edit).edits
    assert isinstance(read, KINDS[edit["edit"]])


@pytest.mark.parametrize("edit", ON_THE_EXAMPLE, ids=lambda edit: str(edit["edit"]))
def test_every_edit_of_the_example_country_can_be_made(
    edit: dict[str, Any], country: Snapshot
) -> None:
    scenario = _scenario(edit)
    applied = Study(country).applied(scenario)
    changed = (applied.opened, applied.closed, applied.placed, applied.merged)
    assert any(changed) or isinstance(scenario.edits[0], STUDENT_EDITS)


def test_an_edit_that_cannot_be_made_is_refused(country: Snapshot) -> None:
    wrong = {"edit": "close-vestiging", "brin6": "ZZ9999"}
    with pytest.raises(TableError, match="ZZ9999"):
        Study(country).applied(_scenario(wrong))
