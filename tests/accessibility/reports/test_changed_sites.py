"""What opens and closes among the vestigingen of a region map."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely

from accessibility.codes import Leerweg, Profiel
from accessibility.questions import CENTRE, Question
from accessibility.regions import find_region
from accessibility.reports import region_view, turned, with_changed_sites
from accessibility.scenario import apply, parse_scenario
from accessibility.study import Study

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

PAIR = ("PIE", Leerweg.GL)
ASKED = Question(
    profielen=("PIE",),
    leerwegen=(Leerweg.GL,),
    students="own",
    smallest=0,
    points=CENTRE,
)


def told(snapshot: Snapshot, *edits: dict[str, Any]) -> dict[str, str]:
    """Return the kind of every vestiging of a view after edits."""
    points = snapshot.postcodes
    placed = points[points.geometry.notna()]
    squares = [shapely.box(p.x - 1, p.y - 1, p.x + 1, p.y + 1) for p in placed.geometry]
    areas = gpd.GeoDataFrame({"pc4": placed.pc4}, geometry=squares, crs=points.crs)
    before = snapshot.edited(pc4_areas=areas)
    document = {"format": 1, "title": "t", "snapshot": "line", "edits": list(edits)}
    applied = apply(parse_scenario(json.dumps(document)), before)
    after = applied.snapshot
    view = region_view(Study(after), find_region(after, "Westdorp"), ASKED)
    sites = with_changed_sites(view, before, applied, PAIR).vestigingen
    assert sites.crs == before.vestigingen.crs
    return dict(zip(sites.brin6, sites.offers, strict=True))


@pytest.fixture
def here(line_snapshot: Snapshot) -> dict[str, str]:
    """Every vestiging as it is."""
    return told(line_snapshot)


def test_a_school_that_closes_stays_on_the_map(
    line_snapshot: Snapshot, here: dict[str, str]
) -> None:
    gone = {"edit": "close-vestiging", "brin6": "00AA00"}
    assert here["00AA00"] == "pair"
    assert told(line_snapshot, gone) == here | {"00AA00": "closed"}


def test_a_school_that_opens_is_told_from_one_that_was_there(
    line_snapshot: Snapshot, here: dict[str, str]
) -> None:
    other = next(code for code, kind in here.items() if kind == "profiel")
    new = {"edit": "open-offer", "brin6": other, "profiel": "PIE", "leerweg": "gl"}
    assert told(line_snapshot, new) == here | {other: "opened"}


def test_only_the_pair_asked_for_counts() -> None:
    pie = Profiel("PIE")
    offers = frozenset([("00AA00", pie, Leerweg.GL), ("00BB00", pie, Leerweg.BL)])
    assert turned(offers, PAIR) == {"00AA00"}
