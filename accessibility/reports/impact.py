"""Everything a scenario changes, gathered for a report: tables, neighbours, checks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import (
    TECHNIEK,
    AreaKind,
    Leerweg,
    Told,
    Unit,
)
from accessibility.counting import COUNT_COLUMNS, as_masked
from accessibility.demand import with_combined
from accessibility.effects import (
    access_changes,
    choice_changes,
    combined_sizes,
    distance_changes,
    group_sizes,
    region_sizes,
    scenario_losses,
)
from accessibility.headers import area_names, header_of, used_manifest
from accessibility.licence import Case, Review, review
from accessibility.measures import with_area_names
from accessibility.reports.years_ahead import years_ahead
from accessibility.scenario import NO_FACTS, Applied, Scenario

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.effects import Effect
    from accessibility.measures import Pair
    from accessibility.questions import Question
    from accessibility.scenario import LicenceFacts
    from accessibility.snapshot import Manifest, Snapshot
    from accessibility.study import Study

SWEEP_M: Final = (5_000.0, 7_500.0, 10_000.0, 12_500.0, 15_000.0)
"""Thresholds of the sensitivity table, metres."""

SWEEP_S: Final = (900.0, 1_350.0, 1_800.0, 2_250.0, 2_700.0)


@dataclass(frozen=True, eq=False)
class Impact:
    """A scenario and all it changes.

    Parameters
    ----------
    scenario, before, applied
        What was asked, the snapshot it starts from, and the snapshot after.
    students
        Who lives where, before; the counts may be shown.
    question
        How reach is measured, and of whom.
    effect
        The change of every pair.
    national, provincies, gemeenten, sexes
        Tables of `access_changes`; `sexes` has a column `sex` and is empty where the
        counts do not tell.
    choice, distances
        For the whole country.
    sizes, combined, regions
        Group sizes after pupils have gone elsewhere.
    losses
        Pupil loss of the neighbours of what is opened.
    loss_note
        What those rest on.
    review
        The legal checks.
    sweep
        `access_changes` of the pair that matters most, for several thresholds.
    headline
        That pair; None if nothing changes.
    ahead
        That pair in years to come, as `years_ahead` gives it; it may have no rows.
    """

    scenario: Scenario
    before: Snapshot
    applied: Applied
    students: Students
    question: Question
    effect: Effect
    national: pd.DataFrame
    provincies: pd.DataFrame
    gemeenten: pd.DataFrame
    sexes: pd.DataFrame
    choice: pd.DataFrame
    distances: pd.DataFrame
    sizes: pd.DataFrame
    combined: pd.DataFrame
    regions: pd.DataFrame
    losses: pd.DataFrame
    loss_note: Told
    review: Review
    sweep: pd.DataFrame
    headline: Pair | None
    ahead: pd.DataFrame

    @property
    def used(self) -> Manifest:
        """The manifest of the snapshot with the dates and sources that were used."""
        header = header_of(self.before, self.question, self.students)
        # Group sizes and losses of the neighbours rest on the pupils of each school.
        return used_manifest(
            self.before, header, {"pupils", "licences", "areas", "boards"}
        )


def impact_of(
    study: Study,
    scenario: Scenario,
    question: Question,
    *,
    facts: LicenceFacts = NO_FACTS,
) -> Impact:
    """Work out everything that a scenario changes.

    Parameters
    ----------
    study
        Of the snapshot the scenario starts from.
    scenario
        What would change.
    question
        How reach is measured, and of whom; at one threshold. A mode over the road
        adds the method `road` to the pupil loss.
    facts
        What the legal checks need beyond the data; counts before the scenario's own.

    Raises
    ------
    TableError
        If the scenario does not fit the snapshot: every fault.
    UsageError
        If the way of measuring does not fit the data.
    """
    snapshot = study.snapshot
    # Held from here on, so that roads are edited once.
    applied = study.applied(scenario)
    effect = study.effect(scenario, question)
    over = study.over(scenario, effect.base.students)
    regions = _regions(applied, snapshot)
    shown, once = (_masked_offers(snapshot, once=one) for one in (False, True))
    sizes, sizes_once = (
        group_sizes(_with_offers(effect, offers), applied, regions)
        for offers in (shown, once)
    )
    losses, note = scenario_losses(over, question.mode)
    headline = _headline(effect)
    case = Case(snapshot, applied, facts.over(scenario.facts))
    return Impact(
        scenario=scenario,
        before=snapshot,
        applied=applied,
        students=effect.base.students,
        question=question,
        effect=effect,
        national=_changes(effect, snapshot, AreaKind.NL),
        provincies=_changes(effect, snapshot, AreaKind.PROVINCIE),
        gemeenten=_changes(effect, snapshot, AreaKind.GEMEENTE),
        sexes=_by_sex(effect),
        choice=choice_changes(effect),
        distances=distance_changes(effect),
        sizes=sizes,
        combined=combined_sizes(sizes, shown),
        regions=region_sizes(sizes_once, once, regions),
        losses=losses,
        loss_note=note,
        review=review(scenario, case, losses),
        sweep=_sweep(study, scenario, question, headline),
        headline=headline,
        ahead=years_ahead(study, scenario, question, headline),
    )


def _with_offers(effect: Effect, offers: pd.DataFrame) -> Effect:
    return replace(effect, base=replace(effect.base, offers=offers))


def _masked_offers(snapshot: Snapshot, *, once: bool) -> pd.DataFrame:
    """Return the offers with groups of 1 to 4 third-years known only as such.

    A dossier is read by many; DUO masks groups that small. The example country has
    no pupils, and keeps its counts. `once` is that of `with_combined`.
    """
    if snapshot.manifest.example:
        return with_combined(snapshot, once=once)
    tables = {"offers": _masked(snapshot.offers)}
    if snapshot.has("pupils"):
        tables["pupils"] = _masked(snapshot.table("pupils"))
    return with_combined(snapshot.edited(**tables), once=once)


def _masked(table: pd.DataFrame) -> pd.DataFrame:
    names = list(COUNT_COLUMNS)
    counts = as_masked(table[names].to_numpy(dtype=np.float64).T)
    return table.assign(**dict(zip(names, counts, strict=True)))


def _changes(effect: Effect, snapshot: Snapshot, per: AreaKind) -> pd.DataFrame:
    """Return what changes per area, named; too small areas are blanked."""
    if per is not AreaKind.NL and per.value not in effect.base.students.postcodes:
        return access_changes(effect).iloc[:0]
    table = access_changes(effect, per=per)
    return with_area_names(table, area_names(snapshot, per))


def _by_sex(effect: Effect) -> pd.DataFrame:
    """Return the national changes per sex, where the counts tell it."""
    counts = effect.students.counts
    known = sorted(set(counts.get("sex", pd.Series(dtype="str"))) - {""})
    frames = []
    for sex in known:
        some = replace(effect.students, counts=counts[counts.sex == sex], bounds=None)
        base = replace(effect.base, students=some, remembered={})
        part = replace(effect, base=base, students=some)
        frames.append(access_changes(part).assign(sex=sex))
    if not frames:
        return access_changes(effect).iloc[:0].assign(sex="")
    return pd.concat(frames, ignore_index=True)


def _headline(effect: Effect) -> Pair | None:
    """Return the pair in which most students gain or lose an option.

    `techniek` is left out: the report names a profiel where it can.
    """
    table = access_changes(effect)
    table = table[table.profiel != TECHNIEK]
    if table.empty:
        return None
    first = table.gained_first + table.lost_only
    second = table.gained_second + table.lost_other
    order = np.lexsort((table.leerweg, table.profiel, -second, -first))
    row = table.iloc[int(order[0])]
    return (str(row.profiel), Leerweg(row.leerweg))


def _sweep(
    study: Study, scenario: Scenario, question: Question, headline: Pair | None
) -> pd.DataFrame:
    """Return the changes of the pair that matters most, for several thresholds."""
    profiel, leerweg = headline or ("PIE", Leerweg.GL)
    usual = SWEEP_M if question.unit is Unit.METRES else SWEEP_S
    wider = replace(
        question,
        within=tuple(sorted({*usual, *question.within})),
        profielen=(profiel,),
        leerwegen=(leerweg,),
    )
    return access_changes(study.effect(scenario, wider, only_pairs=True))


def _regions(applied: Applied, snapshot: Snapshot) -> dict[str, str]:
    """Return the STO-regio of each vestiging, before or after."""
    out: dict[str, str] = {}
    for sites in (applied.snapshot.vestigingen, snapshot.vestigingen):
        known = sites[sites.sto_regio.notna()]
        out |= dict(zip(known.brin6, known.sto_regio, strict=True))
    return out
