"""The open data that a country is built from, each by its name, and where it is now.

A name stays, files move: DUO's data sets are asked of its catalogue, those of PDOK of
their feeds. Only files that have one lasting address are named by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from accessibility.errors import UsageError
from data.catalogue import CATALOGUE, dataset_files
from data.downloads import GEOFABRIK, OVAPI, Download, country_extract
from data.feeds import newest_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_CBS: Final = "https://download.cbs.nl"
_PDOK: Final = "https://service.pdok.nl"
_AREAS: Final = (
    f"{_PDOK}/cbs/gebiedsindelingen/2024/wfs/v1_0?service=WFS&version=2.0.0"
    "&request=GetFeature&outputFormat=application%2Fjson"
    "&typeName=gebiedsindelingen:{}_gegeneraliseerd"
)


@dataclass(frozen=True)
class OpenData:
    """One data set that can be fetched by its name.

    Parameters
    ----------
    name
        As it is asked for; of DUO the name in its catalogue.
    kind
        Kind of source that its file is.
    holds
        What it is, for the list of names.
    file
        Of a data set with several files, what the file's name begins with; of a file
        with an address of its own, what it is called here.
    url
        Address of the file, or of the feed that lists it; empty for DUO's catalogue.
    day
        Day of the year that it tells of, `10-01` for DUO's counts; empty for the day
        on which it was published.
    options
        Of the kind, for SOURCES.toml.
    """

    name: str
    kind: str
    holds: str
    file: str
    url: str = ""
    day: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    def found(self, catalogue: str = CATALOGUE) -> Download:
        """Return where its file is now.

        Raises
        ------
        DataError
            If the catalogue or the feed cannot be reached, or lists no such file.
        """
        if not self.url:
            files = dataset_files(self.name, catalogue=catalogue)
            begins = [f for f in files if f.name.lower().startswith(self.file)]
            return (begins or files)[0]
        if self.url.endswith(".xml"):
            return newest_file(self.url)
        if self.url.endswith(".osm.pbf"):
            return country_extract()
        return Download(self.file, self.url)


OPEN_DATA: Final = {
    one.name: one
    for one in (
        OpenData(
            "01voins-v1",
            "duo-leerlingen",
            "pupils per vestiging",
            "01voins",
            day="10-01",
        ),
        OpenData(
            "02voins-v1",
            "duo-herkomst",
            "pupils per vestiging and home postcode",
            "02voins",
            day="10-01",
        ),
        OpenData(
            "06_vomtgo", "duo-licenties", "licences per vestiging", "vo_onderwijs"
        ),
        OpenData("voprognoses", "duo-prognoses", "forecasts per school", "brin4"),
        OpenData(
            "adressen_vo", "duo-vestigingen", "addresses of vestigingen", "vestig"
        ),
        OpenData(
            "mbo_opleidingsaanbod",
            "mbo-aanbod",
            "programmes of mbo per site",
            "mbo_opleidingsaanbod.csv",
        ),
        OpenData("adressen_bo", "basisscholen", "primary schools", "vestig"),
        OpenData(
            "cbs-pc4",
            "pc4-areas",
            "polygons of the four-digit postcodes",
            "cbs_pc4_2024.zip",
            f"{_CBS}/postcode/2025-cbs_pc4_2024_v1.zip",
            day="01-01",
        ),
        OpenData(
            "cbs-vierkant-100m",
            "inhabited-points",
            "squares of 100 m with their inhabitants",
            "cbs_vk100_2024.zip",
            f"{_CBS}/vierkant/100/2025-cbs_vk100_2024_v1.zip",
            day="01-01",
        ),
        OpenData(
            "pdok-gemeenten",
            "gebieden",
            "polygons of gemeenten",
            "gemeenten_2024.geojson",
            _AREAS.format("gemeente"),
            day="01-01",
            options={"area_kind": "gemeente"},
        ),
        OpenData(
            "pdok-provincies",
            "gebieden",
            "polygons of provincies",
            "provincies_2024.geojson",
            _AREAS.format("provincie"),
            day="01-01",
            options={"area_kind": "provincie"},
        ),
        OpenData(
            "geofabrik-nl",
            "osm",
            "roads and ferries of OpenStreetMap",
            "netherlands-latest.osm.pbf",
            f"{GEOFABRIK}/europe/netherlands-latest.osm.pbf",
        ),
        OpenData(
            "nwb",
            "nwb",
            "roads for cars of the Nationaal Wegenbestand",
            "",
            f"{_PDOK}/rws/nationaal-wegenbestand-wegen/atom/index.xml",
        ),
        OpenData(
            "gtfs-nl",
            "gtfs",
            "the timetable of all public transport",
            "gtfs-nl.zip",
            f"{OVAPI}/nl/gtfs-nl.zip",
        ),
    )
}
"""Every data set that has a name, by it."""

COUNTRY: Final = (
    *("01voins-v1", "02voins-v1", "06_vomtgo", "voprognoses", "adressen_vo"),
    *("adressen_bo", "cbs-pc4", "pdok-gemeenten", "pdok-provincies", "geofabrik-nl"),
)
"""What `nl` stands for: a country, without what takes much room and is optional."""


def named(names: list[str]) -> list[OpenData]:
    """Return data sets by name, each once; `nl` stands for those of a country.

    Raises
    ------
    UsageError
        If a name is unknown.
    """
    wanted = [one for name in names for one in (COUNTRY if name == "nl" else (name,))]
    unknown = [one for one in wanted if one not in OPEN_DATA]
    if unknown:
        message = (
            f"{', '.join(unknown)}: no data set of that name; known are nl (a whole "
            f"country), {', '.join(OPEN_DATA)}"
        )
        raise UsageError(message)
    return [OPEN_DATA[name] for name in dict.fromkeys(wanted)]


def open_data_table() -> list[str]:
    """Return the lines of the table of names, for documents."""
    rows = ["| name | holds | kind of source | part of `nl` |", "|---|---|---|---|"]
    for one in OPEN_DATA.values():
        part = "yes" if one.name in COUNTRY else ""
        rows.append(f"| `{one.name}` | {one.holds} | `{one.kind}` | {part} |")
    return rows
