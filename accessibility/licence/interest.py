"""Route A: expected pupils against the norms, and the reduction where areas overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.errors import UsageError
from accessibility.licence.check import Check, Fact, judged

if TYPE_CHECKING:
    from collections.abc import Mapping

NEW_PROFILE: Final = 160
NEW_PROFILE_IN_SG: Final = 120
NEW_SCHOOL_ONE_PROFILE: Final = 260
NEW_SCHOOL_PER_PROFILE: Final = 160
IN_SCHOLENGEMEENSCHAP: Final = 0.75


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

    interested: float
    asked: float
    generation: float
    verblijfsjaren: float | None
    correction: float | None


def expected_pupils(interest: Interest) -> float:
    """Return q = y / x * w * z, with w = generation * verblijfsjaren; NaN if unknown.

    References
    ----------
    .. [1] WVO 2020 art 4.6.

    Examples
    --------
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
