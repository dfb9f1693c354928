"""Open data from the web: checked, continued where it was cut off, put in place whole.

pooch keeps the registry, the checksums and the retries; this module adds what it does
not have: going on with a download that was broken off.
"""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pooch

from accessibility.codes import Mode
from accessibility.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

GEOFABRIK: Final = "https://download.geofabrik.de"
OVAPI: Final = "https://gtfs.ovapi.nl"
_BLOCK: Final = 1 << 20
_TIMEOUT_S: Final = 60
_PARTIAL: Final = 206
_NOTHING_LEFT: Final = 416
_OSMNX_TYPES: Final = {Mode.WALK: "walk", Mode.BIKE: "bike", Mode.CAR: "drive"}


@dataclass(frozen=True)
class Download:
    """One file on the web.

    Parameters
    ----------
    name
        Name it gets.
    url
        Where it is.
    checksum
        As pooch writes it (`sha256:...`, `md5:...`); None to take what comes.
    """

    name: str
    url: str
    checksum: str | None = None


def country_extract(
    country: str = "netherlands", continent: str = "europe"
) -> Download:
    """Return the OpenStreetMap extract of a country, with the checksum beside it.

    Raises
    ------
    DataError
        If the list of extracts cannot be reached.
    """
    url = f"{GEOFABRIK}/{continent}/{country}-latest.osm.pbf"
    return Download(Path(url).name, url, f"md5:{_first_word(url + '.md5')}")


def fetch(downloads: Iterable[Download], folder: Path) -> list[Path]:
    """Download files that are not there yet; what is there and right is kept.

    Parameters
    ----------
    downloads
        What to fetch.
    folder
        Where to; made if needed.

    Returns
    -------
    list
        The files, in order.

    Raises
    ------
    DataError
        If a file cannot be reached or its checksum is wrong; what was broken off
        stays beside its place and is continued by the next call.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_fetched(wanted, folder) for wanted in downloads]


def fetch_region(place: str, mode: Mode, path: Path) -> Path:
    """Save the roads of a place, found by its name, as a GraphML file of osmnx.

    Parameters
    ----------
    place
        As OpenStreetMap's search knows it: `Delft, Netherlands`.
    mode
        Who travels.
    path
        The file to write.
    """
    import osmnx  # noqa: PLC0415 - slow to load, and only needed here

    graph = osmnx.graph_from_place(
        place, network_type=_OSMNX_TYPES[mode.like], retain_all=True
    )
    if mode is Mode.CAR:
        graph = osmnx.add_edge_speeds(graph)
    part = path.with_name(f".{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    osmnx.save_graphml(graph, part)
    part.replace(path)
    return path


def _fetched(wanted: Download, folder: Path) -> Path:
    keeper = pooch.create(
        folder,
        base_url="",
        registry={wanted.name: wanted.checksum},
        urls={wanted.name: wanted.url},
    )
    try:
        return Path(keeper.fetch(wanted.name, downloader=_continued))
    except ValueError as error:
        # What came is not what was asked: going on with it would never end well.
        (folder / f".{wanted.name}.part").unlink(missing_ok=True)
        message = (
            f"{wanted.url}: the file that came has another checksum than expected; "
            "it was thrown away, try again, or the file has been replaced at its source"
        )
        raise DataError(message) from error
    except OSError as error:
        message = (
            f"{wanted.url}: cannot be downloaded ({error}); what came so far is kept, "
            "run the same command again to go on"
        )
        raise DataError(message) from error


def _continued(url: str, output_file: str, keeper: Any) -> None:  # noqa: ANN401 - pooch's
    """Download to a file beside the place, going on where an earlier try ended."""
    name = next(name for name, known in keeper.urls.items() if known == url)
    part = Path(keeper.abspath) / f".{name}.part"
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"})  # noqa: S310 - the caller's own address
    try:
        with urllib.request.urlopen(request, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - the caller's own
            # A server that does not know ranges begins again.
            mode = "ab" if answer.status == _PARTIAL else "wb"
            with part.open(mode) as sink:
                _copy(answer, sink)
    except urllib.error.HTTPError as error:
        if error.code != _NOTHING_LEFT or have == 0:
            raise
    os.replace(part, output_file)  # noqa: PTH105 - over pooch's own empty file


def _copy(answer: Any, sink: Any) -> None:  # noqa: ANN401 - streams
    """Copy a download block by block; one that ends too early is an error."""
    expected = answer.headers.get("Content-Length")
    came = 0
    while block := answer.read(_BLOCK):
        sink.write(block)
        came += len(block)
    if expected is not None and came < int(expected):
        message = f"broken off after {came} of {expected} bytes"
        raise OSError(message)


def _first_word(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - the caller's own
            text: str = answer.read().decode("ascii")
    except OSError as error:
        message = f"{url}: cannot be reached ({error}); is there a connection?"
        raise DataError(message) from error
    return text.split(maxsplit=1)[0]
