"""Leaflet's files, made fit to stand inside a page."""

from __future__ import annotations

import re

from maps import leaflet


def test_the_script_is_whole_and_cannot_end_its_own_element() -> None:
    script = leaflet.script()
    assert "Leaflet 1.9" in script
    assert "</" not in script
    assert "sourceMappingURL" not in script


def test_every_picture_of_the_style_sheet_is_inside_it() -> None:
    found = re.findall(r"url\(([^)]*)\)", leaflet.style())
    outside = [url for url in found if not url.startswith(("data:", "#"))]
    assert len(found) >= 3
    assert outside == []
