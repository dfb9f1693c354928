"""Seen from home: the nearest offers of a question, and where homes may lie."""

from __future__ import annotations

from dataclasses import replace
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
from accessibility.reach_table import DEFAULT_LIMIT_M, Status, whole_units
from accessibility.roads import (
    DEFAULT_SNAP,
    fastest_mps,
    land_streets,
    streets_after,
    touched_pieces,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from accessibility.counting import Students
    from accessibility.measures import Pair
    from accessibility.memory import Pool
    from accessibility.questions import Question
    from accessibility.reach_table import ReachTable
    from accessibility.roads import LandStreets
    from accessibility.snapshot import Snapshot

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
    pool
        What its memory draws on.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        reach_for: Callable[[Question, Students], ReachTable],
        before: FromHome | None = None,
        pool: Pool | None = None,
    ) -> None:
        self.snapshot, self._before = snapshot, before
        self._reach_for = reach_for
        self._land: Memo[Land] = Memo(pool, _MOST_LANDS, grows=True)
        self._spans: Memo[Span] = Memo(pool)
        self._streets: Memo[LandStreets] = Memo(pool, _MOST_LANDS, grows=True)
        self._spread: Memo[Students] = Memo(pool, _MOST_LANDS, grows=True)
        self._layouts: Memo[Students] = Memo(pool, _MOST_LANDS, grows=True)
        self._sites: Memo[NDArray[np.float64]] = Memo(pool)

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
        several = set(question.modes) <= {Mode.STRAIGHT, *self.snapshot.roads}
        if asked != AUTO:
            return asked
        return usual_layout(self.snapshot) if several else CENTRE

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
        offers = self.snapshot.offers
        if question.mode is Mode.STRAIGHT and question.unit is Unit.METRES:
            sites = points_of(self.snapshot.vestigingen, "brin6")
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
            lambda: self._laid_out(students, usual),
        )
        spread = self.settled(question, spread)
        return Whereabouts(spans, (self.nearest(question, spread, pairs), spread))

    def _laid_out(self, students: Students, layout: str) -> Students:
        """Return students at the points of a layout; a scenario moves no points."""
        there = self._at_points(students, layout)
        return replace(
            students,
            points=there.points,
            point_pc4=there.point_pc4,
            point_weight=there.point_weight,
            layout=layout,
            homes=there.homes,
        )

    def _at_points(self, students: Students, layout: str) -> Students:
        if self._before is not None:
            return self._before._at_points(students, layout)  # noqa: SLF001 - as below
        key = students.method, layout
        return self._layouts.get(key, lambda: laid_out(students, self.snapshot, layout))

    def model_layout(self, question: Question, students: Students) -> str:
        """Return the points around which likely ends lie: those of the estimate.

        One point per postcode knows less than the land does.
        """
        if students.layout == CENTRE and self.knows_land(question):
            return usual_layout(self.snapshot)
        return students.layout

    def knows_land(self, question: Question) -> bool:
        """Tell whether ways are known from anywhere in a postcode, by its land."""
        known = question.mode in (Mode.STRAIGHT, *self.snapshot.roads)
        return known and self.snapshot.has("pc4_areas")

    def span(self, question: Question, students: Students, pair: Pair) -> Span:
        """Return how far the nearest offer of a pair is from anywhere in a postcode."""
        return self._span(question, students, self.sites_offering(pair))

    def _span(
        self, question: Question, students: Students, sites: NDArray[np.float64]
    ) -> Span:
        """Return the span of some places; as before a scenario that edits no road."""
        before, mode = self._before, question.mode
        roads = self.snapshot.roads
        if before is not None and (
            mode is Mode.STRAIGHT or roads[mode] is before.snapshot.roads[mode]
        ):
            return before._span(question, students, sites)  # noqa: SLF001 - its own kind
        key = (students.method, mode, question.unit, question.within)
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
        if rows is not None:
            sites = land.around(sites, rows[land.known], self._as_far_as(question))
        if len(sites) == 0:
            return nowhere(len(land.polygons))
        if question.mode is Mode.STRAIGHT:
            return Span(*straight_spans(land, sites, near_m=near, rows=rows))
        return self._over_roads(question, students, sites, rows)

    def _over_roads(
        self,
        question: Question,
        students: Students,
        sites: NDArray[np.float64],
        rows: NDArray[np.bool_] | None,
    ) -> Span:
        land, limit = self.land(students), max(question.within)
        streets = self.streets(question, students)
        floor = np.zeros(len(land.polygons), np.int32)
        near = np.ones(len(floor), np.bool_) if rows is None else rows
        if question.unit is Unit.METRES:
            # A road is never shorter than the straight line.
            floor = straight_spans(
                land, sites, near_m=question.within, rows=rows, most_too=False
            )[0]
            near = near & (floor <= whole_units(limit, question.unit))
        ids = np.arange(len(sites)).astype(np.str_)
        places = Points(ids, sites[:, 0], sites[:, 1], streets.network.epsg)
        some = streets.of(near[land.known])
        return span_over_roads(
            land, some.ends(places, unit=question.unit, limit=limit), floor
        )

    def _as_far_as(self, question: Question) -> float:
        """Return how far in a straight line anybody gets within a question, in metres.

        From the land: a home may be placed on a street beside it.
        """
        longest = max(question.within)
        if question.unit is Unit.METRES:
            return longest
        network = self.snapshot.network(question.mode)
        return longest * fastest_mps(network) + DEFAULT_SNAP.max_m

    def touched(
        self, after: FromHome, question: Question, students: Students
    ) -> NDArray[np.bool_]:
        """Tell from which postcodes ways may be others after edits of roads.

        Parameters
        ----------
        after
            The snapshot after a scenario, seen from home.
        question, students
            The way and the thresholds; whose postcodes.
        """
        land, sites = self.land(students), after.snapshot.vestigingen
        pieces = touched_pieces(
            self.streets(question, students),
            after.streets(question, students),
            points_of(sites, "brin6"),
            unit=question.unit,
            limit=max(question.within),
        )
        touched = np.zeros(len(land.polygons), np.bool_)
        touched[land.known] = pieces
        return touched

    def streets(self, question: Question, students: Students) -> LandStreets:
        """Return the streets that homes on the land of each postcode may lie on."""
        network = self.snapshot.network(question.mode)
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
        areas = self.snapshot.table("pc4_areas")
        return self._land.get(
            students.method, lambda: land_of(areas, students.postcodes.pc4)
        )

    def has_land(self, students: Students) -> NDArray[np.bool_]:
        """Tell of which postcodes of the students the polygon is known."""
        land = self.land(students)
        known = np.zeros(len(land.polygons), np.bool_)
        known[land.known] = True
        return known

    def sites_offering(self, pair: Pair) -> NDArray[np.float64]:
        """Return the different places where a pair is offered, shape `(n, 2)`."""
        return self._sites.get(pair, lambda: self._sites_offering(pair))

    def _sites_offering(self, pair: Pair) -> NDArray[np.float64]:
        offers, sites = self.snapshot.offers, self.snapshot.vestigingen
        asked = offers.leerweg == pair[1].value
        asked &= offers.profiel.isin([one.value for one in profielen_of(pair[0])])
        there = points_of(sites[sites.brin6.isin(offers.brin6[asked])], "brin6")
        at = np.column_stack([there.x_m, there.y_m])[there.is_placed]
        return np.unique(at, axis=0)
