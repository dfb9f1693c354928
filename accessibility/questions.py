"""A question about reach and its answer, the same for command line, HTTP and maps."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypedDict

from accessibility.codes import (
    PROFIEL_CHOICES,
    AreaKind,
    Denominator,
    Leerweg,
    Mode,
    Unit,
)
from accessibility.snapshot import METHOD_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from accessibility.counting import People
    from accessibility.snapshot import Source

AUTO: Final = "auto"
"""Stands for the demand model that knows most about a snapshot's students."""

CENTRE: Final = "centre"
"""One point per postcode: the classic of the monitor's table B3.6."""

DEFAULT_WITHIN_M: Final = 10_000.0
EXAMPLE_LABEL: Final = "voorbeeldgegevens"


class MeasuredBy(TypedDict):
    """What every measure of shares takes of a question, by name."""

    within: tuple[float, ...]
    unit: Unit
    denominator: Denominator


@dataclass(frozen=True)
class OtherWay:
    """A second way that counts as well: reached is who is reached by either."""

    mode: Mode
    within: float
    unit: Unit


@dataclass(frozen=True)
class Question:
    """What is asked; by default as table B3.6 asks it, but of several points.

    Equal questions are equal values: what is remembered of an answer hangs on them.

    Parameters
    ----------
    mode, within, unit
        How the way is measured, and the thresholds (inclusive), metres or seconds.
    denominator
        Of whom a share is taken.
    per
        The division of the country.
    profielen, leerwegen
        Which offers.
    students
        A demand model as `accessibility.demand.students_of` takes it, or `AUTO`.
    smallest
        Smallest number of students that may be shown; None for the rule of the model,
        0 for the counts as they are.
    sex
        Only these students, where the counts tell; None for all.
    or_else
        A second way that counts as well, as in `12 km by bicycle or 45 minutes by
        public transport`; None for one way only.
    points
        Which points stand for a postcode, as `accessibility.demand.laid_out` takes
        it, or `AUTO` for those that know most of where people live; `CENTRE` is that
        of table B3.6.
    """

    mode: Mode = Mode.STRAIGHT
    within: tuple[float, ...] = (DEFAULT_WITHIN_M,)
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.COMMON
    per: AreaKind = AreaKind.NL
    profielen: tuple[str, ...] = PROFIEL_CHOICES
    leerwegen: tuple[Leerweg, ...] = tuple(Leerweg)
    students: str = AUTO
    smallest: int | None = None
    sex: str | None = None
    points: str = AUTO
    or_else: OtherWay | None = None

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that are measured: one, or two of which either will do."""
        return (self.mode, self.or_else.mode) if self.or_else else (self.mode,)

    @property
    def second(self) -> Question | None:
        """The same question about the second way alone; None if there is one way."""
        other = self.or_else
        if other is None:
            return None
        return replace(
            self, mode=other.mode, within=(other.within,), unit=other.unit, or_else=None
        )

    @property
    def pairs(self) -> tuple[tuple[str, Leerweg], ...]:
        """Every combination of profiel and leerweg asked for."""
        return tuple((p, w) for p in self.profielen for w in self.leerwegen)

    @property
    def measured_by(self) -> MeasuredBy:
        """Thresholds, unit and denominator, as the measures take them."""
        return {
            "within": self.within,
            "unit": self.unit,
            "denominator": self.denominator,
        }

    @property
    def threshold(self) -> float:
        """The first threshold: the one of a question about one."""
        return self.within[0]

    @property
    def pair(self) -> tuple[str, Leerweg]:
        """The first profiel and leerweg: the one of a question about one pair."""
        return (self.profielen[0], self.leerwegen[0])


@dataclass(frozen=True)
class Header:
    """What a reader must know to judge an answer.

    Parameters
    ----------
    snapshot
        Name of the snapshot that answered.
    question
        What was asked, as plain values by name.
    dates
        Date of each role that was used: students, offers, areas, network and so on.
    sources
        The files behind the tables that were really used.
    notes
        Sentences about method, assumptions and mixtures.
    example
        True if the data are the example country's.
    proof
        How sure a plan is the best one; empty where nothing was optimised.
    method_version
        Version of the computing methods.
    people
        What to call those who are counted, by the leerweg asked for; empty where
        nobody is.
    """

    snapshot: str
    question: Mapping[str, Any]
    dates: Mapping[str, str]
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    example: bool = False
    proof: str = ""
    method_version: str = METHOD_VERSION
    people: Mapping[str, People] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A table with all that is needed to judge it.

    Parameters
    ----------
    table
        One row per thing answered; its measure describes the columns.
    header
        What belongs to the whole table.
    title
        One line for a person who reads the table on a screen.
    """

    table: pd.DataFrame
    header: Header
    title: str = field(default="", compare=False)

    @property
    def dates(self) -> Mapping[str, str]:
        """Date of each role that was used."""
        return self.header.dates

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about method, assumptions and mixtures."""
        return self.header.notes

    @property
    def example(self) -> bool:
        """True if the data are the example country's."""
        return self.header.example
