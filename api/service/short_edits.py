"""Edits as a short text that fits in a link: `sluit-XA0000-PIE-gl_nieuw-V171-BWI-gl`.

Edits are parted by `_`, the parts of an edit by `-`; all of them may stand in an
address as they are. Nothing in it is about students. Every edit that a reader of the
page draws up can be written so; the document of a scenario says more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from accessibility.codes import Leerweg, Profiel
from accessibility.errors import TableError
from accessibility.scenario import (
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
    Scenario,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.scenario import Edit
    from accessibility.snapshot import Snapshot

MOST_SHORT: Final = 20
"""Edits in one link."""

SHORT_EDITS: Final = r"^[A-Za-z0-9&_-]{9,700}$"
"""What a text of edits looks like from afar; what is wrong inside is told per edit."""

FORMS: Final = (
    "sluit-BRIN6-PROFIEL-LEERWEG",
    "open-BRIN6-PROFIEL-LEERWEG",
    "sluit-BRIN6",
    "samen-BRIN6-BRIN6",
    "verplaats-BRIN6-PC4",
    "nieuw-PC4-PROFIEL-LEERWEG",
)
"""The edits that can be written."""

_PARTS: Final = {
    "BRIN6": "[0-9A-Z]{6}",
    "PC4": "[0-9A-Z]{4}",
    "PROFIEL": f"(?:{'|'.join(profiel.value for profiel in Profiel)})",
    "LEERWEG": f"(?:{'|'.join(leerweg.value for leerweg in Leerweg)})",
}
_FORM_PATTERNS: Final = tuple(
    "-".join(_PARTS.get(part, part) for part in form.split("-")) for form in FORMS
)

FOUNDED: Final = "NIEU{:02d}"
"""Code of the k-th new place; no real vestiging has one like it."""

_LONGEST_ECHO: Final = 40
_WHERE: Final = "als"
_TITLE: Final = "Wat als"


def short_scenario(text: str, snapshot: Snapshot) -> Scenario:
    """Return the scenario that a short text stands for.

    Parameters
    ----------
    text
        Of the form `SHORT_EDITS`. What opens in one postcode is one new vestiging.
    snapshot
        Gives the point of each postcode, where what is new or moved is put.

    Raises
    ------
    TableError
        With every edit that cannot be read and every postcode without a place.
    """
    faults = list(_faults(text.split("_")))
    if faults:
        raise TableError(_WHERE, faults)
    pieces = [piece.split("-") for piece in text.split("_")]
    codes = {pc4 for kind, *rest in pieces if (pc4 := _postcode(kind, rest))}
    places = _places(codes, snapshot)
    unknown = sorted(codes - set(places))
    if unknown:
        faults = [f"postcode {pc4} has no place in the snapshot" for pc4 in unknown]
        raise TableError(_WHERE, faults)
    founded = _founded(pieces, places)
    edits: list[Edit] = []
    for kind, *rest in pieces:
        if kind != "nieuw":
            edits.append(_edit(kind, rest, places))
        elif rest[0] in founded:
            edits.append(founded.pop(rest[0]))
    return Scenario(_TITLE, snapshot.manifest.name, tuple(edits))


def _faults(pieces: list[str]) -> Iterator[str]:
    if len(pieces) > MOST_SHORT:
        yield f"at most {MOST_SHORT} edits; these are {len(pieces)}"
        return
    for number, piece in enumerate(pieces, start=1):
        if not any(re.fullmatch(pattern, piece) for pattern in _FORM_PATTERNS):
            yield (
                f"edit {number} ({piece[:_LONGEST_ECHO]!r}): write one of "
                f"{', '.join(FORMS)}, with profiel and leerweg as in PIE-gl"
            )


def _postcode(kind: str, rest: list[str]) -> str:
    return {"nieuw": rest[0], "verplaats": rest[-1]}.get(kind, "")


def _places(codes: set[str], snapshot: Snapshot) -> dict[str, Place]:
    postcodes = snapshot.postcodes
    here = postcodes[postcodes.pc4.isin(codes)]
    here = here[~(here.geometry.isna() | here.geometry.is_empty)]
    return {
        str(pc4): Place(float(point.x), float(point.y))
        for pc4, point in zip(here.pc4, here.geometry, strict=True)
    }


def _founded(
    pieces: list[list[str]], places: dict[str, Place]
) -> dict[str, FoundVestiging]:
    """Return one vestiging per postcode with all that opens there, each offer once."""
    offers: dict[str, dict[PlannedOffer, None]] = {}
    for kind, *rest in pieces:
        if kind == "nieuw":
            pc4, profiel, leerweg = rest
            planned = PlannedOffer(Profiel(profiel), Leerweg(leerweg))
            offers.setdefault(pc4, {})[planned] = None
    return {
        pc4: FoundVestiging(
            FOUNDED.format(k), f"Nieuwe plek in {pc4}", places[pc4], tuple(held)
        )
        for k, (pc4, held) in enumerate(offers.items(), start=1)
    }


def _edit(kind: str, rest: list[str], places: dict[str, Place]) -> Edit:
    brin6, *more = rest
    if kind == "samen":
        return MergeVestiging(brin6, more[0])
    if kind == "verplaats":
        return MoveVestiging(brin6, places[more[0]])
    if not more:
        return CloseVestiging(brin6)
    change = OpenOffer if kind == "open" else CloseOffer
    return change(brin6, Profiel(more[0]), Leerweg(more[1]))
