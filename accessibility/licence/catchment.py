"""The voedingsgebied: which postcodes lie within 15 km, and whom to invite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shapely.geometry import Point

from accessibility.codes import Told, same
from accessibility.licence.check import Check, Fact, Outcome, article

if TYPE_CHECKING:
    import geopandas as gpd

    from accessibility.places import Points

RADIUS_M: Final = 15_000.0
"""WVO 2020 art 4.6: radius of the voedingsgebied for vo, straight line."""


@dataclass(frozen=True)
class Voedingsgebied:
    """The postcodes around a planned place, and who is in them.

    Parameters
    ----------
    name
        Of which vestiging.
    origin
        `address` (the statute: the intended place) or `pc4` (DUO's instrument: the
        four digits of the postcode).
    pc4
        Postcodes wholly or partly within the radius, sorted.
    vestigingen
        Rows of table `vestigingen` that lie in them.
    """

    name: str
    origin: str
    pc4: tuple[str, ...]
    vestigingen: gpd.GeoDataFrame

    @property
    def boards(self) -> tuple[str, ...]:
        """The boards of those vestigingen, as far as known, sorted."""
        return tuple(sorted(set(self.vestigingen.bestuur.dropna())))


def voedingsgebied(
    place: Points,
    pc4_areas: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    *,
    name: str,
    origin: str,
    radius_m: float = RADIUS_M,
) -> Voedingsgebied:
    """Return the postcodes that lie wholly or partly within the radius.

    Parameters
    ----------
    place
        One point: the address, or the representative point of its postcode.
    pc4_areas
        Polygons, EPSG:28992.
    vestigingen
        All school sites, with `pc4` and `bestuur`.
    name
        Of which vestiging; only a label.
    origin
        Which point `place` is, `address` or `pc4`; only a label.
    radius_m
        Metres, inclusive: a postcode that touches the circle counts.
    """
    centre = Point(float(place.x_m[0]), float(place.y_m[0]))
    near = pc4_areas.geometry.distance(centre) <= radius_m
    codes = tuple(sorted(pc4_areas.pc4[near]))
    inside = vestigingen[vestigingen.pc4.isin(codes)]
    return Voedingsgebied(name, origin, codes, inside)


_CENTRES: Final = {
    "address": Told("het adres", "the address"),
    "pc4": Told("het postcodegebied", "the postcode"),
}
_NEAR: Final = Told("postcodegebieden binnen 15 km", "postcodes within 15 km")
_NOT_TOLD: Final = Told(
    "of is uitgenodigd blijkt niet uit deze gegevens",
    "whether they were invited does not show from these data",
)


def invitation_check(area: Voedingsgebied) -> Check:
    """List how many must have been invited to talk; whether they were is not known.

    References
    ----------
    .. [1] WVO 2020 art 4.5a(2)c and art 4.6.
    """
    centre = _CENTRES[area.origin]
    unknown = int(area.vestigingen.bestuur.isna().sum())
    remark = Told(
        "{n} vestigingen zonder bekend bestuur",
        "{n} vestigingen of which no board is known",
        n=unknown,
    )
    return Check(
        title=Told(
            "Uitnodigen voor overleg rond {name}, vanaf {centre}",
            "Invite to talks around {name}, from {centre}",
            name=area.name,
            centre=centre,
        ),
        article=article("art. 4.5a lid 2 onder c en art. 4.6"),
        facts=(
            Fact(_NEAR, same(str(len(area.pc4)))),
            Fact(same("vestigingen"), same(str(len(area.vestigingen)))),
            Fact(Told("besturen", "school boards"), same(str(len(area.boards)))),
        ),
        outcome=Outcome.UNDECIDED,
        remark=remark if unknown else _NOT_TOLD,
    )
