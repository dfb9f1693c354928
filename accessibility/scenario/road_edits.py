"""A road network after an edit: what a place in the world means on it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.reach_table import CM_PER_M
from accessibility.roads import (
    Join,
    Stretch,
    edited_network,
    links_at,
    spans_named,
    spans_near,
    spot_at,
    spot_on_any_road,
    stretches_around,
    stretches_between,
)

if TYPE_CHECKING:
    from accessibility.codes import Mode
    from accessibility.roads import RoadNetwork, Span, Spot
    from accessibility.scenario.edits import AddLink, CloseLink, Place

_FARTHEST_M: Final = 2_000.0
"""Bridges of one name farther apart than this are not the same bridge."""


DOES_NOTHING: Final = "does nothing: "
"""How the sentence begins of an edit after which all is as before."""


class UnclearPlaceError(Exception):
    """An edit of roads means no place, or more than one; holds the sentence."""


@dataclass(frozen=True)
class Closing:
    """What an edit closed: of which mode, in how many parts, and how much road.

    Parameters
    ----------
    mode
        Whose roads.
    parts
        Number of stretches; a cut on the spot is one of no length.
    length_m
        Of all of them, in metres.
    names
        Names of bridges and tunnels among them, sorted.
    """

    mode: Mode
    parts: int
    length_m: float
    names: tuple[str, ...] = ()


def without_roads(network: RoadNetwork, edit: CloseLink) -> tuple[RoadNetwork, Closing]:
    """Return a network in which what an edit means is closed, and what that was.

    Parameters
    ----------
    network
        Roads of the mode of the edit.
    edit
        What to close.

    Raises
    ------
    UnclearPlaceError
        If it says too little or too much, or there is no such road.
    """
    stretches, names = _meant(network, edit)
    length_cm = sum(one.to_cm - one.from_cm for one in stretches)
    closing = Closing(edit.mode, len(stretches), length_cm / CM_PER_M, names)
    return edited_network(network, closed=stretches), closing


def _meant(
    network: RoadNetwork, edit: CloseLink
) -> tuple[tuple[Stretch, ...], tuple[str, ...]]:
    """Return the stretches that an edit closes, and the names of bridges on them."""
    words = ("metres", "what", "name", "between")
    said = [word for word in words if getattr(edit, word) is not None]
    if len(said) > 1:
        message = f"says both {said[0]} and {said[1]}; one of them can be meant"
        raise UnclearPlaceError(message)
    if edit.name is not None:
        spans = _named(network, edit.name, edit.at)
    elif edit.between is not None:
        return _between(network, edit), ()
    elif edit.at is None:
        message = "says no place: give `at`, `between` or `name`"
        raise UnclearPlaceError(message)
    elif edit.what is not None:
        spans = _at_place(network, edit.at, edit.what)
    else:
        return _around(network, edit, edit.at), ()
    names = sorted({span.name for span in spans if span.name})
    return tuple(span.stretch for span in spans), tuple(names)


def _around(network: RoadNetwork, edit: CloseLink, at: Place) -> tuple[Stretch, ...]:
    spot = _found(spot_on_any_road(network, at.x_m, at.y_m), edit.mode)
    whole = int(network.link_length_cm[spot.link])
    if edit.metres is None:
        if _ends_at(network, spot):
            message = f"{DOES_NOTHING}the road ends there"
            raise UnclearPlaceError(message)
        # At a junction only this one of its roads is cut, a centimetre away from it.
        spot = spot._replace(at_cm=min(max(spot.at_cm, 1), whole - 1))
    length_cm = round((edit.metres or 0.0) * CM_PER_M)
    return stretches_around(network, spot, length_cm)


def _ends_at(network: RoadNetwork, spot: Spot) -> bool:
    """Tell whether a place is a dead end."""
    if 0 < spot.at_cm < network.link_length_cm[spot.link]:
        return False
    ends = network.link_end if spot.at_cm else network.link_start
    return len(links_at(network, int(ends[spot.link]))) == 1


def _between(network: RoadNetwork, edit: CloseLink) -> tuple[Stretch, ...]:
    ends = [
        _found(spot_at(network, place.x_m, place.y_m), edit.mode)
        for place in edit.between or ()
    ]
    found = stretches_between(network, *ends)
    if not found:
        message = f"no road for {edit.mode.value} leads from the one place to the other"
        raise UnclearPlaceError(message)
    return found


def _found(spot: Spot | None, mode: Mode) -> Spot:
    if spot is None:
        message = f"{DOES_NOTHING}no road for {mode.value} is near that place"
        raise UnclearPlaceError(message)
    return spot


def _at_place(network: RoadNetwork, at: Place, what: str) -> tuple[Span, ...]:
    spans = spans_near(network, at.x_m, at.y_m, what)
    if not spans:
        message = (
            f"the road file knows no {what} within 40 m of that place; say with "
            "`metres` how much of the road closes there"
        )
        raise UnclearPlaceError(message)
    return spans


def _named(network: RoadNetwork, name: str, at: Place | None) -> tuple[Span, ...]:
    spans = spans_named(network, name)
    if not spans:
        message = f"the road file knows no bridge or tunnel named {name!r}"
        raise UnclearPlaceError(message)
    places = [(span.x_m, span.y_m) for span in spans]
    centre = places[0] if at is None else (at.x_m, at.y_m)
    near = [_is_near(centre, place) for place in places]
    if at is None and not all(near):
        message = f"there is more than one {name!r}; say with `at` which is meant"
        raise UnclearPlaceError(message)
    kept = tuple(span for span, here in zip(spans, near, strict=True) if here)
    if not kept:
        message = f"no {name!r} lies within {_FARTHEST_M:g} m of that place"
        raise UnclearPlaceError(message)
    return kept


def _is_near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return math.dist(one, other) <= _FARTHEST_M


def with_link(network: RoadNetwork, edit: AddLink) -> RoadNetwork:
    """Return a network with a straight two-way link between two places on it.

    Parameters
    ----------
    network
        Roads of the mode of the edit.
    edit
        The two places; both must lie near a street.

    Raises
    ------
    UnclearPlaceError
        If a place is not near a road, or both are the same spot.
    """
    ends = []
    for name in ("start", "end"):
        place = getattr(edit, name)
        spot = spot_at(network, place.x_m, place.y_m)
        if spot is None:
            message = f"no road for {edit.mode.value} is near its {name}"
            raise UnclearPlaceError(message)
        if spot_on_any_road(network, place.x_m, place.y_m) != spot:
            message = (
                f"its {name} lies on a motorway, in a tunnel or on a ferry, which no "
                "new road can join; say a place on a street"
            )
            raise UnclearPlaceError(message)
        ends.append(spot)
    longer = edited_network(network, joined=[Join(ends[0], ends[1], edit.speed_mps)])
    if longer.link_start[-1] == longer.link_end[-1]:
        message = f"{DOES_NOTHING}it starts and ends at the same spot of a street"
        raise UnclearPlaceError(message)
    return longer
