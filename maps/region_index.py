"""The page that lists a set of region maps, the region with the largest gap first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from accessibility.errors import UsageError
from maps import dutch
from maps.files import write_whole
from maps.region_page import environment, own_style
from maps.sources import dates_line, source_lines

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping
    from pathlib import Path

    from accessibility.snapshot import Manifest
    from maps.region_map import RegionMap
    from maps.subject import Subject


@dataclass(frozen=True)
class RegionIndex:
    """A finished list of maps."""

    title: str
    html: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page, whole or not at all.

        Raises
        ------
        DataError
            If the file cannot be written.
        """
        return write_whole(path, self.html.encode("utf-8"))


def region_index(
    maps: Mapping[str, RegionMap],
    *,
    files: Mapping[str, str],
    subject: Subject,
    manifest: Manifest,
) -> RegionIndex:
    """List region maps with their share and number of students beyond the threshold.

    Parameters
    ----------
    maps
        The map of each region, by the region's name.
    files
        Where each map is, relative to the list, by the same names.
    subject
        What the maps are about; its area is that of the whole set.
    manifest
        Dates, sources, and whether the data are an example.

    Raises
    ------
    UsageError
        If a map has no file or the reverse.
    """
    if maps.keys() != files.keys():
        message = "every region map of a list needs a file, and every file a map"
        raise UsageError(message)
    # NaN last: a region without students has no gap to show.
    order = sorted(maps, key=lambda name: (-np.nan_to_num(_share(maps[name])), name))
    title = (
        f"{dutch.first_capital(subject.who)} {subject.beyond} van een school met "
        f"{subject.offer}: {len(maps)} gebieden"
    )
    page = (
        environment()
        .get_template("index.html")
        .render(
            title=title,
            subject=subject,
            example=dutch.EXAMPLE if manifest.example else "",
            style=own_style("region.css"),
            rows=[(name, files[name], *_words(maps[name])) for name in order],
            dates=dates_line(manifest),
            sources=source_lines(manifest),
            method=manifest.method_version,
        )
    )
    return RegionIndex(title, page)


def _share(region: RegionMap) -> float:
    return region.missed_share


def _words(region: RegionMap) -> tuple[str, str, float]:
    """Return share and number in words, and the length of the bar in per cent."""
    bar = round(float(np.nan_to_num(100 * region.missed_share)), 1)
    return dutch.percentage(region.missed_share), dutch.number(region.missed), bar
