"""Random edits of the small country, and what they change there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from accessibility.codes import Denominator, Leerweg, Profiel
from accessibility.effects import (
    effect_base,
    effect_of,
)
from accessibility.measures.nearest import all_pairs
from accessibility.places import points_of
from accessibility.scenario import (
    Scenario,
    apply,
    forecast_students,
    fresh_columns,
)
from accessibility.scenario.applied import scenario_faults
from accessibility.scenario.edits import (
    CloseOffer,
    CloseVestiging,
    FoundVestiging,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    Place,
    PlannedOffer,
)
from accessibility.straight_line import straight_line_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accessibility.counting.students import Students
    from accessibility.effects import Effect, EffectBase
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Applied
    from accessibility.scenario.edits import Edit
    from accessibility.snapshot import Snapshot

PAIRS = all_pairs(("PIE", "BWI", "M&T", "Z&W", "techniek"))

CODES = [f"X{j:05d}" for j in range(8)]

SOME = st.sampled_from(CODES)

PROFIEL = st.sampled_from([Profiel.PIE, Profiel.BWI, Profiel.ZW, Profiel.MT])

LEERWEG = st.sampled_from(list(Leerweg))

PLACE = st.builds(
    Place,
    x_m=st.integers(100_000, 140_000).map(float),
    y_m=st.integers(400_000, 440_000).map(float),
)

EDIT = st.one_of(
    st.builds(OpenOffer, SOME, PROFIEL, LEERWEG),
    st.builds(CloseOffer, SOME, PROFIEL, LEERWEG),
    st.builds(CloseVestiging, SOME),
    st.builds(MergeVestiging, SOME, SOME, st.booleans()),
    st.builds(MoveVestiging, SOME, PLACE),
    st.builds(
        FoundVestiging,
        st.sampled_from(["XNEW01", "XNEW02"]),
        st.just("Nieuw"),
        PLACE,
        st.just((PlannedOffer(Profiel.PIE, Leerweg.GL),)),
    ),
)

EDITS = st.lists(EDIT, max_size=5)


def valid(edits: Iterable[Edit], snapshot: Snapshot) -> Scenario:
    """Keep the edits that do something."""
    kept: tuple[Edit, ...] = ()
    for edit in edits:
        if not scenario_faults(Scenario("t", "small", (*kept, edit)), snapshot):
            kept = (*kept, edit)
    return Scenario("t", "small", kept)


def base_of(
    snapshot: Snapshot,
    people: Students,
    *,
    within: Sequence[float] = (10_000.0,),
    denominator: Denominator = Denominator.COMMON,
) -> EffectBase:
    reach = straight_line_table(people.points, points_of(snapshot.vestigingen, "brin6"))
    return effect_base(
        reach,
        snapshot.offers,
        people,
        pairs=PAIRS,
        within=within,
        denominator=denominator,
    )


def effect_for(
    snapshot: Snapshot,
    people: Students,
    scenario: Scenario,
    *,
    within: Sequence[float] = (10_000.0,),
    denominator: Denominator = Denominator.COMMON,
) -> tuple[Effect, Applied, ReachTable]:
    base = base_of(snapshot, people, within=within, denominator=denominator)
    applied = apply(scenario, snapshot)
    fresh = fresh_columns(base.reach, applied, people.points)
    return effect_of(base, applied, fresh), applied, fresh


def effect_after(snapshot: Snapshot, people: Students, scenario: Scenario) -> Effect:
    """Return the effect of a scenario with its forecasts."""
    base = base_of(snapshot, people)
    applied = apply(scenario, snapshot)
    fresh = fresh_columns(base.reach, applied, people.points)
    after = forecast_students(people, scenario)
    return effect_of(base, applied, fresh, students=after)
