"""Questions about years to come as put over HTTP, and how they are answered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from accessibility.codes import TECHNIEK, AreaKind
from accessibility.outlook import (
    TECHNICAL,
    USUAL_SEED,
    Draws,
    Norm,
    OrderQuestion,
    OutlookQuestion,
    order_answer,
    outlook_answer,
)
from accessibility.reports import (
    GroupsQuestion,
    RegionsQuestion,
    groups_answer,
    regions_answer,
)
from api.service.ahead_words import (
    CLOSABLE,
    CLOSING_ORDER,
    ORDER_VIEW,
    PUPILS_GO,
    REGION_TABLE,
    Heen,
    RegioToon,
    SluitingToon,
    Volgorde,
    Wat,
    dutch_ahead,
)
from api.service.asking import (
    ALL_LEERWEGEN,
    GroupKeys,
    Keys,
    OfferKeys,
    ReachKeys,
    WhichLeerwegen,
    WhichProfielen,
    offers_meant,
    question_of,
)
from api.service.describing import dutch_header
from api.service.planning import Area  # noqa: TC001 - pydantic reads it
from api.service.problems import ProblemError
from api.service.reach_tables import as_read
from api.service.representations import represent
from api.service.short_edits import short_scenario

if TYPE_CHECKING:
    from collections.abc import Hashable

    from accessibility.questions import Answer
    from api.service.negotiation import Form
    from api.service.rendered import Rendered
    from api.service.served import Served

OPEN_DRAWS: Final = 500
"""Most draws without a key; more are for a job."""

OPEN_PAIRS: Final = 6
"""Most profielen x leerwegen without a key."""

MaybeYear = Annotated[
    int,
    Field(
        ge=0,
        le=2100,
        description="in which a school year begins; 0 for that of the offers",
        examples=[2028],
    ),
]
AheadEdits = Annotated[
    str,
    Field(
        pattern=r"^(?:[A-Za-z0-9&_-]{9,700})?$",
        description="edits that hold from the start, as `/v1/effect` takes them; none "
        "if left out",
    ),
]


class OutlookKeys(ReachKeys):
    """Which years, by which layers, of whom."""

    profiel: Annotated[
        str,
        Field(description="technical profiel(en), or techniek", examples=["PIE"]),
    ] = TECHNIEK
    tot: Annotated[
        int,
        Field(
            ge=0,
            le=2100,
            description="last year: in which a school year begins; 0 for as far as "
            "children were counted, at most nine years after the offers",
            examples=[2028],
        ),
    ] = 0
    vanaf: MaybeYear = 0
    stap: Annotated[int, Field(ge=1, le=10, description="years between rows")] = 1
    norm: Annotated[
        int,
        Field(ge=1, le=100, description="what if groups below so many close"),
    ] = 6
    volgorde: Volgorde = Volgorde.KLEINSTE_EERST
    heen: Heen = Heen.DICHTSTBIJ
    ver: Annotated[
        bool, Field(description="also more than nine years after the offers")
    ] = False
    trekkingen: Annotated[
        int,
        Field(ge=10, le=2_000, description=f"draws; without a key {OPEN_DRAWS}"),
    ] = OPEN_DRAWS
    zaad: Annotated[
        int, Field(ge=0, le=2**31 - 1, description="decides the chance in the draws")
    ] = USUAL_SEED
    als: AheadEdits = ""

    @property
    def asked(self) -> OutlookQuestion:
        """The question of the core."""
        return OutlookQuestion(
            self.tot or None,
            question_of(self),
            self.vanaf or None,
            self.stap,
            Norm(
                self.norm,
                order=CLOSING_ORDER[self.volgorde],
                pupils_go=PUPILS_GO[self.heen],
            ),
            Draws(self.trekkingen, self.zaad),
            far=self.ver,
        )


class OrderKeys(GroupKeys):
    """How many must close, where, and which table of it."""

    sluiten: Annotated[
        int, Field(ge=1, le=2_000, description="how many must close")
    ] = 1
    gebied: Area = ""
    jaar: MaybeYear = 0
    wat: Wat = Wat.AANBOD
    toon: Annotated[
        SluitingToon,
        Field(
            description="the best plan step by step; plans side by side; how each "
            "stands the students of other years; gl groups to combine with kl instead"
        ),
    ] = SluitingToon.STAPPEN

    @property
    def asked(self) -> OrderQuestion:
        """The question of the core."""
        question = replace(question_of(self), profielen=TECHNICAL, per=AreaKind.NL)
        return OrderQuestion(
            self.sluiten,
            self.jaar or None,
            self.gebied or None,
            CLOSABLE[self.wat],
            ORDER_VIEW[self.toon],
            question,
        )


class GroupsKeys(Keys):
    """Which groups of third-years are told."""

    hoogstens: Annotated[
        int, Field(ge=1, le=1_000, description="most third-years of a small group")
    ] = 10
    samen: Annotated[
        bool, Field(description="the leerwegen of a profiel are one group")
    ] = False
    alle: Annotated[bool, Field(description="groups that are not small too")] = False
    jaar: MaybeYear = 0
    profiel: WhichProfielen = TECHNIEK
    leerweg: WhichLeerwegen = ALL_LEERWEGEN

    @property
    def asked(self) -> GroupsQuestion:
        """The question of the core."""
        return GroupsQuestion(
            self.hoogstens,
            combined=self.samen,
            every=self.alle,
            year=self.jaar or None,
            **offers_meant(self.profiel, self.leerweg),
        )


class RegionsKeys(OfferKeys):
    """Which table of regions."""

    toon: Annotated[
        RegioToon,
        Field(
            description="what each offers, absent first; technical third-years against "
            "75; clusters of growth since `sinds`; home region by region of the "
            "nearest offer; offers gone since `sinds` at vestigingen that go on; what "
            "if gl and tl become one leerweg; attributes of regions, reach per euro; "
            "every number on its rung of the impact ladder, beside its target; "
            "lesgevenden per school (BRIN4), and no finer"
        ),
    ] = RegioToon.AANBOD
    profiel: Annotated[
        str,
        Field(description="profiel(en), or techniek; not of aanbod and omvang"),
    ] = TECHNIEK
    gebiedsindeling: Annotated[
        str,
        Field(
            pattern=f"^(?:{'|'.join(kind.value for kind in AreaKind)})?$",
            description="division; sto-regio where it is known, else rmc",
        ),
    ] = ""
    jaar: MaybeYear = 0
    sinds: Annotated[
        str,
        Field(
            pattern=r"^(?:[0-9a-f]{8,64})?$",
            description="for toon=clusters and gestopt: an older snapshot in service",
        ),
    ] = ""

    @property
    def asked(self) -> RegionsQuestion:
        """The question of the core."""
        per = AreaKind(self.gebiedsindeling) if self.gebiedsindeling else None
        question = replace(question_of(self), per=AreaKind.NL)
        return RegionsQuestion(
            REGION_TABLE[self.toon], per, self.jaar or None, question
        )


def asked_of(keys: Keys) -> Hashable:
    """Return what keys ask, whoever answers it and however it is written."""
    plain = keys.model_dump(mode="json", exclude={"snapshot", "f"})
    return tuple(sorted(plain.items()))


def check_open(asked: OutlookQuestion) -> None:
    """Refuse a view ahead that would compute for too long for who is not known.

    Raises
    ------
    ProblemError
        400 for more than one may ask without a key.
    """
    pairs = len(asked.question.pairs)
    if pairs <= OPEN_PAIRS and asked.draws.number <= OPEN_DRAWS:
        return
    message = (
        f"Without an API key a view ahead is given of at most {OPEN_PAIRS} profielen x "
        f"leerwegen, by at most {OPEN_DRAWS} draws; this asks {pairs} by "
        f"{asked.draws.number}. Ask fewer, or as a job of soort vooruitzicht."
    )
    raise ProblemError(400, message)


def outlook_rendered(served: Served, keys: OutlookKeys, form: Form) -> Rendered:
    """Return three layers of years to come, never mixed."""
    asked = keys.asked
    with served.gate.slot():
        edits = short_scenario(keys.als, served.snapshot) if keys.als else None
        answer = outlook_answer(served.study, asked, edits)
    rows = keys.areas.among(answer.table).of(answer.table)
    return _told(served, replace(answer, table=rows), form, "vooruitzicht")


def order_rendered(served: Served, keys: OrderKeys, form: Form) -> Rendered:
    """Return which closures cost the fewest students an option."""
    with served.gate.slot():
        answer = order_answer(served.study, keys.asked)
    return _told(served, answer, form, f"sluitingen-{keys.toon.value}")


def groups_rendered(served: Served, keys: GroupsKeys, form: Form) -> Rendered:
    """Return small groups with the nearest alternative."""
    with served.gate.slot():
        answer = groups_answer(served.study, keys.asked)
    return _told(served, answer, form, "groepen")


def regions_rendered(
    served: Served, older: Served | None, keys: RegionsKeys, form: Form
) -> Rendered:
    """Return what regions offer, how large they are, or their borders."""
    with served.gate.slot():
        answer = regions_answer(
            served.study, keys.asked, older.study if older else None
        )
    return _told(served, answer, form, f"regios-{keys.toon.value}")


def _told(served: Served, answer: Answer, form: Form, name: str) -> Rendered:
    table = dutch_ahead(as_read(answer.table, form))
    return represent(table, form, dutch_header(served, answer.header), name=name)
