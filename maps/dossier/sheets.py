"""The sheets of a dossier's workbook as readers see them.

Columns have a name each in the language of the dossier; what is the same in every row
(mode, unit, denominator) stands on the first sheet instead, and a table without rows is
no sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.questions import EXAMPLE_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from maps.tongue import Tongue

ENDS: Final = ("likely_low", "likely_high", "low", "high")
_ON_FIRST_SHEET: Final = ("mode", "unit", "denominator", "area_kind")
_ONE_THRESHOLD: Final = "threshold"
_CODED: Final = (
    "suppressed",
    "sex",
    "vanaf",
    "hard_to_organise_before",
    "hard_to_organise_after",
    "small_before",
    "small_after",
)
"""Columns whose cells are codes, each with a word in every language."""


def column_words(name: str, say: Tongue) -> str:
    """Return what readers call a column; one without words stays as it is.

    Examples
    --------
    >>> from maps.dossier.speech import EN, NL
    >>> column_words("gained_first_likely_low", NL)
    'krijgt eerste aanbod, waarschijnlijk minstens'
    >>> column_words("regulation_percent", EN)
    'per cent, Regeling 2008'
    """
    known = say.words
    if f"column_{name}" in known:
        return say(f"column_{name}")
    for ending in ENDS:
        bare = f"column_{name.removesuffix(f'_{ending}')}"
        if name.endswith(f"_{ending}") and bare in known:
            return f"{say(bare)}, {say(f'end_{ending}')}"
    method, _, part = name.partition("_")
    if f"method_{method}" in known and f"loss_{part}" in known:
        return f"{say(f'loss_{part}')}, {say(f'method_{method}')}"
    return name


def readable(
    tables: Mapping[str, pd.DataFrame], names: Mapping[str, str], say: Tongue
) -> dict[str, pd.DataFrame]:
    """Return the sheets that hold something, with heads and names of schools.

    Parameters
    ----------
    tables
        By the key of their sheet.
    names
        Name of each vestiging by its code.
    say
        The language.
    """
    return {
        say(f"sheet_{sheet}"): _readable(table, names, say)
        for sheet, table in tables.items()
        if len(table)
    }


def _readable(
    table: pd.DataFrame, names: Mapping[str, str], say: Tongue
) -> pd.DataFrame:
    out = table.drop(columns=[c for c in _ON_FIRST_SHEET if c in table])
    if _ONE_THRESHOLD in out and len(set(out[_ONE_THRESHOLD])) == 1:
        out = out.drop(columns=_ONE_THRESHOLD)
    if "area_kind" in table and set(table.area_kind) == {AreaKind.NL.value}:
        out = out.drop(columns=["area_code", "area_name"], errors="ignore")
    if "area_name" in out:
        label = f" ({EXAMPLE_LABEL})"
        out = out.assign(area_name=out.area_name.str.removesuffix(label))
    for column in set(_CODED) & set(out):
        out[column] = out[column].map(lambda code: say(f"cell_{code}"))
    if "brin6" in out and "naam" not in out:
        behind = list(out).index("brin6") + 1
        out.insert(behind, "naam", out.brin6.map(names).fillna(""))
    return out.rename(columns=lambda name: column_words(name, say))


def without_rows(tables: Mapping[str, pd.DataFrame], say: Tongue) -> Iterable[str]:
    """Return the names of sheets in which there is nothing to show."""
    return [say(f"sheet_{sheet}") for sheet, table in tables.items() if not len(table)]
