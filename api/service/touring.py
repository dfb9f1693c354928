"""The jobs `rondrit` and `besteding`: a term of the bus, and one budget to divide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from accessibility.codes import Mode, Unit
from accessibility.counting import PUBLISHED_THRESHOLD, SolverLimits, concealed
from accessibility.planning import (
    BudgetQuestion,
    BudgetView,
    Places,
    TourQuestion,
    TravelMeasure,
    budget_answer,
    budget_asked,
    tour_legs,
    tour_of,
    visits_table,
)
from accessibility.tours import HOUR_S, FreePeriod, Term, WorkRules
from api.planning_answers import proof_of
from api.service.asking import Eenheid, checked_unit
from api.service.describing import planning_header
from api.service.negotiation import MEDIA_TYPES, Form
from api.service.planning import Area
from api.service.planning_words import dutch_planning
from api.service.rendered import rendered
from api.service.representations import represent
from api.service.vocabulary import HEMELSBREED, MODE_OF, Modus
from maps.tour_calendar import tour_calendar
from maps.tour_document import document_text, tour_document

if TYPE_CHECKING:
    import pandas as pd

    from api.service.rendered import Rendered
    from api.service.served import Served

_LIMITS: Final = SolverLimits(time_limit_s=60.0)
_LONGEST_DAYS: Final = 400
CALENDAR: Final = "ics"
CALENDAR_TYPE: Final = "text/calendar; charset=utf-8"
_BUDGET_VIEW: Final = {
    "plekken": BudgetView.SITES,
    "bus": BudgetView.BUS,
    "budgetten": BudgetView.BUDGETS,
}
_VISIT_KEYS: Final = frozenset({"round", "visit", "groups"})
"""Of a visit: when it is and how much of the bus's time it takes."""

_BUDGET_KEYS: Final = frozenset({"new", "schools", "visits"})
"""Of a site or a school: what is built or driven there."""

_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)

Day = Annotated[date, Field(ge=_FIRST, le=_LAST, examples=["2026-01-05"])]
Near = Annotated[
    float | None,
    Field(
        ge=100,
        le=30_000,
        description="metres, or seconds, that count as near; 6000 m or 1200 s if left "
        "out",
    ),
]


class Free(BaseModel):
    """Days without school, first and last included."""

    model_config = ConfigDict(extra="forbid")

    eerste: Day
    laatste: Day
    naam: Annotated[str, Field(max_length=80)] = ""


class TourKeys(BaseModel):
    """A term of the mobile techlab."""

    model_config = ConfigDict(extra="forbid")

    eersteDag: Day
    laatsteDag: Day
    vrij: Annotated[list[Free], Field(max_length=50)] = []
    schoolvakanties: Annotated[
        bool,
        Field(
            description="visit no school in the school holidays of its own region "
            "(noord, midden, zuid), found by its gemeente"
        ),
    ] = True
    examenweken: Annotated[
        list[Free], Field(max_length=10, description="weeks of exams without visits")
    ] = []
    standplaatsen: Annotated[
        list[Annotated[str, Field(max_length=80)]],
        Field(
            max_length=10,
            description="a facility per bus, where it starts its days; one bus from "
            "the nearest if empty",
        ),
    ] = []
    binnen: Near = None
    eenheid: Eenheid = Eenheid.METRES
    modus: Annotated[
        Modus | None,
        Field(
            description="auto drives over the roads, hemelsbreed estimates; left out: "
            "over the roads where the snapshot has them"
        ),
    ] = None
    gebied: Area = ""
    rondes: Annotated[int, Field(ge=1, le=10, description="visits per school")] = 1
    rijurenPerDag: Annotated[float, Field(gt=0, le=12)] = 3.0
    werkurenPerDag: Annotated[float, Field(gt=0, le=16)] = 9.0
    groepsgrootte: Annotated[int, Field(ge=1, le=100)] = 25
    groepenPerBezoek: Annotated[int, Field(ge=1, le=20)] = 2
    iedereen: Annotated[
        bool, Field(description="fail rather than leave a school out")
    ] = False

    @model_validator(mode="after")
    def _is_a_term(self) -> TourKeys:
        if (self.laatsteDag - self.eersteDag).days > _LONGEST_DAYS:
            message = f"a term has at most {_LONGEST_DAYS} days"
            raise ValueError(message)
        return self

    @property
    def question(self) -> TourQuestion:
        """The question of the core."""
        if self.modus is not None:
            checked_unit(self.modus, Unit(self.eenheid.value))
        exams = [f.model_copy(update={"naam": "examenweken"}) for f in self.examenweken]
        free = tuple(
            FreePeriod(f.eerste, f.laatste, f.naam) for f in (*self.vrij, *exams)
        )
        return TourQuestion(
            term=Term(self.eersteDag, self.laatsteDag, free),
            depots=tuple(self.standplaatsen),
            within=self.binnen,
            mode=None if self.modus is None else MODE_OF[self.modus],
            unit=Unit(self.eenheid.value),
            area_name=self.gebied or None,
            rounds=self.rondes,
            rules=WorkRules(
                max_driving_s=round(self.rijurenPerDag * HOUR_S),
                max_working_s=round(self.werkurenPerDag * HOUR_S),
                group_size=self.groepsgrootte,
                groups_per_visit=self.groepenPerBezoek,
            ),
            everybody=self.iedereen,
            school_holidays=self.schoolvakanties,
        )


