"""A study: one snapshot with its memory, and the one place where a number is made.

Command line, HTTP, page, maps and dossier put a `Question` to a study and show what
comes back. Students, reach tables, nearest offers and answers are computed once and
remembered, whoever asks.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

from accessibility.codes import (
    DEFAULT_BELLS,
    AreaKind,
    BellRule,
    Denominator,
    Mode,
    Unit,
)
from accessibility.counting import MemoryNote, concealed
from accessibility.demand import made_anew
from accessibility.effects import (
    Effect,
    EffectBase,
    ScenarioReach,
    effect_base,
    effect_between,
)
from accessibility.errors import MissingDataError
from accessibility.from_home import (
    FromHome,
    People,
    postcode_rows,
    ready_to_close,
    span_changes,
)
from accessibility.headers import area_names, header_of, notes_of, transit_notes
from accessibility.measures import (
    EITHER_WAY,
    PLACE_FIGURES,
    SHARES,
    Basis,
    Measure,
    NearestOffers,
    all_pairs,
    nearest_offers,
    with_area_names,
)
from accessibility.memory import Memo, Pool
from accessibility.questions import AUTO, Answer, Question
from accessibility.reach_table import DEFAULT_LIMIT_M
from accessibility.scenario import (
    WAY_EDITS,
    Applied,
    Scenario,
    Start,
    apply,
    forecast_students,
    start_of,
)
from accessibility.snapshot import not_held
from accessibility.straight_line import straight_reach
from accessibility.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from accessibility.counting import MultipleNote, Students
    from accessibility.demand import KeptFillings
    from accessibility.measures import Pair
    from accessibility.reach_table import ReachTable
    from accessibility.scenario import Edit
    from accessibility.snapshot import Snapshot
    from accessibility.ways import RoadReach, TransitJourney, TransitReach

_MOST_REACH: Final = 12
_MOST_BASES: Final = 4


class Study:
    """A snapshot with its memory of students, reach tables and nearest offers.

    Parameters
    ----------
    snapshot
        Whom and what the numbers are about.
    road_reach
        Gives reach tables over the road; None where only straight lines are asked.
    transit_reach
        Gives reach tables by public transport; None where it is not asked.
    transit_journey
        Tells single journeys by public transport; None where they are not asked.
    everyone
        The students of every question; None for those of its demand model.
    multiples
        Remembers to which multiple counts were rounded; None to remember it only as
        long as the study lives.
    fillings
        Keeps what kinds of a demand model found.
    bells
        What counts as being in time by public transport.
    pool
        What its memory draws on, and that of studies beside it.

    Examples
    --------
    >>> from data.studies import read_study  # doctest: +SKIP
    >>> study = read_study("nl-2019")  # doctest: +SKIP
    >>> study.answer(Question(within=(10_000.0,))).table  # doctest: +SKIP
    """

    def __init__(  # noqa: PLR0913 - each has a default and stands alone
        self,
        snapshot: Snapshot,
        *,
        road_reach: RoadReach | None = None,
        transit_reach: TransitReach | None = None,
        transit_journey: TransitJourney | None = None,
        everyone: Students | None = None,
        multiples: MultipleNote | None = None,
        fillings: KeptFillings = made_anew,
        bells: BellRule = DEFAULT_BELLS,
        pool: Pool | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.pool = pool = Pool() if pool is None else pool
        self.ways = Ways(road_reach, transit_reach, bells, transit_journey)
        self._multiples = MemoryNote() if multiples is None else multiples
        self._everyone = everyone
        self._fillings = fillings
        self._people = People(snapshot, self._multiples, fillings, pool)
        self._reach: Memo[ReachTable] = Memo(pool, _MOST_REACH, grows=True)
        self._nearest: Memo[NearestOffers] = Memo(pool, _MOST_REACH)
        self._bases: Memo[EffectBase] = Memo(pool, _MOST_BASES, grows=True)
        self._applied: Memo[Applied] = Memo(pool, _MOST_REACH, grows=True)
        self._in_use = WeakValueDictionary[tuple["Edit", ...], Applied]()
        self._answers: Memo[Answer] = Memo(pool)
        self._from_home = FromHome(snapshot, self._reach_for, pool=pool)
        self._names: Memo[dict[str, str]] = Memo(pool)

    def beside(self, snapshot: Snapshot, *, everyone: Students | None = None) -> Study:
        """Return a study of an edited snapshot, whose ways are measured the same."""
        return Study(
            snapshot,
            road_reach=self.ways.road_reach,
            transit_reach=self.ways.transit_reach,
            transit_journey=self.ways.transit_journey,
            everyone=everyone,
            multiples=self._multiples,
            fillings=self._fillings,
            bells=self.ways.bells,
            pool=self.pool,
        )

    def after(self, snapshot: Snapshot, everyone: Students, ways: RoadReach) -> Study:
        """Return a study after a scenario: other ways to school, from the same land."""
        study, seen = self.beside(snapshot, everyone=everyone), self._from_home
        study.ways = replace(self.ways, road_reach=ways)
        study._from_home = FromHome(snapshot, study._reach_for, seen, self.pool)  # noqa: SLF001 - its own kind
        return study

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes that this study can be asked for."""
        return self.ways.modes(self.snapshot)

    def students(
        self,
        model: str = AUTO,
        *,
        denominator: Denominator = Denominator.LEERWEG,
        smallest: int | None = None,
        points: str = AUTO,
    ) -> Students:
        """Return students fit to be shown, as `accessibility.from_home.People` does."""
        whole = denominator.whole
        return self._people.students(model, points, whole=whole, smallest=smallest)

    def students_for(self, question: Question) -> Students:
        """Return the students of a question, at the points that it asks for."""
        everyone = self._everyone or self.students(
            question.students,
            denominator=question.denominator,
            smallest=question.smallest,
            points=self._from_home.layout(question),
        )
        settled = self._from_home.settled(question, everyone)
        return settled.only(sex=question.sex) if question.sex else settled

    def reach(
        self,
        students: Students,
        mode: Mode = Mode.STRAIGHT,
        unit: Unit = Unit.METRES,
        limit: float = 0.0,
    ) -> ReachTable:
        """Return the reach table of a mode from the points of students.

        Distances or times are kept up to at least the limit, in `unit`.

        Raises
        ------
        UsageError
            If seconds are asked of a straight line, or roads where there are none.
        """
        longest = max(limit, self.ways.limit(mode, unit))
        return self._reach.get(
            (students.method, students.layout, mode, unit, longest),
            lambda: self.measured(self.snapshot, students, mode, unit, longest),
        )

    def nearest(
        self, students: Students, mode: Mode = Mode.STRAIGHT, unit: Unit = Unit.METRES
    ) -> NearestOffers:
        """Return the nearest offer of every profiel and leerweg from every point."""
        reach = self.reach(students, mode, unit)
        return self._nearest.get(
            (students.method, students.layout, mode, unit),
            lambda: nearest_offers(reach, self.snapshot.offers, unit=unit),
        )

    def measured(
        self,
        snapshot: Snapshot,
        students: Students,
        mode: Mode,
        unit: Unit,
        limit: float,
    ) -> ReachTable:
        """Measure ways to the vestigingen of a snapshot: this one, or an edited one.

        Raises
        ------
        UsageError
            If seconds are asked of a straight line, or roads where there are none.
        """
        table = self.ways.measured(snapshot, students, mode, unit, limit)
        return self.beside_straight(table, snapshot, students)

    def beside_straight(
        self, table: ReachTable, snapshot: Snapshot, students: Students
    ) -> ReachTable:
        """Return a table with the straight line beside it where roads are unknown."""
        if not table.is_cut or table.straight is not None:
            return table
        limit = table.limit if table.unit is Unit.METRES else DEFAULT_LIMIT_M
        if snapshot is self.snapshot:
            straight = self.reach(students, limit=limit)
        else:
            straight = straight_reach(snapshot, students, Unit.METRES, limit)
        return replace(table, straight=straight)

    def require_mode(self, mode: Mode) -> None:
        """Check that this study can be asked for a mode.

        Raises
        ------
        MissingDataError
            If it holds no roads for the mode.
        """
        if mode not in self.modes:
            raise MissingDataError(not_held(mode, self.modes))

    def answer(self, question: Question) -> Answer:
        """Return the shares of students within reach, by one way or by either of two.

        Raises
        ------
        UsageError
            If the question does not fit the data.
        """
        return self.measure(EITHER_WAY if question.or_else else SHARES, question)

    def measure(self, measure: Measure, question: Question) -> Answer:
        """Return what a measure answers to a question.

        Raises
        ------
        UsageError
            If the question does not fit the measure or the data.
        """
        measure.check(question)
        key = (measure.name, question)
        return self._answers.get(
            key, lambda: self.told_of(measure, question, self.basis(question))
        )

    def answered(self, measure: Measure, question: Question) -> Answer | None:
        """Return an answer that was given before, without computing."""
        return self._answers.peek((measure.name, question))

    def basis(self, question: Question) -> Basis:
        """Return what a measure of shares is computed from."""
        return self._from_home.basis(question, self.students_for(question))

    def told_of(self, measure: Measure, question: Question, basis: Basis) -> Answer:
        """Return what a measure answers from a basis: its own, or of a year to come."""
        students = basis.students
        table = measure.compute(basis, question)
        nobody = table.leerweg.isin(students.nobody_of(question.denominator))
        limit = students.rounded_to
        safe = measure.shown(table, threshold=limit, nobody=nobody.to_numpy())
        named = with_area_names(safe, self.area_names(question.per))
        return self.told(named[list(measure.column_names)], question, students)

    def postcodes(self, question: Question) -> Answer:
        """Return a row per postcode for one pair: the way, the reason, the people.

        Columns as `accessibility.measures.postcode_table` gives them, and
        `suppressed`; with two ways those of `either_postcodes`.
        """
        students = self.students_for(question)
        table = postcode_rows(self, self._from_home, question, students)
        nobody = question.pair[1] in students.nobody_of(question.denominator)
        limit = students.rounded_to
        safe = concealed(table, threshold=limit, keys=PLACE_FIGURES, exact=nobody)
        return self.told(safe, question, students)

    def straight_beside(
        self, question: Question, students: Students
    ) -> NearestOffers | None:
        """Return the nearest in a straight line where a road is what may be missing."""
        compared = question.mode is not Mode.STRAIGHT and question.unit is Unit.METRES
        return self.nearest(students) if compared else None

    def _reach_for(self, question: Question, students: Students) -> ReachTable:
        return self.reach(students, question.mode, question.unit, max(question.within))

    def told(
        self,
        table: pd.DataFrame,
        question: Question,
        students: Students,
        *,
        notes: Sequence[str] = (),
    ) -> Answer:
        """Return a table about students within reach as an answer, with its header."""
        transit = transit_notes(self.snapshot, question, self.ways.bells)
        said = (*notes_of(self.snapshot, students, question), *transit, *notes)
        return Answer(table, header_of(self.snapshot, question, students, notes=said))

    def area_names(self, kind: AreaKind) -> dict[str, str]:
        """Return the readable name of each area code of a division."""
        return self._names.get(kind, lambda: area_names(self.snapshot, kind))

    @cached_property
    def start(self) -> Start:
        """What every scenario on this snapshot starts from."""
        return start_of(self.snapshot)

    def applied(self, scenario: Scenario) -> Applied:
        """Return a scenario applied to the snapshot.

        One that edits roads or a timetable is the same for as long as it is held.

        Raises
        ------
        TableError
            With every fault of its edits.
        """
        make = partial(apply, scenario, self.snapshot, start=self.start)
        # An edited network or timetable is too large to be kept for later.
        if any(isinstance(edit, WAY_EDITS) for edit in scenario.edits):
            held = self._in_use.get(scenario.edits) or make()
            return self._in_use.setdefault(scenario.edits, held)
        return self._applied.get(scenario.edits, make)

    def over(self, scenario: Scenario, students: Students) -> ScenarioReach:
        """Return reach before and after a scenario, from the points of students."""
        return ScenarioReach(self, self.applied(scenario), students)

    def effect_base(
        self, question: Question, *, only_pairs: bool = False
    ) -> EffectBase:
        """Return what every scenario starts from.

        Parameters
        ----------
        only_pairs
            Leave out what the question does not ask; else all profielen and leerwegen
            are there, so that the next question finds them ready.
        """
        pairs = question.pairs if only_pairs else all_pairs()
        students = self.students_for(question)
        key = (replace(question, per=AreaKind.NL, profielen=(), leerwegen=()), pairs)
        return self._bases.get(key, lambda: self._base(question, pairs, students))

    def _base(
        self,
        question: Question,
        pairs: tuple[Pair, ...],
        students: Students,
        after: tuple[ReachTable, pd.DataFrame] | None = None,
    ) -> EffectBase:
        if after is None:
            after = self._reach_for(question, students), self.snapshot.offers
        where = self._from_home.basis(question, students).whereabouts
        base = effect_base(
            *after, students, **question.measured_by, pairs=pairs, whereabouts=where
        )
        return ready_to_close(base, self._from_home, question, self.effect_base)

    def effect(
        self, scenario: Scenario, question: Question, *, only_pairs: bool = False
    ) -> Effect:
        """Return what a scenario changes, for all profielen and leerwegen.

        What is founded or moved is measured anew, and where a road changes what that
        can change; where a timetable does, everything is.

        Raises
        ------
        TableError
            With every fault of the scenario.
        UsageError
            If the question does not fit the data.
        """
        edits = scenario, self.applied(scenario)
        effect = self._effect(edits, question, only_pairs=only_pairs)
        students, seen = effect.base.students, self._from_home
        usual, after = seen.model_layout(question, students), edits[1]
        asked = replace(question, points=usual)
        model = partial(self._effect, edits, asked, only_pairs=only_pairs)
        later = FromHome(after.snapshot, self._reach_for, seen, self.pool)
        spans = span_changes(
            seen, later, question, students, same_ways=question.mode not in after.roads
        )
        same = usual == students.layout
        return replace(effect, spans=spans, modelled=None if same else model)

    def _effect(
        self, edits: tuple[Scenario, Applied], question: Question, *, only_pairs: bool
    ) -> Effect:
        """Return the effect of a scenario, as applied, at the points of students."""
        scenario, applied = edits
        base = self.effect_base(question, only_pairs=only_pairs)
        over = ScenarioReach(self, applied, base.students)
        changed = forecast_students(base.students, scenario)
        found = over.effect_on(base, changed)
        if found is not None:
            return found
        reach = over.after(question.mode, question.unit, base.reach.limit)
        offers = applied.snapshot.offers
        after = self._base(question, base.pairs, changed, (reach, offers))
        return effect_between(base, after)
