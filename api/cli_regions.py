"""`bereik regions`: what regions offer, how large they are, and their borders."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from accessibility.codes import TECHNIEK, AreaKind, Denominator, Leerweg, Mode
from accessibility.errors import UsageError
from accessibility.headers import asked_plainly
from accessibility.outlook import site_factors
from accessibility.questions import AUTO, Question
from accessibility.reports import (
    border_matrix,
    region_clusters,
    region_offers,
    region_totals,
)
from api.answers import TABLE, check_format, deliver
from api.options import (
    DemandModel,
    Leerwegen,
    OfWhom,
    Output,
    PointLayout,
    Profielen,
    Smallest,
    SnapshotFolder,
    WayOfTravel,
    WayUnit,
    profielen_asked,
    way_asked,
)
from api.planning_answers import planning_answer
from api.planning_options import TableFormat
from data.studies import read_study

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.study import Study


class RegionView(StrEnum):
    """Which table is wanted."""

    OFFERS = "offers"
    SIZES = "sizes"
    CLUSTERS = "clusters"
    BORDERS = "borders"


class _Found(NamedTuple):
    """A table with what is to be known of it."""

    table: pd.DataFrame
    used: tuple[str, ...]
    notes: tuple[str, ...]


Wanted = Annotated[
    RegionView,
    typer.Option(
        help="What each offers, absent first, with the nearest across the border; "
        "technical third-years, against 75; clusters of growth since --before; or "
        "where the nearest offer of those who live there lies."
    ),
]
PerRegion = Annotated[
    AreaKind | None,
    typer.Option(
        "--area", help="Division.", show_default="sto-regio if known, else rmc"
    ),
]
Ahead = Annotated[
    int | None, typer.Option("--year", help="With sizes: also as expected in a year.")
]
Since = Annotated[
    Path | None,
    typer.Option("--before", help="With clusters: the snapshot of an earlier year."),
]


def regions(
    snapshot: SnapshotFolder,
    *,
    show: Wanted = RegionView.OFFERS,
    area: PerRegion = None,
    year: Ahead = None,
    since: Since = None,
    profiel: Profielen = None,
    leerweg: Leerwegen = None,
    mode: WayOfTravel = Mode.STRAIGHT,
    unit: WayUnit = None,
    denominator: OfWhom = Denominator.COMMON,
    students: DemandModel = AUTO,
    smallest: Smallest = None,
    points: PointLayout = AUTO,
    file_format: TableFormat = TABLE,
    output: Output = None,
) -> None:
    """Tell what regions offer and lack, how large they are, and across their borders.

    For example:

      bereik regions demo/land

      bereik regions demo/land --show sizes --year 2029

      bereik regions demo/land --show borders --profiel PIE --leerweg gl
    """
    written = check_format(file_format, output)
    study = read_study(snapshot)
    per = area or _usual_region(study)
    question = Question(
        **way_asked(mode, None, unit),
        denominator=denominator,
        profielen=profielen_asked(profiel or [TECHNIEK]),
        leerwegen=tuple(leerweg or Leerweg),
        students=students,
        smallest=smallest,
        points=points,
    )
    found = _found(study, show, per, question, year, since)
    answer = planning_answer(
        study.snapshot,
        found.table,
        (*found.used, "areas"),
        question={**asked_plainly(question), "area": per.value, "show": show.value},
        title=f"Regions ({per.value}): {show.value}",
        notes=found.notes,
    )
    deliver(answer, written)


def _usual_region(study: Study) -> AreaKind:
    known = study.snapshot.vestigingen.sto_regio.notna().any()
    return AreaKind.STO_REGIO if known else AreaKind.RMC


def _found(
    study: Study,
    show: RegionView,
    per: AreaKind,
    question: Question,
    year: int | None,
    since: Path | None,
) -> _Found:
    by_school = "regions are sets of vestigingen: by school, not by home"
    tables = ("offers", "vestigingen", "pupils")
    if show is RegionView.OFFERS:
        table = region_offers(study.snapshot, per)
        return _Found(table, tables, (by_school, _offer_words(table)))
    if show is RegionView.SIZES:
        factor = None if year is None else site_factors(study, question, year)
        table = region_totals(study.snapshot, per, factor)
        return _Found(table, tables, (by_school, _size_words(table, year)))
    if show is RegionView.CLUSTERS:
        if since is None:
            message = "clusters compare two years: name the older one with --before"
            raise UsageError(message)
        old = read_study(since).snapshot
        table, lost = region_clusters(old, study.snapshot, per)
        return _Found(table, tables, (by_school, _cluster_words(table, lost)))
    table = border_matrix(study, question, per)
    words = "home region by home, region of the nearest offer by school"
    return _Found(table, (*tables, "postcodes"), (words,))


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
