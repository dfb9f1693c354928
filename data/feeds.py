"""Atom feeds of PDOK: the newest file of a data set, by the address of its feed."""

from __future__ import annotations

import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from typing import Final

from accessibility.errors import DataError
from data.downloads import Download

_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ENDINGS: Final = (".gpkg", ".zip", ".gml")
_TIMEOUT_S: Final = 60
_MOST_FEEDS: Final = 3


def newest_file(feed: str) -> Download:
    """Return the newest file that a feed lists, or a feed that it leads to.

    Of files of one day a GeoPackage is taken first.

    Raises
    ------
    DataError
        If a feed cannot be reached or read, or none lists a file.
    """
    address = feed
    for _ in range(_MOST_FEEDS):
        links = _links(address)
        files = [one for one in links if _name(one[1]).lower().endswith(_ENDINGS)]
        if files:
            best = max(files, key=lambda one: (one[0], one[1].endswith(".gpkg")))
            return Download(_name(best[1]), best[1])
        feeds = [url for _, url in links if url.endswith(".xml") and url != address]
        if not feeds:
            break
        address = feeds[0]
    message = f"{feed}: lists no file as {', '.join(_ENDINGS)}"
    raise DataError(message)


def _links(address: str) -> list[tuple[str, str]]:
    """Return the links of the entries of a feed: when it was renewed, and where to."""
    try:
        with urllib.request.urlopen(address, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - a feed of the records, or the caller's own
            root = ET.fromstring(answer.read())  # noqa: S314 - Python refuses entities that grow since expat 2.4
    except (OSError, ET.ParseError) as error:
        message = f"{address}: cannot be reached, or is no feed ({error})"
        raise DataError(message) from error
    return [
        (
            entry.findtext(f"{_ATOM}updated", ""),
            urllib.parse.urljoin(address, link.get("href", "")),
        )
        for entry in root.iter(f"{_ATOM}entry")
        for link in entry.iter(f"{_ATOM}link")
    ]


def _name(url: str) -> str:
    return PurePosixPath(urllib.parse.urlsplit(url).path).name
