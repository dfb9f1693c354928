"""A register of facilities and initiatives: who does what, for whom, when and where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from accessibility.codes import AreaKind
from accessibility.errors import MissingDataError

if TYPE_CHECKING:
    from accessibility.regions import Region
    from accessibility.snapshot import Snapshot

REGISTER_COLUMNS: Final = (
    *("id", "naam", "register", "kind", "owner", "date", "until", "target_group"),
    *("rung", "pc4", "plaats", "gemeente", "website"),
)
"""Columns of the register; `register` tells which of the two tables a row is from."""

_FACILITIES: Final = "facilities"
_INITIATIVES: Final = "initiatives"
_TEXT: Final[dict[str, Any]] = {"type": ["string", "null"]}


def register_of(snapshot: Snapshot, region: Region) -> pd.DataFrame:
    """Return the facilities and initiatives of a region, by place and name.

    A facility has the postcode whose point lies nearest. What has no place is told for
    the whole country only.

    Raises
    ------
    MissingDataError
        If the snapshot holds neither.
    """
    frames = [*_rows(snapshot)]
    if not frames:
        message = (
            f"snapshot {snapshot.manifest.name!r} holds no register; add a source of "
            "kind facilities or initiatieven to SOURCES.toml and build it again"
        )
        raise MissingDataError(message)
    table = pd.concat(frames, ignore_index=True)
    homes = snapshot.postcodes.drop_duplicates("pc4").set_index("pc4")
    places = homes.reindex(table.pc4)
    told = table.plaats.where(table.plaats.notna(), places.plaats.to_numpy())
    named = table.assign(plaats=told, gemeente=places.gemeente.to_numpy())
    if region.kind is not AreaKind.NL:
        named = named[(places[region.kind.column] == region.code).to_numpy()]
    order = ["gemeente", "plaats", "naam", "id"]
    return named.sort_values(order, ignore_index=True)[list(REGISTER_COLUMNS)]


def _rows(snapshot: Snapshot) -> list[pd.DataFrame]:
    """Return the rows of both tables, with the columns of the register."""
    frames = []
    if snapshot.has(_FACILITIES):
        table = snapshot.table(_FACILITIES)
        rows = pd.DataFrame(table.drop(columns="geometry"))
        rows = rows.rename(columns={"facility_id": "id"})
        frames.append(rows.assign(register=_FACILITIES, pc4=_postcodes(snapshot)))
    if snapshot.has(_INITIATIVES):
        rows = snapshot.table(_INITIATIVES).rename(columns={"initiative_id": "id"})
        frames.append(rows.assign(register=_INITIATIVES))
    columns = [name for name in REGISTER_COLUMNS if name != "gemeente"]
    return [frame.reindex(columns=columns).astype("object") for frame in frames]


def _postcodes(snapshot: Snapshot) -> list[str]:
    """Return the postcode whose point lies nearest to each facility."""
    homes = snapshot.postcodes
    placed = homes[homes.geometry.notna() & ~homes.geometry.is_empty]
    tree = cKDTree(np.column_stack([placed.geometry.x, placed.geometry.y]))
    at = snapshot.table(_FACILITIES).geometry
    _, nearest = tree.query(np.column_stack([at.x, at.y]))
    return [str(code) for code in placed.pc4.to_numpy()[nearest]]


def register_schema() -> dict[str, Any]:
    """Return the JSON Schema of a row of the register as `bereik` exports it."""
    what = {
        "id": "identifier within its table",
        "naam": "what it is called",
        "register": "the table it is from",
        "kind": "hotspot, techlab, event, mbo, or another word for an initiative",
        "owner": "who runs it",
        "date": "first day, or the day",
        "until": "last day",
        "target_group": "whom it is for",
        "rung": "rung of the impact ladder it aims at, 0 to 7",
        "pc4": "postcode of four digits",
        "plaats": "place",
        "gemeente": "code of the gemeente of that postcode",
        "website": "where more is told",
    }
    properties = {name: {**_TEXT, "description": what[name]} for name in what}
    properties["id"] = {"type": "string", "description": what["id"]}
    properties["naam"] = {"type": "string", "description": what["naam"]}
    properties["register"]["enum"] = [_FACILITIES, _INITIATIVES]
    properties["rung"]["pattern"] = "^[0-7]$"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Row of the register of facilities and initiatives",
        "type": "object",
        "properties": properties,
        "required": list(REGISTER_COLUMNS),
        "additionalProperties": False,
    }
