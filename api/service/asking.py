"""Questions about reach as put over HTTP, and the core's question they mean."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final, TypedDict

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from accessibility.codes import PROFIEL_CHOICES, AreaKind, Denominator, Leerweg, Unit
from accessibility.demand import LAYOUTS, usual_denominator
from accessibility.questions import AUTO, OtherWay, Question
from accessibility.reach_table import DEFAULT_LIMIT_M, DEFAULT_LIMIT_S
from api.service.holder import CURRENT
from api.service.problems import ProblemError
from api.service.spelling import (
    LEERWEG_SPELLINGS,
    UnknownNameError,
    names_in,
    profielen_written,
    spelled,
)
from api.service.vocabulary import (
    AREA_CODES,
    DENOMINATOR_OF,
    HEMELSBREED,
    LEERWEGEN,
    MODE_OF,
    OTHER_WAY,
    PROFIELEN,
    STUDENTS,
    THRESHOLDS,
    THRESHOLDS_DESCRIBED,
    Modus,
    Noemer,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

EXACT: Final = 0
"""Smallest number of students that is shown where nothing is protected."""

ALL_PROFIELEN: Final = ",".join(PROFIEL_CHOICES)
ALL_LEERWEGEN: Final = ",".join(Leerweg)
EVERY_AREA: Final = "*"
LIMITS: Final = {Unit.METRES: DEFAULT_LIMIT_M, Unit.SECONDS: DEFAULT_LIMIT_S}
_ONLY_SECONDS: Final = (
    "eenheid=m needs a modus with distances: public transport is measured in time. "
    "Ask eenheid=s, as in modus=ov&eenheid=s&drempel=2700."
)
_HEMELSBREED_SECONDS: Final = (
    "eenheid=s needs a modus over the road: a straight line takes no time. "
    "Ask eenheid=m, or modus fiets, lopen or auto."
)


class Eenheid(StrEnum):
    """Unit of a threshold: metres or seconds."""

    METRES = "m"
    SECONDS = "s"


class Afscherming(StrEnum):
    """Whether small groups are protected."""

    JA = "ja"
    NEE = "nee"


Punten = Annotated[
    str,
    Field(
        pattern=f"^({'|'.join((AUTO, *LAYOUTS))})$",
        description="points that stand for a postcode: auto takes several, those that "
        "know most of where people live; centre takes one, as table B3.6 does; or "
        "area, schools, inhabited-points",
        examples=["centre"],
    ),
]


class NoKeys(BaseModel):
    """No query keys at all; any is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Keys(NoKeys):
    """Query keys; an unknown one is refused."""

    snapshot: Annotated[
        str,
        Field(
            pattern=r"^(?:actueel|[0-9a-f]{8,64})$",
            description="identity of the snapshot that must answer; the current one "
            "by default. An answer that is pinned to a snapshot never changes.",
        ),
    ] = CURRENT

    @property
    def is_pinned(self) -> bool:
        """True if the caller names the snapshot that must answer."""
        return self.snapshot != CURRENT


class WayKeys(Keys):
    """Which students go how far, by which mode."""

    modus: Annotated[
        Modus,
        Field(description="hemelsbreed is a straight line; others use roads"),
        BeforeValidator(spelled(Modus)),
    ] = HEMELSBREED
    eenheid: Annotated[Eenheid, Field(description="metres or seconds")] = Eenheid.METRES
    leerlingen: Annotated[
        str,
        Field(
            pattern=STUDENTS,
            description="demand model: auto, own, herkomst, gravity or "
            "inhabitants:10-14",
            examples=["auto"],
        ),
    ] = "auto"
    punten: Punten = AUTO
    afscherming: Annotated[
        Afscherming,
        Field(
            description="ja protects small groups; nee gives the counts as they are "
            "and needs an API key with role lezer"
        ),
    ] = Afscherming.JA


