"""Regions: an area of one division, found by name or code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.counting import WHOLE_COUNTRY
from accessibility.errors import UsageError
from accessibility.headers import country_name

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot

_NAMED_KINDS: Final = (
    AreaKind.PROVINCIE,
    AreaKind.GEMEENTE,
    AreaKind.STO_REGIO,
    AreaKind.COROP,
    AreaKind.RMC,
)
_MOST_SUGGESTIONS: Final = 5
_BOTH_NAMES: Final = (
    ("'s-gravenhage", "den haag"),
    ("'s-hertogenbosch", "den bosch"),
    ("fryslân", "friesland"),
    ("noardeast-fryslân", "noordoost-friesland"),
    ("súdwest-fryslân", "súdwest fryslân"),
    ("de fryske marren", "de friese meren"),
)
OTHER_NAMES: Final = dict((*_BOTH_NAMES, *((b, a) for a, b in _BOTH_NAMES)))
"""Areas with two names in use, one by the other, in lower case."""


@dataclass(frozen=True)
class Region:
    """An area of one division."""

    kind: AreaKind
    code: str
    name: str


def find_region(
    snapshot: Snapshot, name: str | None, kind: AreaKind | None = None
) -> Region:
    """Return the region with a name or code, whatever its division or case.

    Parameters
    ----------
    snapshot
        Holds the areas.
    name
        Name or code; None for the whole country.
    kind
        The division, where a name occurs in several.

    Raises
    ------
    UsageError
        If there is no such region, or more than one; the message lists near names.
    """
    if name is None:
        return Region(AreaKind.NL, WHOLE_COUNTRY, country_name(snapshot))
    wanted = {name.casefold(), OTHER_NAMES.get(name.casefold())}
    found = [
        Region(area_kind, row.area_code, row.area_name)
        for area_kind in ([kind] if kind else _NAMED_KINDS)
        for row in snapshot.areas(area_kind).itertuples()
        if wanted & {row.area_name.casefold(), row.area_code.casefold()}
    ]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = ", ".join(region.kind.value for region in found)
        message = f"area {name!r} is a {kinds}: say which with --area"
        raise UsageError(message)
    raise UsageError(_no_such_region(snapshot, name))


def _no_such_region(snapshot: Snapshot, name: str) -> str:
    names = snapshot.table("areas").area_name
    near = names[names.str.contains(name[:4], case=False, regex=False)]
    hint = ", ".join(sorted(set(near))[:_MOST_SUGGESTIONS])
    return f"area {name!r} is unknown" + (f"; did you mean {hint}?" if hint else "")


def regions_of(snapshot: Snapshot, kind: AreaKind) -> tuple[Region, ...]:
    """Return every region of a division, by name."""
    areas = snapshot.areas(kind).sort_values(["area_name", "area_code"])
    return tuple(
        Region(kind, code, name)
        for code, name in zip(areas.area_code, areas.area_name, strict=True)
    )
