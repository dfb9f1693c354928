"""Route A: expected pupils against the norms, and the reduction where areas overlap."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from accessibility.codes import NOTHING, Told, same
from accessibility.errors import UsageError
from accessibility.licence.check import (
    NOT_GIVEN,
    PUPILS,
    Check,
    Fact,
    Outcome,
    article,
    decimal,
    judged,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accessibility.scenario import Interest, Overlap

NEW_PROFILE: Final = 160
NEW_PROFILE_IN_SG: Final = 120
NEW_SCHOOL_ONE_PROFILE: Final = 260
NEW_SCHOOL_PER_PROFILE: Final = 160
IN_SCHOLENGEMEENSCHAP: Final = 0.75


def expected_pupils(interest: Interest) -> float:
    """Return q = y / x * w * z, with w = generation * verblijfsjaren; NaN if unknown.

    References
    ----------
    .. [1] WVO 2020 art 4.6.

    Examples
    --------
    >>> from accessibility.scenario import Interest
    >>> expected_pupils(Interest(50, 1000, 2000, 4, 0.5))
    200.0
    """
    if interest.verblijfsjaren is None or interest.correction is None:
        return math.nan
    if interest.asked <= 0:
        message = "the number of 10 to 12 year-olds asked must be above 0"
        raise UsageError(message)
    width = interest.generation * interest.verblijfsjaren
    return interest.interested / interest.asked * width * interest.correction


def profile_norm_check(expected: float, *, in_scholengemeenschap: bool) -> Check:
    """Check a new profile at an existing vbo school.

    References
    ----------
    .. [1] WVO 2020 art 4.3(1): 160 pupils, 120 in a scholengemeenschap.
    """
    norm = NEW_PROFILE_IN_SG if in_scholengemeenschap else NEW_PROFILE
    title = Told(
        "Verwachte leerlingen voor een nieuw profiel",
        "Pupils expected for a new profiel",
    )
    return _norm_check(title, article("art. 4.3 lid 1 en art. 4.6"), expected, norm)


def school_norm_check(
    expected: float, *, n_profiles: int, in_scholengemeenschap: bool
) -> Check:
    """Check a new vbo school with one or more profiles.

    References
    ----------
    .. [1] WVO 2020 art 4.2(1)a4 and 4.2(2).
    """
    norm: float = NEW_SCHOOL_ONE_PROFILE
    if n_profiles > 1:
        norm = NEW_SCHOOL_PER_PROFILE * n_profiles
    if in_scholengemeenschap:
        norm *= IN_SCHOLENGEMEENSCHAP
    title = Told(
        "Verwachte leerlingen voor een nieuwe school",
        "Pupils expected for a new school",
    )
    where = article("art. 4.2 lid 1 en 2, art. 4.6")
    return _norm_check(title, where, expected, norm)


def _norm_check(title: Told, where: Told, expected: float, norm: float) -> Check:
    known = not math.isnan(expected)
    value = same(f"{expected:.0f}") if known else NOT_GIVEN
    return Check(
        title=title,
        article=where,
        facts=(Fact(_EXPECTED, value), Fact(same("norm"), same(f"{norm:.0f}"))),
        outcome=judged(expected - norm),
        margin=expected - norm,
        unit=PUPILS,
        remark=NOTHING if known else _FILL_IN,
    )


_EXPECTED: Final = Told("verwachte leerlingen", "pupils expected")
_FILL_IN: Final = Told(
    "vul de belangstellingsmeting, de verblijfsjaren en de correctiefactor z van de "
    "ministeriële regeling in",
    "fill in the survey of interest, the years of stay and the correction z of the "
    "ministerial regulation",
)


def overlap_reduction(interest: Mapping[str, float], pupils: float) -> dict[str, float]:
    """Reduce the interest in an overlap pro rata to the pupils who live there.

    Parameters
    ----------
    interest
        Interested pupils in the overlap per application.
    pupils
        Pupils who live in the overlap.

    References
    ----------
    .. [1] WVO 2020 art 4.6(6).

    Examples
    --------
    >>> overlap_reduction({"a": 60.0, "b": 40.0}, 80)
    {'a': 48.0, 'b': 32.0}
    >>> overlap_reduction({"a": 30.0, "b": 40.0}, 80)
    {'a': 30.0, 'b': 40.0}
    """
    total = sum(interest.values())
    factor = min(1.0, pupils / total) if total > 0 else 1.0
    return {name: value * factor for name, value in interest.items()}


def counted_of_own(overlap: Overlap) -> float:
    """Return what counts of the own interest in an overlap after the reduction.

    Examples
    --------
    >>> from accessibility.scenario import Overlap
    >>> counted_of_own(Overlap(60, (40,), 80))
    48.0
    """
    interest = {str(k): own for k, own in enumerate((overlap.own, *overlap.others))}
    return overlap_reduction(interest, overlap.pupils)["0"]


def reduced(interest: Interest, overlap: Overlap | None) -> Interest:
    """Return the interest with what an overlap takes off.

    References
    ----------
    .. [1] WVO 2020 art 4.6(6).

    Raises
    ------
    UsageError
        If the overlap holds more of the interest than there is in all.

    Examples
    --------
    >>> from accessibility.scenario import Interest, Overlap
    >>> measured = Interest(100, 1000, 2000, 4, 0.5)
    >>> reduced(measured, Overlap(60, (40,), 80)).interested
    88.0
    """
    if overlap is None:
        return interest
    if overlap.own > interest.interested:
        message = (
            f"the interest in the overlap ({overlap.own:g}) is more than the interest "
            f"in the whole voedingsgebied ({interest.interested:g})"
        )
        raise UsageError(message)
    less = overlap.own - counted_of_own(overlap)
    return replace(interest, interested=interest.interested - less)


def overlap_check(overlap: Overlap | None, *, shared: int) -> Check:
    """Check that the interest where applications overlap need not be reduced.

    Parameters
    ----------
    overlap
        What is known of it; None leaves the check open.
    shared
        Postcodes that lie in more than one voedingsgebied of the scenario itself.

    References
    ----------
    .. [1] WVO 2020 art 4.6(6).
    """
    within = Fact(_SHARED, same(str(shared)))
    where = article("art. 4.6 lid 6")
    if overlap is None:
        return Check(_OVERLAP, where, (within,), Outcome.UNDECIDED, remark=_NAME_IT)
    total = overlap.own + sum(overlap.others)
    outcome = judged(overlap.pupils - total)
    facts = (
        within,
        Fact(_INTEREST_THERE, decimal(total)),
        Fact(_PUPILS_THERE, decimal(overlap.pupils)),
        Fact(_OWN_THERE, decimal(overlap.own)),
        Fact(_COUNTED, decimal(counted_of_own(overlap), 1)),
    )
    remark = _REDUCED if outcome is Outcome.NOT_MET else NOTHING
    margin = overlap.pupils - total
    return Check(_OVERLAP, where, facts, outcome, margin, PUPILS, remark)


_OVERLAP: Final = Told(
    "Geen vermindering waar aanvragen overlappen",
    "No reduction where applications overlap",
)
_SHARED: Final = Told(
    "postcodegebieden in meer dan een aanvraag hier",
    "postcodes in more than one application here",
)
_NAME_IT: Final = Told(
    "vul per aanvraag de belangstelling in de overlap in, en hoeveel leerlingen daar "
    "wonen (overlap)",
    "fill in the interest in the overlap for each application, and how many pupils "
    "live there (overlap)",
)
_INTEREST_THERE: Final = Told("belangstelling in de overlap", "interest in the overlap")
_PUPILS_THERE: Final = Told("leerlingen in de overlap", "pupils in the overlap")
_OWN_THERE: Final = Told("eigen belangstelling daar", "own interest there")
_COUNTED: Final = Told("die meetelt", "of which counts")
_REDUCED: Final = Told(
    "naar rato verminderd, ook in de verwachte leerlingen",
    "reduced pro rata, in the pupils expected too",
)
