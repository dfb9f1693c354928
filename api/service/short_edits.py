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
from api.service.short_roads import (
    CLOSE,
    FAR_APART,
    LAY,
    ROAD_MODES,
    SECOND_ROAD,
    is_road,
    road_edit,
    road_fault,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    f"{CLOSE}-MODUS-LON-LAT-LON-LAT",
    f"{LAY}-MODUS-LON-LAT-LON-LAT",
)
"""The edits that can be written."""

_PARTS: Final = {
    "BRIN6": "[0-9A-Z]{6}",
    "PC4": "[0-9A-Z]{4}",
    "PROFIEL": f"(?:{'|'.join(profiel.value for profiel in Profiel)})",
    "MODUS": f"(?:{'|'.join(ROAD_MODES)})",
    "LON": "[0-9]{1,8}",
    "LAT": "[0-9]{1,7}",
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
        Of the form `SHORT_EDITS`, or empty. What opens in one postcode is one new
        vestiging.
    snapshot
        Gives the point of each postcode, where what is new or moved is put.

    Raises
    ------
    TableError
        With every edit that cannot be read and every postcode without a place.
    """
    texts = text.split("_") if text else []
    faults = list(_faults(texts))
    if faults:
        raise TableError(_WHERE, faults)
    pieces = [piece.split("-") for piece in texts]
    codes = {pc4 for kind, *rest in pieces if (pc4 := postcode_of(kind, rest))}
    places = places_of(codes, snapshot)
    unknown = sorted(codes - set(places))
    if unknown:
        faults = [f"postcode {pc4} has no place in the snapshot" for pc4 in unknown]
        raise TableError(_WHERE, faults)
    founded = _founded(pieces, places)
    edits: list[Edit] = []
    for kind, *rest in pieces:
        if kind != "nieuw":
            edits.append(edit_of(kind, rest, places))
        elif rest[0] in founded:
            edits.append(founded.pop(rest[0]))
    return Scenario(_TITLE, snapshot.manifest.name, tuple(edits))


def is_readable(piece: str) -> bool:
    """Tell whether a piece of a text has one of the forms of an edit."""
    return any(re.fullmatch(pattern, piece) for pattern in _FORM_PATTERNS)


def _faults(pieces: list[str]) -> Iterator[str]:
    if len(pieces) > MOST_SHORT:
        yield f"at most {MOST_SHORT} edits; these are {len(pieces)}"
        return
    for number, piece in enumerate(pieces, start=1):
        edit = f"edit {number} ({piece[:_LONGEST_ECHO]!r}): "
        if not is_readable(piece):
            yield (
                f"{edit}write one of {', '.join(FORMS)}, with profiel and leerweg as "
                "in PIE-gl, and a place in hundred-thousandths of a degree"
            )
        elif fault := fault_of_road(pieces, number - 1):
            yield edit + _ROAD_FAULTS[fault]


_ROAD_FAULTS: Final = {
    SECOND_ROAD: "a link holds one edit of roads",
    FAR_APART: "what closes lies between places at most 1 km apart",
}


def fault_of_road(pieces: Sequence[str], number: int) -> str:
    """Return why a readable piece may not be in a link, if it edits roads."""
    kind, *rest = pieces[number].split("-")
    if not is_road(kind):
        return ""
    return road_fault(kind, rest, [one.split("-")[0] for one in pieces[:number]])


def postcode_of(kind: str, rest: Sequence[str]) -> str:
    """Return the postcode that an edit names, if it does."""
    return {"nieuw": rest[0], "verplaats": rest[-1]}.get(kind, "")


def places_of(codes: set[str], snapshot: Snapshot) -> dict[str, Place]:
    """Return the point of each postcode that has one."""
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
        pc4: new_place(k, pc4, places, tuple(held))
        for k, (pc4, held) in enumerate(offers.items(), start=1)
    }


def new_place(
    k: int, pc4: str, places: Mapping[str, Place], offers: tuple[PlannedOffer, ...]
) -> FoundVestiging:
    """Return the k-th new place, at the point of a postcode."""
    code, name = FOUNDED.format(k), f"Nieuwe plek in {pc4}"
    return FoundVestiging(code, name, places[pc4], offers)


def edit_of(kind: str, rest: Sequence[str], places: Mapping[str, Place]) -> Edit:
    """Return the edit that a readable piece stands for; `nieuw` is none by itself."""
    if is_road(kind):
        return road_edit(kind, rest)
    brin6, *more = rest
    if kind == "samen":
        return MergeVestiging(brin6, more[0])
    if kind == "verplaats":
        return MoveVestiging(brin6, places[more[0]])
    if not more:
        return CloseVestiging(brin6)
    change = OpenOffer if kind == "open" else CloseOffer
    return change(brin6, Profiel(more[0]), Leerweg(more[1]))
