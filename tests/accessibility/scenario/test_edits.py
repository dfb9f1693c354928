"""The edits: each kind has one name, and stands under it in a document."""

from __future__ import annotations

from typing import get_args

import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel
from accessibility.scenario.edits import (
    KIND_OF,
    KINDS,
    NETWORK_EDITS,
    STUDENT_EDITS,
    TRANSIT_EDITS,
    AddLine,
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Edit,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    Place,
    PlannedOffer,
    RemoveLine,
    RemoveStop,
    changes_ways,
    is_local,
)

AT = Place(120_000.0, 420_000.0)
KM_ON, FURTHER = Place(AT.x_m + 1_000.0, AT.y_m), Place(AT.x_m + 1_000.1, AT.y_m)
ONE_OF_EACH: tuple[Edit, ...] = (
    OpenOffer("X00000", Profiel.PIE, Leerweg.GL),
    CloseOffer("X00000", Profiel.PIE, Leerweg.GL),
    CloseVestiging("X00000"),
    MergeVestiging("X00000", "X00001"),
    MoveVestiging("X00000", AT),
    FoundVestiging("XNEW01", "Nieuw", AT, (PlannedOffer(Profiel.PIE, Leerweg.GL),)),
    LapseLicences("2026-07-31"),
    Forecast(AreaKind.NL, "NL", 2.0),
    OwnCount("A000", Leerweg.GL, 3.0),
    CloseLink(Mode.BIKE, AT),
    AddLink(Mode.BIKE, AT, AT, 4.0),
    RemoveLine("L"),
    RemoveStop("s0"),
    LineHeadway("L", 15.0, "06:00", "20:00"),
    AddLine("N", ("s0", "s1"), 30.0, "06:00", "20:00"),
)


def test_every_kind_of_edit_has_one_name() -> None:
    assert [type(edit) for edit in ONE_OF_EACH] == list(KINDS.values())
    assert set(get_args(Edit)) == set(KINDS.values())
    assert {KINDS[KIND_OF[type(edit)]] for edit in ONE_OF_EACH} == set(KINDS.values())


def test_edits_of_public_transport_and_of_ways_to_stops_change_ov() -> None:
    changing = {
        mode: {KIND_OF[type(edit)] for edit in ONE_OF_EACH if changes_ways(edit, mode)}
        for mode in Mode
    }
    links = {"close-link", "add-link"}
    assert changing[Mode.OV] == links | {KIND_OF[kind] for kind in TRANSIT_EDITS}
    assert changing[Mode.BIKE] == links
    assert changing[Mode.CAR] == changing[Mode.STRAIGHT] == set()


def test_edits_of_students_and_roads_touch_no_offer() -> None:
    touching = {*STUDENT_EDITS, *NETWORK_EDITS}
    assert {KIND_OF[kind] for kind in touching} == {
        "forecast",
        "own-count",
        "close-link",
        "add-link",
    }


def test_a_merger_takes_over_unless_told() -> None:
    assert MergeVestiging("X00000", "X00001").take_over is True


@pytest.mark.parametrize("edit", ONE_OF_EACH, ids=lambda edit: KIND_OF[type(edit)])
def test_equal_edits_are_one_key(edit: Edit) -> None:
    copy = type(edit)(**{n: getattr(edit, n) for n in edit.__dataclass_fields__})
    assert {edit: 1}[copy] == 1


@pytest.mark.parametrize(
    ("edit", "right"),
    [
        (CloseLink(Mode.BIKE, AT), True),
        (CloseLink(Mode.BIKE, AT, metres=1_000.0), True),
        (CloseLink(Mode.BIKE, AT, metres=1_000.1), False),
        (CloseLink(Mode.BIKE, name="Lange Brug"), False),
        (CloseLink(Mode.BIKE, AT, name="Lange Brug"), False),
        (CloseLink(Mode.BIKE, between=(AT, KM_ON)), True),
        (CloseLink(Mode.BIKE, between=(AT, FURTHER)), False),
        (AddLink(Mode.BIKE, AT, AT, 4.0), True),
        (CloseVestiging("X00000"), False),
    ],
)
def test_a_spot_or_a_kilometre_of_road_is_one_place(edit: Edit, *, right: bool) -> None:
    assert is_local(edit) is right
