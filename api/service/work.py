"""How each kind of job is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.service.asking import ReachKeys, asked_of
from api.service.callers import Caller
from api.service.describing import about_answer
from api.service.dossiers import DossierWish, dossier_of
from api.service.effects import about_effect, effect_tables, scenario_of
from api.service.jobs import Done
from api.service.keys import Role
from api.service.negotiation import Form
from api.service.representations import represent
from api.service.siting import SitingKeys, siting_answer
from api.service.touring import (
    BudgetKeys,
    TourKeys,
    budget_rendered,
    tour_rendered,
)
from api.service.vocabulary import dutch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.service.holder import SnapshotHolder
    from api.service.job_runner import Work
    from api.service.responses import Rendered
    from api.service.scenarios import ScenarioStore
    from api.service.served import Served

    Tell = Callable[[float, str], None]


def kinds_of_work(
    snapshots: SnapshotHolder, scenarios: ScenarioStore
) -> dict[str, Work]:
    """Return the kinds of jobs by name."""

    def reach(request: Mapping[str, Any], tell: Tell) -> Done:
        asked = asked_of(ReachKeys(**request["vraag"]))
        served = snapshots.pick(request["vraag"]["snapshot"])
        tell(0.1, "computing")
        answer = served.answer(asked)
        table = answer.table
        if asked.areas:
            table = table[table.area_code.isin(asked.areas)]
        tell(0.8, "writing")
        form = Form(request["vorm"])
        about = about_answer(served, answer)
        one = represent(dutch(table), form, about, name="bereik")
        return Done(one.body, one.media_type)

    def effect(request: Mapping[str, Any], tell: Tell) -> Done:
        asked = asked_of(ReachKeys(**request["vraag"]))
        served = snapshots.pick(request["vraag"]["snapshot"])
        owner = Caller(request["owner"], Role.PLANNER)
        stored = scenarios.get(owner, request["scenario"])
        scenario = scenario_of(served, stored.document)
        tell(0.1, "computing")
        changes, _ = effect_tables(served, scenario, asked)
        tell(0.8, "writing")
        form = Form(request["vorm"])
        one = represent(
            dutch(changes), form, about_effect(served, asked), name="effect"
        )
        return Done(one.body, one.media_type)

    def siting(request: Mapping[str, Any], tell: Tell) -> Done:
        served = snapshots.pick(request["vraag"]["snapshot"])
        tell(0.1, "computing")
        table, about = siting_answer(served, SitingKeys(**request["keuze"]))
        tell(0.8, "writing")
        one = represent(table, Form(request["vorm"]), about, name="vestigingskeuze")
        return Done(one.body, one.media_type)

    return {
        "bereik": reach,
        "effect": effect,
        "vestigingskeuze": siting,
        "rondrit": _planned(snapshots, _toured),
        "besteding": _planned(snapshots, _spent),
        "dossier": _dossiers(snapshots, scenarios),
    }


def _planned(
    snapshots: SnapshotHolder,
    plan: Callable[[Served, Mapping[str, Any], Form], Rendered],
) -> Work:
    """Return how a plan is made and written."""

    def planned(request: Mapping[str, Any], tell: Tell) -> Done:
        served = snapshots.pick(request["vraag"]["snapshot"])
        tell(0.1, "computing")
        one = plan(served, request, Form(request["vorm"]))
        return Done(one.body, one.media_type)

    return planned


def _toured(served: Served, request: Mapping[str, Any], form: Form) -> Rendered:
    return tour_rendered(served, TourKeys(**request["rit"]), form)


def _spent(served: Served, request: Mapping[str, Any], form: Form) -> Rendered:
    return budget_rendered(served, BudgetKeys(**request["besteding"]), form)


def _dossiers(snapshots: SnapshotHolder, scenarios: ScenarioStore) -> Work:
    """Return how the dossier of a stored scenario is made."""

    def dossier(request: Mapping[str, Any], tell: Tell) -> Done:
        served = snapshots.pick(request["snapshot"])
        owner = Caller(request["owner"], Role.PLANNER)
        stored = scenarios.get(owner, request["scenario"])
        scenario = scenario_of(served, stored.document)
        tell(0.1, "computing")
        return dossier_of(served, scenario, DossierWish(**request["wens"]))

    return dossier
