"""The maps of a dossier: what lies under them, what moves, and what they explain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from matplotlib.figure import Figure

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.places import RD_NEW
from accessibility.questions import Question
from accessibility.reports import impact_of
from accessibility.scenario import MoveVestiging, OpenOffer, Place, Scenario
from accessibility.study import Study
from maps.dossier import map_ground
from maps.dossier.change_maps import change_maps, difference_map
from maps.dossier.map_ground import Window, has_holes
from maps.dossier.speech import EN, NL
from tests.small_country import whole_country

if TYPE_CHECKING:
    from accessibility.reports import Impact
    from accessibility.scenario import Edit
    from maps.figures import Drawing

QUESTION = Question(denominator=Denominator.LEERWEG, students="own")
PAIR = ("M&T", Leerweg.GL)
ENSCHEDE = Window(240_000, 455_000, 280_000, 495_000)


def impact(*edits: Edit) -> Impact:
    study = Study(whole_country())
    return impact_of(study, Scenario("t", "small", edits), QUESTION)


@pytest.fixture(scope="module")
def opening() -> Impact:
    return impact(OpenOffer("X00001", Profiel.MT, Leerweg.GL))


def legend(drawing: Drawing) -> list[str]:
    (legend,) = drawing.figure.legends
    return [text.get_text() for text in legend.get_texts()]


def test_three_maps_stand_in_a_row_under_their_names(opening: Impact) -> None:
    drawing = change_maps(opening, PAIR, NL)
    axes = drawing.figure.axes
    assert [one.get_title(loc="left") for one in axes] == ["Voor", "Na", "Verschil"]
    assert len({round(one.get_position().y0, 6) for one in axes}) == 1
    left = [one.get_position().x0 for one in axes]
    assert left == sorted(left)
    assert axes[-1].get_position().x1 == pytest.approx(1.0)
    width_in, height_in = drawing.figure.get_size_inches()
    assert height_in < width_in / 2


def test_a_legend_names_what_is_drawn_and_no_more(opening: Impact) -> None:
    told = legend(difference_map(opening, PAIR, NL))
    assert told[0] == "krijgt een eerste aanbod"
    assert "verliest het enige aanbod" not in told
    assert "gaat open" in told
    assert "verhuist" not in told


def test_a_school_that_moves_is_an_arrow_from_the_old_place_to_the_new() -> None:
    moved = impact(MoveVestiging("X00001", Place(118_000.0, 421_000.0)))
    assert moved.headline is not None
    drawing = difference_map(moved, moved.headline, EN)
    assert "moves" in legend(drawing)
    (arrow,) = [
        text for text in drawing.figure.axes[0].texts if getattr(text, "arrow_patch", 0)
    ]
    told: Any = arrow
    sites = moved.before.vestigingen.set_index("brin6").geometry
    assert told.xy == (118_000.0, 421_000.0)
    assert told.xyann == (sites["X00001"].x, sites["X00001"].y)


def below(*pieces: tuple[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    looks, shapes = zip(*pieces, strict=True)
    return gpd.GeoDataFrame({"look": looks}, geometry=list(shapes), crs=RD_NEW)


def names(ground: gpd.GeoDataFrame, window: Window) -> list[str]:
    figure = Figure()
    axes = figure.add_subplot()
    map_ground.name_neighbour(axes, ground, window, NL)
    return [text.get_text() for text in axes.texts]


def test_a_neighbour_is_named_where_it_is_seen() -> None:
    east = below(("buitenland", shapely.box(262_000, 450_000, 290_000, 500_000)))
    assert names(east, ENSCHEDE) == ["Duitsland"]
    sliver = below(("buitenland", shapely.box(279_500, 450_000, 290_000, 500_000)))
    assert names(sliver, ENSCHEDE) == []
    west = Window(30_000, 355_000, 70_000, 395_000)
    south = below(("buitenland", shapely.box(20_000, 340_000, 80_000, 365_000)))
    assert names(south, west) == ["België"]


def test_the_border_is_where_land_meets_a_neighbour() -> None:
    ground = below(
        ("rond", shapely.box(240_000, 450_000, 262_000, 500_000)),
        ("buitenland", shapely.box(262_000, 450_000, 290_000, 500_000)),
    )
    line = map_ground.border(ground)
    assert line.length == pytest.approx(50_000, abs=500)
    assert line.bounds[2] < 263_000


def test_land_without_a_postcode_is_explained_where_it_is_seen(
    opening: Impact, monkeypatch: pytest.MonkeyPatch
) -> None:
    land = below(("rond", shapely.box(0, 0, 10_000, 10_000)))
    monkeypatch.setattr(map_ground, "below", lambda *_: land)
    hole = shapely.box(4_000, 4_000, 6_000, 6_000)
    whole = shapely.box(0, 0, 10_000, 10_000)
    window = Window(0, 0, 10_000, 10_000)
    for shape, expected in ((whole, False), (whole.difference(hole), True)):
        drawn = gpd.GeoDataFrame(geometry=[shape], crs=RD_NEW)
        assert has_holes(opening.before, drawn, window) == expected


def test_what_is_not_known_is_not_drawn(opening: Impact) -> None:
    tables = {k: v for k, v in opening.before.tables.items() if k != "areas"}
    bare = replace(opening, before=replace(opening.before, tables=tables))
    assert legend(difference_map(bare, PAIR, NL))[0] == "krijgt een eerste aanbod"
