"""Points of vestigingen, keyed by BRIN6."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import geopandas as gpd

from accessibility.errors import TableError
from data.point_files import COORDINATES, read_points
from data.readings import Reading, finding, happened
from data.school_codes import BRIN, VESTIGING, brin6_of, key_faults, pc4_of
from data.text_tables import TextTable, Wanted, rename_columns

if TYPE_CHECKING:
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    Wanted("postcode", ("POSTCODE",), required=False),
    Wanted("soort", ("TYPE", "SOORT", "ONDERWIJSTYPE"), required=False),
    Wanted("naam", ("NAAM", "VESTIGINGSNAAM", "INSTELLINGSNAAM"), required=False),
    Wanted("plaats", ("PLAATS", "PLAATSNAAM", "WOONPLAATS"), required=False),
)
COLUMNS: Final = ("brin6", "naam", "soort", "plaats", "postcode", "pc4")


def read_locations(source: SourceFile) -> Reading:
    """Read points of schools: columns of `COLUMNS` and a geometry in EPSG:28992.

    Every row of the file is kept, in its order; a key may occur more than once.

    Raises
    ------
    DataError
        If the file has no keys or no points inside the Netherlands.
    """
    points = read_points(source)
    attributes = points.drop(columns="geometry")
    word = str(points.index.name or "row")
    table = TextTable(source.path, attributes, row_word=word)
    own = {k: v for k, v in source.columns.items() if k not in COORDINATES}
    frame = rename_columns(table, WANTED, own)
    frame["brin6"] = brin6_of(frame.get("brin"), frame.vestiging)
    faults = [*key_faults(frame.brin6, word)]
    if faults:
        raise TableError(str(source.path), faults)
    frame["pc4"] = pc4_of(frame.postcode) if "postcode" in frame else ""
    placed = gpd.GeoDataFrame(
        frame.reindex(columns=list(COLUMNS), fill_value=""),
        geometry=points.geometry,
        crs=points.crs,
    )
    has_point = placed.geometry.notna() & ~placed.geometry.is_empty
    findings = (
        finding("locations", "read", len(placed), f"rows of {source.path.name}"),
        finding(
            "locations",
            "no point",
            int((~has_point).sum()),
            "rows without coordinates, left out",
            placed.brin6[~has_point],
        ),
    )
    return Reading(placed[has_point].reset_index(drop=True), happened(findings))
