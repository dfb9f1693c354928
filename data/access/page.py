"""The table of access as a page for people, written from the table itself."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import Mode
from data.access.answers import (
    OFFICIAL,
    ONE_MODE_VALUES,
    VALUES,
    Answer,
)
from data.access.directions import IMPLIED_JUNCTIONS, IMPLIED_KINDS, ONE_WAY_VALUES
from data.access.keys import MODE_KEYS, SIZES, THINGS
from data.access.kinds import KINDS, NOT_THERE, OTHER, PUSHED_ON, STILL_OPEN, Usual
from data.access.nodes import CAR_PASSES, LOW_KERBS, STOPS
from data.access.rules import NL, RULE_SETS, RoadRules
from data.access.speeds import CAR_KMH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MODES: Final = (Mode.BIKE, Mode.WALK, Mode.CAR)
_SAID: Final = {
    Answer.OPEN: "open",
    Answer.DESTINATION: "open to who has business there; open here",
    Answer.PUSH: "a bicycle is pushed; closed to a car",
    Answer.CLOSED: "closed",
}
_USUAL: Final = {
    Usual.OPEN: "open",
    Usual.OWN: "own key",
    Usual.LANE: "own key or cycle lane",
    Usual.VEHICLE: "own key or `vehicle`",
    Usual.PUSHED: "pushed: own key or ramp",
    Usual.CLOSED: "closed",
    Usual.NEVER: "never",
}
_COUNTED: Final = ("name", "kmh")
"""Fields of the rules that the table of switches leaves out."""


def access_page() -> Iterator[str]:
    """Yield the lines of the page, in Markdown."""
    yield from _keys()
    yield from _values()
    yield from _kinds()
    yield from _directions()
    yield from _nodes()
    yield from _switches()


def _keys() -> Iterator[str]:
    yield "### Which key decides"
    yield ""
    yield "| mode | its own keys | then | one-way keys in this order |"
    yield "|---|---|---|---|"
    for mode in _MODES:
        keys = MODE_KEYS[mode]
        yield _row(
            mode.value, _code(keys.own), _code(keys.general), _code(keys.one_way)
        )
    yield ""


def _values() -> Iterator[str]:
    yield "### What its value says"
    yield ""
    yield "| it says | values |"
    yield "|---|---|"
    for answer, values in VALUES.items():
        yield _row(_SAID[answer], _code(values))
    yield _row("open to that mode only", _code(ONE_MODE_VALUES))
    yield _row(
        "nothing: the next key decides",
        f"any other; `{OFFICIAL}` is open on `bicycle` and `foot`, closed on others",
    )
    yield ""


def _kinds() -> Iterator[str]:
    yield "### What is usual where no key says anything"
    yield ""
    yield "| kind of road | " + " | ".join(mode.value for mode in _MODES) + " |"
    yield "|---|---|---|---|"
    alike: dict[Any, list[str]] = {}
    for name, kind in KINDS.items():
        alike.setdefault(kind, []).append(name)
    for kind, names in alike.items():
        yield _row(_code(names), *(_USUAL[kind.of(mode)] for mode in _MODES))
    yield _row("any other, reported", *(_USUAL[OTHER.of(mode)] for mode in _MODES))
    yield ""
    yield f"Not there: {_code(sorted(NOT_THERE))}; and a road with `construction`, but"
    yield f"for {_code(sorted(STILL_OPEN))}. Too small for a car, below:"
    yield ", ".join(f"`{key}` {size:g}" for key, size in SIZES.items()) + " (m, t)."
    yield f"Pushed on, by choice, where walking is open: {_code(sorted(PUSHED_ON))}."
    yield ""


def _directions() -> Iterator[str]:
    yield "### Directions"
    yield ""
    said = {(True, False): "along", (False, True): "against", (True, True): "both"}
    yield "| one-way value | one may go |"
    yield "|---|---|"
    for way, words in said.items():
        values = [value for value, found in ONE_WAY_VALUES.items() if found == way]
        yield _row(_code(values), words)
    yield _row("`reversible`", "both; cars only over a bridge, in turn")
    yield ""
    yield f"One-way without a tag: `junction` = {_code(sorted(IMPLIED_JUNCTIONS))}, and"
    yield f"{_code(sorted(IMPLIED_KINDS))}. An open value on a directional key opens"
    yield "against a one-way street."
    yield ""


def _nodes() -> Iterator[str]:
    yield "### Nodes on a road"
    yield ""
    yield "| mode | barriers without a key |"
    yield "|---|---|"
    for mode, stops in STOPS.items():
        yield _row(mode.value, f"stopped by {_code(sorted(stops))}; passes all others")
    kerbs = f"`kerb` if {_code(sorted(LOW_KERBS))} or on a crossing"
    yield _row(
        "car", f"passes {_code(sorted(CAR_PASSES))}, {kerbs}; all others stop it"
    )
    yield ""
    yield "A key on a node without a barrier counts, unless the node is a thing of its"
    yield f"own: it has one of {_code(THINGS)}."
    yield "Its conditions are read as those of ways are."
    yield ""


def _switches() -> Iterator[str]:
    yield "### Rules with a name"
    yield ""
    yield "| switch | " + " | ".join(f"`{name}`" for name in RULE_SETS) + " |"
    yield "|---|" + "---|" * len(RULE_SETS)
    for name in (one.name for one in fields(RoadRules)):
        values = [getattr(rules, name) for rules in RULE_SETS.values()]
        if name not in _COUNTED and any(value != values[0] for value in values):
            yield _row(f"`{name}`", *map(_shown, values))
    yield ""
    same = "ferries", "ferry_wait_min", "signal_s"
    yield "Alike in all: " + ", ".join(f"`{n} = {getattr(NL, n)}`" for n in same) + "."
    yield ""
    yield "### Speed of a car, in km/h, never faster than the sign"
    yield ""
    yield ", ".join(f"`{kind}` {kmh:g}" for kind, kmh in CAR_KMH.items())


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, frozenset):
        names = sorted(str(getattr(one, "value", one)) for one in value)
        return ", ".join(names) or "nobody"
    return "not read" if value is None else f"{value}"


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"
