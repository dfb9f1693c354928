"""`bereik fetch`: open data files, with checksums, going on where a download ended."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from accessibility.codes import Mode
from accessibility.errors import DataError, TableError, UsageError
from api.terminal import progress
from data.catalogue import CATALOGUE, dataset_files
from data.downloads import (
    Download,
    country_extract,
    duo_files,
    fetch_region,
    national_timetable,
)
from data.downloads import fetch as fetched

_KNOWN = {"name", "url", "checksum"}


Folder = Annotated[
    Path | None, typer.Option("--output", "-o", help="Folder for the files.")
]
DuoYear = Annotated[
    int | None,
    typer.Option(
        help="Year of 1 October: DUO's pupils, exams of that school year, addresses.",
        show_default="none",
    ),
]
Datasets = Annotated[
    list[str] | None,
    typer.Option(
        "--data",
        help="Name of a data set in DUO's catalogue, such as 01voins-v1 or 06_vomtgo; "
        "several times if need be.",
        show_default="none",
    ),
]
Catalogue = Annotated[str, typer.Option(help="Address of the catalogue (CKAN).")]
Country = Annotated[
    str | None,
    typer.Option(
        help="Country of Geofabrik's extract, such as netherlands.",
        show_default="none",
    ),
]
Timetable = Annotated[
    bool,
    typer.Option(
        "--timetable", help="The timetable of all Dutch public transport (GTFS)."
    ),
]
Place = Annotated[
    str | None,
    typer.Option(
        help="Place whose roads osmnx asks of OpenStreetMap, as GraphML.",
        show_default="none",
    ),
]
ListOfFiles = Annotated[
    Path | None,
    typer.Option(
        "--list",
        help="TOML with [[file]] name, url and, better, checksum.",
        show_default="none",
    ),
]


def fetch(
    *,
    output: Folder = None,
    duo: DuoYear = None,
    data: Datasets = None,
    catalogue: Catalogue = CATALOGUE,
    roads: Country = None,
    timetable: Timetable = False,
    place: Place = None,
    mode: Annotated[Mode, typer.Option(help="Of whom, with --place.")] = Mode.BIKE,
    files: ListOfFiles = None,
) -> None:
    """Download files that are not there yet; a broken download is continued.

    For example:

      bereik fetch --duo 2023 --roads netherlands --timetable -o bronnen

      bereik fetch --data 01voins-v1 --data adressen_vo -o bronnen

      bereik fetch --place "Delft, Netherlands" --mode bike -o bronnen
    """
    if output is None:
        message = "say where the files go: -o FOLDER"
        raise UsageError(message)
    if not (duo or data or roads or timetable or place or files):
        message = (
            "say what to fetch: --duo, --data, --roads, --timetable, --place or --list"
        )
        raise UsageError(message)
    wanted = listed(files) if files else []
    wanted += duo_files(duo) if duo else []
    for name in data or ():
        wanted += dataset_files(name, catalogue=catalogue)
    wanted += [country_extract(roads)] if roads else []
    wanted += [national_timetable()] if timetable else []
    with progress() as report:
        for number, one in enumerate(wanted):
            report(one.name, number, len(wanted))
            for path in fetched([one], output):
                typer.echo(path)
    if place:
        name = "-".join(place.lower().replace(",", " ").split())
        path = output / f"{name}-{mode.value}.graphml"
        typer.echo(fetch_region(place, mode, path))


def listed(path: Path) -> list[Download]:
    """Read a list of downloads.

    Raises
    ------
    DataError
        If the file is missing or is not TOML.
    TableError
        With every fault of every entry.
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))["file"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        message = f"{path}: not a TOML file with [[file]] entries ({error})"
        raise DataError(message) from error
    faults = [
        f"file {number}: {fault}"
        for number, entry in enumerate(entries, start=1)
        for fault in _faults(entry)
    ]
    if faults:
        raise TableError(str(path), faults)
    return [Download(e["name"], e["url"], e.get("checksum")) for e in entries]


def _faults(entry: dict[str, Any]) -> list[str]:
    faults = [f"has no {name}" for name in ("name", "url") if not entry.get(name)]
    unknown = sorted(set(entry) - _KNOWN)
    if unknown:
        faults.append(f"{', '.join(unknown)} is unknown; known are name, url, checksum")
    if Path(str(entry.get("name", ""))).name != str(entry.get("name", "")):
        faults.append("the name must be that of a file, without folders")
    return faults
