"""Edits judged one by one: what is wrong with each, and what is offered after all."""

from __future__ import annotations

from accessibility.codes import Leerweg, Profiel
from accessibility.scenario.applied import scenario_faults
from accessibility.scenario.document import Scenario
from accessibility.scenario.draft import start_of
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    MergeVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.scenario.faults import FaultKind
from accessibility.scenario.judging import judged
from tests.small_country import country

PIE_GL = (Profiel.PIE, Leerweg.GL)


def test_an_edit_is_judged_after_those_before_it() -> None:
    snapshot = country()
    edits = (
        CloseVestiging("X00001"),
        OpenOffer("X00001", *PIE_GL),
        CloseOffer("X99999", *PIE_GL),
        MergeVestiging("X00002", "X00002"),
        OpenOffer("X00002", Profiel.HBR, Leerweg.BL),
        OpenOffer("X00002", Profiel.HBR, Leerweg.BL),
    )
    kinds = [
        [fault.kind for fault in faults] for faults in judged(edits, snapshot).faults
    ]
    assert kinds == [
        [],
        [FaultKind.CLOSED_SITE],
        [FaultKind.UNKNOWN_SITE],
        [FaultKind.NOTHING],
        [],
        [FaultKind.NOTHING],
    ]


def test_faults_read_as_those_of_a_scenario() -> None:
    snapshot = country()
    edits = (CloseVestiging("X00001"), CloseVestiging("X00001"))
    (fault,) = judged(edits, snapshot).faults[1]
    assert scenario_faults(Scenario("t", "small", edits), snapshot) == [
        f"edit 2 (close-vestiging): {fault}"
    ]


def test_only_what_is_touched_is_told() -> None:
    snapshot = country()
    start = start_of(snapshot)
    held = {(p, w) for brin6, p, w in start.offers if brin6 == "X00002"}
    new = FoundVestiging("XNEW01", "Nieuw", Place(1.0, 2.0), (PlannedOffer(*PIE_GL),))
    edits = (
        CloseVestiging("X00001"),
        OpenOffer("X00002", Profiel.HBR, Leerweg.BL),
        new,
    )
    offers = judged(edits, snapshot, start=start).offers
    assert set(offers) == {"X00001", "X00002", "XNEW01"}
    assert offers["X00001"] is None
    assert set(offers["X00002"] or ()) == held | {(Profiel.HBR, Leerweg.BL)}
    assert offers["XNEW01"] == (PIE_GL,)


def test_no_edits_touch_nothing() -> None:
    assert judged((), country()) == ((), {})
