"""Facts for the legal checks that no open data hold, given with a scenario."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Annotated

from msgspec import Meta

from accessibility.codes import Profiel  # noqa: TC001 - msgspec reads the types

Number = Annotated[float, Meta(ge=0)]

PupilsPerYear = Annotated[
    tuple[Annotated[float, Meta(ge=0)], ...], Meta(min_length=1, max_length=3)
]
"""Pupils in one to three school years running, the latest last."""


@dataclass(frozen=True)
class Interest:
    """What a belangstellingsmeting gives; nothing here has a default.

    Parameters
    ----------
    interested
        y: pupils aged 10 to 12 with interest.
    asked
        x: all 10 to 12 year-olds in the voedingsgebied, or in the sample.
    generation
        Mean of the numbers aged 12 and 13 in the voedingsgebied on 1 January of the
        11th year after the application.
    verblijfsjaren
        Set by ministerial regulation; None if not given.
    correction
        z, set by ministerial regulation; None if not given.
    """

    interested: Number
    asked: Annotated[float, Meta(gt=0)]
    generation: Number
    verblijfsjaren: Number | None
    correction: Number | None


@dataclass(frozen=True)
class Overlap:
    """The postcodes that several applications share; nothing here has a default.

    Parameters
    ----------
    own
        Interested pupils there in this application; part of `Interest.interested`.
    others
        Interested pupils there in each other application; empty if there is none.
    pupils
        All pupils of that age who live there.
    """

    own: Number
    others: tuple[Number, ...]
    pupils: Number


@dataclass(frozen=True)
class ProfielPupils:
    """Pupils of a profiel at a vestiging in the last school years, latest last."""

    brin6: Annotated[str, Meta(pattern="^[0-9A-Z]{6}$")]
    profiel: Profiel
    years: PupilsPerYear


@dataclass(frozen=True)
class SchoolPupils:
    """Pupils in the vbo of a school in the last school years, latest last."""

    school: Annotated[str, Meta(pattern="^[0-9A-Z]{4}$")]
    years: PupilsPerYear


@dataclass(frozen=True)
class LicenceFacts:
    """Facts for the legal checks; a check without its facts stays undecided.

    Parameters
    ----------
    in_scholengemeenschap
        Whether the vbo belongs to a scholengemeenschap.
    interest
        The belangstellingsmeting.
    overlap
        Where the postcodes of several applications overlap.
    profiel_pupils
        Pupils per profiel over the years; a snapshot knows one year.
    school_pupils
        Pupils per school over the years.
    rpo_gemeenten
        Codes of the gemeenten of the plan.
    rpo_boards
        Boards that take part in it.
    """

    in_scholengemeenschap: bool | None = None
    interest: Interest | None = None
    overlap: Overlap | None = None
    profiel_pupils: tuple[ProfielPupils, ...] = ()
    school_pupils: tuple[SchoolPupils, ...] = ()
    rpo_gemeenten: tuple[str, ...] | None = None
    rpo_boards: tuple[str, ...] | None = None

    def over(self, other: LicenceFacts) -> LicenceFacts:
        """Return these facts, with those of the other where these say nothing.

        Examples
        --------
        >>> early = LicenceFacts(in_scholengemeenschap=True, rpo_boards=("1",))
        >>> late = LicenceFacts(in_scholengemeenschap=False).over(early)
        >>> late.in_scholengemeenschap, late.rpo_boards
        (False, ('1',))
        """
        members = {}
        for field in fields(self):
            own = getattr(self, field.name)
            silent = own is None or own == field.default
            members[field.name] = getattr(other, field.name) if silent else own
        return LicenceFacts(**members)


NO_FACTS = LicenceFacts()
