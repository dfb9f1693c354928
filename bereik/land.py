"""A snapshot as a person asks it in a notebook: questions in, GeoDataFrames out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import geopandas as gpd

from accessibility.codes import AreaKind, Denominator, Leerweg, Mode, Unit, profielen_of
from accessibility.demand import usual_denominator
from accessibility.errors import DataError, UsageError
from accessibility.planning import (
    Objective,
    SitesQuestion,
    SitesView,
    TravelMeasure,
    best_sites,
    headline,
    sites_answer,
    sites_asked,
)
from accessibility.questions import Question
from accessibility.regions import find_region
from accessibility.reports import changes_of, region_view
from accessibility.scenario import parse_scenario
from api.answers import about_of
from api.drawing import REPORT_ENDINGS, picture_of
from api.planning_answers import plain_question, planning_answer, proof_of
from data.studies import read_study

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from accessibility.questions import Answer
    from accessibility.snapshot import Snapshot
    from accessibility.study import Study

UNITS = {
    "threshold": "m or s, as the column `unit` says",
    "share": "fraction, 0 to 1",
    "students": "students",
    "reached": "students",
}
"""Of the columns of shares and changes; those with an ending have the unit of the
name before it."""


class Asked(TypedDict, total=False):
    """What can be asked of shares; what is left out is as on the page.

    Parameters
    ----------
    mode, unit
        straight, bike, walk, car or ov; metres (`m`) or seconds (`s`).
    per
        nl, provincie, gemeente, sto-regio, corop, rmc or pc4.
    profiel, leerweg
        Which offers: one, or several; all if left out.
    denominator
        Of whom: `leerweg`, or `common`, all leerwegen together, as in table B3.6.
    students
        A demand model; by default the one that knows most.
    """

    mode: str
    unit: str
    per: str
    profiel: str | Iterable[str]
    leerweg: str | Iterable[str]
    denominator: str
    students: str


def open_land(path: str | Path) -> Land:
    """Open a snapshot: a folder that `bereik build` has written.

    Raises
    ------
    SnapshotError
        If the folder holds no valid snapshot.
    """
    return Land(read_study(path))


class Land:
    """A snapshot that answers.

    Every answer is a `geopandas.GeoDataFrame` in RD New (EPSG:28992). Its `attrs` hold
    `units`, `crs` and what a reader must know: the question, dates, sources and notes.

    Parameters
    ----------
    study
        Answers; also there for what these few methods do not ask.
    """

    def __init__(self, study: Study) -> None:
        self.study = study

    @property
    def snapshot(self) -> Snapshot:
        """The tables that are asked."""
        return self.study.snapshot

    def reach(
        self,
        within: float | Iterable[float] = 10_000,
        **asked: Unpack[Asked],
    ) -> gpd.GeoDataFrame:
        """Return which share of the students has an offer within reach of home.

        Parameters
        ----------
        within
            Threshold or thresholds, inclusive, in the unit.
        **asked
            What else is asked: see `Asked`.

        Returns
        -------
        geopandas.GeoDataFrame
            One row per area, threshold, profiel and leerweg, with the polygon of the
            area where the snapshot has one.

        Raises
        ------
        UsageError
            If the question does not fit the data.
        """
        question = _question(self.snapshot, within, **asked)
        return self._with_areas(self.study.answer(question), question.per)

    def what_if(
        self,
        scenario: str | Path,
        within: float = 10_000,
        **asked: Unpack[Asked],
    ) -> gpd.GeoDataFrame:
        """Return what a scenario changes in the shares: before, after and difference.

        Parameters
        ----------
        scenario
            File of the edits, as docs/scenarios.md describes it.
        within, **asked
            As of `reach`.

        Raises
        ------
        DataError
            If the file cannot be read.
        TableError
            With every fault of the scenario.
        """
        question = _question(self.snapshot, within, **asked)
        path = Path(scenario)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            message = f"{path}: cannot be read ({error.strerror or error})"
            raise DataError(message) from error
        edits = parse_scenario(text, where=str(path))
        return self._with_areas(
            changes_of(self.study, edits, question).access, question.per
        )

    def map(
        self,
        path: str | Path,
        *,
        area: str | None = None,
        profiel: str = "techniek",
        leerweg: str = "gl",
        within: float = 10_000,
        mode: str = "straight",
        unit: str = "m",
    ) -> Path:
        """Draw where students live too far from an offer, postcode by postcode.

        Parameters
        ----------
        path
            File to write: .html opens in a browser; .pdf, .png or .svg for a report.
        area
            Name of an area, `provincie:Groningen` where several have it; the whole
            country if left out.
        profiel, leerweg, within, mode, unit
            What counts as an offer within reach.

        Raises
        ------
        UsageError
            If the area is unknown or the ending is not one of those.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending not in (".html", *REPORT_ENDINGS):
            message = f"{target.name}: a map is .html, {', '.join(REPORT_ENDINGS)}"
            raise UsageError(message)
        region = find_region(self.snapshot, area)
        question = _question(
            self.snapshot,
            within,
            mode=mode,
            unit=unit,
            profiel=profiel,
            leerweg=leerweg,
        )
        picture = picture_of(
            self.study, region_view(self.study, region, question), question
        )
        drawing = picture.for_screen() if ending == ".html" else picture.for_paper()
        return drawing.save(target)

    def site(
        self,
        n_new: int,
        *,
        area: str | None = None,
        within: float | None = None,
        mode: str = "straight",
        unit: str = "m",
        objective: str = "most",
    ) -> gpd.GeoDataFrame:
        """Choose the places of new hotspots and techlabs for groups 7 and 8.

        Parameters
        ----------
        n_new
            Most new sites.
        area
            Name of an area; the whole country if left out.
        within
            What counts as near, inclusive; 6000 m or 1200 s if left out.
        mode, unit
            How the way is measured.
        objective
            most, fewest, travel, worst or balanced.

        Returns
        -------
        geopandas.GeoDataFrame
            One row per site, a point; `attrs` hold the headline and the proof too.

        Raises
        ------
        UsageError, MissingDataError, InfeasibleError
            As `accessibility.planning.sites_asked` and `best_sites`.
        """
        question = SitesQuestion(
            n_new=n_new,
            within=within,
            way=TravelMeasure(Mode(mode), Unit(unit)),
            area_name=area,
            objective=Objective(objective),
        )
        asked = sites_asked(self.snapshot, question)
        plan = best_sites(asked)
        answer = planning_answer(
            self.snapshot,
            sites_answer(asked, plan, SitesView.SITES),
            asked.used(SitesView.SITES),
            question=plain_question(question, within=question.near_is),
            title=headline(asked, plan),
            notes=asked.notes,
            proof=proof_of(plan),
        )
        points = asked.places.set_index("id").geometry
        found = gpd.GeoDataFrame(
            answer.table,
            geometry=points.loc[answer.table["site"]].to_numpy(),
            crs=points.crs,
        )
        return _told(found, answer, {"pupils": "pupils", "schools": "schools"})

    def _with_areas(self, answer: Answer, per: AreaKind) -> gpd.GeoDataFrame:
        """Return a table with the polygon of each area; none for the country."""
        table: pd.DataFrame = answer.table
        none = gpd.GeoSeries([None] * len(table), index=table.index, crs=28992)
        frame = gpd.GeoDataFrame(table, geometry=none)
        if per is not AreaKind.NL:
            areas = self.snapshot.areas(per).drop_duplicates("area_code")
            shapes = areas.set_index("area_code").geometry
            frame = frame.set_geometry(
                gpd.GeoSeries(
                    shapes.reindex(table["area_code"]).to_numpy(),
                    index=table.index,
                    crs=shapes.crs,
                )
            )
        return _told(frame, answer, UNITS)