WhichLeerwegen = Annotated[
    str,
    Field(pattern=LEERWEGEN, description="leerweg(en)", examples=["gl", "bl,kl"]),
    BeforeValidator(spelled(Leerweg, LEERWEG_SPELLINGS)),
]
WhichProfielen = Annotated[
    str,
    Field(
        pattern=PROFIELEN,
        description="profiel(en), or techniek for any of the technical ones",
        examples=["PIE", "PIE,BWI", "techniek"],
    ),
    BeforeValidator(profielen_written),
]


class OffersMeant(TypedDict):
    """Which offers, as a question takes them by name."""

    profielen: tuple[str, ...]
    leerwegen: tuple[Leerweg, ...]


def offers_meant(profiel: str, leerweg: str) -> OffersMeant:
    """Return what the keys `profiel` and `leerweg` ask for, in the usual order."""
    return {
        "profielen": _in_order(profiel, PROFIEL_CHOICES),
        "leerwegen": tuple(Leerweg(w) for w in _in_order(leerweg, tuple(Leerweg))),
    }


class GroupKeys(WayKeys):
    """Students of which leerweg, within which threshold, as a share of whom."""

    leerweg: WhichLeerwegen = ALL_LEERWEGEN
    drempel: Annotated[
        str,
        Field(
            pattern=THRESHOLDS,
            json_schema_extra=THRESHOLDS_DESCRIBED,
            description="threshold(s), inclusive; at most 30000 m or 7200 s",
            examples=["10000", "5000,10000,15000"],
        ),
    ] = "10000"
    noemer: Annotated[
        Noemer,
        Field(
            description="of whom the share is taken: those of the leerweg itself; "
            "gezamenlijk divides by the third-years of all leerwegen, as table B3.6 of "
            "the monitor does, and is the default where inhabitants stand for students"
        ),
        BeforeValidator(spelled(Noemer)),
    ] = Noemer.LEERWEG


class OfferKeys(GroupKeys):
    """Which offers, within which threshold, and of whom."""

    profiel: WhichProfielen = ALL_PROFIELEN


class EitherKeys(OfferKeys):
    """A second way that counts as well: reached is who is reached by either."""

    of: Annotated[
        str,
        Field(
            pattern=OTHER_WAY,
            description="a second way that will do as well, with its own threshold: "
            "`ov-2700s` is 45 minutes by public transport, `fiets-12000m` 12 km by "
            "bicycle; none if left out",
            examples=["ov-2700s"],
        ),
    ] = ""


