"""DUO geslaagden-gezakten-en-cijfers: exam candidates per vestiging and department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import Leerweg, Profiel
from accessibility.counting import sum_counts
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import add_counts, count_column, four_is_mask
from data.readings import Reading, finding, happened
from data.school_codes import (
    BRIN,
    NAME,
    PLACE,
    ROUTE,
    VESTIGING,
    brin6_of,
    key_faults,
    leerweg_of,
    looks_technical,
    programme_of,
)
from data.text_tables import (
    TextTable,
    Wanted,
    find_columns,
    read_text_table,
    rename_columns,
    squeeze_header,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from accessibility.snapshot import Finding
    from data.sources import SourceFile

CANDIDATES: Final = "kandidaten"
WANTED: Final = (
    BRIN,
    VESTIGING,
    NAME,
    PLACE,
    Wanted("leerweg", ("LEERWEG VMBO", "LEERWEG", "VMBO LEERWEG"), required=False),
    Wanted("soort", ("ONDERWIJSTYPE VO", "ONDERWIJSTYPE"), required=False),
    Wanted("afdeling", ("AFDELING", "AFDELINGSNAAM", "PROFIEL", "AFDELING PROFIEL")),
    Wanted("opleiding", ("OPLEIDINGSNAAM",), required=False),
    Wanted(CANDIDATES, ("EXAMENKANDIDATEN",), required=False),
)
KEY: Final = ("brin6", "profiel", "leerweg")
_CANDIDATE_HEADER: Final = re.compile(r"EXAMEN ?KANDIDA\w*|KANDIDATEN")
_PROFIELEN: Final = [p.value for p in Profiel]
_LEERWEGEN: Final = [w.value for w in Leerweg]


def read_duo_examens(source: SourceFile) -> Reading:
    """Read an exam file to the table `exams`: candidates per offer.

    Several lines of one vestiging and department add up. Lines of havo, vwo and the
    theoretische leerweg are no offer of a profile; lines of bl, kl and gl whose
    department is none of the vmbo profiles are listed. The frame has `naam` and
    `plaats` beside the table's columns.

    Raises
    ------
    TableError
        On an unknown header, keys that are no BRIN6, or cells that are no counts.
    """
    table = read_text_table(source.path)
    frame = rename_columns(table, WANTED, source.columns)
    counts = _candidates(table, source.columns, four_masks=four_is_mask(source))
    lines_ = _lines(table, frame).join(counts)
    beroepsgericht = lines_.leerweg.isin(_LEERWEGEN)
    offered = lines_[beroepsgericht & lines_.profiel.isin(_PROFIELEN)]
    offered = offered[offered.students_high > 0]
    named = offered.drop_duplicates("brin6").set_index("brin6")[["naam", "plaats"]]
    exams = check_table("exams", sum_counts(offered, KEY)).join(named, on="brin6")
    findings = (
        finding("exams", "read", len(frame), f"lines of {source.path.name}"),
        finding("exams", "masked", offered.masked.sum(), "counts taken as 1 to 4"),
        finding(
            "exams",
            "no beroepsgerichte leerweg",
            int((~beroepsgericht).sum()),
            "lines of havo, vwo, theoretische leerweg: no offer of a profile",
            sorted(lines_.soort_text[~beroepsgericht].unique()),
        ),
        *_unknown(lines_[beroepsgericht & ~lines_.profiel.isin(_PROFIELEN)]),
        *table.findings,
    )
    return Reading(exams, happened(findings))


def _lines(table: TextTable, frame: pd.DataFrame) -> pd.DataFrame:
    brin6 = brin6_of(frame.get("brin"), frame.vestiging)
    faults = [*key_faults(brin6, table.row_word)]
    if "leerweg" not in frame and "soort" not in frame:
        faults.append(
            "neither a column 'LEERWEG VMBO' nor 'ONDERWIJSTYPE VO' was found"
        )
    if faults:
        raise TableError(str(table.path), faults)
    nothing = pd.Series("", index=frame.index, dtype="str")
    soort = frame.get("soort", nothing)
    leerweg_text = frame.get("leerweg", nothing)
    leerweg = _mapped(leerweg_text).where(leerweg_text != "", _mapped(_vmbo(soort)))
    afdeling = frame.afdeling
    return pd.DataFrame(
        {
            "brin6": brin6,
            "leerweg": leerweg,
            "profiel": _programmes(afdeling, frame.get("opleiding", nothing)),
            "afdeling": afdeling.where(afdeling != "", frame.get("opleiding", nothing)),
            "soort_text": (soort + " " + leerweg_text).str.strip(),
            "naam": frame.get("naam", brin6),
            "plaats": frame.get("plaats", nothing),
        },
        index=frame.index,
    )


def _vmbo(soort: pd.Series) -> pd.Series:
    return soort.where(soort.str.upper().str.startswith("VMBO"), "")


def _mapped(texts: pd.Series) -> pd.Series:
    return texts.map({text: leerweg_of(text) for text in texts.unique()}).astype("str")


def _programmes(afdeling: pd.Series, opleiding: pd.Series) -> pd.Series:
    names = set(afdeling.unique()) | set(opleiding.unique())
    known = {name: programme_of(name) or "" for name in names}
    first = afdeling.map(known).astype("str")
    return first.where(first != "", opleiding.map(known).astype("str"))


def _candidates(
    table: TextTable, own: Mapping[str, str], *, four_masks: bool
) -> pd.DataFrame:
    named = find_columns(table, WANTED, own)
    columns = [named[CANDIDATES]] if CANDIDATES in named else _candidate_columns(table)
    return add_counts(
        [
            count_column(table, table.frame[name], four_masks=four_masks)
            for name in columns
        ]
    )


def _candidate_columns(table: TextTable) -> Sequence[str]:
    """Find the column of candidates where it is named with an addition.

    One column, or the one that says TOTAAL, or one for men and one for women.
    """
    named = {
        squeeze_header(column): column
        for column in table.frame.columns
        if _CANDIDATE_HEADER.search(squeeze_header(column))
    }
    if len(named) == 1:
        return list(named.values())
    totals = [column for name, column in named.items() if "TOTAAL" in name.split()]
    if len(totals) == 1:
        return totals
    men = [column for name, column in named.items() if re.search(r"\bMAN", name)]
    women = [column for name, column in named.items() if re.search(r"\bVROUW", name)]
    if len(men) == len(women) == 1:
        return [*men, *women]
    found = ", ".join(map(str, table.frame.columns))
    several = f"; it could be any of {', '.join(named.values())}" if named else ""
    fault = (
        f"no single column 'EXAMENKANDIDATEN'{several}; found: {found}. Name it with "
        f'columns = {{ {CANDIDATES} = "its name" }}'
    )
    raise TableError(str(table.path), [fault])


def _unknown(lines_: pd.DataFrame) -> tuple[Finding, ...]:
    route = lines_.profiel == ROUTE
    rest = lines_[~route]
    technical = rest.afdeling.map(looks_technical).astype(bool)
    return (
        finding(
            "exams",
            "technical-looking name unknown",
            int(technical.sum()),
            "NOT counted as an offer of a technical profile",
            sorted(rest.afdeling[technical].unique()),
        ),
        finding(
            "exams",
            "department outside the vmbo profiles",
            int((~technical).sum()),
            "no offer of a profile",
            sorted(rest.afdeling[~technical].unique()),
        ),
        finding(
            "exams",
            "vakmanschaps- and beroepsroute",
            int(route.sum()),
            "lines outside the vmbo profiles",
        ),
    )
