"""Regions of a file by their name or code, as a table of shares calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accessibility.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.codes import AreaKind


def region_codes(
    regions: pd.Series, measured: pd.DataFrame, per: AreaKind
) -> pd.Series:
    """Return the code of each region of a file, missing where it is not known.

    Parameters
    ----------
    regions
        Names or codes, however they are capitalised.
    measured
        With `area_code` and `area_name`.
    per
        The division, for a message.

    Raises
    ------
    UsageError
        If none is known.
    """
    code_of = {
        str(name).casefold(): code
        for column in ("area_name", "area_code")
        for name, code in zip(measured[column], measured.area_code, strict=True)
    }
    found: pd.Series = regions.str.strip().str.casefold().map(code_of)
    if found.isna().all():
        message = (
            f"no region of the file is a {per.value} of this snapshot: "
            f"{', '.join(map(str, regions[:3]))}"
        )
        raise UsageError(message)
    return found
