"""The ten queries of the documentation give the figures of the commands beside them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import TECHNIEK, AreaKind, Denominator, Leerweg
from accessibility.errors import DataError, UsageError
from accessibility.measures import CHOICE, proximity
from accessibility.measures.gap_anatomy import GapReason
from accessibility.questions import CENTRE, Question
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from data.published_tables import published_tables
from data.sql import ask, query_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.snapshot import Snapshot

DOCUMENT: Final = Path(__file__).parents[2] / "docs" / "sql.md"
QUERIES: Final = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
ASKED: Final = Question(
    profielen=("PIE",),
    leerwegen=(Leerweg.GL,),
    denominator=Denominator.LEERWEG,
    smallest=0,
)


@pytest.fixture(scope="module")
def study(country: Snapshot) -> Study:
    return Study(country)


@pytest.fixture(scope="module")
def tables(study: Study) -> Mapping[str, pd.DataFrame]:
    return published_tables(study, smallest=0).tables


@pytest.fixture(scope="module")
def classic(study: Study) -> Mapping[str, pd.DataFrame]:
    return published_tables(study, smallest=0, points=CENTRE).tables


@pytest.fixture(scope="module")
def answers(tables: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    return [ask(tables, query) for query in QUERIES]


def test_shares_by_country_threshold_and_gemeente(
    study: Study, answers: list[pd.DataFrame]
) -> None:
    assert len(answers) == 10
    assert answers[0].share[0] == pytest.approx(study.answer(ASKED).table.share[0])
    steps = (5_000.0, 7_500.0, 10_000.0, 12_500.0, 15_000.0)
    swept = study.answer(_with(within=steps)).table
    assert answers[2].share.to_numpy() == pytest.approx(swept.share.to_numpy())
    by_area = study.answer(_with(per=AreaKind.GEMEENTE)).table.set_index("area_code")
    mine = answers[1].set_index("area_code")
    told = by_area.loc[mine.index]
    assert len(mine) == (by_area.students > 0).sum() > 10
    assert mine.students.to_numpy() == pytest.approx(told.students.to_numpy())
    assert mine.reached.to_numpy() == pytest.approx(told.reached.to_numpy())


def _with(**changes: object) -> Question:
    return Question(**{**vars(ASKED), **changes})


def test_the_nearest_of_each_postcode(
    study: Study, answers: list[pd.DataFrame]
) -> None:
    rows = study.postcodes(ASKED).table
    within = rows[np.isfinite(rows.distance_m)].sort_values("pc4")
    assert answers[3].pc4.tolist() == within.pc4.tolist()
    assert answers[3].brin6.tolist() == within.brin6.tolist()
    assert answers[3].distance_m.to_numpy() == pytest.approx(within.distance_m)


def test_choice(study: Study, answers: list[pd.DataFrame]) -> None:
    told = study.measure(CHOICE, ASKED).table
    told = told[told.students > 0]
    assert answers[4].n_profiles.tolist() == told.n_profiles.tolist()
    assert answers[4].students.to_numpy() == pytest.approx(told.students.to_numpy())


def test_who_loses_the_only_option(study: Study, answers: list[pd.DataFrame]) -> None:
    worst, every = answers[5], answers[6].set_index("brin6").lost_only
    assert worst.lost_only[0] == pytest.approx(every.max())
    code = str(worst.brin6[0])
    before = study.answer(ASKED).table.reached[0]
    closed = Scenario("dicht", study.snapshot.manifest.name, (CloseVestiging(code),))
    after = study.beside(study.applied(closed).snapshot).answer(ASKED).table.reached[0]
    assert before - after == pytest.approx(worst.lost_only[0])


def test_the_way_to_the_nearest_vmbo(study: Study, answers: list[pd.DataFrame]) -> None:
    people = study.students(smallest=0)
    schools = set(study.snapshot.offers.brin6)
    told = proximity(study.reach(people), schools, people, per=AreaKind.GEMEENTE)
    told = told.set_index("area_code").loc[answers[7].area_code]
    assert answers[7].nearest_km.to_numpy() == pytest.approx(
        told.distance_km.to_numpy()
    )


def test_the_school_is_there_but_not_in_gl(
    study: Study, classic: Mapping[str, pd.DataFrame]
) -> None:
    rows = study.postcodes(_with(profielen=(TECHNIEK,), points=CENTRE)).table
    other = rows[rows.reason == GapReason.LEERWEG_MISSING]
    found = ask(classic, QUERIES[8])
    assert found.students[0] == pytest.approx(other.students.sum())


def test_who_crosses_a_border_lives_and_learns_on_either_side(
    answers: list[pd.DataFrame],
) -> None:
    rows = answers[9]
    assert len(rows)
    assert (rows.from_provincie != rows.to_provincie).all()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT naam FROM nergens", "nergens"),
        ("COPY students TO 'x.csv'", "disabled"),
        ("SELECT * FROM read_csv('/etc/hosts')", "disabled"),
        ("ATTACH 'x.db'", "disabled|locked"),
        ("SET enable_external_access = true", "locked|Cannot"),
        ("RESET lock_configuration", "locked|Cannot"),
        ("PRAGMA temp_directory = '/tmp'", "locked|Cannot"),
        ("SET profiling_output = 'x.json'", "locked|Cannot"),
        ("COPY (SELECT 1) TO '/dev/stdout'", "disabled"),
        ("EXPORT DATABASE 'x'", "disabled"),
        ("SELECT * FROM read_text('/etc/hosts')", "disabled"),
        ("SELECT * FROM glob('/etc/*')", "disabled"),
        ("SELECT * FROM 'https://example.org/a.csv'", "disabled"),
        ("INSTALL httpfs", "disabled"),
        ("LOAD httpfs", "disabled"),
        ("SELECT * FROM duckdb_secrets()", "disabled"),
        # What Python holds when the query is asked, by its name there.
        ("SELECT * FROM given", "does not exist"),
        ("SELECT * FROM tables", "does not exist"),
        ("nonsense", "syntax"),
    ],
)
def test_a_query_that_cannot_be_answered_says_why(
    tables: Mapping[str, pd.DataFrame], query: str, said: str
) -> None:
    with pytest.raises(UsageError, match=f"(?s)cannot be answered.*({said})"):
        ask(tables, query)


def test_no_window_reads_what_was_not_rounded(country: Snapshot) -> None:
    told = published_tables(Study(country), smallest=10)
    query = """
    WITH near AS (
      SELECT DISTINCT pc4 FROM reach JOIN points USING (point_id, mode)
      WHERE distance_cm <= 300000
    ),
    seen AS (
      SELECT students, sum(students) OVER w AS running,
        students - lag(students, 1, 0) OVER w AS step
      FROM students JOIN near USING (pc4) WINDOW w AS (ORDER BY pc4, leerweg)
    )
    SELECT count(*) AS rows, max(students) AS most, max(students % 10) AS rest,
      max(running % 10) AS of_sums, max(abs(step) % 10) AS of_steps
    FROM seen
    """
    rows, most, *rests = ask(told.tables, query).iloc[0]
    assert rows > 100
    assert most >= 10
    assert rests == [0, 0, 0]


def test_a_query_may_stand_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "vraag.sql"
    path.write_text("SELECT 1", encoding="utf-8")
    assert query_of(str(path)) == query_of("SELECT 1")
    with pytest.raises(DataError, match=r"weg\.sql: cannot be read"):
        query_of("weg.sql")
