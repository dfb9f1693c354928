"""Only where something comes or goes are spans measured again."""

from __future__ import annotations

import numpy as np

from accessibility.codes import Leerweg
from accessibility.from_home import FromHome, span_changes
from accessibility.questions import Question
from accessibility.scenario import Scenario
from accessibility.scenario.edits import CloseVestiging
from accessibility.study import Study
from tests.small_country import country, whole_country

ASKED = Question(students="own", within=(5_000.0,), points="area")
UNITS = 500_000


def _seen(study: Study) -> FromHome:
    return FromHome(
        study.snapshot,
        lambda question, people: study.reach(people, question.mode, question.unit),
    )


def test_elsewhere_the_span_stays_and_near_it_is_that_of_the_edited_snapshot() -> None:
    study = Study(whole_country())
    offers, pair = study.snapshot.offers, ("PIE", Leerweg.GL)
    asked = (offers.profiel == pair[0]) & (offers.leerweg == pair[1])
    closed = CloseVestiging(str(offers.brin6[asked].iloc[0]))
    later = study.beside(study.applied(Scenario("t", "small", (closed,))).snapshot)
    before, after = _seen(study), _seen(later)
    students = study.students_for(ASKED)
    changes = span_changes(before, after, ASKED, students, same_ways=True)
    assert changes is not None
    sites = [len(seen.sites_offering(pair)) for seen in (before, after)]
    assert sites[1] == sites[0] - 1
    change = changes(pair)
    assert changes(pair) is change
    assert change.touched.any()
    assert not change.touched.all()
    np.testing.assert_array_equal(
        change.after.least[~change.touched], change.before.least[~change.touched]
    )
    anew = after.span(ASKED, students, pair)
    np.testing.assert_array_equal(change.after.surely(UNITS), anew.surely(UNITS))
    np.testing.assert_array_equal(change.after.possibly(UNITS), anew.possibly(UNITS))
    assert change.come is not None
    assert not change.come.possibly(UNITS).any()


def test_without_land_nothing_is_known_of_where_in_a_postcode() -> None:
    study = Study(country())
    seen = _seen(study)
    people = Study(whole_country()).students_for(ASKED)
    assert span_changes(seen, seen, ASKED, people, same_ways=True) is None
