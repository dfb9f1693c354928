"""DUO geslaagden-gezakten-en-cijfers: exam candidates per vestiging and department."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import COMBINATIONS, ROUTE, Leerweg, Profiel
from accessibility.counting import sum_counts
from accessibility.errors import TableError
from accessibility.tables import check_table
from data.count_cells import add_counts, count_column, four_is_mask
from data.count_doubts import count_doubts
from data.doubts import judged
from data.exam_columns import CANDIDATES, Candidates, candidates
from data.programme_doubts import combination_findings, programme_doubts
from data.readings import Reading, finding, happened
from data.school_codes import (
    BRIN,
    NAME,
    PLACE,
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
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accessibility.snapshot import Finding
    from data.doubts import Doubt
    from data.sources import SourceFile

WANTED: Final = (
    BRIN,
    VESTIGING,
    NAME,
    PLACE,
    Wanted("leerweg", ("LEERWEG VMBO", "LEERWEG", "VMBO LEERWEG"), required=False),
    Wanted("soort", ("ONDERWIJSTYPE VO", "ONDERWIJSTYPE"), required=False),
    Wanted(
        "afdeling",
        ("AFDELING", "AFDELINGSNAAM", "PROFIEL", "AFDELING PROFIEL"),
        required=False,
    ),
    Wanted("opleiding", ("OPLEIDINGSNAAM",), required=False),
    Wanted(CANDIDATES, ("EXAMENKANDIDATEN",), required=False),
)
KEY: Final = ("brin6", "profiel", "leerweg")
_NAMED_IN_PROGRAMME: Final = r"(?i)^(VMBO[\s-]+[A-Z]+)\b"
_PROFIELEN: Final = [*(p.value for p in Profiel), *COMBINATIONS]
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
    counted = candidates(table, find_columns(table, WANTED, source.columns), source)
    counts = _candidates(table, counted, four_masks=four_is_mask(source))
    lines_ = _lines(table, frame).join(counts)
    beroepsgericht = lines_.leerweg.isin(_LEERWEGEN)
    known = lines_.profiel.isin(_PROFIELEN)
    accepted = judged(
        source,
        "exams",
        [
            *count_doubts(
                table,
                source,
                counted.columns,
                blank_is_nobody=counted.of_five_years,
            ),
            *_programme_doubts(lines_[beroepsgericht], source, table.row_word),
        ],
    )
    offered = lines_[beroepsgericht & known]
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
        *_unknown(lines_[beroepsgericht & ~known]),
        *combination_findings("exams", offered),
        *accepted,
        *table.findings,
    )
    return Reading(exams, happened(findings))


def _programme_doubts(
    lines_: pd.DataFrame, source: SourceFile, word: str
) -> Iterator[Doubt]:
    unknown = lines_.afdeling[~lines_.profiel.isin([*_PROFIELEN, ROUTE])]
    technical = unknown[unknown.map(looks_technical).astype(bool)]
    return programme_doubts(technical, lines_.profiel, source, word)


def _lines(table: TextTable, frame: pd.DataFrame) -> pd.DataFrame:
    brin6 = brin6_of(frame.get("brin"), frame.vestiging)
    faults = [*key_faults(brin6, table.row_word)]
    if "leerweg" not in frame and "soort" not in frame:
        faults.append(
            "neither a column 'LEERWEG VMBO' nor 'ONDERWIJSTYPE VO' was found"
        )
    if "afdeling" not in frame and "opleiding" not in frame:
        faults.append("neither a column 'AFDELING' nor 'OPLEIDINGSNAAM' was found")
    if faults:
        raise TableError(str(table.path), faults)
    nothing = pd.Series("", index=frame.index, dtype="str")
    soort = frame.get("soort", nothing)
    leerweg_text = frame.get("leerweg", nothing)
    opleiding = frame.get("opleiding", nothing)
    leerweg = _mapped(leerweg_text).where(leerweg_text != "", _mapped(_vmbo(soort)))
    named = opleiding.str.extract(_NAMED_IN_PROGRAMME, expand=False).fillna("")
    leerweg = leerweg.where(leerweg != "", _mapped(named.astype("str")))
    afdeling = frame.get("afdeling", nothing)
    return pd.DataFrame(
        {
            "brin6": brin6,
            "leerweg": leerweg,
            "profiel": _programmes(afdeling, opleiding),
            "afdeling": afdeling.where(afdeling != "", opleiding),
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
    table: TextTable, counted: Candidates, *, four_masks: bool
) -> pd.DataFrame:
    empty_is = "zero" if counted.of_five_years else "masked"
    return add_counts(
        [
            count_column(
                table, table.frame[name], four_masks=four_masks, empty_is=empty_is
            )
            for name in counted.columns
        ]
    )


def _unknown(lines_: pd.DataFrame) -> tuple[Finding, ...]:
    route = lines_.profiel == ROUTE
    rest = lines_[~route]
    other = rest.afdeling[~rest.afdeling.map(looks_technical).astype(bool)]
    return (
        finding(
            "exams",
            "department outside the vmbo profiles",
            len(other),
            "no offer of a profile",
            sorted(other.unique()),
        ),
        finding(
            "exams",
            "vakmanschaps- and beroepsroute",
            int(route.sum()),
            "lines outside the vmbo profiles",
        ),
    )
