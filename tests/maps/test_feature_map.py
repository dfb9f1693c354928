"""The map of features: everything that has a place is on it, the right way up."""

from __future__ import annotations

import re

import shapely

from maps.feature_map import Mark, feature_map


def test_points_keep_their_sides() -> None:
    spots = {"zw": (0, 0), "no": (5_000, 3_000)}
    drawn = feature_map(
        [Mark(shapely.Point(xy), k, f"/{k}") for k, xy in spots.items()]
    )
    assert drawn is not None
    by_name = {one.title: one for one in drawn.marks}
    west, east = (by_name[name].middle for name in ("zw", "no"))
    assert west is not None
    assert east is not None
    assert float(west[0]) < float(east[0])
    # South is below.
    assert float(west[1]) > float(east[1])
    assert all(0 <= float(x) <= drawn.width for x, _ in (west, east))
    assert all(0 <= float(y) <= drawn.height for _, y in (west, east))


def test_areas_are_closed_and_holes_stay() -> None:
    ring = shapely.box(0, 0, 9_000, 9_000) - shapely.box(3_000, 3_000, 6_000, 6_000)
    drawn = feature_map([Mark(ring, "ring", "/ring"), Mark(None, "nergens", "/niets")])
    assert drawn is not None
    assert [one.title for one in drawn.marks] == ["ring"]
    assert drawn.marks[0].path.count("Z") == 2
    numbers = [float(text) for text in re.findall(r"[\d.]+", drawn.marks[0].path)]
    assert max(numbers) <= max(drawn.width, drawn.height)


def test_nothing_that_has_a_place() -> None:
    assert feature_map([Mark(None, "nergens", "/niets")]) is None
    assert feature_map([]) is None
