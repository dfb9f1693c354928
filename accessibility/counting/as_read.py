"""Numbers as a person reads them: halves up, and no share called all that is not."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rounded_up(value: float, decimals: int = 0) -> Decimal:
    """Round to some decimals, halves away from zero, as every browser does.

    Parameters
    ----------
    value
        A finite number.
    decimals
        How many to keep; people are whole.

    Examples
    --------
    >>> rounded_up(2.5)
    Decimal('3')
    >>> rounded_up(-0.2)
    Decimal('0')
    """
    step = Decimal(1).scaleb(-decimals)
    # Adding zero turns a rounded -0 into 0.
    return Decimal(value).quantize(step, ROUND_HALF_UP) + Decimal(0)


def percent_of(share: float, decimals: int = 1) -> Decimal:
    """Return a fraction of 1 in per cent; what is not all or none never reads so.

    Examples
    --------
    >>> percent_of(0.99999)
    Decimal('99.9')
    >>> percent_of(0.00001)
    Decimal('0.1')
    >>> percent_of(1.0)
    Decimal('100.0')
    """
    step = Decimal(1).scaleb(-decimals)
    percent = rounded_up(100 * share, decimals)
    hundred = Decimal(100).quantize(step)
    if share < 1 and percent >= hundred:
        return hundred - step
    return step if share > 0 and percent < step else percent
