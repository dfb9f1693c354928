"""The best order of closures as an answer: step by step, beside other plans.

What would cost least, not what will happen: given so many offers or vestigingen of a
region that must close, which, so that the fewest students lose an option.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.errors import MissingDataError, UsageError
from accessibility.headers import (
    asked_plainly,
    notes_of,
    people_asked,
    snapshot_header,
    tables_behind,
)
from accessibility.outlook.asked import TECHNICAL, check_technical
from accessibility.outlook.closing_sets import ClosingSets, closing_sets, units_of
from accessibility.outlook.closures import (
    as_mask,
    best_closures,
    by_lot,
    check_number,
    fairest_closures,
    free_closures,
    greedy_closures,
    in_order,
    smallest_first,
)
from accessibility.outlook.ground import ground_of
from accessibility.questions import Answer, Question
from accessibility.regions import find_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from accessibility.outlook.ground import Ground
    from accessibility.regions import Region
    from accessibility.study import Study

COMBINE_BELOW: Final = 11
_VARIANT_YEARS: Final = 3
_LOT_SEED: Final = 1


class Closable(StrEnum):
    """What closes as one."""

    OFFERS = "offers"
    VESTIGINGEN = "vestigingen"


class OrderView(StrEnum):
    """Which table is wanted."""

    STEPS = "steps"
    PLANS = "plans"
    REGRET = "regret"
    COMBINE = "combine"


@dataclass(frozen=True)
class OrderQuestion:
    """What must close, and what is asked of it.

    Parameters
    ----------
    close
        How many.
    year
        Of the students; the year of the offers if None.
    area_name
        Region in which they are, by school; the whole country for None.
    what
        Single offers, or vestigingen with all their technical offers.
    view
        Which table is wanted.
    question
        How reach is measured, and of whom.
    """

    close: int
    year: int | None = None
    area_name: str | None = None
    what: Closable = Closable.OFFERS
    view: OrderView = OrderView.STEPS
    question: Question = field(
        default_factory=lambda: Question(
            denominator=Denominator.LEERWEG, profielen=TECHNICAL
        )
    )


@dataclass(frozen=True)
class _Asked:
    """A question on the ground that answers it."""

    study: Study
    ground: Ground
    region: Region
    year: int
    choice: NDArray[np.bool_]
    names: pd.DataFrame
    units: NDArray[np.int64]
    order: OrderQuestion

    def sets(self, year: int | None = None) -> ClosingSets:
        return closing_sets(
            self.ground,
            year or self.year,
            choice=self.choice,
            units=self.units,
            denominator=self.order.question.denominator,
            per=AreaKind.GEMEENTE,
        )

    def worst(self, sets: ClosingSets, closed: NDArray[np.bool_]) -> tuple[str, float]:
        """Return the name of the gemeente that loses most, and how much each there."""
        code, rate = sets.worst_area(closed)
        return self.study.area_names(AreaKind.GEMEENTE).get(code, code), rate


def order_answer(study: Study, asked: OrderQuestion) -> Answer:
    """Tell which offers cost least if so many of a region must close.

    Raises
    ------
    MissingDataError
        If the region has no technical offer, or nothing tells of the year.
    UsageError
        If there are not so many, or the year cannot be told.
    """
    check_technical(asked.question)
    there = _on_ground(study, asked)
    sets = there.sets()
    check_number(sets, asked.close)
    table = {
        OrderView.STEPS: _steps,
        OrderView.PLANS: _plans,
        OrderView.REGRET: _regret,
        OrderView.COMBINE: _combine,
    }[asked.view](there, sets)
    return _answer(there, sets, table)


def _on_ground(study: Study, asked: OrderQuestion) -> _Asked:
    region = find_region(study.snapshot, asked.area_name)
    ground = ground_of(study, asked.question)
    year = ground.base_year if asked.year is None else asked.year
    if not ground.base_year <= year <= ground.cohorts.last_year:
        message = (
            f"students of {year} cannot be told: the offers are of "
            f"{ground.base_year}, and children are counted up to the third-years of "
            f"{ground.cohorts.last_year}"
        )
        raise UsageError(message)
    choice = _in_region(study, ground, region)
    if not choice.any():
        message = f"{region.name} has no technical offer that could close"
        raise MissingDataError(message)
    whole = asked.what is Closable.VESTIGINGEN
    units, names = units_of(ground, choice, whole_vestigingen=whole)
    return _Asked(study, ground, region, year, choice, names, units, asked)


def _in_region(study: Study, ground: Ground, region: Region) -> NDArray[np.bool_]:
    if region.kind is AreaKind.NL:
        return np.ones(len(ground.offers), np.bool_)
    column = region.kind.column
    area = study.snapshot.vestigingen.set_index("brin6")[column]
    return np.asarray(area.reindex(ground.offers.brin6) == region.code, np.bool_)


def _steps(there: _Asked, sets: ClosingSets) -> pd.DataFrame:
    """Return the best plan, in the order that costs least at each turn."""
    plan = in_order(sets, best_closures(sets, there.order.close))
    rows = []
    for step in range(1, len(plan) + 1):
        closed = as_mask(sets, plan[:step])
        area, rate = there.worst(sets, closed)
        rows.append(
            {
                "step": step,
                "lost_so_far": sets.loss(closed),
                "displaced": sets.pupils[plan[step - 1]],
                "displaced_so_far": sets.pupils[closed].sum(),
                "worst_area": area,
                "worst_per_student": rate,
            }
        )
    table = pd.DataFrame(rows)
    table.insert(1, "lost_here", table.lost_so_far.diff().fillna(table.lost_so_far))
    return pd.concat([_named(there, plan), table], axis=1)


def _named(there: _Asked, units: Sequence[int]) -> pd.DataFrame:
    """Return codes and names of units, without words for a vestiging as a whole."""
    rows = there.names.iloc[list(units)].reset_index(drop=True)
    names = there.study.snapshot.vestigingen.set_index("brin6").naam
    rows.insert(1, "naam", rows.brin6.map(names))
    return rows


def _plans(there: _Asked, sets: ClosingSets) -> pd.DataFrame:
    """Return what other plans cost, beside the best."""
    close = there.order.close
    plans = {
        "smallest-first": as_mask(sets, smallest_first(sets, close)),
        "greedy": as_mask(sets, greedy_closures(sets, close)),
        "fairest": fairest_closures(sets, close),
        "best": best_closures(sets, close),
    }
    rows = [{"plan": "by-lot", "lost": by_lot(sets, close, _LOT_SEED)}]
    for name, closed in plans.items():
        area, rate = there.worst(sets, closed)
        rows.append(
            {
                "plan": name,
                "lost": sets.loss(closed),
                "displaced": sets.pupils[closed].sum(),
                "worst_area": area,
                "worst_per_student": rate,
            }
        )
    return pd.DataFrame(rows)


def _regret(there: _Asked, sets: ClosingSets) -> pd.DataFrame:
    """Return how much more each plan loses than the best of another year's students."""
    years = _variants(there)
    of_year = {year: sets if year == there.year else there.sets(year) for year in years}
    plans = {f"best for {year}": _alike(of_year[year], sets, there) for year in years}
    plans["smallest-first"] = as_mask(sets, smallest_first(sets, there.order.close))
    least = {y: one.loss(plans[f"best for {y}"]) for y, one in of_year.items()}
    rows = []
    for name, closed in plans.items():
        regret = {f"regret_{y}": of_year[y].loss(closed) - least[y] for y in years}
        rows.append({"plan": name, **regret, "worst_regret": max(regret.values())})
    spared = {f"regret_{y}": -least[y] for y in years}
    rows.append({"plan": "close nothing", **spared, "worst_regret": np.nan})
    return pd.DataFrame(rows).sort_values("worst_regret", ignore_index=True)


