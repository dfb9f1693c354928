"""Edits of roads on the drawn town: the bridge out, and a bridge put back."""

from __future__ import annotations

import gc
from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Denominator, Leerweg, Mode, Profiel, Unit
from accessibility.counting.students import Students
from accessibility.effects import access_changes, effect_between
from accessibility.places import points_of
from accessibility.questions import Question
from accessibility.reach_table import ReachTable
from accessibility.reports.impact import impact_of
from accessibility.roads.edit_places import spot_at
from accessibility.roads.network import RoadNetwork
from accessibility.roads.road_reach import road_reach_table
from accessibility.scenario import Scenario, apply
from accessibility.scenario.applied import Applied, scenario_faults
from accessibility.scenario.edits import (
    AddLink,
    CloseLink,
    CloseVestiging,
    Edit,
    FoundVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.scenario.road_edits import (
    Closing,
    UnclearPlaceError,
    with_link,
    without_roads,
)
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.small_country import country, students
from tests.town import SOUTH_M, WEST_M, Town

TOWN = Town()


def at(x_km: float, y_km: float) -> Place:
    return Place(WEST_M + 1_000 * x_km, SOUTH_M + 1_000 * y_km)


BY_BIKE = Question(
    mode=Mode.BIKE,
    within=(20_000.0,),
    denominator=Denominator.LEERWEG,
    students="own",
)
BRIDGE_OUT = CloseLink(Mode.BIKE, at(4.0, 5.0))
BRIDGE_BACK = AddLink(Mode.BIKE, at(4.0, 3.0), at(4.0, 7.0), 15 / 3.6)


def tables(
    snapshot: Snapshot, people: Students, mode: Mode, unit: Unit, limit: float
) -> ReachTable:
    """Measure over the roads of a snapshot: what `data` does, without the disk."""
    sites = points_of(snapshot.vestigingen, "brin6")
    network = snapshot.network(mode)
    return road_reach_table(network, people.points, sites, unit=unit, limit=limit)


def test_a_bridge_put_back_gives_the_old_distances() -> None:
    homes, sites = TOWN.points("A", "C", "D", "G"), TOWN.points("G", "I")
    whole = TOWN.network(ferry=False)
    # H is no junction without the bridge: the street from G to I gets one there.
    again = with_link(TOWN.network(bridge=False, ferry=False), BRIDGE_BACK)
    one, other = (road_reach_table(n, homes, sites) for n in (whole, again))
    np.testing.assert_array_equal(one.point, other.point)
    np.testing.assert_array_equal(one.distance_cm, other.distance_cm)


def town_snapshot() -> Snapshot:
    """Return the town with homes on both banks and a vestiging on each."""
    somewhere = country(n_sites=2, n_postcodes=6)
    people = students(somewhere).counts.assign(profiel="", sex="")
    in_town = somewhere.edited(
        postcodes=moved(somewhere.postcodes, "A", "B", "C", "G", "H", "I"),
        vestigingen=moved(somewhere.vestigingen, "A", "G"),
        own_students=people,
    )
    return replace(in_town, roads={Mode.BIKE: TOWN.network()})


def moved(table: gpd.GeoDataFrame, *names: str) -> gpd.GeoDataFrame:
    places = TOWN.points(*names)
    return table.set_geometry(gpd.points_from_xy(places.x_m, places.y_m), crs=28992)


def test_without_the_bridge_the_north_bank_loses_the_south() -> None:
    snapshot = town_snapshot()
    offers = snapshot.offers[snapshot.offers.brin6 == "X00000"]
    study = Study(snapshot.edited(offers=offers), road_reach=tables)
    scenario = Scenario("Brug dicht", "small", (BRIDGE_OUT,))
    impact = impact_of(study, scenario, BY_BIKE)
    people = study.students_for(BY_BIKE)
    lost = impact.national.set_index(["profiel", "leerweg"])
    assert len(lost)
    for leerweg, gone, won in zip(
        lost.index.get_level_values(1), lost.lost_only, lost.gained_first, strict=True
    ):
        count = people.by_postcode(BY_BIKE.denominator, Leerweg(leerweg))[1]
        assert gone == pytest.approx(count[3:].sum())
        assert won == 0


def test_a_scenario_that_opens_beside_a_closed_bridge_counts_both() -> None:
    snapshot = town_snapshot()
    study = Study(snapshot, road_reach=tables)
    opened = OpenOffer("X00001", Profiel.MT, Leerweg.GL)
    scenario = Scenario("t", "small", (BRIDGE_OUT, opened))
    impact = impact_of(study, scenario, BY_BIKE)
    people = study.students_for(BY_BIKE)
    table = impact.national
    (gained,) = table.gained_first[(table.profiel == "M&T") & (table.leerweg == "gl")]
    count = people.by_postcode(BY_BIKE.denominator, Leerweg.GL)[1]
    # The vestiging stands on the north bank: only the north bank reaches it now.
    assert gained == pytest.approx(count[3:].sum())


def test_a_dossier_edits_the_roads_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def counted(*given: Any, **more: Any) -> Applied:  # noqa: ANN401 - passed on
        made.append(given)
        return apply(*given, **more)

    monkeypatch.setattr("accessibility.study.apply", counted)
    study = Study(town_snapshot(), road_reach=tables)
    scenario = Scenario("Brug dicht", "small", (BRIDGE_OUT,))
    impact = impact_of(study, scenario, BY_BIKE)
    assert len(made) == 1
    assert study.applied(scenario) is impact.applied
    del impact
    gc.collect()
    study.applied(scenario)
    assert len(made) == 2


def test_edits_of_roads_that_do_nothing_are_faults() -> None:
    snapshot = town_snapshot()
    edits = (
        CloseLink(Mode.BIKE, at(60, 60)),
        AddLink(Mode.BIKE, at(0, 0), at(-0.1, 0), 4.0),
        CloseLink(Mode.CAR, at(4, 5)),
        AddLink(Mode.CAR, at(0, 0), at(4, 0), 4.0),
    )
    faults = scenario_faults(Scenario("t", "small", edits), snapshot)
    assert len(faults) == 4
    assert "no road for bike is near" in faults[0]
    assert "same spot" in faults[1]
    assert "no road network for mode 'car'" in faults[2]


def test_other_networks_stay_as_they_are() -> None:
    snapshot = town_snapshot()
    walk = replace(TOWN.network(), mode=Mode.WALK)
    both = replace(snapshot, roads={**snapshot.roads, Mode.WALK: walk})
    applied = apply(Scenario("t", "small", (BRIDGE_OUT,)), both)
    assert applied.roads == {Mode.BIKE}
    assert applied.snapshot.network(Mode.WALK) is walk
    assert applied.snapshot.network(Mode.BIKE) is not both.network(Mode.BIKE)


def meant(edit: CloseLink) -> str:
    """Return the fault of an edit on the town, or what it closed."""
    try:
        _, closing = without_roads(TOWN.network(), edit)
    except UnclearPlaceError as error:
        return str(error)
    return f"{closing.parts}: {closing.length_m:g} m"


@pytest.mark.parametrize(
    ("edit", "right"),
    [
        (CloseLink(Mode.BIKE, at(4, 5)), "1: 0 m"),
        (CloseLink(Mode.BIKE, at(4, 5), metres=200.0), "1: 200 m"),
        (CloseLink(Mode.BIKE, between=(at(4, 4), at(4, 6))), "1: 2000 m"),
        (CloseLink(Mode.BIKE), "says no place: give `at`, `between` or `name`"),
        (
            CloseLink(Mode.BIKE, at(4, 5), metres=200.0, what="bridge"),
            "says both metres and what; one of them can be meant",
        ),
        (
            CloseLink(Mode.BIKE, at(4, 5), what="bridge"),
            (
                "the road file knows no bridge within 40 m of that place; say with "
                "`metres` how much of the road closes there"
            ),
        ),
        (
            CloseLink(Mode.BIKE, name="Lange Brug"),
            "the road file knows no bridge or tunnel named 'Lange Brug'",
        ),
        (
            CloseLink(Mode.BIKE, at(60, 60)),
            "does nothing: no road for bike is near that place",
        ),
        (CloseLink(Mode.BIKE, at(0, 7)), "does nothing: the road ends there"),
    ],
)
def test_what_an_edit_means(edit: CloseLink, right: str) -> None:
    assert meant(edit) == right


def named_twice() -> RoadNetwork:
    """Return the town with bridges of one name in the south and in the north."""
    network = TOWN.network()
    links = [link_of(network, at(2, 0)), link_of(network, at(2, 7))]
    return replace(
        network,
        span_link=np.array(links, np.int32),
        span_from_cm=np.array([190_000, 190_000], np.int32),
        span_to_cm=np.array([210_000, 210_000], np.int32),
        span_kind=np.array(["bridge", "bridge"]),
        span_name=np.array(["Molenbrug", "Molenbrug"]),
        _derived={},
    )


def link_of(network: RoadNetwork, place: Place) -> int:
    spot = spot_at(network, place.x_m, place.y_m)
    assert spot is not None
    return spot.link


def test_a_name_that_two_bridges_have_needs_a_place() -> None:
    network = named_twice()
    with pytest.raises(UnclearPlaceError, match="more than one 'molenbrug'"):
        without_roads(network, CloseLink(Mode.BIKE, name="molenbrug"))
    with pytest.raises(UnclearPlaceError, match="within 2000 m of that place"):
        without_roads(network, CloseLink(Mode.BIKE, at(8, 3), name="Molenbrug"))
    _, closing = without_roads(
        network, CloseLink(Mode.BIKE, at(1, 7), name="Molenbrug")
    )
    assert closing == Closing(Mode.BIKE, 1, 200.0, ("Molenbrug",))
    _, closing = without_roads(network, CloseLink(Mode.BIKE, at(2, 0), what="bridge"))
    assert closing.length_m == 200


def test_nobody_on_the_south_bank_loses_by_a_closed_bridge() -> None:
    snapshot = town_snapshot()
    network = snapshot.network(Mode.BIKE)
    homes, sites = TOWN.points("A", "B", "C", "E+0,0.3"), TOWN.points("D", "G")
    for metres in (None, 200.0, 4_000.0):
        edit = CloseLink(Mode.BIKE, at(4, 5), metres=metres)
        closed, _ = without_roads(network, edit)
        table = road_reach_table(closed, homes, sites)
        assert table.indptr.tolist() == [0, 4, 4]
        assert table.distance_cm is not None
        last = table.distance_cm.tolist()
        assert last[:3] == [300_000, 700_000, 1_100_000]
        assert last[3] == 430_000


EDITS: tuple[tuple[Edit, ...], ...] = (
    (BRIDGE_OUT,),
    (CloseLink(Mode.BIKE, at(0, 1.5), metres=500.0),),
    (AddLink(Mode.BIKE, at(1, 3), at(1, 7), 5.0),),
    (AddLink(Mode.BIKE, at(7, 3), at(7, 7), 5.0), BRIDGE_OUT),
    (BRIDGE_OUT, OpenOffer("X00001", Profiel.MT, Leerweg.GL)),
    (BRIDGE_OUT, CloseVestiging("X00000")),
    (MoveVestiging("X00001", at(8, 7)), CloseLink(Mode.BIKE, at(6, 7))),
    (
        FoundVestiging(
            "XNEW01", "Nieuw", at(4, 7), (PlannedOffer(Profiel.MT, Leerweg.GL),)
        ),
        CloseLink(Mode.BIKE, at(2, 7)),
    ),
)


@pytest.mark.parametrize("edits", EDITS, ids=range(len(EDITS)))
@pytest.mark.parametrize("within", [5_000.0, 20_000.0])
def test_the_effect_is_that_of_measuring_everything_again(
    edits: tuple[Edit, ...], within: float
) -> None:
    study = Study(town_snapshot(), road_reach=tables)
    question = replace(BY_BIKE, within=(within,))
    scenario = Scenario("t", "small", edits)
    quick = study.effect(scenario, question)
    after = study.applied(scenario).snapshot
    whole = effect_between(
        study.effect_base(question),
        Study(after, road_reach=tables, everyone=quick.students).effect_base(question),
    )
    one, other = (access_changes(effect) for effect in (quick, whole))
    pd.testing.assert_frame_equal(one, other)
    for here, there in zip(quick.changes, whole.changes, strict=True):
        for name in ("points", "cost_after", "nearest_after", "options_after"):
            assert (getattr(here, name) == getattr(there, name)).all(), name


def test_a_road_is_cut_at_the_spot() -> None:
    network, spot = TOWN.network(), at(4.0, 4.0)
    cut, _ = without_roads(network, CloseLink(Mode.BIKE, spot))
    new = sorted(cut.link_length_cm.tolist())
    for length in network.link_length_cm.tolist():
        if length in new:
            new.remove(length)
    # Four kilometres of bridge: one to the south of it, three to the north.
    assert set(new) == {100_000, 300_000}


def test_at_a_junction_one_road_is_cut_beside_it() -> None:
    network = TOWN.network()
    for x_cm, y_cm in zip(network.node_x_cm, network.node_y_cm, strict=True):
        edit = CloseLink(Mode.BIKE, Place(x_cm / 100, y_cm / 100))
        try:
            cut, _ = without_roads(network, edit)
        except UnclearPlaceError:  # a dead end
            continue
        assert cut.n_links == network.n_links + 2
        pieces = cut.link_length_cm[network.n_links :]
        assert pieces.min() == 1
        assert pieces.sum() in network.link_length_cm
