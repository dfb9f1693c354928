"""The kinds of answer that a sweep gives, each by the function of its own command."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from accessibility.codes import PROFIEL_CHOICES
from accessibility.counting import DEFAULT_POINTS
from accessibility.effects import CLOSURES, closure_tables, usual_region
from accessibility.measures import MEASURES
from accessibility.outlook import (
    TECHNICAL,
    Draws,
    Norm,
    OutlookQuestion,
    outlook_answer,
)
from api.cli_certainty import sensitivity_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from accessibility.codes import AreaKind
    from accessibility.measures import Measure
    from accessibility.questions import Question
    from accessibility.study import Study


@dataclass(frozen=True)
class Variant:
    """What one kind of answer asks and the others do not.

    Parameters
    ----------
    region
        `fragile`: division within which two are closed together; None for the usual.
    spread
        `sensitivity`: about how many points per postcode.
    last, first, every, far
        `outlook`: years, as `accessibility.outlook.OutlookQuestion` takes them.
    norm, draws
        `outlook`: what would hold, and how chance is drawn.
    """

    region: AreaKind | None = None
    spread: int = DEFAULT_POINTS
    last: int = 0
    first: int | None = None
    every: int = 1
    far: bool = False
    norm: Norm = field(default_factory=Norm)
    draws: Draws = field(default_factory=Draws)


USUAL: Final = Variant()


@dataclass(frozen=True)
class Kind:
    """A kind of answer.

    Parameters
    ----------
    tell
        Gives the table of its command.
    sides
        Which sides of the grid it asks; others have their usual value.
    profielen
        What it tells of where a grid names none.
    """

    tell: Callable[[Study, Question, Variant], pd.DataFrame]
    sides: frozenset[str]
    profielen: tuple[str, ...] = PROFIEL_CHOICES


WITHIN: Final = "within"
"""A kind with this side has all thresholds in one part; the others have one each."""


def _measure(
    measure: Measure, study: Study, question: Question, _variant: Variant
) -> pd.DataFrame:
    return study.measure(measure, question).table


def _closures(
    name: str, study: Study, question: Question, variant: Variant
) -> pd.DataFrame:
    base, sites = study.effect_base(question), study.snapshot.vestigingen
    region = variant.region or usual_region(sites)
    return closure_tables(base, sites, region)[name]


def _outlook(study: Study, question: Question, variant: Variant) -> pd.DataFrame:
    asked = OutlookQuestion(
        variant.last,
        question,
        first=variant.first,
        every=variant.every,
        norm=variant.norm,
        draws=variant.draws,
        far=variant.far,
    )
    return outlook_answer(study, asked).table


def _sensitivity(study: Study, question: Question, variant: Variant) -> pd.DataFrame:
    return sensitivity_answer(study, question, variant.spread).table


_OFFERS: Final = frozenset({"profielen", "leerwegen"})
_EVERYWHERE: Final = frozenset({"modes", "points", "areas"}) | _OFFERS

KINDS: Final[Mapping[str, Kind]] = {
    **{
        one.name: Kind(
            partial(_measure, one),
            _EVERYWHERE if one.one_threshold else _EVERYWHERE | {WITHIN},
        )
        for one in MEASURES
    },
    **{
        f"fragile-{name}": Kind(
            partial(_closures, name), frozenset({"modes", "points", "regions"})
        )
        for name in CLOSURES
    },
    "outlook": Kind(
        _outlook, frozenset({"modes", "areas", "outlook"}) | _OFFERS, TECHNICAL
    ),
    "sensitivity": Kind(_sensitivity, frozenset({"spread"})),
}
"""By the name in a `SWEEP.toml`; a measure has that of its command."""
