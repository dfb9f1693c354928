"""The header of any answer in Dutch names: what a reader must know to judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accessibility.headers import snapshot_header
from accessibility.questions import Header
from api.service.vocabulary import DATE_NAMES, dutch_question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.regions import Region
    from accessibility.snapshot import Source
    from api.service.served import Served


def dutch_header(served: Served, header: Header) -> dict[str, Any]:
    """Return the header of an answer, with the identity of the snapshot behind it."""
    proof = {"bewijs": header.proof} if header.proof else {}
    return {
        "snapshot": served.identity,
        "naam": header.snapshot,
        "voorbeeldgegevens": header.example,
        "methodeversie": header.method_version,
        "vraag": dutch_question(header.question),
        "peildata": dutch_dates(header.dates),
        "toelichting": list(header.notes),
        **proof,
        "bronnen": [dutch_source(source) for source in header.sources],
    }


def header_using(served: Served, *tables: str) -> dict[str, Any]:
    """Return the header of what was read from some tables and computed from none."""
    return dutch_header(served, snapshot_header(served.snapshot, tables, question={}))


def header_of_all(served: Served) -> dict[str, Any]:
    """Return the header of the snapshot itself, with every date and source of it."""
    manifest = served.snapshot.manifest
    header = Header(
        snapshot=manifest.name,
        question={},
        dates=manifest.dates,
        sources=manifest.sources,
        example=manifest.example,
        method_version=manifest.method_version,
    )
    return dutch_header(served, header)


def about_region(
    served: Served, region: Region, notes: tuple[str, ...]
) -> dict[str, Any]:
    """Return the header of an answer about planning in a region."""
    return {
        **header_of_all(served),
        "gebied": region.name,
        "toelichting": list(notes),
    }


def dutch_source(source: Source) -> dict[str, str]:
    """Return what a source file is called, of when it is, and what may be done."""
    return {
        "soort": source.kind,
        "bestand": source.file,
        "datum": source.date,
        "licentie": source.licence,
    }


def dutch_dates(dates: Mapping[str, str]) -> dict[str, str]:
    """Return the dates of an answer by their Dutch names."""
    return {DATE_NAMES.get(role, role): date for role, date in dates.items()}
