"""Short questions of planning as put over HTTP, and how they are answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Final

import numpy as np
import pandas as pd
import shapely
from pydantic import BaseModel, ConfigDict, Field

from accessibility.codes import AreaKind, Unit
from accessibility.counting import is_small
from accessibility.planning import (
    FacilityQuestion,
    ParticipationQuestion,
    SharingQuestion,
    SitesQuestion,
    SitesView,
    TravelMeasure,
    Trial,
    facility_answer,
    participation_answer,
    participation_of,
    sharing_answer,
    sites_trial,
)
from accessibility.projection import to_lonlat
from api.service.asking import Afscherming, Eenheid, Keys, checked_unit, thresholds_of
from api.service.describing import planning_header
from api.service.negotiation import MEDIA_TYPES, Form, FormKey
from api.service.planning_words import (
    FACILITY_VIEW,
    ORIGINS,
    PARTICIPATION_VIEW,
    REGISTER_NAMES,
    SHARING_VIEW,
    FacilityToon,
    ParticipationToon,
    SharingToon,
    Vanuit,
    dutch_planning,
)
from api.service.rendered import rendered
from api.service.representations import represent
from api.service.vocabulary import HEMELSBREED, MODE_OF, THRESHOLDS, Modus, any_of

if TYPE_CHECKING:
    import geopandas as gpd

    from api.service.rendered import Rendered
    from api.service.served import Served

MOST_PLACES: Final = 30
MOST_VISITS: Final = 5_000
_DECIMALS: Final = 5
_KINDS: Final = any_of(("hotspot", "techlab", "event", "mbo"))
_PLACES: Final = rf"^(?:[0-9A-Z]{{4}}(?:,[0-9A-Z]{{4}}){{0,{MOST_PLACES - 1}}})?$"
_STATES: Final = {"reached": "al", "gained": "erbij", "out": "buiten"}
_THRESHOLD: Final = "at most 30000 m or 7200 s; the usual one if left out"

Area = Annotated[
    str,
    Field(
        max_length=80,
        pattern=r"^[^\x00-\x1f]*$",
        description="name or code of an area; empty for the whole country",
        examples=["Overijssel"],
    ),
]
OneThreshold = Annotated[
    int | None, Field(ge=1, le=30_000, description=_THRESHOLD, examples=[6_000])
]


class PlanningKeys(Keys):
    """How ways are measured, where, and in which form the answer comes."""

    modus: Annotated[
        Modus, Field(description="hemelsbreed is a straight line; others use roads")
    ] = HEMELSBREED
    eenheid: Annotated[Eenheid, Field(description="metres or seconds")] = Eenheid.METRES
    gebied: Area = ""
    f: FormKey = None

    @property
    def way(self) -> TravelMeasure:
        """How ways are measured."""
        unit = checked_unit(self.modus, Unit(self.eenheid.value))
        return TravelMeasure(MODE_OF[self.modus], unit)

    def amount(self, given: int | None) -> float | None:
        """Return a threshold, checked against the limit of its unit."""
        if given is None:
            return None
        return thresholds_of(str(given), self.way.unit)[0]


class FacilityKeys(PlanningKeys):
    """Which schools have which facilities near."""

    toon: Annotated[
        FacilityToon,
        Field(
            description="reach per threshold; every school; what owners share; schools "
            "with nothing near (leeg); trips that need a bus; the register of "
            "facilities and initiatives"
        ),
    ] = FacilityToon.BEREIK
    vanuit: Vanuit = Vanuit.BASISSCHOLEN
    soort: Annotated[
        str,
        Field(
            pattern=_KINDS,
            description="kind(s) of facility that count",
            examples=["techlab"],
        ),
    ] = "hotspot,techlab"
    drempel: Annotated[
        str,
        Field(
            pattern=rf"^$|{THRESHOLDS}",
            description="threshold(s) of toon=bereik; " + _THRESHOLD,
            examples=["3000,6000,10000"],
        ),
    ] = ""
    dichtbij: OneThreshold = None
    afscherming: Annotated[
        Afscherming,
        Field(
            description="ja gives 1 to 4 pupils of a school as that interval; nee "
            "gives the counts as they are and needs an API key with role lezer"
        ),
    ] = Afscherming.JA

    @property
    def question(self) -> FacilityQuestion:
        """The question of the core."""
        way = self.way
        return FacilityQuestion(
            FACILITY_VIEW[self.toon],
            ORIGINS[self.vanuit],
            tuple(dict.fromkeys(self.soort.split(","))),
            way,
            thresholds_of(self.drempel, way.unit) if self.drempel else (),
            self.amount(self.dichtbij),
            self.gebied or None,
        )

    @property
    def exact(self) -> bool:
        """True if small counts are asked for as they are."""
        return self.afscherming is Afscherming.NEE


class SharingKeys(PlanningKeys):
    """Which vestigingen lie near enough to share a common afternoon."""

    toon: Annotated[
        SharingToon,
        Field(
            description="what each vestiging gains; the ways between them; separate "
            "groups; every possible largest group; keuzevakken by their name"
        ),
    ] = SharingToon.KEUZES
    drempel: OneThreshold = None

    @property
    def question(self) -> SharingQuestion:
        """The question of the core."""
        view, within = SHARING_VIEW[self.toon], self.amount(self.drempel)
        return SharingQuestion(view, self.way, within, self.gebied or None)


class TrialKeys(PlanningKeys):
    """What a hotspot or techlab at some postcodes would bring."""

    plek: Annotated[
        str,
        Field(
            pattern=_PLACES,
            description=f"postcode(s) with a new site, at most {MOST_PLACES}, in the "
            "order in which they open; none tells what there is",
            examples=["V171", "V171,V180"],
        ),
    ] = ""
    drempel: OneThreshold = None
    bestaande: Annotated[
        bool, Field(description="count the hotspots and techlabs there are")
    ] = True

    @property
    def question(self) -> SitesQuestion:
        """The question of the core."""
        return SitesQuestion(
            within=self.amount(self.drempel),
            way=self.way,
            area_name=self.gebied or None,
            keep_existing=self.bestaande,
            forced=tuple(self.plek.split(",")) if self.plek else (),
        )


Cell = Annotated[str, Field(max_length=200)]


class Visit(BaseModel):
    """A visit of a school to an activity, or of the bus to a school."""

    model_config = ConfigDict(extra="forbid")

    datum: Annotated[
        str,
        Field(
            max_length=30,
            examples=["2024-11-19"],
            json_schema_extra={"format": "peildatum"},
        ),
    ]
    activiteit: Cell = ""
    school: Annotated[
        str, Field(max_length=20, description="BRIN or BRIN6", examples=["XP0100"])
    ]
    leerlingen: Annotated[int | None, Field(ge=0, le=10_000)] = None
    groepen: Annotated[int | None, Field(ge=0, le=1_000)] = None


class Target(BaseModel):
    """A target set beforehand."""

    model_config = ConfigDict(extra="forbid")

    schooljaar: Annotated[str, Field(max_length=10, examples=["2024/25"])]
    indicator: Annotated[str, Field(max_length=40, examples=["schools"])]
    doel: float
    gesteldOp: Annotated[str, Field(max_length=30, examples=["2024-06-30"])]


class ParticipationBody(BaseModel):
    """Visits, and what is asked of them; nothing of it is kept."""

    model_config = ConfigDict(extra="forbid")

    bezoeken: Annotated[list[Visit], Field(min_length=1, max_length=MOST_VISITS)]
    toon: ParticipationToon = ParticipationToon.AFSTAND
    schooljaren: Annotated[
        list[Annotated[str, Field(max_length=10)]],
        Field(max_length=20, description="those judged; all in the visits if empty"),
    ] = []
    modus: Modus = HEMELSBREED
    eenheid: Eenheid = Eenheid.METRES
    drempel: OneThreshold = None
    gebied: Area = ""
    gebiedsindeling: Annotated[AreaKind, Field(description="for toon=gebied")] = (
        AreaKind.GEMEENTE
    )
    doelen: Annotated[list[Target], Field(max_length=200)] = []

    @property
    def question(self) -> ParticipationQuestion:
        """The question of the core; numbers of pupils are always rounded."""
        unit = checked_unit(self.modus, Unit(self.eenheid.value))
        within = None
        if self.drempel is not None:
            within = thresholds_of(str(self.drempel), unit)[0]
        return ParticipationQuestion(
            PARTICIPATION_VIEW[self.toon],
            tuple(self.schooljaren),
            TravelMeasure(MODE_OF[self.modus], unit),
            within,
            self.gebied or None,
            self.gebiedsindeling,
        )


def facilities_rendered(served: Served, keys: FacilityKeys, form: Form) -> Rendered:
    """Return which schools have facilities near."""
    served.require_mode(MODE_OF[keys.modus])
    with served.gate.slot():
        answer = facility_answer(served.snapshot, keys.question, exact=keys.exact)
    about = planning_header(served, keys, answer, answer.used)
    about["faciliteiten"] = answer.n_facilities
    # In the register a kind is no way of taking part, and a date may be missing.
    plain = answer.table
    if keys.toon is FacilityToon.REGISTER:
        plain = plain.rename(columns=REGISTER_NAMES)
    table = dutch_planning(plain)
    return represent(table, form, about, name=f"faciliteiten-{keys.toon.value}")


def sharing_rendered(served: Served, keys: SharingKeys, form: Form) -> Rendered:
    """Return which vestigingen can share."""
    served.require_mode(MODE_OF[keys.modus])
    with served.gate.slot():
        answer = sharing_answer(served.snapshot, keys.question)
    about = planning_header(served, keys, answer, answer.used)
    table = dutch_planning(answer.table, brin6="vestiging")
    return represent(table, form, about, name=f"keuzevakken-{keys.toon.value}")


def participation_rendered(
    served: Served, body: ParticipationBody, form: Form
) -> Rendered:
    """Return who takes part."""
    served.require_mode(MODE_OF[body.modus])
    visits = _visits(body)
    with served.gate.slot():
        part = participation_of(served.snapshot, visits, body.question)
        answer = participation_answer(served.snapshot, part, _targets(body))
    about = planning_header(served, body, answer, answer.used)
    about["schooljaren"] = list(part.years)
    table = dutch_planning(answer.table, **{body.gebiedsindeling.value: "gebied"})
    return represent(table, form, about, name=f"deelname-{body.toon.value}")


def trial_rendered(served: Served, keys: TrialKeys, form: Form) -> Rendered:
    """Return what new sites would bring; as JSON with every school, by column."""
    served.require_mode(MODE_OF[keys.modus])
    with served.gate.slot():
        trial = sites_trial(served.snapshot, keys.question)
    about = {
        **planning_header(served, keys, trial.asked, trial.asked.used(SitesView.GAINS)),
        "drempel": trial.asked.question.near_is,
        "eenheid": keys.eenheid.value,
        "leerlingen": round(trial.total, 1),
        "vooraf": round(trial.before, 1),
        "daarna": round(trial.after, 1),
    }
    gains = trial.places[["id", "naam", "gain", "schools", "alone"]]
    table = dutch_planning(gains.round(1))
    if form is not Form.JSON:
        return represent(table, form, about, name="plekken-winst")
    content = {
        **about,
        "rijen": [
            {**row, "punt": spot}
            for row, spot in zip(
                json.loads(table.to_json(orient="records")),
                _lonlat(trial.places),
                strict=True,
            )
        ],
        "scholen": _columns(trial),
    }
    body = json.dumps(content, ensure_ascii=False)
    return rendered(body, MEDIA_TYPES[Form.JSON])


def _columns(trial: Trial) -> dict[str, list[Any]]:
    """Return the schools column by column."""
    schools = trial.schools
    columns = {
        "school": schools["brin6"],
        "naam": schools["naam"],
        "plaats": schools["plaats"].fillna(""),
        "leerlingen": schools["pupils"].round(1),
        "afgeschermd": pd.Series(is_small(schools["pupils"])),
        "toestand": schools["state"].map(_STATES),
        "dichtstbij": schools["site"],
        "weg": schools["travel"].replace(np.inf, np.nan).round(),
        "door": schools["by"],
    }
    plain = {name: _plain(column) for name, column in columns.items()}
    return plain | {"punt": _lonlat(schools)}


def _plain(column: pd.Series) -> list[Any]:
    """Return the values of a column for JSON; unknown is null."""
    return list(column.astype(object).where(column.notna(), None))


def _lonlat(frame: gpd.GeoDataFrame) -> list[list[float]]:
    degrees = shapely.get_coordinates(to_lonlat(frame).geometry.to_numpy())
    spots: list[list[float]] = degrees.round(_DECIMALS).tolist()
    return spots


def _visits(body: ParticipationBody) -> pd.DataFrame:
    """Return visits as text, as a file of them is read."""
    rows = [
        (
            one.datum,
            one.activiteit,
            one.school,
            _text(one.leerlingen),
            _text(one.groepen),
        )
        for one in body.bezoeken
    ]
    return pd.DataFrame(
        rows, columns=["date", "activity", "school", "pupils", "groups"]
    )


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _targets(body: ParticipationBody) -> pd.DataFrame | None:
    if not body.doelen:
        return None
    rows = [
        (one.schooljaar, one.indicator, str(one.doel), one.gesteldOp)
        for one in body.doelen
    ]
    return pd.DataFrame(rows, columns=["year", "indicator", "target", "set_on"])
