"""Seen from home: the nearest offers of a question, and where homes may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.codes import Mode, Unit, profielen_of
from accessibility.demand import SPREAD, laid_out, usual_layout
from accessibility.measures import (
    Basis,
    NearestOffers,
    Whereabouts,
    nearest_offers,
    straight_nearest,
)
from accessibility.memory import Memo
from accessibility.places import Points, points_of
from accessibility.position import (
    Land,
    Span,
    land_of,
    nowhere,
    span_over_roads,
    straight_spans,
)
from accessibility.questions import AUTO, CENTRE
from accessibility.reach_table import DEFAULT_LIMIT_M, Status
from accessibility.roads import land_streets, streets_after

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures import Pair
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable
    from accessibility.roads import LandStreets
    from accessibility.snapshot import Snapshot

_MOST_SPANS: Final = 2_000
_MOST_LANDS: Final = 4


class FromHome:
    """What is known of ways from homes to the offers of a snapshot, with its memory.

    Parameters
    ----------
    snapshot
        Holds offers, vestigingen and the land of postcodes.
    reach_for
        Gives the reach table of a question from the points of students.
    before
        What was known before a scenario: the land is no other, and most streets.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        reach_for: Callable[[Question, Students], ReachTable],
        before: FromHome | None = None,
    ) -> None:
        self._snapshot, self._before = snapshot, before
        self._reach_for = reach_for
        self._land: Memo[Land] = Memo(_MOST_LANDS)
        self._spans: Memo[Span] = Memo(_MOST_SPANS)
        self._streets: Memo[LandStreets] = Memo(_MOST_LANDS)
        self._spread: Memo[Students] = Memo(_MOST_LANDS)

    def basis(self, question: Question, students: Students) -> Basis:
        """Return what a measure needs to answer a question about students."""
        second = question.second
        return Basis(
            students,
            lambda pairs: self.nearest(question, students, pairs),
            lambda pairs: self.whereabouts(question, students, pairs),
            None if second is None else self.basis(second, students),
        )

    def layout(self, question: Question) -> str:
        """Return which points stand for a postcode; by timetable its centre."""
        asked = question.points
        several = set(question.modes) <= {Mode.STRAIGHT, *self._snapshot.roads}
        if asked != AUTO:
            return asked
        return usual_layout(self._snapshot) if several else CENTRE

    def settled(self, question: Question, students: Students) -> Students:
        """Return students off the land where no street is near: nobody lives there."""
        if question.mode is Mode.STRAIGHT or students.layout not in SPREAD:
            return students
        key = (students.method, students.rounded_to, students.layout, question.mode)
        status = self._reach_for(question, students).status
        return self._spread.get(
            ("settled", *key), lambda: students.settled(status == Status.UNSNAPPED)
        )

    def nearest(
        self, question: Question, students: Students, pairs: tuple[Pair, ...]
    ) -> NearestOffers:
        """Return the nearest offer of some pairs by the way of a question."""
        offers = self._snapshot.offers
        if question.mode is Mode.STRAIGHT and question.unit is Unit.METRES:
            sites = points_of(self._snapshot.vestigingen, "brin6")
            limit = max(DEFAULT_LIMIT_M, *question.within)
            return straight_nearest(
                students.points, sites, offers, pairs=pairs, limit_m=limit
            )
        reach = self._reach_for(question, students)
        return nearest_offers(reach, offers, pairs=pairs, unit=question.unit)

    def whereabouts(
        self, question: Question, students: Students, pairs: tuple[Pair, ...]
    ) -> Whereabouts | None:
        """Return where in their postcode students may live, seen from the offers.

        None where the land of a postcode is not known: they live at their points.
        """
        if not self.knows_land(question):
            return None
        spans = {pair: self.span(question, students, pair) for pair in pairs}
        usual = self.model_layout(question, students)
        if usual == students.layout:
            return Whereabouts(spans)
        spread = self._spread.get(
            (students.method, students.rounded_to, usual),
            lambda: laid_out(students, self._snapshot, usual),
        )
        spread = self.settled(question, spread)
        return Whereabouts(spans, (self.nearest(question, spread, pairs), spread))

    def model_layout(self, question: Question, students: Students) -> str:
        """Return the points around which likely ends lie: those of the estimate.

        One point per postcode knows less than the land does.
        """
        if students.layout == CENTRE and self.knows_land(question):
            return usual_layout(self._snapshot)
        return students.layout

    def knows_land(self, question: Question) -> bool:
        """Tell whether ways are known from anywhere in a postcode, by its land."""
        known = question.mode in (Mode.STRAIGHT, *self._snapshot.roads)
        return known and self._snapshot.has("pc4_areas")

    def span(self, question: Question, students: Students, pair: Pair) -> Span:
        """Return how far the nearest offer of a pair is from anywhere in a postcode."""
        sites = self.sites_offering(pair)
        key = (students.method, question.mode, question.unit, question.within)
        return self._spans.get(
            (*key, sites.tobytes()), lambda: self.measured(question, students, sites)
        )

    def measured(
        self,
        question: Question,
        students: Students,
        sites: NDArray[np.float64],
        rows: NDArray[np.bool_] | None = None,
    ) -> Span:
        """Return how far the nearest of some places is, at least and at most.

        Parameters
        ----------
        question, students
            The way and the thresholds; whose postcodes.
        sites
            Places in metres, shape `(n, 2)`.
        rows
            Postcodes that matter, None for all: in others the span may be too wide.
        """
        land, near = self.land(students), question.within
        if rows is not None and question.unit is Unit.METRES:
            sites = land.around(sites, rows[land.known], max(near))
        if len(sites) == 0:
            return nowhere(len(land.polygons))
        if question.mode is Mode.STRAIGHT:
            return Span(*straight_spans(land, sites, near_m=near, rows=rows))
        network = self._snapshot.network(question.mode)
        streets = self.streets(question, students)
        ids = np.arange(len(sites)).astype(np.str_)
        places = Points(ids, sites[:, 0], sites[:, 1], network.epsg)
        floor = np.zeros(len(land.polygons), np.int32)
        if question.unit is Unit.METRES:
            # A road is never shorter than the straight line.
            floor = straight_spans(land, sites, near_m=near, rows=rows)[0]
        ends = streets.ends(places, unit=question.unit, limit=max(near))
        return span_over_roads(land, ends, floor)

    def streets(self, question: Question, students: Students) -> LandStreets:
        """Return the streets that homes on the land of each postcode may lie on."""
        network = self._snapshot.network(question.mode)
        shapes, before = self.land(students).shapes, self._before

        def found() -> LandStreets:
            if before is None:
                return land_streets(network, shapes)
            return streets_after(before.streets(question, students), network, shapes)

        return self._streets.get((students.method, question.mode), found)

    def land(self, students: Students) -> Land:
        """Return the land of the postcodes of students."""
        if self._before is not None:
            return self._before.land(students)
        areas = self._snapshot.table("pc4_areas")
        return self._land.get(
            students.method, lambda: land_of(areas, students.postcodes.pc4)
        )

    def sites_offering(self, pair: Pair) -> NDArray[np.float64]:
        """Return the different places where a pair is offered, shape `(n, 2)`."""
        offers, sites = self._snapshot.offers, self._snapshot.vestigingen
        asked = offers.leerweg == pair[1].value
        asked &= offers.profiel.isin([one.value for one in profielen_of(pair[0])])
        there = points_of(sites[sites.brin6.isin(offers.brin6[asked])], "brin6")
        at = np.column_stack([there.x_m, there.y_m])[there.is_placed]
        return np.unique(at, axis=0)
