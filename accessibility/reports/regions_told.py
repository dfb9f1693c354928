"""Regions as an answer: what they offer, how large they are, and their borders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from accessibility.effects import UNSURE
from accessibility.errors import UsageError
from accessibility.headers import asked_plainly, snapshot_header, tables_behind
from accessibility.outlook import NO_FORECAST, site_factors
from accessibility.questions import Answer, Question
from accessibility.regions import find_region, named, regions_in
from accessibility.reports.dropped_offers import dropped_offers
from accessibility.reports.offered_by_region import region_offers
from accessibility.reports.perceived_coverage import correlation_words, perceived
from accessibility.reports.region_growth import region_clusters, region_totals
from accessibility.reports.regions_by_home import (
    Found,
    attributes_found,
    borders_found,
    joined_found,
    ladder_found,
)
from accessibility.reports.school_teachers import school_teachers
from accessibility.reports.small_groups import LIKELY_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from accessibility.study import Study

NO_ENDS_AHEAD: Final = (
    "what is expected in a later year is an estimate: of years to come nothing is "
    "guaranteed, so that its ends are left empty"
)
_BY_SCHOOL: Final = "regions are sets of vestigingen: by school, not by home"


class RegionTable(StrEnum):
    """Which table is wanted."""

    OFFERS = "offers"
    SIZES = "sizes"
    CLUSTERS = "clusters"
    BORDERS = "borders"
    DROPPED = "dropped"
    PERCEIVED = "perceived"
    JOINED = "joined"
    ATTRIBUTES = "attributes"
    LADDER = "ladder"
    TEACHERS = "teachers"


@dataclass(frozen=True)
class RegionsQuestion:
    """What is asked of regions.

    Parameters
    ----------
    show
        Which table.
    per
        Division; None for STO-regio's where they are known, else RMC-regio's.
    year
        With sizes: also as expected in that year.
    question
        Way, profielen, leerwegen and students of the borders.
    area_name
        Only regions with a vestiging in this area, each whole; all for None.
    """

    show: RegionTable = RegionTable.OFFERS
    per: AreaKind | None = None
    year: int | None = None
    question: Question = field(default_factory=Question)
    area_name: str | None = None


def regions_answer(
    study: Study,
    asked: RegionsQuestion,
    older: Study | None = None,
    scores: pd.DataFrame | None = None,
) -> Answer:
    """Tell what regions offer and lack, how large they are, and across their borders.

    Parameters
    ----------
    study
        Of the snapshot of today.
    asked
        Which table, by which division.
    older
        Of the snapshot that clusters and dropped offers compare with.
    scores
        Marks of regions, for `perceived`: `region` and `score`.

    Raises
    ------
    UsageError
        If the vestigingen carry no such division, nothing tells of the year,
        there is nothing to compare with, or the area is unknown.
    """
    region = find_region(study.snapshot, asked.area_name)
    if asked.show is RegionTable.TEACHERS:
        if asked.area_name is not None:
            message = "teachers are told per school, in no area: leave --in out"
            raise UsageError(message)
        return _teachers(study, asked)
    per = asked.per or _usual_region(study)
    if asked.show is RegionTable.PERCEIVED:
        found = _perceived(study, asked, per, scores)
    else:
        found = _found(study, asked, per, older)
    table, notes, used, put = found
    told_in: dict[str, str] = {}
    if region.kind is not AreaKind.NL:
        table = _only(table, regions_in(study.snapshot, region, per))
        told_in["in"] = named(region)
        words = (
            f"shown: {len(table)} rows of the regions with a vestiging in "
            f"{region.name}, each whole; what is counted here is of all regions"
        )
        notes = (*notes, words)
    header = snapshot_header(
        study.snapshot,
        used,
        question={
            **asked_plainly(put or asked.question),
            "area": per.value,
            "show": asked.show.value,
            **told_in,
        },
        notes=notes,
    )
    return Answer(table, header, f"Regions ({per.value}): {asked.show.value}")


def _teachers(study: Study, asked: RegionsQuestion) -> Answer:
    """Return teachers per school: no table of regions, since none is told of them."""
    table = school_teachers(study.snapshot, asked.per)
    words = (
        "teachers of the whole school (BRIN4), context beside its third-years: they "
        "are known neither per vestiging nor per leerweg"
    )
    hidden = (
        f"{int(table.suppressed.sum())} rows with fewer than 10 teachers are hidden"
    )
    header = snapshot_header(
        study.snapshot,
        ("teachers", "offers", "pupils", "vestigingen"),
        question={"show": asked.show.value},
        notes=(words, hidden),
    )
    return Answer(table, header, "Teachers per school (BRIN4)")


def _only(table: pd.DataFrame, codes: frozenset[str]) -> pd.DataFrame:
    """Return the rows about some regions: of those who live there, or of schools."""
    about = next(name for name in _ABOUT if name in table)
    return table[table[about].isin(codes)].reset_index(drop=True)


_ABOUT: Final = ("region", "home_region", "area_code")
"""The column that holds the region a row is about."""


def _usual_region(study: Study) -> AreaKind:
    known = study.snapshot.vestigingen.sto_regio.notna().any()
    return AreaKind.STO_REGIO if known else AreaKind.RMC


def _found(
    study: Study, asked: RegionsQuestion, per: AreaKind, older: Study | None
) -> Found:
    if asked.show is RegionTable.OFFERS:
        table = region_offers(study.snapshot, per)
        return Found(table, (_BY_SCHOOL, _offer_words(table)))
    if asked.show is RegionTable.SIZES:
        return _sizes(study, asked, per)
    if asked.show in (RegionTable.CLUSTERS, RegionTable.DROPPED):
        return _since(study, asked.show, per, older)
    return _BY_HOME[asked.show](study, replace(asked.question, per=per))


_BY_HOME: Final[Mapping[RegionTable, Callable[[Study, Question], Found]]] = {
    RegionTable.BORDERS: borders_found,
    RegionTable.JOINED: joined_found,
    RegionTable.ATTRIBUTES: attributes_found,
    RegionTable.LADDER: ladder_found,
}


def _sizes(study: Study, asked: RegionsQuestion, per: AreaKind) -> Found:
    year = asked.year
    factor = None if year is None else site_factors(study, asked.question, year)
    table = region_totals(study.snapshot, per, factor)
    told = () if year is None else (NO_FORECAST, NO_ENDS_AHEAD)
    notes = (_BY_SCHOOL, _size_words(table, year), *told, LIKELY_WORDS)
    return Found(table, notes)


def _perceived(
    study: Study, asked: RegionsQuestion, per: AreaKind, scores: pd.DataFrame | None
) -> Found:
    if scores is None:
        message = "perceived coverage needs marks of regions: name a file with --scores"
        raise UsageError(message)
    question = replace(asked.question, per=per)
    found = perceived(study, question, scores)
    told = [correlation_words(found), "marks by region, shares by home"]
    if found.unknown:
        told.append(f"not in this division: {', '.join(map(str, found.unknown))}")
    used = tables_behind(question, study.students_for(question))
    return Found(found.table, tuple(told), tuple(used))


def _since(
    study: Study, show: RegionTable, per: AreaKind, older: Study | None
) -> Found:
    """Return what changed between two years: clusters of growth, or dropped offers."""
    if older is None:
        message = f"{show.value} compare two years: name the older one with --before"
        raise UsageError(message)
    if show is RegionTable.DROPPED:
        gone = dropped_offers(older.snapshot, study.snapshot, per)
        words = (
            f"{len(gone)} technical offers of {older.snapshot.manifest.name} are gone "
            "at vestigingen that still have vmbo; the edit opens each in a what-if"
        )
        return Found(gone, (_BY_SCHOOL, words))
    table, lost = region_clusters(older.snapshot, study.snapshot, per)
    return Found(table, (_BY_SCHOOL, _cluster_words(table, lost)))


def _offer_words(table: pd.DataFrame) -> str:
    absent = int((table.vestigingen == 0).sum())
    one = int((table.vestigingen == 1).sum())
    regions = table.region.nunique()
    return (
        f"{regions} regions with vmbo; of {len(table)} regions x profiel x leerweg "
        f"{absent} are absent and {one} hang on one vestiging"
    )


def _size_words(table: pd.DataFrame, year: int | None) -> str:
    words = f"{int((table.below_75 == 'ja').sum())} of {len(table)} regions below 75"
    unsure = int(table.below_75.isin(UNSURE).sum())
    words += f" (and of {unsure} it is not certain)" if unsure else ""
    if year is None:
        return f"{words} technical third-years"
    later = int((table.expected_below_75 == "ja").sum())
    return f"{words} technical third-years, {later} as expected in {year}"


def _cluster_words(table: pd.DataFrame, lost: list[str]) -> str:
    counts = table.cluster.value_counts().sort_index()
    told = ", ".join(f"{name} {number}" for name, number in counts.items())
    out = f"; not in both years: {', '.join(lost)}" if lost else ""
    return (
        f"clusters {told} (A both grew, B both fell, C only technical grew, D only the "
        f"others; bl and kl, no change is growth){out}"
    )
