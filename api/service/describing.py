"""The header of any answer in Dutch names: what a reader must know to judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from accessibility.headers import snapshot_header
from accessibility.questions import Header
from api.service.vocabulary import DATE_NAMES, dutch_question

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from accessibility.counting import People
    from accessibility.regions import Region
    from accessibility.snapshot import Source
    from api.service.served import Served


_NOT_TOLD: Final = {"snapshot", "f", "bezoeken", "doelen"}
"""Members of a question that its answer does not repeat."""


class Planned(Protocol):
    """An answer about planning, or a plan."""

    @property
    def region(self) -> Region:
        """Where."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know."""


def dutch_header(served: Served, header: Header) -> dict[str, Any]:
    """Return the header of an answer, with the identity of the snapshot behind it."""
    proof = {"bewijs": header.proof} if header.proof else {}
    people = {leerweg: _words(who) for leerweg, who in header.people.items()}
    return {
        "snapshot": served.identity,
        "naam": header.snapshot,
        "voorbeeldgegevens": header.example,
        "methodeversie": header.method_version,
        "vraag": dutch_question(header.question),
        **({"wie": people} if people else {}),
        "peildata": dutch_dates(header.dates),
        "toelichting": list(header.notes),
        **proof,
        "bronnen": [dutch_source(source) for source in header.sources],
    }


def _words(people: People) -> dict[str, Any]:
    """Return what people are called: as a label, many of them, and one."""
    return {
        language: {"aantal": words.label, "meer": words.plural, "een": words.one}
        for language, words in people._asdict().items()
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


def planning_header(
    served: Served,
    keys: BaseModel,
    plan: Planned,
    used: Iterable[str],
    *,
    proof: str = "",
) -> dict[str, Any]:
    """Return the header of an answer about planning, and the region it is about.

    Parameters
    ----------
    served
        What was planned with.
    keys
        What was asked; lists of visits and targets are not told on.
    plan
        Tells the region, and what a reader must know.
    used
        Names of the tables of the snapshot that it rests on.
    proof
        How sure a plan is the best one.
    """
    header = snapshot_header(
        served.snapshot,
        used,
        question=keys.model_dump(mode="json", exclude=_NOT_TOLD, exclude_none=True),
        notes=plan.notes,
        proof=proof,
    )
    return {**dutch_header(served, header), "gebied": plan.region.name}


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
