"""Verdicts: is a share at least a threshold, as far as the data can tell."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from accessibility.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SLACK: Final = 1e-9
"""Forgiven when a share is held against a threshold: 0.8 computed as 0.7999999999."""


class Verdict(StrEnum):
    """The answer to "is at least this share reached?", from sure to sure not."""

    YES = "zeker wel"
    LIKELY = "waarschijnlijk wel"
    NOT_DECIDABLE = "niet te zeggen"
    UNLIKELY = "waarschijnlijk niet"
    NO = "zeker niet"
    NO_DATA = "geen gegevens"


def verdict(row: Mapping[Any, Any], *, at_least: float) -> Verdict:
    """Tell whether a share is at least a threshold.

    Parameters
    ----------
    row
        `share_low`, `likely_low`, `likely_high` and `share_high`, from 0 to 1; NaN
        where there are no data.
    at_least
        The threshold, 0 to 1, inclusive.

    Raises
    ------
    UsageError
        If the threshold is not a share.

    Examples
    --------
    >>> ends = {"share_low": 0.7, "likely_low": 0.81, "likely_high": 0.9}
    >>> verdict({**ends, "share_high": 1.0}, at_least=0.8).value
    'waarschijnlijk wel'
    >>> verdict({**ends, "share_high": 1.0}, at_least=0.7).value
    'zeker wel'
    """
    if not 0 <= at_least <= 1:
        message = f"a threshold for a share must lie from 0 to 1, not {at_least}"
        raise UsageError(message)
    least = at_least - _SLACK
    if math.isnan(row["share_low"]) or math.isnan(row["share_high"]):
        return Verdict.NO_DATA
    if row["share_low"] >= least:
        return Verdict.YES
    if row["share_high"] < least:
        return Verdict.NO
    if row["likely_low"] >= least:
        return Verdict.LIKELY
    if row["likely_high"] < least:
        return Verdict.UNLIKELY
    return Verdict.NOT_DECIDABLE
