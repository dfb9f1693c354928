"""The reach table by public transport: leads in place of distances."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from accessibility.codes import HeadwayWait, Luck, Mode, Unit
from accessibility.reach_table import DS_PER_S, NOT_FOUND, ReachTable, Status
from accessibility.transit.bells import leads, leads_home
from accessibility.transit.legs import changes_for
from accessibility.transit.timetable import AT_HOME, Service, Waits

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from accessibility.codes import BellRule
    from accessibility.places import Points
    from accessibility.transit.bells import Ways
    from accessibility.transit.day import TransitDay
    from accessibility.transit.legs import Walks


def service_of(day: TransitDay, walks: Walks, rule: BellRule) -> Service:
    """Return what runs on a day, and how one changes.

    Parameters
    ----------
    day
        Stops, trips and what the feed says of changes.
    walks
        Between stops over the streets.
    rule
        `change_s` counts where the feed is silent, and `headway_wait` where a line
        runs every so often.
    """
    changes, timetable = changes_for(day, walks, rule), day.timetable
    if rule.headway_wait is HeadwayWait.NONE or not timetable.wait_s.any():
        return Service(timetable, changes)
    return Service(timetable, changes, Waits(AT_HOME, timetable.wait_s))


def transit_reach_table(
    day: TransitDay,
    service: Service,
    ways: Ways,
    places: tuple[Points, Points],
    rule: BellRule,
    *,
    workers: int = 1,
) -> ReachTable:
    """Return the leads of all homes and schools as a reach table.

    Parameters
    ----------
    day
        Tells where public transport is known at all.
    service
        Of `service_of`.
    ways
        Ways of these homes and schools that are not ridden, there or home as the rule
        says.
    places
        Homes and schools.
    rule
        What counts as being in time; its `luck` says which lead is the one that
        counts, its `limit_s` up to where leads are kept.
    workers
        Threads; the answer does not depend on it.

    Returns
    -------
    ReachTable
        Mode `ov`, in seconds only. Homes where the timetable knows nothing, and from
        which no stop can be reached, are `OUTSIDE`.
    """
    homes, schools = places
    search = leads_home if rule.homeward else leads
    found = search(service, ways, rule, workers=workers)
    spread = {
        Luck.LUCKY: _deciseconds(found.lucky_s),
        Luck.MEDIAN: _deciseconds(found.median_s),
        Luck.UNLUCKY: _deciseconds(found.unlucky_s),
    }
    return ReachTable(
        mode=Mode.OV,
        unit=Unit.SECONDS,
        limit=float(rule.limit_s),
        point_ids=homes.ids,
        destination_ids=schools.ids,
        indptr=found.indptr,
        point=found.home,
        distance_cm=None,
        time_ds=spread[rule.luck],
        status=_status(day, homes, ways),
        time_p10_ds=spread[Luck.LUCKY],
        time_p90_ds=spread[Luck.UNLUCKY],
        rides=found.rides,
    )


def _deciseconds(seconds: NDArray[np.int32]) -> NDArray[np.int32]:
    is_found = seconds != NOT_FOUND
    scaled = np.where(is_found, seconds, 0) * DS_PER_S
    return np.where(is_found, scaled, NOT_FOUND).astype(np.int32)


def _status(day: TransitDay, homes: Points, ways: Ways) -> NDArray[np.uint8]:
    """Tell apart who has no street, and where nothing is known of public transport."""
    has_stop = np.zeros(len(homes), np.bool_)
    has_stop[ways.access.other] = True
    outside = ~has_stop & (ways.status == Status.OK) & ~day.covers(homes)
    return np.where(outside, Status.OUTSIDE, ways.status).astype(np.uint8)
