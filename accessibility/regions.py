"""Regions: an area of one division, found by name or code."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import AreaKind
from accessibility.counting import WHOLE_COUNTRY
from accessibility.errors import UsageError
from accessibility.headers import country_name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.questions import Answer, Question
    from accessibility.snapshot import Snapshot

_NAMED_KINDS: Final = (
    AreaKind.PROVINCIE,
    AreaKind.GEMEENTE,
    AreaKind.STO_REGIO,
    AreaKind.COROP,
    AreaKind.RMC,
)
_MOST_SUGGESTIONS: Final = 5
_ALIKE: Final = 0.75
"""How like a name must be to be suggested, from 0 to 1: Zeland is like Zeeland."""

_ALSO_CALLED: Final = {
    "den haag": "'s-gravenhage",
    "den bosch": "'s-hertogenbosch",
    "friesland": "fryslân",
    "fryslân": "friesland",
    "fryslan": "fryslân",
    "zuidwest-friesland": "súdwest-fryslân",
    "noardeast-friesland": "noardeast-fryslân",
    "bergen nh": "bergen (nh.)",
    "bergen l": "bergen (l.)",
}
"""Names people use of areas that the files call by another."""
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


def names_of(name: str) -> list[str]:
    """Return the name of an area, and after it others that are in use.

    Examples
    --------
    >>> names_of("'s-Hertogenbosch")
    ["'s-Hertogenbosch", 'den bosch']
    """
    same = name.casefold()
    others = [OTHER_NAMES.get(same), *(a for a, n in _ALSO_CALLED.items() if n == same)]
    return [name, *dict.fromkeys(one for one in others if one)]


@dataclass(frozen=True)
class Region:
    """An area of one division."""

    kind: AreaKind
    code: str
    name: str

    @property
    def slug(self) -> str:
        """The name as a part of an address: letters, digits and hyphens.

        Examples
        --------
        >>> Region(AreaKind.GEMEENTE, "GM0518", "'s-Gravenhage").slug
        's-gravenhage'
        >>> Region(AreaKind.GEMEENTE, "GM0373", "Bergen (NH.)").slug
        'bergen-nh'
        >>> Region(AreaKind.PROVINCIE, "PV21", "Fryslân").slug
        'fryslan'
        """
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore")
        return re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")


def region_at(snapshot: Snapshot, kind: AreaKind, slug: str) -> Region:
    """Return the region of a division whose name or code stands in an address.

    Parameters
    ----------
    snapshot
        Holds the areas.
    kind
        The division.
    slug
        `Region.slug`, a code, or another name in use, such as `den-bosch`.

    Raises
    ------
    UsageError
        If there is none; the message lists near names.
    """
    for region in regions_of(snapshot, kind):
        if slug in (region.slug, region.code):
            return region
    return find_region(snapshot, slug.replace("-", " "), kind)


def find_region(
    snapshot: Snapshot, name: str | None, kind: AreaKind | None = None
) -> Region:
    """Return the region with a name or code, whatever its division or case.

    Parameters
    ----------
    snapshot
        Holds the areas.
    name
        Name or code, with its division in front where several have it:
        `provincie:Groningen`. None for the whole country.
    kind
        The division, where the name does not tell it.

    Raises
    ------
    UsageError
        If there is no such region, or more than one; the message lists near names.
    """
    if name is None:
        return Region(AreaKind.NL, WHOLE_COUNTRY, country_name(snapshot))
    told, wanted = _parted(name)
    asked = told or kind
    areas = [
        Region(area_kind, row.area_code, row.area_name)
        for area_kind in ([asked] if asked else _NAMED_KINDS)
        for row in snapshot.areas(area_kind).itertuples()
    ]
    known = _ALSO_CALLED.get(wanted.casefold())
    found = _called(areas, wanted) or (_called(areas, known) if known else [])
    if len(found) == 1:
        return found[0]
    if found:
        kinds = " or ".join(f"{one.kind.value}:{one.name}" for one in found)
        message = f"area {name!r} is more than one: say which, {kinds}"
        raise UsageError(message)
    raise UsageError(_no_such_region(areas, name, wanted))


def _parted(name: str) -> tuple[AreaKind | None, str]:
    """Return the division that stands before a name, and the name."""
    kind, colon, rest = name.partition(":")
    kinds = {one.value: one for one in _NAMED_KINDS}
    told = kinds.get(kind.strip().casefold())
    return (told, rest.strip()) if colon and told else (None, name.strip())


def _called(areas: list[Region], name: str) -> list[Region]:
    wanted = name.casefold()
    return [
        area for area in areas if wanted in (area.name.casefold(), area.code.casefold())
    ]


def _no_such_region(areas: list[Region], name: str, wanted: str) -> str:
    """Say that nothing is called so, with the names most like it."""
    names = {area.name.casefold(): area.name for area in areas}
    known = {alias: names[n] for alias, n in _ALSO_CALLED.items() if n in names}
    spelled = known | names
    alike = difflib.get_close_matches(
        wanted.casefold(), spelled, n=_MOST_SUGGESTIONS, cutoff=_ALIKE
    )
    near = dict.fromkeys(spelled[one] for one in alike)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"area {name!r} is unknown{hint}"


def regions_of(snapshot: Snapshot, kind: AreaKind) -> tuple[Region, ...]:
    """Return every region of a division, by name."""
    areas = snapshot.areas(kind).sort_values(["area_name", "area_code"])
    return tuple(
        Region(kind, code, name)
        for code, name in zip(areas.area_code, areas.area_name, strict=True)
    )


def vestigingen_in(snapshot: Snapshot, region: Region) -> frozenset[str]:
    """Return the vestigingen that lie in a region: by school, not by home."""
    sites = snapshot.vestigingen
    if region.kind is AreaKind.NL:
        return frozenset(sites.brin6)
    return frozenset(sites.brin6[sites[region.kind.column] == region.code])


def regions_in(snapshot: Snapshot, region: Region, kind: AreaKind) -> frozenset[str]:
    """Return the areas of a division with a vestiging in a region, by their code."""
    sites = snapshot.vestigingen
    inside = sites.brin6.isin(vestigingen_in(snapshot, region))
    return frozenset(sites[kind.column][inside].dropna())


def named(region: Region) -> str:
    """Return a region as `--in` takes it: its division and its name.

    Examples
    --------
    >>> named(Region(AreaKind.PROVINCIE, "PV29", "Zeeland"))
    'provincie:Zeeland'
    """
    return f"{region.kind.value}:{region.name}"


def asked_in(question: Question, region: Region) -> Question:
    """Return a question about the areas of a region: about itself if none are named."""
    per = region.kind if question.per is AreaKind.NL else question.per
    return replace(question, per=per)


def areas_in(students: Students, region: Region, per: AreaKind) -> NDArray[np.str_]:
    """Return the areas of a division with any postcode in a region, by their code."""
    codes = students.area_codes(per)
    if region.kind is not AreaKind.NL:
        codes = codes[students.area_codes(region.kind) == region.code]
    return np.unique(codes)


def only_homes(answer: Answer, snapshot: Snapshot, region: Region) -> Answer:
    """Return the rows of an answer whose postcode lies in a region: by home."""
    if region.kind is AreaKind.NL:
        return answer
    homes = snapshot.postcodes
    inside = homes.pc4[homes[region.kind.column] == region.code]
    rows = answer.table[answer.table.pc4.isin(inside)].reset_index(drop=True)
    asked = {**answer.header.question, "in": named(region)}
    return replace(answer, table=rows, header=replace(answer.header, question=asked))


def only_in(
    answer: Answer, question: Question, students: Students, region: Region
) -> Answer:
    """Return the rows of an answer that are about a region.

    Parameters
    ----------
    answer
        Of the question, with a row per area.
    question
        Its division is that of the rows.
    students
        Tell in which areas the postcodes of the region lie.
    region
        Whose areas are kept: those with any postcode in it, each as a whole.
    """
    areas = areas_in(students, region, question.per)
    note = f"only areas with a postcode in {region.name}, each of them whole"
    notes = () if question.per is region.kind else (note,)
    header = replace(
        answer.header,
        question={**answer.header.question, "in": named(region)},
        notes=(*answer.header.notes, *notes),
    )
    rows = answer.table[answer.table.area_code.isin(areas)]
    return replace(answer, table=rows.reset_index(drop=True), header=header)
