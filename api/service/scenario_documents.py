"""Scenarios as documents that callers send: read, and checked on the snapshot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from accessibility.scenario import Scenario, changes_ways, is_local, parse_scenario
from api.service.problems import ProblemError

if TYPE_CHECKING:
    from accessibility.codes import Mode
    from api.service.served import Served

MOST_EDITS: Final = 200


def scenario_of(served: Served, document: dict[str, Any]) -> Scenario:
    """Return the scenario a document describes, if it fits the snapshot.

    Raises
    ------
    ProblemError
        400 if it has too many edits or was drawn up on another snapshot.
    TableError
        With every fault of form, and of the edits themselves.
    """
    edits = document.get("edits")
    if isinstance(edits, list) and len(edits) > MOST_EDITS:
        message = (
            f"A scenario has at most {MOST_EDITS} edits; this one has {len(edits)}."
        )
        raise ProblemError(400, message)
    scenario = parse_scenario(json.dumps(document))
    name = served.snapshot.manifest.name
    if scenario.snapshot != name:
        message = f"The scenario was drawn up on another snapshot than {name!r}."
        raise ProblemError(400, message)
    served.study.applied(scenario)
    return scenario


def takes_long(scenario: Scenario, mode: Mode) -> bool:
    """Tell whether the ways of a mode are measured anew, all or most of them.

    After one edit of roads at one place only those that pass there are.
    """
    edits = [edit for edit in scenario.edits if changes_ways(edit, mode)]
    return len(edits) > 1 or not all(mode.on_roads and is_local(edit) for edit in edits)
