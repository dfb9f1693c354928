"""Hotspots, techlabs, events and mbo sites: named points with an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd

from accessibility.errors import TableError
from accessibility.tables import SCHEMAS, check_table
from data.point_files import COORDINATES, read_points
from data.readings import Reading, finding, happened
from data.text_tables import TextTable, Wanted, lines, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    Wanted("facility_id", ("ID", "FACILITY ID", "CODE", "NUMMER"), required=False),
    Wanted("naam", ("NAAM", "NAME", "TITEL")),
    Wanted("kind", ("KIND", "SOORT", "TYPE"), required=False),
    Wanted("owner", ("OWNER", "EIGENAAR", "BEHEERDER", "ORGANISATIE"), required=False),
    Wanted("date", ("DATUM", "DATE", "VAN"), required=False),
    Wanted("until", ("TOT", "TOT EN MET", "EINDE"), required=False),
    Wanted("target_group", ("DOELGROEP",), required=False),
    Wanted("rung", ("TREDE",), required=False),
)
MORE: Final = ("until", "target_group", "rung")
"""Columns that a register tells of a facility, where the file has them."""

KINDS: Final = ("hotspot", "techlab", "event", "mbo")
KIND_OPTION: Final = "kind"


def read_facilities(source: SourceFile) -> Reading:
    """Read facilities to the table `facilities`, EPSG:28992.

    `options.kind` gives the kind of all rows where the file has no such column.
    Without a column of identifiers rows are numbered.

    Raises
    ------
    DataError
        If kinds are unknown, identifiers occur twice, or points are missing.
    """
    points = read_points(source)
    table = TextTable(source.path, points.drop(columns="geometry"), row_word="row")
    own = {k: v for k, v in source.columns.items() if k not in COORDINATES}
    frame = rename_columns(table, WANTED, own)
    given = str(source.options.get(KIND_OPTION, ""))
    frame["kind"] = frame.get("kind", given)
    frame["kind"] = frame.kind.str.lower().str.strip()
    if "facility_id" not in frame:
        numbers = range(1, len(frame) + 1)
        frame["facility_id"] = [f"{source.path.stem}-{n}" for n in numbers]
    placed = points.geometry.notna() & ~points.geometry.is_empty
    faults = []
    wrong = ~frame.kind.isin(KINDS)
    if wrong.any():
        faults.append(
            f"column 'kind', {lines(frame.index[wrong], 'row')}: expected "
            f'{", ".join(KINDS)}, in a column or as options = {{ kind = "techlab" }}'
        )
    twice = frame.facility_id.duplicated()
    if twice.any():
        faults.append(f"{lines(frame.index[twice], 'row')}: identifier occurs twice")
    if faults:
        raise TableError(str(source.path), faults)
    columns = [c for c in SCHEMAS["facilities"].column_names if c != "geometry"]
    columns += [name for name in MORE if name in frame]
    text = frame.reindex(columns=columns, fill_value="")
    rows = gpd.GeoDataFrame(
        text.mask(text == ""), geometry=points.geometry, crs=points.crs
    )
    found = (
        finding("facilities", "read", len(rows), f"rows of {source.path.name}"),
        finding(
            "facilities",
            "no point",
            int((~placed).sum()),
            "rows without coordinates, left out",
            frame.facility_id[~placed],
        ),
    )
    kept = rows[placed].reset_index(drop=True)
    return Reading(check_table("facilities", kept), happened(found))
