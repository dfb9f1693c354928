"""The view ahead as an answer: a row per year, area, profiel and leerweg."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from accessibility.codes import Told
from accessibility.counting import concealed
from accessibility.headers import (
    asked_plainly,
    notes_of,
    people_asked,
    snapshot_header,
    tables_behind,
)
from accessibility.measures import SHARES
from accessibility.outlook.asked import FAR_YEARS, OutlookQuestion, check_technical
from accessibility.outlook.chances import USUAL_SIZES
from accessibility.outlook.cohort_spread import cohort_range
from accessibility.outlook.ground import Ground, ground_of
from accessibility.outlook.layers import (
    LAYER_KEYS,
    areas_of_sites,
    expected_below,
    likely_access,
    norm_access,
)
from accessibility.outlook.sizes import NORMS
from accessibility.questions import Answer
from accessibility.scenario import Scenario, forecast_students

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accessibility.outlook.norm import Norm
    from accessibility.questions import Header, Question
    from accessibility.study import Study

NO_FORECAST: Final = Told(
    "Geen voorspelling. De band laat zien wat gebeurt als aanbod verdwijnt en ontstaat "
    "zoals in 2019-2022. Bijna drie van de vier technische groepen onder 6 leerlingen "
    "bestonden drie jaar later nog.",
    "No forecast. The band shows what happens if offers go and come as in 2019-2022. "
    "Nearly three in four technical groups of fewer than 6 pupils were still there "
    "three years later.",
)
"""What is said wherever a view ahead is shown."""

OUTLOOK_COLUMNS: Final = (
    "area_kind",
    "area_code",
    "area_name",
    "year",
    "profiel",
    "leerweg",
    "students_low",
    "students",
    "students_high",
    "students_from",
    "access_demography",
    "access_likely_p10",
    "access_likely_p50",
    "access_likely_p90",
    "norm",
    "access_if_norm",
    "access_if_norm_combined",
    "displaced_if_norm",
    "displaced_if_norm_combined",
    "offers_now",
    *(f"{word}_below_{norm}" for norm in NORMS for word in ("expected", "likely")),
    "suppressed",
)
"""Columns of a view ahead: `access_demography` is layer A, `access_likely` layer B,
`access_if_norm` layer C, what if."""

_OF_PLACES: Final = (
    "year",
    "norm",
    "displaced_if_norm",
    "displaced_if_norm_combined",
    "offers_now",
    *(f"{word}_below_{norm}" for norm in NORMS for word in ("expected", "likely")),
)
"""What follows from counts per vestiging, that are public, and not from homes."""


def outlook_answer(
    study: Study, asked: OutlookQuestion, scenario: Scenario | None = None
) -> Answer:
    """Look ahead: students, access by three layers, and small groups, year by year.

    Parameters
    ----------
    study
        Of the snapshot of today.
    asked
        Years, norm, draws and the question about reach.
    scenario
        Edits that hold from the start; None for the offers as they are.

    Raises
    ------
    MissingDataError
        If nothing tells who will be third-years.
    UsageError
        If a year or profiel cannot be told.
    """
    check_technical(asked.question)
    edited = study if scenario is None else with_edits(study, asked.question, scenario)
    ground = ground_of(edited, asked.question, asked.age_mix)
    years = asked.years(ground)
    table = demography(edited, ground, asked.question, years)
    for more in _other_layers(edited, ground, asked, years):
        table = table.merge(more, on=LAYER_KEYS, how="left", validate="1:1")
    counts = [name for name in _OF_PLACES if name.partition("_")[0] in _COUNTS]
    table[counts] = table[counts].fillna(0.0)
    table = table.assign(norm=asked.norm.least)[list(OUTLOOK_COLUMNS)]
    return Answer(
        _safe(table, ground),
        _header(edited, ground, asked, years, scenario),
        f"The view ahead to {years[-1]}",
    )


_LIKELY_NAMES: Final = ("likely_p", "access_likely_p")
_COUNTS: Final = ("offers", "expected", "likely")


def with_edits(study: Study, question: Question, scenario: Scenario) -> Study:
    """Return a study of the snapshot after a scenario, forecasts of it counted.

    Raises
    ------
    TableError
        With every fault of the scenario.
    """
    applied = study.applied(scenario)
    students = forecast_students(study.students_for(question), scenario)
    snapshot = replace(applied.snapshot, folder=None)
    return study.beside(snapshot, everyone=students)


def demography(
    study: Study, ground: Ground, question: Question, years: Sequence[int]
) -> pd.DataFrame:
    """Return layer A: students and access per year if offers stay as they are."""
    basis = study.basis(question)
    frames = []
    for year in years:
        there = replace(basis, students=ground.students_in(year))
        shares = study.told_of(SHARES, question, there).table
        ahead = year - _counted_in(ground, year)
        low, high = cohort_range(
            question.per, shares.students.to_numpy() / 2, float(ahead)
        )
        frames.append(
            shares.assign(
                year=year,
                students_low=shares.students_low * low,
                students_high=shares.students_high * high,
                students_from=ground.cohorts.source(year),
                access_demography=shares.share,
            )
        )
    return pd.concat(frames, ignore_index=True)


def _counted_in(ground: Ground, year: int) -> int:
    """Return the year in which those of a year were counted as children."""
    pupils = ground.cohorts.pupils
    if year == ground.base_year:
        return year
    if pupils is not None and ground.cohorts.source(year) == "primary_ages":
        return pupils.year
    people = ground.cohorts.inhabitants
    return min(year, int(people.at_year)) if people is not None else year


def _other_layers(
    study: Study, ground: Ground, asked: OutlookQuestion, years: Sequence[int]
) -> Sequence[pd.DataFrame]:
    question = asked.question
    likely = likely_access(ground, asked, years)
    likely = likely.rename(columns=lambda name: name.replace(*_LIKELY_NAMES))
    norms = []
    for combined, ending in ((False, ""), (True, "_combined")):
        norm = replace(asked.norm, combined=combined)
        found = norm_access(ground, question, norm, years)
        names = {
            "access": f"access_if_norm{ending}",
            "displaced": f"displaced_if_norm{ending}",
        }
        norms.append(found.rename(columns=names))
    area_of = areas_of_sites(ground, study.snapshot.vestigingen, question.per)
    below = expected_below(ground, question, area_of, USUAL_SIZES, years)
    return [likely, *norms, below]


def _safe(table: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Return the table without figures of groups too small to show."""
    return concealed(
        table,
        threshold=ground.students.rounded_to,
        keys=[*_OF_PLACES, "students_from"],
    )