def _alike(sets: ClosingSets, asked: ClosingSets, there: _Asked) -> NDArray[np.bool_]:
    """Return the best plan for some sets, ties by the pupils of the year asked."""
    return best_closures(replace(sets, pupils=asked.pupils), there.order.close)


def _variants(there: _Asked) -> list[int]:
    """Return the years whose students a plan should stand: today, asked, and around."""
    last = there.ground.cohorts.last_year
    around = (there.year - _VARIANT_YEARS, there.year, there.year + _VARIANT_YEARS)
    base = there.ground.base_year
    return sorted({base, *(year for year in around if base <= year <= last)})


def _combine(there: _Asked, sets: ClosingSets) -> pd.DataFrame:
    """Return small gl groups that are large enough with kl, the most spared first."""
    ground, year = there.ground, there.year
    size = ground.offers["size"] * ground.site_factor(year)[ground.offers.site]
    offers = ground.offers.assign(size=size, unit=there.units)[there.choice]
    keys = ["brin6", "profiel"]
    gl = offers[offers.leerweg == Leerweg.GL.value]
    kl = offers[offers.leerweg == Leerweg.KL.value].set_index(keys)["size"]
    both = gl.set_index(keys).join(kl.rename("kl")).rename(columns={"size": "gl"})
    both["together"] = both.gl + both.kl.fillna(0.0)
    small = both[(both.gl < COMBINE_BELOW - 0.5) & both.gl.notna()].reset_index()
    small["enough"] = small.together >= COMBINE_BELOW - 0.5
    alone = [sets.loss(as_mask(sets, [int(unit)])) for unit in small.unit]
    table = small.assign(spared=alone)
    names = there.study.snapshot.vestigingen.set_index("brin6").naam
    table.insert(1, "naam", table.brin6.map(names))
    columns = ["brin6", "naam", "profiel", "gl", "kl", "together", "enough", "spared"]
    order = ["enough", "spared", "brin6", "profiel"]
    sort = table.sort_values(order, ascending=[False, False, True, True])
    return sort[columns].reset_index(drop=True)


def _answer(there: _Asked, sets: ClosingSets, table: pd.DataFrame) -> Answer:
    question, asked = there.order.question, there.order
    students = there.ground.students
    told = {there.ground.cohorts.source(there.year)}
    plain: dict[str, Any] = {
        **asked_plainly(question),
        "in": there.region.name,
        "close": asked.close,
        "what": asked.what.value,
        "year": there.year,
        "show": asked.view.value,
    }
    free = int(free_closures(sets).sum())
    notes = (
        (
            f"what would cost least if {asked.close} of {sets.n_units} "
            f"{asked.what.value} must close, not what will happen: nothing is said of "
            "any school's future"
        ),
        f"{free} of {sets.n_units} can close with nobody losing an option within reach",
        (
            "lost: options of students; who loses two profielen counts twice; "
            "displaced: third-years of what closes; of equal plans the one that "
            "displaces fewest"
        ),
        *notes_of(there.study.snapshot, students, question),
    )
    header = snapshot_header(
        there.study.snapshot,
        {*tables_behind(question, students), *told, "areas"},
        question=plain,
        students_date=students.date,
        people=people_asked(question, students),
        notes=notes,
        proof="proven best",
    )
    title = f"{there.region.name}: {asked.close} {asked.what.value} must close"
    return Answer(table, header, title)