class BudgetKeys(BaseModel):
    """One budget for new sites and buses."""

    model_config = ConfigDict(extra="forbid")

    budget: Annotated[float, Field(ge=0, le=1e12)]
    kostenPlek: Annotated[float, Field(ge=0, le=1e12)]
    kostenBus: Annotated[float, Field(ge=0, le=1e12)]
    aantal: Annotated[int | None, Field(ge=0, le=100)] = None
    bussen: Annotated[int, Field(ge=0, le=50)] = 10
    bezoekenPerBus: Annotated[int, Field(ge=1, le=1_000)] = 60
    groepsgrootte: Annotated[int, Field(ge=1, le=100)] = 25
    groepenPerBezoek: Annotated[int, Field(ge=1, le=20)] = 2
    binnen: Near = None
    eenheid: Eenheid = Eenheid.METRES
    modus: Modus = HEMELSBREED
    gebied: Area = ""
    plekken: Places = Places.PC4
    toon: Annotated[
        str,
        Field(
            pattern="^(?:plekken|bus|budgetten)$",
            description="the sites; the schools a bus visits; what other budgets buy",
        ),
    ] = "plekken"

    @property
    def question(self) -> BudgetQuestion:
        """The question of the core."""
        unit = checked_unit(self.modus, Unit(self.eenheid.value))
        return BudgetQuestion(
            self.budget,
            self.kostenPlek,
            self.kostenBus,
            n_sites=self.aantal,
            n_buses=self.bussen,
            visits=self.bezoekenPerBus,
            group_size=self.groepsgrootte,
            groups_per_visit=self.groepenPerBezoek,
            within=self.binnen,
            way=TravelMeasure(MODE_OF[self.modus], unit),
            area_name=self.gebied or None,
            candidates=self.plekken,
            limits=_LIMITS,
        )


def tour_rendered(served: Served, keys: TourKeys, form: Form) -> Rendered:
    """Plan a term: as JSON to be played by day, else as a table of visits.

    Raises
    ------
    UsageError, MissingDataError, InfeasibleError
        As `tour_of`.
    """
    snapshot = served.snapshot
    with served.gate.slot():
        tour = tour_of(snapshot, keys.question)
        legs = tour_legs(snapshot, tour) if form is Form.JSON else None
    about = planning_header(served, keys, tour, tour.used)
    if legs is not None:
        document = about | tour_document(tour, legs, snapshot.manifest)
        document |= {"peildata": about["peildata"], "snapshot": served.identity}
        return rendered(document_text(document), MEDIA_TYPES[Form.JSON])
    about["overDeWeg"] = tour.mode is Mode.CAR
    table = _without_few(visits_table(tour), _VISIT_KEYS)
    return represent(table, form, about, name="rondrit")


def calendar_rendered(served: Served, keys: TourKeys) -> Rendered:
    """Plan a term, as the calendar that `bereik tour --ics` writes.

    Raises
    ------
    UsageError, MissingDataError, InfeasibleError
        As `tour_of`.
    """
    with served.gate.slot():
        tour = tour_of(served.snapshot, keys.question)
    example = served.snapshot.manifest.example
    body = tour_calendar(tour, term_from=keys.eersteDag, example=example)
    return rendered(body, CALENDAR_TYPE)


def budget_rendered(served: Served, keys: BudgetKeys, form: Form) -> Rendered:
    """Divide a budget over sites and buses.

    Raises
    ------
    UsageError, MissingDataError, InfeasibleError
        As `budget_asked` and `sites_and_buses`.
    """
    with served.gate.slot():
        asked = budget_asked(served.snapshot, keys.question)
        plan = asked.plan()
        answer = budget_answer(asked, plan, _BUDGET_VIEW[keys.toon])
    total = asked.problem.total
    about = {
        **planning_header(
            served, keys, answer, answer.used, proof=proof_of(plan.sites)
        ),
        "uitgegeven": plan.cost,
        "nieuwePlekken": len(plan.sites.new_sites),
        "bussen": plan.n_buses,
        "deelPlekken": round(plan.pupils_by_site / total, 6),
        "deelBussen": round(plan.pupils_by_bus / total, 6),
        "bewezenBest": plan.sites.proven,
        "verschilHoogstens": round(plan.sites.gap, 6),
    }
    if "pupils" in answer.table:
        table = _without_few(answer.table, _BUDGET_KEYS)
    else:
        table = dutch_planning(answer.table)
    return represent(table, form, about, name="besteding")


def _without_few(table: pd.DataFrame, keys: frozenset[str]) -> pd.DataFrame:
    """Return a planning table in Dutch; how few pupils a small school has is blank."""
    safe = concealed(
        table.assign(pupils=table["pupils"].round(1)),
        threshold=PUBLISHED_THRESHOLD,
        students="pupils",
        keys=keys,
        exact=True,
    )
    return dutch_planning(safe, suppressed="afgeschermd")
