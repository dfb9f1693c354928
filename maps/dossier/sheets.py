"""The sheets of a dossier's workbook as Dutch readers see them.

Columns have a Dutch name each; what is the same in every row (mode, unit, denominator)
stands on the first sheet instead, and a table without rows is no sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.questions import EXAMPLE_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

_ON_FIRST_SHEET: Final = ("mode", "unit", "denominator", "area_kind")
_ONE_THRESHOLD: Final = "threshold"

WORDS: Final = {
    "threshold": "grens",
    "area_code": "gebiedscode",
    "area_name": "gebied",
    "students": "leerlingen",
    "before": "aantal voor",
    "after": "aantal na",
    "share_before": "deel voor",
    "share_after": "deel na",
    "difference": "verschil",
    "gained_first": "krijgt eerste aanbod",
    "gained_second": "krijgt keuze erbij",
    "lost_only": "verliest enige aanbod",
    "lost_other": "verliest een keuze",
    "outside": "buiten de bekende wegen",
    "suppressed": "afgeschermd",
    "sex": "geslacht",
    "n_profiles": "technische profielen",
    "mean_at_least_before": "gemiddelde voor, minstens",
    "mean_at_least_after": "gemiddelde na, minstens",
    "p95_before": "95% woont binnen, voor",
    "p95_after": "95% woont binnen, na",
    "beyond_limit_before": "verder dan de zoekgrens, voor",
    "beyond_limit_after": "verder dan de zoekgrens, na",
    "brin6": "BRIN-code",
    "pupils": "leerlingen nu",
    "sto_regio": "STO-regio",
    "hard_to_organise_before": "hooguit tien, voor",
    "hard_to_organise_after": "hooguit tien, na",
    "small_before": "minder dan 75, voor",
    "small_after": "minder dan 75, na",
    "year": "jaar",
    "edited": "met de wijziging",
    "students_from": "leerlingen uit",
    "access_demography": "deel als het aanbod blijft",
    "access_likely_p10": "deel waarschijnlijk, 10 van de 100",
    "access_likely_p50": "deel waarschijnlijk, het midden",
    "access_likely_p90": "deel waarschijnlijk, 90 van de 100",
    "norm": "norm",
    "access_if_norm": "deel als de norm geldt",
    "access_if_norm_combined": "idem, leerwegen samen",
    "displaced_if_norm": "verplaatst als de norm geldt",
    "displaced_if_norm_combined": "idem, leerwegen samen geteld",
    "offers_now": "aanbod nu",
    "expected_below_6": "verwacht onder 6",
    "likely_below_6": "waarschijnlijk onder 6",
    "expected_below_11": "verwacht onder 11",
    "likely_below_11": "waarschijnlijk onder 11",
}
_LOSSES: Final = {
    "regulation": "Regeling 2008",
    "road": "over de weg",
    "choice": "keuzemodel",
}
_LOSS_PARTS: Final = {"lost": "verlies", "share": "deel", "percent": "procent"}
ENDS: Final = {
    "_likely_low": "waarschijnlijk minstens",
    "_likely_high": "waarschijnlijk hooguit",
    "_low": "minstens",
    "_high": "hooguit",
}


def column_words(name: str) -> str:
    """Return the Dutch name of a column; a Dutch one stays as it is.

    Examples
    --------
    >>> column_words("gained_first_likely_low")
    'krijgt eerste aanbod, waarschijnlijk minstens'
    >>> column_words("regulation_percent")
    'procent, Regeling 2008'
    """
    if name in WORDS:
        return WORDS[name]
    for ending, words in ENDS.items():
        bare = name.removesuffix(ending)
        if bare != name and bare in WORDS:
            return f"{WORDS[bare]}, {words}"
    method, _, part = name.partition("_")
    if method in _LOSSES and part in _LOSS_PARTS:
        return f"{_LOSS_PARTS[part]}, {_LOSSES[method]}"
    return name


def readable(
    tables: Mapping[str, pd.DataFrame], names: Mapping[str, str]
) -> dict[str, pd.DataFrame]:
    """Return the sheets that hold something, with Dutch heads and names of schools.

    Parameters
    ----------
    tables
        By the name of their sheet.
    names
        Name of each vestiging by its code.
    """
    return {
        sheet: _readable(table, names) for sheet, table in tables.items() if len(table)
    }


def _readable(table: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    out = table.drop(columns=[c for c in _ON_FIRST_SHEET if c in table])
    if _ONE_THRESHOLD in out and len(set(out[_ONE_THRESHOLD])) == 1:
        out = out.drop(columns=_ONE_THRESHOLD)
    if "area_kind" in table and set(table.area_kind) == {AreaKind.NL.value}:
        out = out.drop(columns=["area_code", "area_name"], errors="ignore")
    if "area_name" in out:
        label = f" ({EXAMPLE_LABEL})"
        out = out.assign(area_name=out.area_name.str.removesuffix(label))
    if "suppressed" in out:
        out = out.assign(suppressed=out.suppressed.map({True: "ja", False: "nee"}))
    if "brin6" in out and "naam" not in out:
        behind = list(out).index("brin6") + 1
        out.insert(behind, "naam", out.brin6.map(names).fillna(""))
    return out.rename(columns=column_words)


def without_rows(tables: Mapping[str, pd.DataFrame]) -> Iterable[str]:
    """Return the names of tables in which there is nothing to show."""
    return [sheet for sheet, table in tables.items() if not len(table)]
