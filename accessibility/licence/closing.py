"""Closure norms, and profiles that lapse because nobody takes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from accessibility.counting import MASK_HIGH, MASK_LOW, is_small
from accessibility.errors import UsageError
from accessibility.licence.check import Check, Fact, Outcome, bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    Years = Sequence[tuple[float, float]]
    """Low and high number of pupils per year, the latest last."""

YEARS: Final = 3
_ALONE: Final = ((2, 195), (4, 240), (math.inf, 360))
_IN_SG: Final = ((2, 130), (4, 160), (6, 240), (math.inf, 360))


def closure_norm(n_profiles: int, *, in_scholengemeenschap: bool) -> int:
    """Return how many pupils a vbo school needs.

    References
    ----------
    .. [1] WVO 2020 art 4.24.

    Examples
    --------
    >>> closure_norm(3, in_scholengemeenschap=False)
    240
    >>> closure_norm(5, in_scholengemeenschap=True)
    240

    Raises
    ------
    UsageError
        If there is no profile at all.
    """
    if n_profiles < 1:
        message = f"a vbo school has at least one profile, not {n_profiles}"
        raise UsageError(message)
    steps = _IN_SG if in_scholengemeenschap else _ALONE
    return next(norm for most, norm in steps if n_profiles <= most)


def closure_check(
    school: str, years: Years, *, n_profiles: int, in_scholengemeenschap: bool | None
) -> Check:
    """Check that a school was not below its closure norm three years running.

    Parameters
    ----------
    school
        Its name.
    years
        Pupils as intervals; with fewer than three years a school below the norm in
        all of them is undecided.
    n_profiles
        Number of vbo profiles.
    in_scholengemeenschap
        Whether the vbo is part of a scholengemeenschap; None if not known.

    References
    ----------
    .. [1] WVO 2020 art 4.24.
    """
    forms = (False, True) if in_scholengemeenschap is None else (in_scholengemeenschap,)
    norms = [closure_norm(n_profiles, in_scholengemeenschap=form) for form in forms]
    # One year at the norm is enough to go on.
    low = max((pair[0] for pair in years[-YEARS:]), default=math.nan) - max(norms)
    high = max((pair[1] for pair in years[-YEARS:]), default=math.nan) - min(norms)
    outcome = bounded(low, high)
    if len(years) < YEARS and outcome is Outcome.NOT_MET:
        outcome = Outcome.UNDECIDED
    return Check(
        title=f"Opheffingsnorm van {school}",
        article="art. 4.24",
        facts=(
            Fact("leerlingen per jaar", _words(years)),
            Fact("norm", " of ".join(str(norm) for norm in sorted(set(norms)))),
        ),
        outcome=outcome,
        margin=low,
        unit="leerlingen",
        remark=_missing(years, outcome),
    )


def lapse_check(offer: str, years: Years, *, remark: str = "") -> Check:
    """Check that a profile has not lapsed: three years running without a pupil.

    The margin is the number of school years without a pupil that are left before it
    lapses, as far as that is certain.

    Parameters
    ----------
    offer
        The profile and where it is given, in words.
    years
        Pupils as intervals; years that are not given may have been empty.
    remark
        What a reader must know beside it.

    References
    ----------
    .. [1] WVO 2020 art 4.24(5).
    """
    last = years[-YEARS:]
    certain = _empty_years([high for _, high in last])
    possible = _empty_years([low for low, _ in last])
    if possible == len(last):
        possible = YEARS
    outcome = Outcome.UNDECIDED
    if possible < YEARS:
        outcome = Outcome.MET
    elif certain == YEARS:
        outcome = Outcome.NOT_MET
    return Check(
        title=f"Profiel niet vervallen: {offer}",
        article="art. 4.24 lid 5",
        facts=(Fact("leerlingen per jaar", _words(years)),),
        outcome=outcome,
        margin=float(YEARS - possible),
        unit="schooljaren",
        remark="; ".join(part for part in (_missing(last, outcome), remark) if part),
    )


def _empty_years(pupils: Sequence[float]) -> int:
    """Return how many of the latest years running have nobody."""
    return next(
        (k for k, number in enumerate(reversed(pupils)) if number > 0), len(pupils)
    )


def _missing(years: Years, outcome: Outcome) -> str:
    if len(years) == YEARS:
        return ""
    known = f"{len(years)} van de {YEARS} jaren bekend"
    if outcome is Outcome.UNDECIDED:
        return f"{known}: vul de leerlingen van de drie laatste schooljaren in"
    return known


def _words(years: Years) -> str:
    """Write the pupils of each year; groups of one to four only as such."""
    if not years:
        return "geen gegevens"
    shown = [
        (MASK_LOW, MASK_HIGH) if low > 0 and is_small(high) else (low, high)
        for low, high in years
    ]
    return "; ".join(
        f"{low:.0f}" if low == high else f"{low:.0f} tot {high:.0f}"
        for low, high in shown
    )
