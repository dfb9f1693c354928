"""The kinds of source: one record each, for readers, builds, headers and documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from accessibility.codes import ROAD_MODES, ROADS, TIMETABLE
from data.road_options import AREA_OPTIONS, RULE_OPTIONS
from data.source_kind import SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DUO: Final = "DUO"
_CC0: Final = "CC0"
_CBS: Final = "CBS"
_CC_BY: Final = "CC BY 4.0"
_MASK: Final = {"mask": '`mask = "four"`: the value 4 stands for 1 to 4'}
_CRS: Final = {"crs": "`crs`: EPSG code of the coordinates in a CSV"}


_ALL: Final = (
    SourceKind(
        "duo-leerlingen",
        "pupils per vestiging, onderwijstype, opleiding, leerjaar, sex (DUO file 01)",
        "leerlingen per vestiging",
        "data.duo_leerlingen:read_duo_leerlingen",
        "BRIN NUMMER, VESTIGINGSNUMMER, ONDERWIJSTYPE VO EN LEER- OF VERBLIJFSJAAR, "
        "AFDELING, OPLEIDINGSNAAM, LEER- OF VERBLIJFSJAAR 1-6 - MAN/VROUW",
        _MASK,
        table="pupils",
        feeds=("offers", "vestigingen"),
        role="pupils",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "duo-examens",
        "exam candidates per vestiging (geslaagden-gezakten-en-cijfers)",
        "examenkandidaten",
        "data.duo_examens:read_duo_examens",
        "INSTELLINGSCODE, VESTIGINGSCODE, LEERWEG VMBO, AFDELING, EXAMENKANDIDATEN",
        _MASK,
        table="exams",
        feeds=("offers", "vestigingen"),
        role="exams",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "duo-vestigingen",
        "addresses and regions of vestigingen",
        "adressen van scholen",
        "data.duo_vestigingen:read_duo_vestigingen",
        "VESTIGINGSNUMMER, VESTIGINGSNAAM, STRAATNAAM, POSTCODE, GEMEENTENAAM, "
        "PROVINCIE, COROPGEBIED NAAM, RMC-REGIO CODE, BEVOEGD GEZAG NUMMER",
        feeds=("vestigingen", "postcodes", "areas"),
        role="vestigingen",
        together=True,
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "locations",
        "points of vestigingen",
        "plaats van scholen",
        "data.locations:read_locations",
        "VESTIGINGSCODE, POSTCODE, and geometry, LON/LAT or X/Y",
        _CRS,
        feeds=("vestigingen", "basisscholen"),
        role="vestigingen",
        together=True,
    ),
    SourceKind(
        "pc4-areas",
        "polygons of the four-digit postcodes",
        "postcodegebieden",
        "data.area_files:read_pc4_areas",
        "POSTCODE",
        table="pc4_areas",
        feeds=("postcodes", "areas", "vestigingen", "basisscholen"),
        role="areas",
        maker=_CBS,
        licence=_CC_BY,
    ),
    SourceKind(
        "gebieden",
        "polygons of gemeenten, provincies and other areas",
        "gemeenten en provincies",
        "data.area_files:read_gebieden",
        "GEMEENTE or PROVINCIE, a code",
        {"area_kind": "`area_kind`: which division it is"},
        feeds=("areas", "postcodes", "vestigingen"),
        together=True,
        maker=_CBS,
        licence=_CC_BY,
    ),
    SourceKind(
        "postcodes",
        "postcode to gemeente, provincie, COROP",
        "postcodes",
        "data.postcodes:read_postcodes",
        "POSTCODE, PLAATS, GEMEENTE, PROVINCIE, NUTS3, STO REGIO",
        feeds=("postcodes", "areas", "vestigingen"),
        role="areas",
        maker=_CBS,
        licence=_CC_BY,
    ),
    SourceKind(
        "inhabitants",
        "inhabitants per postcode and age group",
        "inwoners naar leeftijd",
        "data.inhabitants:read_inhabitants",
        "POSTCODE, LEEFTIJD (`10-14`, `95+`), INWONERS",
        table="inhabitants",
        role="inhabitants",
        maker=_CBS,
        licence=_CC_BY,
    ),
    SourceKind(
        "inhabited-points",
        "where people live in a postcode: squares of 100 m of CBS, centres of "
        "six-character postcodes, or addresses",
        "plekken waar mensen wonen",
        "data.inhabited_points:read_inhabited_points",
        "AANTAL INWONERS 0 TOT 15 JAAR, AANTAL INWONERS (-99997: few), POSTCODE, and "
        "geometry (squares or points), LON/LAT or X/Y",
        _CRS,
        feeds=("points",),
        role="points",
        together=True,
    ),
    SourceKind(
        "leerlingen",
        "own counts per home postcode and leerweg, or one row per pupil",
        "eigen leerlingentelling",
        "data.own_students:read_own_students",
        "POSTCODE, LEERWEG, AANTAL, PROFIEL, GESLACHT",
        _MASK | {"rows": '`rows = "pupils"`: no AANTAL, rows are counted and not kept'},
        table="own_students",
        role="own_students",
    ),
    SourceKind(
        "duo-herkomst",
        "pupils per vestiging and home postcode (DUO file 02)",
        "leerlingen naar woonplaats",
        "data.duo_herkomst:read_duo_herkomst",
        "BRIN NUMMER, VESTIGINGSNUMMER, POSTCODE LEERLING, LEER- OF VERBLIJFSJAAR 1-6",
        _MASK,
        table="herkomst",
        role="herkomst",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "duo-licenties",
        "licences per vestiging",
        "licenties",
        "data.duo_licenties:read_duo_licenties",
        "VESTIGINGSCODE, OPLEIDINGSNAAM, LEERWEG, LEERJAAR, EINDDATUM",
        table="licences",
        role="licences",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "aanbod",
        "declared offers: vestiging, profiel, leerweg",
        "opgegeven aanbod",
        "data.declared_offers:read_declared_offers",
        "VESTIGINGSCODE, PROFIEL, LEERWEG",
        feeds=("offers", "vestigingen"),
    ),
    SourceKind(
        "sto-regios",
        "vestiging to STO-regio, with the time it holds",
        "STO-regio's",
        "data.sto_regios:read_sto_regios",
        "VESTIGINGSCODE, REGIO, VAN, TOT",
        table="sto_regios",
        feeds=("vestigingen", "postcodes", "areas"),
        role="sto_regios",
        together=True,
    ),
    SourceKind(
        "regio-indeling",
        "your own division into regions, where no list of vestigingen is at hand: "
        "two columns",
        "eigen regio-indeling",
        "data.region_division:read_region_division",
        "POSTCODE or GEMEENTE (name or code), REGIO",
        feeds=("vestigingen", "postcodes", "areas"),
        role="sto_regios",
    ),
    SourceKind(
        "basisscholen",
        "primary schools: points or addresses",
        "basisscholen",
        "data.basisscholen:read_basisscholen",
        "VESTIGINGSCODE, NAAM, POSTCODE",
        {"soort": "`soort`: the type of school that counts"} | _CRS,
        feeds=("basisscholen",),
        role="basisscholen",
        together=True,
    ),
    SourceKind(
        "po-leerlingen",
        "primary pupils per school, home postcode and age",
        "leerlingen van basisscholen",
        "data.basisscholen:read_po_leerlingen",
        "INSTELLINGSCODE, VESTIGINGSCODE, POSTCODE LEERLING, LEEFTIJD n",
        _MASK,
        feeds=("basisscholen",),
        role="basisschool_pupils",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "po-leeftijden",
        "primary pupils by home postcode and age: who are third-years in years to "
        "come; the file of `po-leerlingen` may stand here too",
        "leerlingen van basisscholen naar leeftijd",
        "data.po_ages:read_po_ages",
        "POSTCODE LEERLING, LEEFTIJD n",
        _MASK,
        table="primary_ages",
        role="primary_ages",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "duo-prognoses",
        "forecast of pupils per school and year (prognosesvo)",
        "leerlingenprognose per school",
        "data.duo_prognoses:read_duo_prognoses",
        "INSTELLINGSCODE, ONDERWIJSNIVEAU, JAAR, PROGNOSEAANTALLEN",
        table="school_forecasts",
        role="school_forecasts",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "regio-prognose",
        "forecast of inhabitants per gemeente, year and age",
        "bevolkingsprognose per gemeente",
        "data.regional_forecasts:read_regional_forecasts",
        "GEMEENTECODE, JAAR, LEEFTIJD, AANTAL",
        table="area_forecasts",
        role="area_forecasts",
    ),
    SourceKind(
        "facilities",
        "hotspots, techlabs, events and mbo sites",
        "hotspots en techlabs",
        "data.facilities:read_facilities",
        "NAAM, SOORT, EIGENAAR, DATUM, TOT, DOELGROEP, TREDE, LON/LAT or X/Y",
        {"kind": "`kind`: of all rows, where the file has no such column"} | _CRS,
        table="facilities",
        role="facilities",
        together=True,
    ),
    SourceKind(
        "regio-kenmerken",
        "attributes of regions: budget of a regeling (bijlage 3), techniekluw, "
        "Techkwadraat, beheer",
        "kenmerken van regio's",
        "data.region_attributes:read_region_attributes",
        "REGIO, REGELING, BUDGET, TECHNIEKLUW, TECHKWADRAAT (`ja`, `nee`), BEHEER",
        table="region_attributes",
        role="region_attributes",
    ),
    SourceKind(
        "streefwaarden",
        "targets of rungs of the impact ladder, set before: per indicator, region and "
        "school year, by whom and when",
        "streefwaarden",
        "data.ladder_targets:read_ladder_targets",
        "INDICATOR, LEERWEG, REGIO, SCHOOLJAAR, DOEL, GESTELD OP, GESTELD DOOR",
        table="targets",
        role="targets",
        together=True,
    ),
    SourceKind(
        "initiatieven",
        "initiatives for a register: activities, events, materials, with dates, owner, "
        "target group and rung of the impact ladder",
        "initiatieven",
        "data.initiatives:read_initiatives",
        "NAAM, SOORT, EIGENAAR, VAN, TOT, DOELGROEP, TREDE (0-7), POSTCODE, PLAATS, "
        "WEBSITE",
        table="initiatives",
        role="initiatives",
        together=True,
    ),
    SourceKind(
        "keuzevakken",
        "keuzevakken by name that a vestiging gives",
        "keuzevakken",
        "data.keuzevakken:read_keuzevakken",
        "VESTIGINGSCODE, KEUZEVAK, PROFIEL",
        table="keuzevakken",
        role="keuzevakken",
    ),
    SourceKind(
        "duo-besturen",
        "numbers and names of school boards (besturenvo)",
        "besturen van scholen",
        "data.boards:read_boards",
        "BEVOEGD GEZAG NUMMER, BEVOEGD GEZAG NAAM",
        table="boards",
        role="boards",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "lesgevenden",
        "teachers per school (BRIN4) and programme, in persons and fte",
        "lesgevenden",
        "data.teachers:read_teachers",
        "INSTELLINGSCODE, PROFIEL, PERSONEN, FTE",
        table="teachers",
        role="teachers",
    ),
    SourceKind(
        "mbo-aanbod",
        "programmes of mbo per site (mbo_opleidingsaanbod)",
        "opleidingen van het mbo",
        "data.mbo_aanbod:read_mbo_aanbod",
        "ONDERWIJSLOCATIECODE, NAAM, PLAATSNAAM, POSTCODE, DOMEIN, "
        "OPLEIDINGSEENHEIDCODE",
        feeds=("mbo_sites",),
        role="mbo_sites",
        maker=_DUO,
        licence=_CC0,
    ),
    SourceKind(
        "osm",
        "roads and ferries: an OpenStreetMap file (`.osm.pbf`) or a graph of osmnx "
        "(`.graphml`)",
        "wegen",
        "data.roads:roads_of",
        options={
            "modes": f"`modes = {json.dumps(ROAD_MODES)}`",
            **RULE_OPTIONS,
            **AREA_OPTIONS,
        },
        table=ROADS,
        role="network",
        maker="© OpenStreetMap-bijdragers",
        licence="ODbL 1.0",
    ),
    SourceKind(
        "nwb",
        "roads for cars: wegvakken of the Nationaal Wegenbestand, which count before "
        "those of `osm`",
        "wegen voor auto's",
        "data.nwb:read_nwb",
        "WVK_ID, JTE_ID_BEG, JTE_ID_END, RIJRICHTNG (`H`, `T`, `B`), WEGBEHSRT, "
        "BST_CODE",
        {
            "ferries": "`ferries = true`: car ferries are taken",
            "crs": "`crs`: EPSG code of the coordinates, where the file names none",
        },
        table=ROADS,
        role="network",
        maker="Rijkswaterstaat",
        licence=_CC0,
    ),
    SourceKind(
        "gtfs",
        "timetables of public transport (GTFS): zip files or folders",
        "dienstregeling",
        "data.transit:transit_of",
        options={
            "date": '`date = "2019-10-01"`: the day to take, else a normal school '
            "Tuesday",
            "without_school_lines": "`without_school_lines = true`: leave out lines "
            "that rest in a holiday week",
        },
        table=TIMETABLE,
        role="timetable",
        together=True,
        is_folder=True,
    ),
)

KINDS: Final[Mapping[str, SourceKind]] = {kind.name: kind for kind in _ALL}
"""Every kind of source by its name, in the order in which they are read."""


def kinds_table() -> Iterator[str]:
    """Yield the lines of a Markdown table of all kinds, for the documents."""
    yield "| kind | what it holds | columns recognised (first name of each) | options |"
    yield "|---|---|---|---|"
    for kind in KINDS.values():
        options = "; ".join(kind.options.values())
        yield f"| `{kind.name}` | {kind.holds} | {kind.columns} | {options} |"
