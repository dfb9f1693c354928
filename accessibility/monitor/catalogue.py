"""Which tables of the monitor can be computed, from what, and each by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.errors import UsageError
from accessibility.monitor.figures import (
    SHARES,
    b3_1,
    b3_3,
    b3_4,
    b3_5,
    b3_6,
    figure_b3_6,
    figure_b3_7,
)
from accessibility.monitor.printed_only import PRINTED_ONLY, printed_only
from accessibility.monitor.published_years import LAST_YEAR
from accessibility.monitor.yearly import b3_2, b3_13, b3_15, b3_16

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

TABLE_NAMES: Final = (
    "B3.1",
    "B3.2",
    "B3.3",
    "B3.4",
    "B3.5",
    "B3.6",
    "B3.7",
    "B3.13",
    "B3.14",
    "B3.15",
    "B3.16",
    "B3.17",
    "B3.18",
    "B3.19",
    "B3.20",
    "B3.21",
    "Figure B3.6",
    "Figure B3.7",
)
"""Tables and figures of the monitor that are known, as they are numbered."""

_NEED_PUPILS: Final = frozenset(
    {"B3.1", "B3.2", "B3.3", "B3.4", "B3.13", "B3.15", "B3.16"}
)
_NEED_REGIONS: Final = frozenset(
    {"B3.2", "B3.4", "B3.15", "B3.16", "Figure B3.6", "Figure B3.7"}
)
_NEED_BEFORE: Final = frozenset({"B3.2"})
_NO_SOURCE: Final = {
    "B3.7": (
        "needs exams per keuzevak, with the profiel of the pupil; the open exam files "
        "name departments and programmes only"
    ),
    "B3.18": "cannot be set beside the data: its printed numbers are not known here",
}


class TableInputs(NamedTuple):
    """What tables of the monitor are computed from; None where it is not there.

    `region_of` gives the STO-regio of a BRIN6, `shares` those of table B3.6, `before`
    the pupils of the school year before, `year` the calendar year in which the school
    year of the data began.
    """

    offers: pd.DataFrame
    pupils: pd.DataFrame | None = None
    region_of: Mapping[str, str] | None = None
    shares: pd.DataFrame | None = None
    before: pd.DataFrame | None = None
    year: int = LAST_YEAR


def _as_printed(name: str, data: TableInputs) -> pd.DataFrame:
    return printed_only(name, data.year)


_MADE: Final[dict[str, Callable[..., pd.DataFrame]]] = {
    "B3.1": lambda data: b3_1(data.pupils, data.year),
    "B3.2": lambda data: b3_2(data.pupils, data.before, data.region_of),
    "B3.3": lambda data: b3_3(data.pupils),
    "B3.4": lambda data: b3_4(data.pupils, data.region_of),
    "B3.5": lambda data: b3_5(data.offers, data.year),
    SHARES: lambda data: b3_6(data.shares),
    "B3.13": lambda data: b3_13(data.pupils, data.year),
    "B3.15": lambda data: b3_15(data.pupils, data.region_of, data.year),
    "B3.16": lambda data: b3_16(data.pupils, data.region_of, data.year),
    **{name: partial(_as_printed, name) for name in PRINTED_ONLY},
    "Figure B3.6": lambda data: figure_b3_6(data.offers, data.region_of),
    "Figure B3.7": lambda data: figure_b3_7(data.offers, data.region_of),
}


_ROUTE_INSIDE: Final = {
    "B3.1": (
        "the vakmanschaps- and beroepsroute stands beside the totals and, as printed, "
        "inside the share of techniek (X3)"
    ),
    SHARES: "the vakmanschaps- and beroepsroute is inside denominator `common` (X3)",
}
_ROUTE_OUTSIDE: Final = (
    "of the profielen: without the vakmanschaps- and beroepsroute (X3)"
)


def route_note(name: str) -> str:
    """Say whether a table counts the vakmanschaps- and beroepsroute, as printed."""
    if name in _ROUTE_INSIDE:
        return f"{name}: {_ROUTE_INSIDE[name]}"
    return f"{name}: {_ROUTE_OUTSIDE}" if name in _NEED_PUPILS else ""


def computable(
    *, has_pupils: bool, has_regions: bool, has_before: bool = False
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Tell which tables can be computed, and why the others cannot.

    Parameters
    ----------
    has_pupils
        Third-years per vestiging are known.
    has_regions
        The STO-regio of vestigingen is known.
    has_before
        Third-years of the school year before are known.

    Returns
    -------
    tuple
        Names of the tables that can be computed, and a sentence per other name.
    """
    needs = (
        (_NEED_PUPILS, has_pupils, "pupils per vestiging (source kind duo-leerlingen)"),
        (_NEED_REGIONS, has_regions, "STO-regio's (source kind sto-regios)"),
        (_NEED_BEFORE, has_before, "the school year before (bereik tables --before)"),
    )
    why = dict(_NO_SOURCE)
    for names, there, what in needs:
        if not there:
            for name in sorted(names):
                why.setdefault(name, f"needs {what}")
    return tuple(name for name in TABLE_NAMES if name not in why), why


def tables_read(name: str) -> frozenset[str]:
    """Return the tables of a snapshot from which one of the monitor is computed.

    Table B3.6 rests on shares: on whatever those rest on, and on nothing else. What is
    only printed rests on nothing.
    """
    if name == SHARES or name in PRINTED_ONLY:
        return frozenset()
    counted = "pupils" if name in _NEED_PUPILS else "offers"
    regions = ("vestigingen", "sto_regios") if name in _NEED_REGIONS else ()
    return frozenset((counted, *regions))


def monitor_table(name: str, data: TableInputs) -> pd.DataFrame:
    """Compute one table of the monitor by its name.

    Raises
    ------
    UsageError
        If the name is unknown, or what the table needs is not given.
    """
    can, _ = computable(
        has_pupils=data.pupils is not None,
        has_regions=data.region_of is not None,
        has_before=data.before is not None,
    )
    if name not in can or (name == SHARES and data.shares is None):
        message = (
            f"table {name!r} cannot be computed from this snapshot; known tables are "
            f"{', '.join(TABLE_NAMES)}"
        )
        raise UsageError(message)
    return _MADE[name](data)
