"""Offers: what a vestiging offers, by its third-years, its exams, or as declared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from accessibility.codes import COMBINATIONS, THIRD_YEAR, Leerweg, Profiel
from accessibility.counting import COUNT_COLUMNS, sum_counts
from accessibility.tables import EVIDENCE
from data.readings import finding
from data.sources import school_year_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.snapshot import Finding

KEY: Final = ("brin6", "profiel", "leerweg")


@dataclass(frozen=True)
class Evidence:
    """Tables that show what is offered, and the date each holds for.

    `pupils` and `exams` as `accessibility.tables` describes; `declared` has the key
    columns. Dates are as in SOURCES.toml.
    """

    pupils: pd.DataFrame | None = None
    pupils_date: str = ""
    exams: pd.DataFrame | None = None
    exams_date: str = ""
    declared: pd.DataFrame | None = None
    declared_date: str = ""

    @property
    def pupils_year(self) -> int:
        """Calendar year in which the school year of the pupils began."""
        return school_year_start(self.pupils_date) if self.pupils is not None else 0

    @property
    def exams_year(self) -> int:
        """Calendar year in which the school year of the exams began."""
        if self.exams is None:
            return 0
        return school_year_start(self.exams_date, counted_in="summer")

    @property
    def newest_date(self) -> str:
        """Date of the offers: that of the count that is used."""
        if self.pupils is None and self.exams is None:
            return self.declared_date
        newer = self.pupils_year >= self.exams_year
        return self.pupils_date if newer else self.exams_date


def offers_table(evidence: Evidence) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the table `offers`.

    Of pupils and exams, those of the newest school year count; of the same school
    year they are united. Declared offers are added. Counts are third-years, and are
    missing where only exams, a declaration or a combined programme show the offer.
    """
    parts: dict[str, pd.DataFrame] = {}
    combined: list[pd.DataFrame] = []
    newest = max(evidence.pupils_year, evidence.exams_year)
    if evidence.pupils is not None and evidence.pupils_year == newest:
        parts["pupils"] = offered_third_years(evidence.pupils)
        combined.append(_third_years(evidence.pupils))
    if evidence.exams is not None and evidence.exams_year == newest:
        of_one = ~evidence.exams.profiel.isin(COMBINATIONS)
        parts["exams"] = evidence.exams[list(KEY)][of_one]
        combined.append(evidence.exams)
    if combined:
        parts["combined"] = _combined(combined)
    if evidence.declared is not None:
        parts["declared"] = evidence.declared[list(KEY)]
    columns = [*KEY, "evidence", *COUNT_COLUMNS]
    frames = [part.assign(evidence=name) for name, part in parts.items()]
    united = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    united = united.reindex(columns=columns).drop_duplicates(list(KEY))
    ordered = united.sort_values(list(KEY)).reset_index(drop=True)
    ordered = ordered.astype(dict.fromkeys(COUNT_COLUMNS, "float64"))
    return ordered, _findings(evidence, ordered, parts)


def offered_third_years(pupils: pd.DataFrame) -> pd.DataFrame:
    """Return third-years per vestiging x profiel x leerweg, as far as there are any."""
    rows = _third_years(pupils)
    return sum_counts(rows[rows.profiel.isin([p.value for p in Profiel])], KEY)


def _third_years(pupils: pd.DataFrame) -> pd.DataFrame:
    return pupils[
        (pupils.leerjaar == THIRD_YEAR)
        & pupils.leerweg.isin([w.value for w in Leerweg])
        & (pupils.students_high > 0)
    ]


def _combined(counted: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the offers of combined programmes: one of each of their profiles."""
    rows = pd.concat([frame[list(KEY)] for frame in counted], ignore_index=True)
    members = {name: [p.value for p in of] for name, of in COMBINATIONS.items()}
    mine = rows[rows.profiel.isin(members)]
    each = mine.assign(profiel=mine.profiel.map(members)).explode("profiel")
    return each.drop_duplicates()


def _findings(
    evidence: Evidence, offers: pd.DataFrame, parts: dict[str, pd.DataFrame]
) -> list[Finding]:
    findings = [
        finding(
            "offers",
            f"shown by {name}",
            int((offers.evidence == name).sum()),
            "vestiging x profiel x leerweg",
        )
        for name in EVIDENCE
    ]
    if evidence.pupils is not None and evidence.exams is not None:
        left_out = {"pupils", "exams"} - set(parts)
        years = (
            f"pupils of {_year(evidence.pupils_year)}, exams of "
            f"{_year(evidence.exams_year)}"
        )
        why = (
            f"{years}: the newest count, {' and '.join(sorted(left_out))} left out"
            if left_out
            else f"{years}: the same school year, united"
        )
        findings.append(finding("offers", "pupils and exams", len(offers), why))
    return findings


def _year(first: int) -> str:
    return f"{first}-{first + 1}"
