"""The figure of the view ahead: layers by name, a range in the title, no forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.errors import UsageError
from maps.outlook_figure import view_ahead

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Manifest
    from maps.subject import Subject


@pytest.fixture
def rows() -> pd.DataFrame:
    years = [2023, 2026, 2029]
    return pd.DataFrame(
        {
            "area_code": "NL",
            "profiel": "PIE",
            "leerweg": "gl",
            "year": years,
            "norm": 6,
            "access_demography": [0.55, 0.56, 0.57],
            "access_likely_p10": [0.55, 0.45, 0.40],
            "access_likely_p50": [0.55, 0.54, 0.53],
            "access_likely_p90": [0.55, 0.61, 0.648],
            "access_if_norm": [0.38, 0.37, 0.36],
            "access_if_norm_combined": [0.54, 0.54, 0.55],
            "suppressed": False,
        }
    )


def test_the_layers_are_named_and_nothing_is_foretold(
    rows: pd.DataFrame, subject: Subject, manifest: Manifest
) -> None:
    drawing = view_ahead(rows, subject=subject, manifest=manifest)
    text = drawing.svg().decode("utf-8")
    for words in (
        "Geen voorspelling",
        "waarschijnlijk (8 van de 10)",
        "alleen minder of meer leerlingen",
        "als groepen onder 6 sluiten",
        "idem, leerwegen samen",
        "2029",
    ):
        assert words in text
    assert "waarschijnlijk voor 40,0% tot 64,8%" in drawing.title


def test_a_page_opens_by_itself(
    rows: pd.DataFrame, subject: Subject, manifest: Manifest, tmp_path: Path
) -> None:
    drawing = view_ahead(rows, subject=subject, manifest=manifest)
    page = drawing.save(tmp_path / "vooruit.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Geen voorspelling" in page
    assert page.count("<svg") == 1
    assert "<?xml" not in page
    with pytest.raises(UsageError, match=r"use .svg, .png, .pdf or .html"):
        drawing.save(tmp_path / "vooruit.gif")


def test_the_same_rows_are_the_same_file(
    rows: pd.DataFrame, subject: Subject, manifest: Manifest
) -> None:
    first, again = (
        view_ahead(one, subject=subject, manifest=manifest).svg()
        for one in (rows, rows.iloc[::-1])
    )
    assert first == again


def test_several_areas_or_one_year_are_no_figure(
    rows: pd.DataFrame, subject: Subject, manifest: Manifest
) -> None:
    two = pd.concat([rows, rows.assign(area_code="G1")])
    for some in (two, rows.iloc[:1]):
        with pytest.raises(UsageError, match="one area, profiel and leerweg"):
            view_ahead(some, subject=subject, manifest=manifest)
    hidden = rows.assign(suppressed=True)
    with pytest.raises(UsageError, match="too few students"):
        view_ahead(hidden, subject=subject, manifest=manifest)
