"""Signs of schools: none is told from another by its colour alone."""

from __future__ import annotations

import geopandas as gpd
import matplotlib.pyplot as plt
import numpy as np
import pytest

from maps.layers import OFFER_KINDS, SIGN_PATHS, sign
from maps.signs import SIGNS, draw_sites, site_handle


def test_every_kind_has_a_sign_on_paper() -> None:
    assert set(SIGNS) == set(OFFER_KINDS)


def test_signs_differ_in_shape_or_size() -> None:
    shapes = [
        (str(look["marker"]), look["markersize"], look["markerfacecolor"] == "white")
        for look in SIGNS.values()
    ]
    assert len(set(shapes)) == len(shapes)
    # A plus and a cross are not the same lines.
    assert len(set(SIGN_PATHS.values())) == len(SIGN_PATHS)


@pytest.mark.parametrize("kind", sorted(SIGN_PATHS))
def test_a_sign_is_a_drawing_of_its_own(kind: str) -> None:
    assert sign(kind).count("<path") == len(SIGN_PATHS[kind])


def test_schools_are_drawn_as_the_legend_explains_them() -> None:
    sites = gpd.GeoDataFrame(geometry=gpd.points_from_xy([1.0, 2.0], [3.0, 4.0]))
    figure, axes = plt.subplots()
    draw_sites(axes, sites, "closed")
    [drawn] = axes.lines
    handle = site_handle("closed", "gaat dicht")
    assert np.asarray(drawn.get_xdata()).tolist() == [1.0, 2.0]
    assert drawn.get_marker() is handle.get_marker()
    assert handle.get_label() == "gaat dicht"
    plt.close(figure)
