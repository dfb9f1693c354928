"""Plots: the finding as title, the norm, the order, the same bytes twice."""

from __future__ import annotations

import dataclasses
import doctest
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import maps.axes
from accessibility.codes import Mode
from accessibility.errors import DataError, TableError, UsageError
from maps.axes import spread
from maps.plots import detour_factors, reach_curve, region_dots, trend

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Manifest
    from maps.figures import Drawing
    from maps.subject import Subject


@pytest.fixture
def curve_shares() -> pd.DataFrame:
    """Shares that grow with the threshold, highest in the bl."""
    rows = [
        {"leerweg": leerweg, "threshold": 1_000.0 * km, "share": km / 20 * factor}
        for leerweg, factor in (("bl", 1.0), ("gl", 0.5))
        for km in range(21)
    ]
    frame = pd.DataFrame(rows)
    return frame.assign(share_low=frame.share * 0.9, share_high=frame.share)


@pytest.fixture
def curve(curve_shares: pd.DataFrame, subject: Subject, manifest: Manifest) -> Drawing:
    return reach_curve(curve_shares, subject=subject, manifest=manifest)


def _texts(drawing: Drawing) -> str:
    return drawing.svg().decode("utf-8")


def test_the_curve_tells_the_share_at_the_norm(curve: Drawing) -> None:
    assert curve.title == (
        "PIE binnen 10 km: 25% in de gl, tegen 50% in de bl (Voorbeeldland)"
    )
    svg = _texts(curve)
    for words in ("norm 10 km", "gl 25%", "bl 50%", "afstand hemelsbreed (km)"):
        assert words in svg
    assert "leerlingen 1 oktober 2019" in svg


def test_a_norm_that_was_not_asked_gives_a_plain_title(
    curve_shares: pd.DataFrame, subject: Subject, manifest: Manifest
) -> None:
    odd = dataclasses.replace(subject, within=10_500.0)
    drawing = reach_curve(curve_shares, subject=odd, manifest=manifest)
    assert drawing.title == "Hoe dichtbij PIE is, per leerweg"


def test_areas_are_sorted_and_counted(subject: Subject, manifest: Manifest) -> None:
    shares = pd.DataFrame(
        {
            "area_name": ["Hoog", "Laag", "Midden", "Onbekend"],
            "share": [0.9, 0.1, 0.4, np.nan],
        }
    ).assign(share_low=0.0, share_high=1.0)
    drawing = region_dots(shares, subject=subject, manifest=manifest)
    axes = drawing.figure.axes[0]
    names = [label.get_text() for label in axes.get_yticklabels()]
    heights = axes.get_yticks()
    assert names == ["Laag", "Midden", "Hoog"]
    assert list(heights) == [2, 1, 0]
    assert drawing.title.startswith("In 2 van de 3 gebieden heeft minder dan de helft")


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (0.583, "steeg van 56% in 2019/20 naar 58% in 2023/24"),
        (0.4, "daalde van 56% in 2019/20 naar 40% in 2023/24"),
        (0.556, "bleef 56%"),
    ],
)
def test_the_trend_tells_the_change(
    subject: Subject, manifest: Manifest, last: float, words: str
) -> None:
    shares = pd.DataFrame(
        {
            "year": ["2023/24", "2019/20"],
            "leerweg": ["gl", "gl"],
            "share": [last, 0.556],
        }
    )
    drawing = trend(shares, subject=subject, manifest=manifest)
    assert words in drawing.title


def test_detours_are_weighted_by_students(manifest: Manifest) -> None:
    drawing = detour_factors(
        [1.1, 1.3, 2.0, np.inf, np.nan],
        [1, 10, 2, 99, 99],
        mode=Mode.BIKE,
        manifest=manifest,
    )
    assert "minstens 1,30 keer" in drawing.title


def test_detours_without_roads_are_refused(manifest: Manifest) -> None:
    with pytest.raises(TableError, match="no postcode"):
        detour_factors([np.inf], [3], mode=Mode.BIKE, manifest=manifest)


def test_the_same_table_gives_the_same_bytes(
    curve: Drawing, curve_shares: pd.DataFrame, subject: Subject, manifest: Manifest
) -> None:
    again = reach_curve(
        curve_shares.sample(frac=1.0, random_state=3),
        subject=subject,
        manifest=manifest,
    )
    assert again.svg() == curve.svg()
    assert again.png() == curve.png()
    assert again.pdf() == curve.pdf()


def test_example_data_are_labelled(
    curve_shares: pd.DataFrame, subject: Subject, manifest: Manifest, curve: Drawing
) -> None:
    example = dataclasses.replace(manifest, example=True)
    labelled = reach_curve(curve_shares, subject=subject, manifest=example)
    assert "Voorbeeldgegevens" in _texts(labelled)
    assert "Voorbeeldgegevens" not in _texts(curve)


def test_a_missing_column_is_named(subject: Subject, manifest: Manifest) -> None:
    with pytest.raises(TableError, match="'share_low' is missing"):
        reach_curve(
            pd.DataFrame({"leerweg": [], "threshold": [], "share": []}),
            subject=subject,
            manifest=manifest,
        )
    with pytest.raises(TableError, match="no rows"):
        trend(
            pd.DataFrame({"year": [], "leerweg": [], "share": []}),
            subject=subject,
            manifest=manifest,
        )


def test_saving_follows_the_name(curve: Drawing, tmp_path: Path) -> None:
    assert curve.save(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert curve.save(tmp_path / "a.PDF").read_bytes().startswith(b"%PDF")
    assert b"<svg" in curve.save(tmp_path / "a.svg").read_bytes()
    with pytest.raises(UsageError, match="cannot draw a"):
        curve.save(tmp_path / "a.gif")
    with pytest.raises(DataError, match="cannot write"):
        curve.save(tmp_path / "missing" / "a.svg")


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(maps.axes).failed == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=3))
def test_labels_keep_their_order_and_their_middle(heights: list[float]) -> None:
    before = np.sort(np.array(heights))
    after = spread(before, 0.05)
    assert (np.diff(after) > -1e-9).all()
    assert after.mean() == pytest.approx(before.mean())
