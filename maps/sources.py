"""Where the figures of a drawing come from, in words: dates, sources, licences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maps import dutch

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest, Source

_ROLES: Final = {
    "students": "leerlingen",
    "offers": "aanbod",
    "vestigingen": "scholen",
    "areas": "gebieden",
    "network": "wegen",
}

_KINDS: Final = {
    "duo-leerlingen": "leerlingen per vestiging (DUO)",
    "duo-examens": "examenkandidaten (DUO)",
    "duo-vestigingen": "adressen van scholen (DUO)",
    "duo-licenties": "licenties (DUO)",
    "duo-herkomst": "leerlingen naar woonplaats (DUO)",
    "leerlingen": "eigen leerlingentelling",
    "locations": "plaats van scholen",
    "pc4-areas": "postcodegebieden",
    "gebieden": "gemeenten en provincies",
    "postcodes": "postcodes",
    "places": "plaatsen en inwoners",
    "inhabitants": "inwoners naar leeftijd",
    "sto-regios": "STO-regio's",
    "basisscholen": "basisscholen",
    "po-leerlingen": "leerlingen van basisscholen (DUO)",
    "facilities": "hotspots en techlabs",
    "osm": "wegen (© OpenStreetMap-bijdragers)",
}


def dates_line(manifest: Manifest) -> str:
    """Say of which date each part is: 'leerlingen 1 oktober 2019 · aanbod 2019/20'."""
    return " · ".join(
        f"{words} {dutch.date(manifest.dates[role])}"
        for role, words in _ROLES.items()
        if manifest.dates.get(role)
    )


def source_lines(manifest: Manifest) -> list[str]:
    """Name each source once, with its date and licence."""
    return list(dict.fromkeys(_source_line(source) for source in manifest.sources))


def _source_line(source: Source) -> str:
    known = (dutch.date(source.date), source.licence)
    inside = ", ".join(part for part in known if part)
    words = _KINDS.get(source.kind, source.kind)
    return f"{words}: {inside}" if inside else words
