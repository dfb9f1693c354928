"""What a mode may do on a way, and how fast."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from accessibility.codes import Mode
from data.access.answers import Answer
from data.access.conditions import is_open_at
from data.access.durations import duration_s
from data.access.kinds import NO_STREETS, ROUTES, kind_of
from data.access.speeds import (
    CAR_KMH,
    CAR_ON_PATH_KMH,
    FERRY_KMH,
    KMH_PER_MPH,
    MODE_KMH,
    SEASONS,
    SLOWEST_SIGN_KMH,
)
from data.access.ways import access

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.access.rules import RoadRules

    Tags = Mapping[str, str]

_SPEED: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(km/h|kmh|mph)?")


@dataclass(frozen=True)
class Passage:
    """What a mode may do on a way: speed there and back, None where closed.

    `is_street` is False where nobody lives, `duration_s` is that of a whole ferry
    crossing, None where unknown.
    """

    there_kmh: float | None
    back_kmh: float | None
    is_street: bool = True
    is_ferry: bool = False
    duration_s: float | None = None


def passage(tags: Tags, mode: Mode, rules: RoadRules) -> Passage | None:
    """Return what a mode may do on a way with some tags; None for nothing.

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
    >>> passage({"highway": "motorway"}, Mode.BIKE, NL) is None
    True
    >>> street = {"highway": "residential", "oneway": "yes", "oneway:bicycle": "no"}
    >>> passage(street, Mode.BIKE, NL).back_kmh
    15.0
    """
    answers = access(tags, mode, rules)
    if not any(answers):
        return None
    kind = kind_of(tags)
    if kind in ROUTES:
        return _crossing(tags, kind, answers, rules)
    there, back = (
        None if answer is Answer.CLOSED else _kmh(tags, mode, rules, answer, way)
        for answer, way in zip(answers, ("forward", "backward"), strict=True)
    )
    return Passage(there, back, is_street=is_address(tags))


def is_address(tags: Tags) -> bool:
    """Tell whether somebody may live along a way: not in a tunnel or on a motorway."""
    hidden = tags.get("tunnel", "no") not in ("no", "building_passage")
    fast = kind_of(tags) in NO_STREETS or tags.get("motorroad") == "yes"
    return not (hidden or fast or tags.get("layer", "").startswith("-"))


def _kmh(tags: Tags, mode: Mode, rules: RoadRules, answer: Answer, way: str) -> float:
    """Return the speed of a mode that may pass."""
    if answer is Answer.PUSH:
        on_steps = tags.get("highway") == "steps"
        return rules.push_steps_kmh if on_steps else rules.push_kmh
    if mode is not Mode.CAR:
        return rules.kmh if rules.kmh is not None else MODE_KMH[mode]
    usual = CAR_KMH.get(tags.get("highway", ""), CAR_ON_PATH_KMH)
    signed = signed_kmh(tags.get(f"maxspeed:{way}", tags.get("maxspeed", "")))
    return min(usual, signed) if signed is not None else usual


def signed_kmh(text: str) -> float | None:
    """Return a signed speed in km/h, None if it says nothing usable.

    Examples
    --------
    >>> [signed_kmh(text) for text in ("50", "30 mph", "walk", "NL:urban", "-5", "0")]
    [50.0, 48.28032, 5.0, None, None, None]
    """
    if text == "walk":
        return 5.0
    found = _SPEED.fullmatch(text)
    if found is None:
        return None
    kmh = float(found[1]) * (KMH_PER_MPH if found[2] == "mph" else 1.0)
    return kmh if kmh >= SLOWEST_SIGN_KMH else None


def _crossing(
    tags: Tags, kind: str, answers: tuple[Answer, Answer], rules: RoadRules
) -> Passage | None:
    """Return what one may do on a ferry: nothing while it does not sail."""
    if (kind == "ferry" and not rules.ferries) or sails(tags, rules) is False:
        return None
    there, back = (None if one is Answer.CLOSED else FERRY_KMH for one in answers)
    seconds = duration_s(tags.get("duration", ""))
    return Passage(there, back, is_street=False, is_ferry=True, duration_s=seconds)


def sails(tags: Tags, rules: RoadRules) -> bool | None:
    """Tell whether a ferry sails at the moment, None where that cannot be read.

    Examples
    --------
    >>> from data.access.rules import NL
    >>> sails({"opening_hours": "May-Sep 10:00-18:00"}, NL)
    False
    >>> sails({"seasonal": "yes"}, NL) is None
    True
    """
    if rules.at is None:
        return None
    if "opening_hours" in tags:
        return is_open_at(tags["opening_hours"], rules.at)
    season = tags.get("seasonal", "no")
    if season == "no":
        return True
    known = [part for part in season.split(";") if part in SEASONS]
    months = {month for part in known for month in SEASONS[part]}
    return rules.at.month in months if known else None
