"""`bereik fetch`: open data by name, what is new in it, and the SOURCES.toml of it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessibility.codes import Mode
from accessibility.errors import DataError, TableError, UsageError
from api.terminal import progress
from data.catalogue import CATALOGUE
from data.downloads import Download, fetch_region
from data.downloads import fetch as fetched
from data.fetched import FetchedFiles
from data.open_data import named
from data.sources_file import BESIDE, SOURCES, sources_text

if TYPE_CHECKING:
    from data.open_data import OpenData

_KNOWN = {"name", "url", "checksum"}


Folder = Annotated[
    Path | None, typer.Option("--output", "-o", help="Folder for the files.")
]
Names = Annotated[
    list[str] | None,
    typer.Argument(
        help="Data sets by name: nl for all that a country needs, or such as "
        "01voins-v1, cbs-pc4, geofabrik-nl, gtfs-nl; an unknown name lists them.",
        show_default="none",
    ),
]
Catalogue = Annotated[str, typer.Option(help="Address of the catalogue (CKAN).")]
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
    names: Names = None,
    *,
    output: Folder = None,
    catalogue: Catalogue = CATALOGUE,
    place: Place = None,
    mode: Annotated[Mode, typer.Option(help="Of whom, with --place.")] = Mode.BIKE,
    files: ListOfFiles = None,
) -> None:
    """Bring open data by name, tell what is new, and list it in a SOURCES.toml.

    A file that is there is fetched again only when its publisher has a newer one; a
    broken download is continued. What `bereik build` then reads is SOURCES.toml.

    For example:

      bereik fetch nl -o map

      bereik fetch 01voins-v1 adressen_vo gtfs-nl -o map

      bereik fetch --place "Delft, Netherlands" --mode bike -o map
    """
    if output is None:
        message = "say where the files go: -o FOLDER"
        raise UsageError(message)
    if not (names or place or files):
        message = "say what to fetch: nl, a data set by name, --place or --list"
        raise UsageError(message)
    sets = named(names or [])
    if files:
        for path in fetched(listed(files), output):
            typer.echo(path)
    if sets:
        _by_name(sets, output, catalogue)
    if place:
        name = "-".join(place.lower().replace(",", " ").split())
        path = output / f"{name}-{mode.value}.graphml"
        typer.echo(fetch_region(place, mode, path))


def _by_name(sets: list[OpenData], folder: Path, catalogue: str) -> None:
    """Bring data sets and tell of each what is new; one that fails keeps no other."""
    folder.mkdir(parents=True, exist_ok=True)
    record, came, failed = FetchedFiles(folder), [], []
    with progress() as report:
        for number, one in enumerate(sets):
            report(one.name, number, len(sets))
            try:
                news = record.renewed(one.found(catalogue), today=date.today())  # noqa: DTZ011 - the reader's own day
            except DataError as error:
                failed.append(f"{one.name}: {error}")
                continue
            came.append((one, news.now))
            typer.echo(news.said)
            if news.warning:
                typer.echo(f"warning: {news.warning}", err=True)
    if came:
        typer.echo(_list_sources(folder, sources_text(folder.resolve().name, came)))
    if failed:
        raise TableError(str(folder), failed)


def _list_sources(folder: Path, text: str) -> str:
    """Write SOURCES.toml, beside one that is there and says otherwise; say which."""
    path = folder / SOURCES
    if path.exists() and path.read_text(encoding="utf-8") != text:
        beside = folder / BESIDE
        beside.write_text(text, encoding="utf-8")
        return f"{path}: stays as it is; the files of this time are listed in {beside}"
    path.write_text(text, encoding="utf-8")
    return f"{path}: build it with bereik build {path} -o SNAPSHOT"


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