@dataclass(frozen=True)
class Areas:
    """The areas of a division that are asked for; no codes stand for all of them."""

    kind: AreaKind
    codes: tuple[str, ...] = ()

    def of(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of the areas; there may be areas without a row."""
        return table[table.area_code.isin(self.codes)] if self.codes else table

    def among(self, known: pd.DataFrame) -> Areas:
        """Return the areas by code, whatever they were called.

        Parameters
        ----------
        known
            Every area that there is, with its code and name.

        Raises
        ------
        ProblemError
            404 if one of them is not there.
        """
        if not self.codes:
            return self
        code_of = dict(zip(known.area_name, known.area_code, strict=True))
        try:
            codes = names_in(",".join(self.codes), set(known.area_code), also=code_of)
        except UnknownNameError as error:
            message = f"gebied: {error} It is no {self.kind.value}."
            if self.kind is AreaKind.NL:
                message = (
                    f"gebied: {error} Name its division: gebiedsindeling=gemeente."
                )
            raise ProblemError(404, message) from error
        return replace(self, codes=tuple(sorted(codes)))


class AreaKeys(NoKeys):
    """Which areas."""

    gebiedsindeling: Annotated[
        AreaKind,
        Field(description="division of the country"),
        BeforeValidator(spelled(AreaKind)),
    ] = AreaKind.NL
    gebied: Annotated[
        str,
        Field(
            pattern=AREA_CODES,
            description="code(s) or name(s) of areas in the division; all by default",
            examples=["GM0114"],
        ),
    ] = EVERY_AREA

    @property
    def areas(self) -> Areas:
        """The areas asked for, in order and each once."""
        named = () if self.gebied == EVERY_AREA else set(self.gebied.split(","))
        return Areas(self.gebiedsindeling, tuple(sorted(named)))


class ReachKeys(OfferKeys, AreaKeys):
    """A question about shares of students within reach."""


class EitherReachKeys(EitherKeys, AreaKeys):
    """A question about shares within reach by one way, or by either of two."""


class ReachGroupKeys(GroupKeys, AreaKeys):
    """A question about students within reach, whatever the profiel."""


def question_of(keys: GroupKeys) -> Question:
    """Return the question that query keys stand for: equal ones are equal values.

    Keys without a division ask per postcode, those without profielen for all.

    Raises
    ------
    ProblemError
        400 if the keys contradict each other or ask beyond the limit.
    """
    unit = checked_unit(keys.modus, Unit(keys.eenheid.value))
    profiel = keys.profiel if isinstance(keys, OfferKeys) else ALL_PROFIELEN
    return Question(
        mode=MODE_OF[keys.modus],
        within=thresholds_of(keys.drempel, unit),
        unit=unit,
        denominator=_of_whom(keys),
        per=keys.gebiedsindeling if isinstance(keys, AreaKeys) else AreaKind.PC4,
        **offers_meant(profiel, keys.leerweg),
        students=keys.leerlingen,
        points=keys.punten,
        smallest=EXACT if keys.afscherming is Afscherming.NEE else None,
        or_else=other_way(keys.of) if isinstance(keys, EitherKeys) else None,
    )


def _of_whom(keys: GroupKeys) -> Denominator:
    """Return the denominator: as asked, or what the students can tell."""
    if "noemer" in keys.model_fields_set:
        return DENOMINATOR_OF[keys.noemer]
    return usual_denominator(keys.leerlingen)


def other_way(text: str) -> OtherWay | None:
    """Return the second way of the key `of`; None for an empty one.

    Raises
    ------
    ProblemError
        400 if the mode cannot be measured in the unit, or beyond the limit.
    """
    if not text:
        return None
    name, _, threshold = text.partition("-")
    modus, unit = Modus(name), Unit(threshold[-1])
    if not MODE_OF[modus].knows(unit):
        units = " or ".join(MODE_OF[modus].record.units)
        message = f"of={text}: {modus} is measured in {units}, as in of=ov-2700s."
        raise ProblemError(400, message)
    (within,) = thresholds_of(threshold[:-1], unit)
    return OtherWay(MODE_OF[modus], within, unit)


def checked_unit(modus: Modus, unit: Unit) -> Unit:
    """Return the unit if the mode can be measured in it.

    Raises
    ------
    ProblemError
        400 if seconds are asked of a straight line, or metres of public transport.
    """
    if not MODE_OF[modus].knows(unit):
        message = _ONLY_SECONDS if unit is Unit.METRES else _HEMELSBREED_SECONDS
        raise ProblemError(400, message)
    return unit


def thresholds_of(text: str, unit: Unit) -> tuple[float, ...]:
    """Return the thresholds in rising order.

    Raises
    ------
    ProblemError
        400 if one lies beyond the limit up to which distances are kept.
    """
    within = tuple(sorted({float(piece) for piece in text.split(",")}))
    limit = LIMITS[unit]
    if within[-1] > limit:
        message = (
            f"drempel {within[-1]:g} {unit.value} lies beyond {limit:g} {unit.value}, "
            "up to which distances are kept. Ask a smaller drempel."
        )
        raise ProblemError(400, message)
    return within


def _in_order(text: str, choices: Iterable[str]) -> tuple[str, ...]:
    given = set(text.split(","))
    return tuple(str(choice) for choice in choices if str(choice) in given)
