"""Usual answers are kept, hold narrower ones, and are of one snapshot and program."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode
from accessibility.measures import CHOICE, SHARES
from accessibility.questions import Question
from data import kept_tables
from data.snapshots import write_snapshot
from data.studies import read_study
from data.usual_answers import CURVE_M, QUESTIONS, USUAL_M, UsualAnswers
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.questions import Answer
    from accessibility.study import Study

WEB = Path(__file__).parents[2] / "maps" / "web"
NARROW = Question(
    within=(5_000.0,),
    denominator=Denominator.LEERWEG,
    per=AreaKind.GEMEENTE,
    profielen=("PIE",),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("usual") / "land"
    write_snapshot(whole_country(), made)
    UsualAnswers(made).prepare(read_study(made))
    return made


@pytest.fixture
def forgetful(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """Return a study that cannot compute."""
    study = read_study(folder)

    def refuse(_: Question) -> None:
        pytest.fail("was computed again")

    monkeypatch.setattr(study, "answer", refuse)
    return study


@pytest.mark.parametrize(
    "wide", QUESTIONS, ids=lambda one: f"{one.per} {one.denominator}"
)
@pytest.mark.parametrize(
    "part",
    [
        {},
        {"within": (10_000.0,)},
        {"profielen": ("PIE",), "within": (5_000.0, 15_000.0)},
        {"profielen": ("techniek",), "leerwegen": (Leerweg.GL,)},
    ],
    ids=str,
)
def test_a_narrower_question_is_answered_as_if_it_was_computed(
    folder: Path, forgetful: Study, wide: Question, part: dict[str, Any]
) -> None:
    question = replace(wide, **part)
    usual = UsualAnswers(folder)
    usual.prepare(forgetful)
    found = usual.table(SHARES, question)
    assert found is not None
    computed = read_study(folder).answer(question).table
    pd.testing.assert_frame_equal(found, computed)


@pytest.mark.parametrize(
    "other",
    [
        {"mode": Mode.BIKE},
        {"within": (9_999.0,)},
        {"within": (15_000.0, 5_000.0)},
        {"smallest": 0},
        {"sex": "meisje"},
        {"students": "own"},
        {"points": "area"},
        {"per": AreaKind.PC4},
        {"leerwegen": (Leerweg.GL, Leerweg.BL)},
    ],
    ids=str,
)
def test_what_is_asked_otherwise_is_computed(
    folder: Path, forgetful: Study, other: dict[str, Any]
) -> None:
    usual = UsualAnswers(folder)
    usual.prepare(forgetful)
    assert usual.table(SHARES, NARROW) is not None
    assert usual.table(SHARES, replace(NARROW, **other)) is None
    assert usual.table(CHOICE, NARROW) is None


def test_another_program_computes_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study, asked = read_study(folder), []
    answer = study.answer

    def counted(question: Question) -> Answer:
        asked.append(question)
        return answer(question)

    monkeypatch.setattr(study, "answer", counted)
    monkeypatch.setattr(kept_tables, "program_mark", lambda _: "another")
    UsualAnswers(folder).prepare(study)
    assert asked == list(QUESTIONS)


def test_a_folder_that_cannot_be_written_only_costs_time(
    tmp_path: Path,
) -> None:
    write_snapshot(whole_country(), tmp_path / "land")
    (tmp_path / "land" / "usual").write_text("in the way")
    usual = UsualAnswers(tmp_path / "land")
    usual.prepare(read_study(tmp_path / "land"))
    assert usual.table(SHARES, NARROW) is not None


def test_what_the_page_asks_first_is_among_them() -> None:
    """Its thresholds and the line that it draws are written in its own files."""
    state, service = (WEB / name for name in ("state.js", "service.js"))
    offered = re.search(r"DREMPELS = (\[.*?\])", state.read_text())
    curve = re.search(r"CURVE_M = (\[.*?\])", service.read_text())
    assert offered
    assert curve
    metres = [float(one.removesuffix("m")) for one in json.loads(offered[1])]
    assert tuple(metres) == USUAL_M
    assert tuple(1_000.0 * km for km in json.loads(curve[1])) == CURVE_M
