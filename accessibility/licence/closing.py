"""Closure norms, and profiles that lapse because nobody takes them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

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
    few = len(years) < YEARS
    if few and outcome is Outcome.NOT_MET:
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
        remark=f"{len(years)} van de 3 jaren bekend" if few else "",
    )


def lapse_check(offer: str, years: Years) -> Check:
    """Check that a profile has not lapsed: three years running without a pupil.

    References
    ----------
    .. [1] WVO 2020 art 4.24(5).
    """
    last = years[-YEARS:]
    if any(low > 0 for low, _ in last):
        outcome = Outcome.MET
    elif len(last) == YEARS and all(high == 0 for _, high in last):
        outcome = Outcome.NOT_MET
    else:
        outcome = Outcome.UNDECIDED
    return Check(
        title=f"Profiel niet vervallen: {offer}",
        article="art. 4.24 lid 5",
        facts=(Fact("leerlingen per jaar", _words(years)),),
        outcome=outcome,
        remark="" if len(last) == YEARS else f"{len(last)} van de 3 jaren bekend",
    )


def _words(years: Years) -> str:
    if not years:
        return "geen gegevens"
    return "; ".join(
        f"{low:.0f}" if low == high else f"{low:.0f} tot {high:.0f}"
        for low, high in years
    )
