"""Who may go along a way: five steps, of which the first that decides wins.

1. The kind of road. 2. What is closed whatever the tags say. 3. What the tags say, the
most specific key first. 4. What its value means. 5. What is usual for the kind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.codes import Mode
from data.access.answers import Answer, Direction
from data.access.directions import directions
from data.access.keys import CYCLEWAYS, LANE_OPENS, SIZES
from data.access.kinds import (
    KINDS,
    MOTORWAYS,
    OTHER,
    PUSHED_ON,
    TRUNKS,
    Usual,
    is_there,
    kind_of,
)
from data.access.rules import PushOn
from data.access.said import Said, first_said, has_separate
from data.access.sizes import size_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.access.rules import RoadRules

    Tags = Mapping[str, str]


class BothWays(NamedTuple):
    """The answers along a way and against its direction."""

    forward: Answer
    backward: Answer


NOWHERE: Final = BothWays(Answer.CLOSED, Answer.CLOSED)


def access(tags: Tags, mode: Mode, rules: RoadRules) -> BothWays:
    """Return who may go along a way, and against its direction.

    Parameters
    ----------
    tags
        Those of `WAY_KEYS` that the way has.
    mode
        Who travels.
    rules
        Choices that are not in the tags.

    Examples
    --------
    >>> from data.access.rules import NL
    >>> access({"highway": "tertiary", "vehicle:backward": "no"}, Mode.BIKE, NL)
    BothWays(forward=<Answer.OPEN: 3>, backward=<Answer.CLOSED: 0>)
    """
    kind = kind_of(tags)
    if kind is None or _never(tags, kind, mode):
        return NOWHERE
    there = directions(tags, kind, mode, rules)
    said = [first_said(tags, mode, direction, rules) for direction in Direction]
    ridden = [
        _one_way(tags, kind, mode, rules, one, may_go=go)
        for one, go in zip(said, there, strict=True)
    ]
    if mode is not Mode.BIKE or not rules.pushing:
        return BothWays(*ridden)
    walked = access(tags, Mode.WALK, rules)
    pushed = [
        Answer.PUSH
        if _may_push(kind, tags, along, rules, go=go) and _is_let(tags, one, rules)
        else Answer.CLOSED
        for along, go, one in zip(walked, there, said, strict=True)
    ]
    return BothWays(*map(max, ridden, pushed))


def _never(tags: Tags, kind: str, mode: Mode) -> bool:
    """Tell whether a way is closed to a mode whatever the tags say."""
    if not is_there(tags):
        return True
    if mode is not Mode.CAR and (kind in MOTORWAYS or tags.get("motorroad") == "yes"):
        return True
    if mode is not Mode.WALK and tags.get("smoothness") == "impassable":
        return True
    return mode is Mode.CAR and is_too_small(tags)


def is_too_small(tags: Tags) -> bool:
    """Tell whether a car is too large for a way."""
    sizes = ((size_of(tags[key]), least) for key, least in SIZES.items() if key in tags)
    return any(size is not None and size < least for size, least in sizes)


def _one_way(
    tags: Tags,
    kind: str,
    mode: Mode,
    rules: RoadRules,
    said: Said | None,
    *,
    may_go: bool,
) -> Answer:
    """Return the answer of a mode in one direction."""
    if not may_go and not _against_one_way(said):
        return Answer.CLOSED
    if said is not None and said.answer in (Answer.CLOSED, Answer.PUSH):
        return said.answer
    if said is None and rules.separate_closes and has_separate(tags, mode):
        return Answer.CLOSED
    usual = _usual(kind, mode, rules)
    if _opens(usual, tags, mode, said, rules):
        answer = Answer.OPEN if said is None else said.answer
        return Answer.PUSH if usual is Usual.PUSHED else answer
    return Answer.CLOSED


def _against_one_way(said: Said | None) -> bool:
    return said is not None and said.is_directed and said.answer >= Answer.DESTINATION


def _usual(kind: str, mode: Mode, rules: RoadRules) -> Usual:
    """Return what is usual for a kind of road under the rules."""
    usual = KINDS.get(kind, OTHER).of(mode)
    if kind in TRUNKS and mode is not Mode.CAR and rules.trunk:
        return Usual.OPEN
    if kind == "cycleway" and mode is Mode.WALK and not rules.walk_on_cycleways:
        return Usual.OWN
    if rules.needs_own(kind, mode):
        return Usual.OWN
    if usual is Usual.PUSHED and rules.ride_steps:
        return Usual.OPEN
    return usual


def _opens(
    usual: Usual, tags: Tags, mode: Mode, said: Said | None, rules: RoadRules
) -> bool:
    """Tell whether a way not said to be closed is open."""
    by_own_key = said is not None and said.is_own(mode)
    own = by_own_key
    if rules.any_key_opens:
        own = said is not None and said.answer is Answer.OPEN
    if usual is Usual.OPEN:
        return not _is_for_others(tags, mode, said)
    if usual is Usual.CLOSED:
        return by_own_key
    if usual is Usual.LANE:
        return own or any(tags.get(key) in LANE_OPENS for key in CYCLEWAYS)
    if usual is Usual.VEHICLE:
        return own or (said is not None and said.key == "vehicle")
    if usual is Usual.PUSHED:
        return own or tags.get("ramp:bicycle") == "yes"
    return usual is Usual.OWN and own


def _is_for_others(tags: Tags, mode: Mode, said: Said | None) -> bool:
    """Tell whether a road is told to be for others, and nothing is said of the mode.

    A ferry of which only walkers are told takes no bicycles; one of which only walkers
    and cyclists are told takes no cars. A way is no car's where it is for emergencies.
    """
    if mode is Mode.CAR and tags.get("service") == "emergency_access":
        return said is None or not said.is_own(mode)
    if said is not None:
        return False
    if tags.get("route") != "ferry" or mode is Mode.WALK:
        return False
    others = {"foot"} if mode is Mode.BIKE else {"foot", "bicycle"}
    return any(tags.get(key, "no") != "no" for key in others)


def _is_let(tags: Tags, said: Said | None, rules: RoadRules) -> bool:
    """Tell whether what is said of bicycles lets one push there."""
    is_closed = said is not None and said.answer is Answer.CLOSED
    if rules.push_on is PushOn.UNLESS_CLOSED:
        return not is_closed
    if rules.push_on is PushOn.SIGNED:
        return is_closed and "foot" in tags
    return True


def _may_push(
    kind: str, tags: Tags, walked: Answer, rules: RoadRules, *, go: bool
) -> bool:
    """Tell whether a bicycle may be pushed where walking is open."""
    quiet = kind in PUSHED_ON or not go
    if rules.push_on is PushOn.SIGNED:
        quiet = quiet or not any(access(tags, Mode.CAR, rules))
    told = "use_sidepath" in (tags.get("bicycle"), tags.get("foot"))
    return walked >= Answer.DESTINATION and quiet and not told
