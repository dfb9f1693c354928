"""How each kind of job is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from accessibility.measures import SHARES
from api.service.ahead import (
    OrderKeys,
    OutlookKeys,
    order_rendered,
    outlook_rendered,
)
from api.service.asking import ReachKeys, question_of
from api.service.dossiers import DossierBody, dossier_rendered
from api.service.jobs import Done
from api.service.keys import Caller, Role
from api.service.negotiation import Form
from api.service.reach_tables import effect_rendered, measure_rendered
from api.service.scenario_documents import scenario_of
from api.service.siting import SitingKeys, siting_rendered
from api.service.touring import (
    CALENDAR,
    BudgetKeys,
    TourKeys,
    budget_rendered,
    calendar_rendered,
    tour_rendered,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from accessibility.scenario import Scenario
    from api.service.holder import SnapshotHolder
    from api.service.job_runner import Work
    from api.service.rendered import Rendered
    from api.service.scenarios import ScenarioStore
    from api.service.served import Served

    Wanted = Mapping[str, Any]
    """What was asked of a job, as it was stored."""

    Tell = Callable[[float, str], None]


def kinds_of_work(
    snapshots: SnapshotHolder, scenarios: ScenarioStore
) -> dict[str, Work]:
    """Return the kinds of jobs by name."""
    kinds: dict[str, Callable[[Served, Wanted], Rendered]] = {
        "bereik": _reach,
        "effect": partial(_effect, scenarios),
        "vestigingskeuze": _siting,
        "rondrit": _tour,
        "besteding": _budget,
        "vooruitzicht": _outlook,
        "sluitingen": _closures,
        "dossier": partial(_dossier, scenarios),
    }
    return {name: partial(_done, snapshots, make) for name, make in kinds.items()}


def _done(
    snapshots: SnapshotHolder,
    make: Callable[[Served, Wanted], Rendered],
    wanted: Wanted,
    tell: Tell,
) -> Done:
    """Do a job of any kind on the snapshot that was asked for."""
    served = snapshots.pick(wanted.get("vraag", wanted)["snapshot"])
    tell(0.1, "computing")
    one = make(served, wanted)
    return Done(one.body, one.media_type)


def _reach(served: Served, wanted: Wanted) -> Rendered:
    keys = ReachKeys(**wanted["vraag"])
    question = question_of(keys)
    served.require_mode(question.mode)
    form = Form(wanted["vorm"])
    return measure_rendered(served, SHARES, question, keys.areas, form)


def _effect(scenarios: ScenarioStore, served: Served, wanted: Wanted) -> Rendered:
    keys = ReachKeys(**wanted["vraag"])
    question = question_of(keys)
    served.require_mode(question.mode)
    scenario = _stored(scenarios, served, wanted)
    return effect_rendered(served, scenario, question, keys.areas, Form(wanted["vorm"]))


def _siting(served: Served, wanted: Wanted) -> Rendered:
    keys = SitingKeys(**wanted["keuze"])
    return siting_rendered(served, keys, Form(wanted["vorm"]))


def _tour(served: Served, wanted: Wanted) -> Rendered:
    keys = TourKeys(**wanted["rit"])
    if wanted["vorm"] == CALENDAR:
        return calendar_rendered(served, keys)
    return tour_rendered(served, keys, Form(wanted["vorm"]))


def _budget(served: Served, wanted: Wanted) -> Rendered:
    keys = BudgetKeys(**wanted["besteding"])
    return budget_rendered(served, keys, Form(wanted["vorm"]))


def _outlook(served: Served, wanted: Wanted) -> Rendered:
    keys = OutlookKeys(**wanted["vooruit"])
    served.require_mode(keys.asked.question.mode)
    return outlook_rendered(served, keys, Form(wanted["vorm"]))


def _closures(served: Served, wanted: Wanted) -> Rendered:
    keys = OrderKeys(**wanted["sluiting"])
    served.require_mode(keys.asked.question.mode)
    return order_rendered(served, keys, Form(wanted["vorm"]))


def _dossier(scenarios: ScenarioStore, served: Served, wanted: Wanted) -> Rendered:
    scenario = _stored(scenarios, served, wanted)
    return dossier_rendered(served, scenario, DossierBody(**wanted["wens"]))


def _stored(scenarios: ScenarioStore, served: Served, wanted: Wanted) -> Scenario:
    """Return the scenario that the owner of a job keeps, if it fits the snapshot."""
    owner = Caller(wanted["owner"], Role.PLANNER)
    stored = scenarios.get(owner, wanted["scenario"])
    return scenario_of(served, stored.document)
