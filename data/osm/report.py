"""What was read of a road file, assumed and left out, with kilometres, for a report."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Mode
from data.access import (
    access,
    is_address,
    is_known_barrier,
    is_known_kind,
    kind_of,
    restricts,
    sails,
    unknown_values,
    unread_conditions,
)
from data.access.durations import duration_s
from data.osm.lengths import length_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from data.access import RoadRules
    from data.osm.roads import OsmRoads

    Tags = Mapping[str, str]

_MOST: Final = 10


class RoadLine(NamedTuple):
    """One line of a report: what, how many, why it matters, and the values found."""

    what: str
    number: int
    why: str
    examples: tuple[str, ...] = ()


class _Amount(NamedTuple):
    """How many ways or nodes, and how many kilometres."""

    number: int
    km: float


def road_lines(roads: OsmRoads, rules: RoadRules) -> list[RoadLine]:
    """Return what a report should say of a road file.

    Parameters
    ----------
    roads
        As read.
    rules
        The moment at which conditions are judged.
    """
    amounts = _amounts(roads)
    return [
        line
        for line in (
            *_reading_lines(roads),
            *_turn_lines(roads, rules),
            *_tag_lines(roads, amounts),
            *_moment_lines(roads, amounts, rules),
        )
        if line.number > 0
    ]


def _amounts(roads: OsmRoads) -> list[_Amount]:
    """Return ways and kilometres of each combination of tags."""
    n = len(roads.way_tags)
    km = length_km(roads.way_ptr, roads.lon, roads.lat)
    counts = np.bincount(roads.way_kind, minlength=n).tolist()
    lengths = np.bincount(roads.way_kind, km, n).tolist()
    return [_Amount(*pair) for pair in zip(counts, lengths, strict=True)]


def _reading_lines(roads: OsmRoads) -> Iterator[RoadLine]:
    told = roads.told
    yield RoadLine("deleted", told.deleted, "objects are deleted, and left out")
    yield RoadLine(
        "superseded", told.superseded, "objects have a newer version, which counts"
    )
    yield RoadLine(
        "cut",
        told.cut,
        f"ways pass nodes that are not in the file; {told.cut_km:.1f} km of them up to "
        "there are kept",
    )
    yield RoadLine(
        "lost",
        told.lost,
        "ways left out: no two nodes in a row of theirs are in the file",
    )
    yield RoadLine("beyond", told.beyond, "ways lie beyond the strip at the border")
    yield RoadLine("joined", told.joined, "nodes lie at the place of another: joined")
    yield RoadLine(
        "kept apart",
        told.kept_apart,
        "nodes lie above or below another at the same place: not joined",
    )
    yield RoadLine(
        "squares",
        told.squares,
        f"squares are walked across, over {told.crossings} ways between entrances",
    )


def _turn_lines(roads: OsmRoads, rules: RoadRules) -> Iterator[RoadLine]:
    held = sum(restricts(turn.tags, rules) is not None for turn in roads.turns)
    yield RoadLine("turns", held, "turn restrictions hold for cars")
    yield RoadLine(
        "turns ignored",
        len(roads.turns) - held + roads.told.turns_unread,
        "turn restrictions do not hold at the moment, or are incomplete: ignored",
    )


def _tag_lines(roads: OsmRoads, amounts: list[_Amount]) -> Iterator[RoadLine]:
    """Yield what was not understood."""
    ways = [*zip(roads.way_tags, amounts, strict=True)]
    yield _told_values(
        "unknown kind",
        "ways of an unknown kind: closed unless a key of the mode's own opens them",
        ((f"highway={tags['highway']}", amount) for tags, amount in ways if _odd(tags)),
    )
    yield _told_values(
        "unknown value",
        "ways whose access or direction has an unknown value: the next key, or the "
        "usual, decides",
        ((said, amount) for tags, amount in ways for said in unknown_values(tags)),
    )
    yield _told_values(
        "unread duration",
        "ferries whose duration cannot be read, or is two: taken at a usual speed",
        (
            (f"duration={tags['duration']}", amount)
            for tags, amount in ways
            if "duration" in tags and duration_s(tags["duration"]) is None
        ),
    )
    nodes = np.bincount(roads.barrier_kind, minlength=len(roads.barrier_tags)).tolist()
    odd = (
        (f"barrier={tags['barrier']}", _Amount(count, 0.0))
        for tags, count in zip(roads.barrier_tags, nodes, strict=True)
        if "barrier" in tags and not is_known_barrier(tags["barrier"])
    )
    why = "barriers of an unknown kind: they stop cars, and nobody else"
    yield _told_values("unknown barrier", why, odd)


def _odd(tags: Tags) -> bool:
    return "highway" in tags and not is_known_kind(kind_of(tags) or "")


def _moment_lines(
    roads: OsmRoads, amounts: list[_Amount], rules: RoadRules
) -> Iterator[RoadLine]:
    """Yield what depends on the moment, and what was assumed."""
    ways = [*zip(roads.way_tags, amounts, strict=True)]

    def line(what: str, why: str, marks: Callable[[Tags], bool]) -> RoadLine:
        found = [amount for tags, amount in ways if tags and marks(tags)]
        km = sum(amount.km for amount in found)
        return RoadLine(what, sum(one.number for one in found), f"{why}; {km:.1f} km")

    at = "never" if rules.at is None else f"{rules.at:%a %d %b %Y %H:%M}"
    unread = replace(rules, at=None)
    yield line(
        "conditional",
        f"ways have conditions, judged at {at}",
        lambda tags: any(key.endswith(":conditional") for key in tags),
    )
    yield _told_values(
        "condition not applied",
        "ways have a condition that is no time",
        ((said, amount) for tags, amount in ways for said in unread_conditions(tags)),
    )
    for mode in (Mode.BIKE, Mode.WALK, Mode.CAR):
        yield line(
            f"closed to {mode.value} at the moment",
            f"ways are closed at {at} and open at other times",
            lambda tags, mode=mode: (  # type: ignore[misc]  # bound now, not later
                not any(access(tags, mode, rules)) and any(access(tags, mode, unread))
            ),
        )
    yield line(
        "ferry not sailing",
        f"ferries do not sail at {at}",
        lambda tags: tags.get("route") == "ferry" and sails(tags, rules) is False,
    )
    yield line(
        "ferry assumed",
        "ferries have a season or hours that cannot be read: taken to sail",
        lambda tags: tags.get("route") == "ferry" and sails(tags, rules) is None,
    )
    yield line(
        "no address",
        "ways lie in tunnels, below ground or on motorways: no point is placed there",
        lambda tags: not is_address(tags),
    )


def _told_values(what: str, why: str, found: Iterable[tuple[str, _Amount]]) -> RoadLine:
    """Return a line that names the values found, those of most kilometres first."""
    count: dict[str, int] = defaultdict(int)
    km: dict[str, float] = defaultdict(float)
    for value, amount in found:
        count[value] += amount.number
        km[value] += amount.km
    first = sorted(count, key=lambda value: (-km[value], -count[value], value))
    shown = tuple(
        f"{value} ({count[value]}{f', {km[value]:.1f} km' if km[value] else ''})"
        for value in first[:_MOST]
        if count[value]
    )
    total = sum(km.values())
    told = f"{why}; {total:.1f} km" if total else why
    return RoadLine(what, sum(count.values()), told, shown)
