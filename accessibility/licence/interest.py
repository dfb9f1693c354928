"""Route A: expected pupils against the norms, and the reduction where areas overlap."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from accessibility.errors import UsageError
from accessibility.licence.check import Check, Fact, Outcome, decimal, judged

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
    title = "Verwachte leerlingen voor een nieuw profiel"
    return _norm_check(title, "art. 4.3 lid 1 en art. 4.6", expected, norm)


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
    title = "Verwachte leerlingen voor een nieuwe school"
    return _norm_check(title, "art. 4.2 lid 1 en 2, art. 4.6", expected, norm)


def _norm_check(title: str, article: str, expected: float, norm: float) -> Check:
    known = not math.isnan(expected)
    value = f"{expected:.0f}" if known else "niet gegeven"
    missing = (
        ""
        if known
        else "vul de belangstellingsmeting, de verblijfsjaren en de "
        "correctiefactor z van de ministeriële regeling in"
    )
    return Check(
        title=title,
        article=article,
        facts=(Fact("verwachte leerlingen", value), Fact("norm", f"{norm:.0f}")),
        outcome=judged(expected - norm),
        margin=expected - norm,
        unit="leerlingen",
        remark=missing,
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
    title = "Geen vermindering waar aanvragen overlappen"
    article = "art. 4.6 lid 6"
    within = Fact("postcodegebieden in meer dan een aanvraag hier", str(shared))
    if overlap is None:
        remark = (
            "vul per aanvraag de belangstelling in de overlap in, en hoeveel "
            "leerlingen daar wonen (overlap)"
        )
        return Check(title, article, (within,), Outcome.UNDECIDED, remark=remark)
    total = overlap.own + sum(overlap.others)
    outcome = judged(overlap.pupils - total)
    facts = (
        within,
        Fact("belangstelling in de overlap", decimal(total)),
        Fact("leerlingen in de overlap", decimal(overlap.pupils)),
        Fact("eigen belangstelling daar", decimal(overlap.own)),
        Fact("die meetelt", decimal(counted_of_own(overlap), 1)),
    )
    remark = ""
    if outcome is Outcome.NOT_MET:
        remark = "naar rato verminderd, ook in de verwachte leerlingen"
    margin = overlap.pupils - total
    return Check(title, article, facts, outcome, margin, "leerlingen", remark)