def _header(
    study: Study,
    ground: Ground,
    asked: OutlookQuestion,
    years: Sequence[int],
    scenario: Scenario | None,
) -> Header:
    question, students = asked.question, ground.students
    told = {ground.cohorts.source(year) for year in years if year != ground.base_year}
    if _foretold(ground, years):
        told.add("school_forecasts")
    if _areas_foretold(ground, years):
        told.add("area_forecasts")
    plain: dict[str, Any] = {
        **asked_plainly(question),
        "years": [years[0], years[-1]],
        "norm": asked.norm.least,
        "order": asked.norm.order.value,
        "draws": asked.draws.number,
        "seed": asked.draws.seed,
    }
    if scenario is not None:
        plain["scenario"] = scenario.title
    return snapshot_header(
        study.snapshot,
        {*tables_behind(question, students), "pupils", *told},
        question=plain,
        students_date=students.date,
        people=people_asked(question, students),
        notes=(
            NO_FORECAST,
            *layer_notes(ground, asked, years),
            *notes_of(study.snapshot, students, question),
        ),
    )


def layer_notes(
    ground: Ground, asked: OutlookQuestion, years: Sequence[int]
) -> tuple[str, ...]:
    """Return what the layers are, what they rest on, and what they leave out."""
    notes = [
        (
            "layer A, demography: homes change with the cohort, offers stay; students "
            f"are those of {ground.base_year} times children of that home who are 14"
        ),
        (
            f"layer B, likely: p10, p50 and p90 of {asked.draws.number} draws (seed "
            f"{asked.draws.seed}); chances from {asked.chances.source}"
            f"{'; as many offers appear as go' if asked.chances.steady else ''}"
        ),
        _norm_words(asked.norm, years[0]),
        (
            "expected_below: groups of today drawn to the middle, times their cohort; "
            "likely_below: those with a chance of at least 0.9; no future is sure"
        ),
    ]
    if years[-1] > ground.base_year + FAR_YEARS:
        notes.append(
            "layer B chains chances of three years farther than they were measured"
        )
    if areas := _areas_foretold(ground, years):
        notes.append(
            f"{areas} gemeenten grow as a regional forecast (regio-prognose) expects; "
            "inside them postcodes differ as their children do"
        )
    if several := _foretold(ground, years):
        notes.append(
            f"DUO's forecast (duo-prognoses) tells the pupils of {several} "
            "vestigingen; others have those of their homes, homes their cohort"
        )
    if ground.cohorts.pupils is None:
        notes.append(
            "no primary pupils by age (kind po-leeftijden): cohorts are inhabitants "
            "aged in place, which makes cities too large"
        )
    elif ground.cohorts.left_out.any():
        missing = int(ground.cohorts.left_out.sum())
        notes.append(
            f"of {missing} postcodes primary schools tell too few children: their "
            "inhabitants are taken"
        )
    return tuple(notes)


def _areas_foretold(ground: Ground, years: Sequence[int]) -> int:
    """Return of how many gemeenten a regional forecast tells the last year."""
    growth = ground.cohorts.growth(ground.base_year, years[-1])
    return int(np.isfinite(growth).sum()) if years[-1] > ground.base_year else 0


def _foretold(ground: Ground, years: Sequence[int]) -> int:
    """Return of how many vestigingen a forecast tells any of some years."""
    ahead = [ground.sites_foretold(year) for year in years if year != ground.base_year]
    return int(sum(ahead, np.zeros(len(ground.sites), np.bool_)).sum())


def _norm_words(norm: Norm, first: int) -> str:
    order = norm.order.value.replace("-", " ")
    return (
        f"layer C, what if: groups below {norm.least} third-years close from {first} "
        f"on, {order}, each year after the cohort is counted; pupils go to the nearest "
        "offer of their pair within 15 km, else to what their vestiging has in their "
        "leerweg, else out of it; combined: the three leerwegen count together"
    )
