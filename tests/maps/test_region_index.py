"""The list of region maps."""

from __future__ import annotations

import dataclasses
import math
import re
from typing import TYPE_CHECKING

import pytest

from accessibility.errors import UsageError
from maps.region_index import region_index
from maps.region_map import RegionMap

if TYPE_CHECKING:
    from pathlib import Path

    from accessibility.snapshot import Manifest
    from maps.subject import Subject

MAPS = {
    "Klein": RegionMap("", 0.1, 3.0, ""),
    "Leeg": RegionMap("", math.nan, 0.0, ""),
    "Groot & <b>ver</b>": RegionMap("", 0.75, 1_234.0, ""),
}
FILES = {"Klein": "klein.html", "Leeg": "leeg.html", "Groot & <b>ver</b>": "a b.html"}


def test_the_largest_gap_comes_first(
    subject: Subject, manifest: Manifest, tmp_path: Path
) -> None:
    index = region_index(MAPS, files=FILES, subject=subject, manifest=manifest)
    assert re.findall(r'href="([^"]+)"', index.html) == [
        "a%20b.html",
        "klein.html",
        "leeg.html",
    ]
    assert "<b>ver" not in index.html
    assert ">75,0%<" in index.html
    assert ">1.234<" in index.html
    assert ">geen gegevens<" in index.html
    assert index.save(tmp_path / "index.html").read_text("utf-8") == index.html


def test_the_example_is_labelled(subject: Subject, manifest: Manifest) -> None:
    example = dataclasses.replace(manifest, example=True)
    index = region_index(MAPS, files=FILES, subject=subject, manifest=example)
    assert "Voorbeeldgegevens" in index.html


def test_every_map_needs_a_file(subject: Subject, manifest: Manifest) -> None:
    with pytest.raises(UsageError, match="needs a file"):
        region_index(MAPS, files={}, subject=subject, manifest=manifest)
