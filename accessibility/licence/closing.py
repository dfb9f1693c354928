"""Closure norms, and profiles that lapse because nobody takes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from accessibility.codes import NOTHING, Told, same
from accessibility.counting import MASK_HIGH, MASK_LOW, is_small
from accessibility.errors import UsageError
from accessibility.licence.check import PUPILS, Check, Fact, Outcome, article, bounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    Years = Sequence[tuple[float, float]]
    """Low and high number of pupils per year, the latest last."""

YEARS: Final = 3
_PER_YEAR: Final = Told("leerlingen per jaar", "pupils per year")
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
    school: Told, years: Years, *, n_profiles: int, in_scholengemeenschap: bool | None
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
        title=Told(
            "Opheffingsnorm van {school}", "Closure norm of {school}", school=school
        ),
        article=article("art. 4.24"),
        facts=(
            Fact(_PER_YEAR, _words(years)),
            Fact(same("norm"), _either(norms)),
        ),
        outcome=outcome,
        margin=low,
        unit=PUPILS,
        remark=_missing(years, outcome),
    )


def lapse_check(offer: Told, years: Years, *, remark: Told = NOTHING) -> Check:
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
        title=Told(
            "Profiel niet vervallen: {offer}",
            "Profiel has not lapsed: {offer}",
            offer=offer,
        ),
        article=article("art. 4.24 lid 5"),
        facts=(Fact(_PER_YEAR, _words(years)),),
        outcome=outcome,
        margin=float(YEARS - possible),
        unit=Told("schooljaren", "school years"),
        remark=_joined(_missing(last, outcome), remark),
    )


def _empty_years(pupils: Sequence[float]) -> int:
    """Return how many of the latest years running have nobody."""
    return next(
        (k for k, number in enumerate(reversed(pupils)) if number > 0), len(pupils)
    )


def _joined(*parts: Told) -> Told:
    """Put remarks one after the other; nothing of none."""
    known = [part for part in parts if part]
    return Told("; ".join(known), "; ".join(part.english for part in known))


def _either(norms: Sequence[int]) -> Told:
    """Name the norms that may hold."""
    told = [str(norm) for norm in sorted(set(norms))]
    return Told(" of ".join(told), " or ".join(told))


def _missing(years: Years, outcome: Outcome) -> Told:
    if len(years) == YEARS:
        return NOTHING
    known = Told(
        "{n} van de {all} jaren bekend",
        "{n} of the {all} years known",
        n=len(years),
        all=YEARS,
    )
    if outcome is not Outcome.UNDECIDED:
        return known
    return Told(
        "{known}: vul de leerlingen van de drie laatste schooljaren in",
        "{known}: fill in the pupils of the three latest school years",
        known=known,
    )


def _words(years: Years) -> Told:
    """Write the pupils of each year; groups of one to four only as such."""
    if not years:
        return Told("geen gegevens", "no data")
    shown = [
        (MASK_LOW, MASK_HIGH) if low > 0 and is_small(high) else (low, high)
        for low, high in years
    ]
    dutch, english = (
        "; ".join(
            f"{low:.0f}" if low == high else f"{low:.0f} {to} {high:.0f}"
            for low, high in shown
        )
        for to in ("tot", "to")
    )
    return Told(dutch, english)