def _told(
    frame: gpd.GeoDataFrame, answer: Answer, units: dict[str, str]
) -> gpd.GeoDataFrame:
    """Put beside a table what a reader must know of it."""
    about: dict[str, Any] = about_of(answer.header)
    frame.attrs = {**about, "units": units, "crs": "EPSG:28992"}
    if answer.title:
        frame.attrs["headline"] = answer.title
    return frame


def _question(
    snapshot: Snapshot, within: float | Iterable[float], **asked: Unpack[Asked]
) -> Question:
    """Return the question of the core; what is left out is asked in full."""
    usual = Question()
    profielen = _many(asked.get("profiel"))
    for one in profielen:
        profielen_of(one)
    leerwegen = tuple(Leerweg(one) for one in _many(asked.get("leerweg")))
    students = asked.get("students", usual.students)
    whom = asked.get("denominator", usual_denominator(students, snapshot))
    thresholds = (within,) if isinstance(within, int | float) else within
    return Question(
        mode=Mode(asked.get("mode", usual.mode)),
        within=tuple(float(one) for one in thresholds),
        unit=Unit(asked.get("unit", usual.unit)),
        per=AreaKind(asked.get("per", usual.per)),
        profielen=profielen or usual.profielen,
        leerwegen=leerwegen or usual.leerwegen,
        denominator=Denominator(whom),
        students=students,
    )


def _many(values: str | Iterable[str] | None) -> tuple[str, ...]:
    if values is None:
        return ()
    return (values,) if isinstance(values, str) else tuple(values)
