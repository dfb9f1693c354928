"""The rows of other engines' test suites agree, or are judged exceptions."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from accessibility.codes import Mode
from data.access import NL, Answer, RoadRules, access, blocks

HERE = Path(__file__).parent
PUSHING = replace(NL, pushing=True)
AGREED = {
    ("osrm", "bike"): 0.87,
    ("osrm", "walk"): 0.94,
    ("osrm", "car"): 0.93,
    ("graphhopper", "bike"): 0.80,
    ("graphhopper", "walk"): 0.84,
    ("graphhopper", "car"): 0.88,
    ("nl", "bike"): 1.0,
    ("nl", "walk"): 1.0,
    ("nl", "car"): 1.0,
}


class Asked(NamedTuple):
    """One row in one direction, and what its suite wants."""

    suite: str
    mode: str
    way: str
    node: str
    direction: str
    wants: str


def tags_of(text: str) -> dict[str, str]:
    """Read tags divided by `;`, which also divides values."""
    tags: dict[str, str] = {}
    for part in re.split(r"(?<!\\);", text):
        key, sign, value = part.partition("=")
        if sign:
            tags[key.strip()] = value
        elif tags:
            tags[[*tags][-1]] += ";" + part
    return tags


def rows() -> list[Asked]:
    """Return every row once a direction that it asks about."""
    out = []
    with (HERE / "peers.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            head = r["suite"], r["mode"], r["way"], r["node"]
            either = r["backward"] == "?"
            if r["forward"]:
                out.append(Asked(*head, "any" if either else "f", r["forward"]))
            if r["backward"] and not either:
                out.append(Asked(*head, "b", r["backward"]))
    return out


def answer(asked: Asked, rules: RoadRules) -> Answer:
    """Return what the table says, the node half-way included."""
    mode = Mode(asked.mode)
    there, back = access(tags_of(asked.way), mode, rules)
    if asked.node and blocks(tags_of(asked.node), mode, rules):
        return Answer.CLOSED
    return {"f": there, "b": back, "any": max(there, back)}[asked.direction]


def agrees(asked: Asked) -> bool:
    if asked.wants == "p":
        return answer(asked, PUSHING) is Answer.PUSH
    return (answer(asked, NL) > Answer.CLOSED) == (asked.wants == "o")


@cache
def exceptions() -> dict[Asked, str]:
    found = {}
    with (HERE / "exceptions.csv").open(encoding="utf-8", newline="") as file:
        for r in csv.DictReader(file):
            reason = r.pop("reason")
            found[Asked(**r)] = reason
    return found


def test_every_row_agrees_or_is_a_judged_exception() -> None:
    assert {one for one in rows() if not agrees(one)} == set(exceptions())


def test_every_exception_has_a_reason() -> None:
    with (HERE / "reasons.csv").open(encoding="utf-8", newline="") as file:
        reasons = {r["reason"]: r["why"] for r in csv.DictReader(file)}
    assert set(exceptions().values()) == set(reasons)
    assert all(len(why) > 15 for why in reasons.values())


@pytest.mark.parametrize(("suite", "mode"), AGREED)
def test_most_rows_agree(suite: str, mode: str) -> None:
    mine = [agrees(one) for one in rows() if (one.suite, one.mode) == (suite, mode)]
    assert sum(mine) / len(mine) >= AGREED[suite, mode]


def test_the_rows_are_those_of_three_suites() -> None:
    asked = Counter(one.suite for one in rows())
    assert asked["osrm"] > 2_000
    assert asked["graphhopper"] > 200
    assert asked["nl"] == 294
