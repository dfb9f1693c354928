"""One part of a sweep: what is asked of a snapshot, as it is or after a scenario."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from accessibility.codes import DEFAULT_BELLS, BellRule
from accessibility.errors import BereikError
from accessibility.measures import SHARES
from accessibility.scenario import Scenario, forecast_students, parse_scenario
from accessibility.snapshot import METHOD_VERSION
from api.sweep.kinds import KINDS, USUAL, Variant
from data.snapshots import snapshot_hash
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import Mode, Unit
    from accessibility.counting import Students
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

_STUDIES_AT_ONCE: Final = 2
"""A worker keeps no more studies than this: parts come by snapshot and bells."""


@dataclass(frozen=True)
class Part:
    """A question to a snapshot.

    Parameters
    ----------
    folder
        Where the snapshot is, for whoever answers.
    identity
        SHA-256 that stands for everything in it.
    snapshot
        Its name.
    scenario
        Name of the scenario.
    text
        The scenario as JSON; empty for the snapshot as it is.
    question
        What is asked.
    kind
        Which answer to it, by its name in `KINDS`.
    variant
        What only this kind of answer asks.
    bells
        What counts as being in time by public transport.
    """

    folder: str
    identity: str
    snapshot: str
    scenario: str
    text: str
    question: Question
    kind: str = SHARES.name
    variant: Variant = USUAL
    bells: BellRule = DEFAULT_BELLS

    @property
    def key(self) -> str:
        """What the answer hangs on, and nothing else: not where, and not when."""
        hangs_on = {
            "identity": self.identity,
            "method": METHOD_VERSION,
            "text": self.text,
            **self.asked,
        }
        text = json.dumps(hangs_on, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:20]

    @property
    def asked(self) -> dict[str, Any]:
        """What is asked, as plain values by name."""
        return {
            "answer": self.kind,
            "question": asdict(self.question),
            "variant": asdict(self.variant),
            "bells": asdict(self.bells),
        }

    @property
    def words(self) -> str:
        """How a person knows it."""
        one = self.question
        within = "+".join(f"{number:g}" for number in one.within)
        return (
            f"{self.kind} of {self.snapshot}, {self.scenario}, {one.mode.value} "
            f"{within} {one.unit.value}, {one.students}, {one.denominator.value}, "
            f"{one.per.value}"
        )


class Told(NamedTuple):
    """What became of a part: its answer as a Parquet file, or why there is none."""

    key: str
    content: bytes = b""
    n_rows: int = 0
    fault: str = ""

    @property
    def n_bytes(self) -> int:
        """What a worker sends back."""
        return len(self.content)


def answered(part: Part) -> Told:
    """Answer a part, on whatever machine: the same bytes everywhere.

    What Bereik refuses becomes a sentence; what is no sentence is a fault of the
    machine or of Bereik itself, and is raised, so that it may be tried again.
    """
    try:
        table = _answer(part)
    except BereikError as error:
        return Told(part.key, fault=str(error))
    file = io.BytesIO()
    table.to_parquet(file, index=False)
    return Told(part.key, file.getvalue(), len(table))


def scenario_of(text: str, name: str) -> Scenario:
    """Return a scenario from its text.

    Raises
    ------
    TableError
        With every fault of its form.
    """
    return parse_scenario(text, where=name)


def _answer(part: Part) -> pd.DataFrame:
    study = _study(part.folder, part.identity, part.bells)
    if part.text:
        study = _after(study, scenario_of(part.text, part.scenario), part.question)
    return KINDS[part.kind].tell(study, part.question, part.variant)


def _after(study: Study, scenario: Scenario, question: Question) -> Study:
    """Return a study after a scenario; only ways that it changes are measured anew."""
    people = study.students_for(question)

    def ways(
        _snapshot: Snapshot, whose: Students, mode: Mode, unit: Unit, limit: float
    ) -> ReachTable:
        return study.over(scenario, whose).after(mode, unit, limit)

    after = study.applied(scenario).snapshot
    return study.after(after, forecast_students(people, scenario), ways)


@lru_cache(maxsize=_STUDIES_AT_ONCE)
def _study(folder: str, identity: str, bells: BellRule) -> Study:
    found = snapshot_hash(Path(folder))
    if found != identity:
        message = (
            f"{folder}: another snapshot ({found[:8]}) than when the sweep began "
            f"({identity[:8]})"
        )
        raise BereikError(message)
    return read_study(folder, bells=bells)
