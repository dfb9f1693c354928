"""A postcode from near by: every figure of it can be read off the line."""

from __future__ import annotations

from dataclasses import replace

from accessibility.codes import Leerweg, Mode, Unit
from accessibility.measures import GapReason
from accessibility.questions import Question
from accessibility.reports.one_postcode import Count, NearestByMode, postcode_card
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.bus_street import bus_study

PIE_GL = Question(
    students="own", smallest=0, profielen=("PIE",), leerwegen=(Leerweg.GL,)
)


def test_the_nearest_offer_at_the_threshold_is_no_gap(line_snapshot: Snapshot) -> None:
    card = postcode_card(Study(line_snapshot), "1002", PIE_GL)
    assert (card.pc4, card.place) == ("1002", "Bee")
    assert card.students == Count(20.0, 20.0, 20.0, suppressed=False)
    (offer,) = card.offers
    assert (offer.pair, offer.is_gap, offer.reason) == (("PIE", Leerweg.GL), False, "")
    assert offer.nearest == (
        NearestByMode(Mode.STRAIGHT, Unit.METRES, 10_000.0, "00AA00", "ok"),
    )


def test_technical_profielen_within_reach_are_counted(line_snapshot: Snapshot) -> None:
    card = postcode_card(Study(line_snapshot), "1002", PIE_GL)
    assert card.n_technical == {Leerweg.BL: 1, Leerweg.KL: 0, Leerweg.GL: 2}


def test_a_gap_names_the_vestiging_its_reason_speaks_of(
    line_snapshot: Snapshot,
) -> None:
    (offer,) = postcode_card(Study(line_snapshot), "1003", PIE_GL).offers
    assert offer.is_gap
    assert offer.reason == GapReason.LEERWEG_MISSING
    assert (offer.near_brin6, offer.near_cost) == ("00CC00", 5_000.0)


def test_a_small_group_is_hidden_as_everywhere(line_snapshot: Snapshot) -> None:
    shown = Question(students="own", leerwegen=(Leerweg.GL,))
    study = Study(line_snapshot)
    card = postcode_card(study, "1004", shown)
    assert card.students == Count(None, None, None, suppressed=True)
    assert card.place == ""
    assert card.header == study.answer(shown).header


def test_every_mode_is_told_in_its_own_unit_and_in_that_of_the_question() -> None:
    asked = Question(profielen=("PIE",), leerwegen=(Leerweg.GL,))
    (offer,) = postcode_card(bus_study(), "1000", asked).offers
    told = [(way.mode, way.unit) for way in offer.nearest]
    usual = [
        (Mode.STRAIGHT, Unit.METRES),
        (Mode.BIKE, Unit.METRES),
        (Mode.BIKE, Unit.SECONDS),
        (Mode.WALK, Unit.METRES),
        (Mode.OV, Unit.SECONDS),
    ]
    assert told == usual
    walking = replace(asked, mode=Mode.WALK, unit=Unit.SECONDS, within=(2_700.0,))
    (offer,) = postcode_card(bus_study(), "1000", walking).offers
    told = [(way.mode, way.unit) for way in offer.nearest]
    assert told == [*usual[:4], (Mode.WALK, Unit.SECONDS), usual[4]]
    assert offer.nearest[-1].cost == 1_920.0
