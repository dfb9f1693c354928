"""What the access tags of a way or a node say to a mode."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.access.answers import SIDEPATH, Answer, Direction, answer_of
from data.access.conditions import value_at
from data.access.keys import CYCLEWAYS, FORMS, MODE_KEYS, ON_THE_WAY, SIDEWALKS
from data.access.rules import Sidepath

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from accessibility.codes import Mode
    from data.access.rules import RoadRules

    Tags = Mapping[str, str]


class Said(NamedTuple):
    """What was said first, on which key, and whether it spoke of one direction."""

    answer: Answer
    key: str
    is_directed: bool = False

    def is_own(self, mode: Mode) -> bool:
        """Tell whether a key of the mode's own said it."""
        return self.key in MODE_KEYS[mode].own


def first_said(
    tags: Tags, mode: Mode, direction: Direction, rules: RoadRules
) -> Said | None:
    """Return what the most specific key says that says something.

    The mode counts before the direction: `vehicle:backward=no` with `bicycle=yes` is
    open to bicycles both ways.
    """
    let_in = rules.let_in(mode)
    for key, value, directed in _values(tags, mode, direction, rules):
        answer = answer_of(value, key, mode, let_in)
        if value == SIDEPATH:
            answer = _beside(tags, mode, rules, directed=directed)
        if answer is not None:
            return Said(answer, key, directed)
    return None


def _values(
    tags: Tags, mode: Mode, direction: Direction, rules: RoadRules
) -> Iterator[tuple[str, str, bool]]:
    """Yield key, value and whether it speaks of one direction, in order."""
    for key, forms in FORMS[mode, direction]:
        for name, directed, conditional in forms:
            value = tags.get(name)
            if value is not None and conditional:
                value = None if rules.at is None else value_at(value, rules.at)
            if value is not None:
                yield key, value, directed


def _beside(
    tags: Tags, mode: Mode, rules: RoadRules, *, directed: bool
) -> Answer | None:
    """Return what `use_sidepath` says: a path on the way itself is no other way."""
    if rules.sidepath is Sidepath.OPEN:
        return None
    on_it = rules.sidepath is Sidepath.UNLESS_ON_IT and carries_lane(tags)
    if mode.value == "bike" and on_it and not directed:
        return Answer.OPEN
    return Answer.CLOSED


def carries_lane(tags: Tags) -> bool:
    """Tell whether a cycle lane or track is part of the way, not drawn apart."""
    return any(tags.get(key) in ON_THE_WAY for key in CYCLEWAYS)


def has_separate(tags: Tags, mode: Mode) -> bool:
    """Tell whether a mode's path is drawn apart, beside the way."""
    keys = {"bike": CYCLEWAYS, "walk": SIDEWALKS}.get(mode.value, ())
    return any(tags.get(key) == "separate" for key in keys)
