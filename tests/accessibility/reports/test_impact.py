"""What a scenario changes, gathered: small areas stay hidden in every table."""

from __future__ import annotations

from accessibility.codes import Leerweg
from accessibility.questions import Question
from accessibility.reports.impact import impact_of
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from tests.small_country import whole_country

EMPTY = "G9"


def test_an_area_with_few_students_stays_suppressed() -> None:
    whole = whole_country(example=False)
    postcodes = whole.postcodes.copy()
    postcodes.loc[:2, "gemeente"] = EMPTY
    few = set(postcodes.pc4[:3])
    own = whole.table("own_students")
    names = ["students_low", "students", "students_high"]
    kept = own[names].where(~own.pc4.isin(few), 0.0)
    snapshot = whole.edited(
        postcodes=postcodes, own_students=own.assign(**{n: kept[n] for n in names})
    )
    sites = sorted(set(snapshot.offers.brin6))
    scenario = Scenario("Alles dicht", "small", tuple(map(CloseVestiging, sites)))
    question = Question(
        within=(30_000.0,),
        profielen=("PIE",),
        leerwegen=(Leerweg.GL,),
        students="own",
    )
    table = impact_of(Study(snapshot), scenario, question).gemeenten
    small = table.area_code == EMPTY
    assert small.any()
    assert table[small].suppressed.all()
    assert table[small].students.isna().all()
    assert not table[~small].suppressed.any()
