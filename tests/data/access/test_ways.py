"""What tags mean, case by case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessibility.codes import Mode
from data.access import (
    NL,
    RULE_SETS,
    Answer,
    RoadRules,
    access,
    blocks,
    passage,
)

BIKE, CAR, WALK = Mode.BIKE, Mode.CAR, Mode.WALK
RULES = RoadRules()


def tags_of(text: str) -> dict[str, str]:
    """Read `a=b c=d`."""
    return dict(part.split("=", 1) for part in text.split())


def directions(text: str, mode: Mode) -> str:
    """Say where one may go: `both`, `there`, `back` or `closed`."""
    found = passage(tags_of(text), mode, RULES)
    if found is None:
        return "closed"
    there, back = found.there_kmh is not None, found.back_kmh is not None
    return {(True, True): "both", (True, False): "there", (False, True): "back"}[
        there, back
    ]


@pytest.mark.parametrize(
    ("text", "bike", "car", "walk"),
    [
        ("highway=residential", "both", "both", "both"),
        ("highway=service", "both", "both", "both"),
        ("highway=motorway", "closed", "there", "closed"),
        ("highway=motorway oneway=no", "closed", "both", "closed"),
        ("highway=trunk", "closed", "both", "closed"),
        ("highway=trunk bicycle=yes", "both", "both", "closed"),
        ("highway=primary motorroad=yes", "closed", "both", "closed"),
        ("highway=cycleway", "both", "closed", "both"),
        ("highway=path", "both", "closed", "both"),
        ("highway=footway", "closed", "closed", "both"),
        ("highway=footway bicycle=yes", "both", "closed", "both"),
        ("highway=pedestrian", "closed", "closed", "both"),
        ("highway=pedestrian bicycle=yes", "both", "closed", "both"),
        ("highway=steps", "closed", "closed", "both"),
        ("highway=bridleway", "closed", "closed", "closed"),
        ("highway=construction", "closed", "closed", "closed"),
        ("highway=proposed bicycle=yes", "closed", "closed", "closed"),
        # Access and its overrides, the most specific first.
        ("highway=residential access=private", "closed", "closed", "closed"),
        ("highway=track access=no bicycle=yes", "both", "closed", "closed"),
        ("highway=track vehicle=no", "closed", "closed", "both"),
        ("highway=track motor_vehicle=agricultural", "both", "closed", "both"),
        ("highway=unclassified motor_vehicle=destination", "both", "both", "both"),
        ("highway=residential bicycle=no foot=no", "closed", "both", "closed"),
        # A path with houses along it, opened to cars by a sign of their own.
        ("highway=cycleway motor_vehicle=yes", "both", "both", "both"),
        ("highway=footway motor_vehicle=yes", "closed", "both", "both"),
        ("highway=path motorcar=destination", "both", "both", "both"),
        ("highway=cycleway motor_vehicle=yes motorcar=no", "both", "closed", "both"),
        ("highway=cycleway motor_vehicle=private", "both", "closed", "both"),
        ("highway=cycleway access=yes", "both", "closed", "both"),
        ("highway=cycleway vehicle=yes", "both", "closed", "both"),
        # One way, and not for cyclists.
        ("highway=residential oneway=yes", "there", "there", "both"),
        ("highway=residential oneway=-1", "back", "back", "both"),
        ("highway=residential oneway=yes oneway:bicycle=no", "both", "there", "both"),
        ("highway=residential oneway=yes cycleway=opposite", "both", "there", "both"),
        (
            "highway=residential oneway=yes cycleway:left=opposite_lane",
            "both",
            "there",
            "both",
        ),
        (
            "highway=residential oneway=yes cycleway:left=lane cycleway:left:oneway=-1",
            "both",
            "there",
            "both",
        ),
        ("highway=cycleway oneway=yes", "there", "closed", "both"),
        ("highway=cycleway oneway:bicycle=yes", "there", "closed", "both"),
        ("highway=tertiary junction=roundabout", "there", "there", "both"),
        # Which way it goes is not known; over a bridge, as onto a ferry, in turn.
        ("highway=primary oneway=reversible", "both", "closed", "both"),
        ("highway=primary oneway=reversible bridge=yes", *(["both"] * 3)),
        ("highway=footway oneway:foot=yes", "closed", "closed", "there"),
        # As the Dutch tag.
        ("highway=cycleway moped=designated", "both", "closed", "both"),
        ("highway=residential cyclestreet=yes bicycle=designated", *(["both"] * 3)),
        ("highway=secondary bicycle=use_sidepath", "closed", "both", "both"),
        ("highway=secondary bicycle=use_sidepath cycleway=track", *(["both"] * 3)),
        (
            "highway=secondary bicycle=use_sidepath cycleway=separate",
            "closed",
            "both",
            "both",
        ),
        # What is no road.
        ("route=bus", "closed", "closed", "closed"),
        ("route=ferry", "both", "both", "both"),
        ("route=ferry motor_vehicle=no", "both", "closed", "both"),
        ("route=ferry foot=yes bicycle=yes", "both", "closed", "both"),
        ("route=ferry access=private", "closed", "closed", "closed"),
    ],
)
def test_who_may_go_where(text: str, bike: str, car: str, walk: str) -> None:
    found = tuple(directions(text, mode) for mode in (BIKE, CAR, WALK))
    assert found == (bike, car, walk)


@pytest.mark.parametrize(
    ("text", "mode", "kmh"),
    [
        ("highway=residential", BIKE, 15),
        ("highway=pedestrian bicycle=dismount", BIKE, 5),
        ("highway=residential", WALK, 5),
        ("highway=residential", CAR, 25),
        ("highway=primary maxspeed=30", CAR, 30),
        ("highway=residential maxspeed=80", CAR, 25),
        ("highway=primary maxspeed=0", CAR, 60),
        ("highway=primary maxspeed=-50", CAR, 60),
        ("highway=primary maxspeed=none", CAR, 60),
    ],
)
def test_how_fast(text: str, mode: Mode, kmh: float) -> None:
    found = passage(tags_of(text), mode, RULES)
    assert found is not None
    assert found.there_kmh == kmh


def test_speed_is_a_choice() -> None:
    found = passage({"highway": "residential"}, BIKE, RoadRules(kmh=22))
    assert found is not None
    assert found.there_kmh == 22


def test_ferries_are_a_choice() -> None:
    assert passage({"route": "ferry"}, BIKE, RoadRules(ferries=False)) is None


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("highway=steps", 5),
        ("highway=footway", 5),
        ("highway=footway bicycle=no foot=yes", 5),
        ("highway=track bicycle=no foot=yes", None),
        ("highway=trunk", 15),
        ("highway=motorway", None),
    ],
)
def test_pushing_and_trunk_roads_are_choices(text: str, kmh: float | None) -> None:
    found = passage(tags_of(text), BIKE, RoadRules(pushing=True, trunk=True))
    assert (found.there_kmh if found else None) == kmh


@pytest.mark.parametrize(
    ("text", "pushed"),
    [
        ("highway=footway", ("nl", "osrm")),
        ("highway=footway bicycle=no", ("nl",)),
        ("highway=footway bicycle=no foot=yes", ("nl", "valhalla")),
        ("highway=footway bicycle=no foot=no", ()),
        ("highway=footway bicycle=use_sidepath", ()),
        ("highway=track bicycle=no foot=yes motor_vehicle=no", ("valhalla",)),
        ("highway=track bicycle=no foot=yes", ()),
    ],
)
def test_where_each_set_of_rules_pushes(text: str, pushed: tuple[str, ...]) -> None:
    sets = {name: replace(rules, pushing=True) for name, rules in RULE_SETS.items()}
    found = {name: access(tags_of(text), BIKE, rules) for name, rules in sets.items()}
    assert tuple(name for name in found if Answer.PUSH in found[name]) == pushed


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("highway=track access=yes", True),
        ("highway=runway access=yes", True),
        ("highway=track motor_vehicle=destination", False),
        ("highway=track", False),
        ("highway=track access=no", False),
        ("highway=steps access=yes", False),
    ],
)
def test_by_the_rules_of_osrm_any_key_opens(text: str, *, opens: bool) -> None:
    assert any(access(tags_of(text), CAR, RULE_SETS["osrm"])) == opens
    # In the Netherlands a general key on a runway or steps lets no car in.
    general = tags_of(text)["highway"] != "track"
    assert not (general and any(access(tags_of(text), CAR, NL)))


@pytest.mark.parametrize("mode", [BIKE, WALK, CAR])
def test_a_road_of_no_kind_is_open_by_all_rules_but_those_of_osrm(mode: Mode) -> None:
    road = {"highway": "road"}
    found = {name: any(access(road, mode, rules)) for name, rules in RULE_SETS.items()}
    assert found == {"nl": True, "osrm": False, "valhalla": True}


def test_nobody_lives_on_a_motorway_or_a_ferry() -> None:
    for text in ("highway=motorway", "highway=trunk motorroad=yes", "route=ferry"):
        found = passage(tags_of(text), CAR, RULES)
        assert found is not None
        assert not found.is_street


@pytest.mark.parametrize(
    ("text", "bike", "car", "walk"),
    [
        ("barrier=bollard", False, True, False),
        # It sinks for who has a permit, and for nobody else.
        ("barrier=bollard bollard=rising", False, True, False),
        ("barrier=gate", False, False, False),
        ("barrier=gate access=private", True, True, True),
        ("barrier=gate access=private bicycle=yes foot=yes", False, True, False),
        ("barrier=kissing_gate", True, True, False),
        ("barrier=cycle_barrier", False, True, False),
        ("barrier=block motor_vehicle=yes", False, False, False),
    ],
)
def test_whom_a_barrier_stops(text: str, bike: bool, car: bool, walk: bool) -> None:  # noqa: FBT001 - a table
    found = tuple(blocks(tags_of(text), mode, NL) for mode in (BIKE, CAR, WALK))
    assert found == (bike, car, walk)


@pytest.mark.parametrize(
    ("tags", "bike", "car"),
    [
        # Open by day: at half past eight one gets through.
        ({"access": "no", "access:conditional": "yes @ (07:00-22:00)"}, False, False),
        ({"access:conditional": "no @ (22:00-06:00)"}, False, False),
        ({"motor_vehicle:conditional": "no @ (Mo-Fr 08:00-09:00)"}, False, True),
        ({"bicycle:conditional": "no @ (Sa,Su)"}, False, False),
        ({"access:conditional": "no @ (08:00-09:00)", "bicycle": "yes"}, False, True),
        ({"access:conditional": "no @ wet"}, False, False),
    ],
)
def test_a_gate_with_hours(tags: dict[str, str], bike: bool, car: bool) -> None:  # noqa: FBT001 - a table
    gate = {"barrier": "gate", **tags}
    assert (blocks(gate, BIKE, NL), blocks(gate, CAR, NL)) == (bike, car)


def test_hours_of_a_gate_are_not_read_without_a_moment() -> None:
    gate = {"barrier": "gate", "access:conditional": "no @ (08:00-09:00)"}
    assert blocks(gate, WALK, NL)
    assert not blocks(gate, WALK, replace(NL, at=None))


def test_a_sliding_beam_is_a_gate() -> None:
    assert not blocks({"barrier": "sliding_beam"}, CAR, NL)
