"""What one may choose about roads: in SOURCES.toml, and for `bereik distances`."""
# ruff: noqa: PLC0415 - the readers of roads take long to import

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from accessibility.codes import ROAD_MODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from accessibility.codes import Mode
    from data.access import RoadRules
    from data.osm import Strip

SPEED_OPTIONS: Final = tuple(
    f"{mode.value}_kmh" for mode in ROAD_MODES if mode.record.kmh is not None
)
"""Options that set the speed of a mode that has a single one."""

NEVER: Final = "never"
NETHERLANDS, NOTHING = "netherlands", "nothing"
STRIP_KM: Final = 25.0
"""Usual width of the strip beyond the border: a way of 10 km there and back fits."""

_CHOICES: Final = ("pushing", "trunk", "walk_on_cycleways", "ferries")
_AMOUNTS: Final = ("ferry_wait_min", "signal_s")
_RULES: Final = ("nl", "osrm", "valhalla")

RULE_OPTIONS: Final[Mapping[str, str]] = {
    "rules": '`rules = "nl"`, or `"osrm"`, `"valhalla"`: rules that mean what those '
    "engines mean",
    "pushing": "`pushing = false`: bicycles are pushed where walking is open",
    "trunk": "`trunk = false`: one walks and cycles on trunk roads",
    "walk_on_cycleways": "`walk_on_cycleways = true`",
    "at": '`at = "2026-11-17 08:30"`: when conditions are judged; `"never"` for not',
    "ferries": "`ferries = true`",
    "ferry_wait_min": "`ferry_wait_min = 10`",
    "signal_s": "`signal_s = 0`: seconds at a traffic signal",
    **{name: f"`{name}`" for name in SPEED_OPTIONS},
}
"""What each choice about roads means, in Markdown."""

AREA_OPTIONS: Final[Mapping[str, str]] = {
    "cut_to": '`cut_to = "netherlands"`, or `"nothing"`: what is read of a larger file',
    "strip_km": f"`strip_km = {STRIP_KM:g}`: how far beyond the border",
}
"""What each choice of an area means, in Markdown."""


def rules_of(options: Mapping[str, Any], mode: Mode) -> RoadRules:
    """Return the rules that checked options ask for.

    Parameters
    ----------
    options
        As in SOURCES.toml; others than those of `RULE_OPTIONS` are left alone.
    mode
        Who travels: a speed is that of a mode.

    Examples
    --------
    >>> from accessibility.codes import Mode
    >>> rules_of({"pushing": True, "bike_kmh": 18}, Mode.BIKE).kmh
    18.0
    """
    from dataclasses import replace

    from data.access import RULE_SETS

    chosen: dict[str, Any] = {
        name: options[name] for name in _CHOICES if name in options
    }
    chosen |= {name: float(options[name]) for name in _AMOUNTS if name in options}
    if "at" in options:
        chosen["at"] = _moment(options["at"])
    kmh = options.get(f"{mode.value}_kmh", mode.record.kmh)
    chosen["kmh"] = None if kmh is None else float(kmh)
    return replace(RULE_SETS[options.get("rules", "nl")], **chosen)


def strip_of(options: Mapping[str, Any]) -> Strip | None:
    """Return what is read of a file, None for everything."""
    from data.osm import netherlands

    if options.get("cut_to", NETHERLANDS) == NOTHING:
        return None
    return netherlands(float(options.get("strip_km", STRIP_KM)))


def option_faults(options: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the values of options about roads."""
    for name, (fits, wanted) in _WANTED.items():
        if name in options and not fits(options[name]):
            yield f"options.{name} must be {wanted}, not {options[name]!r}"


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_speed(value: Any) -> bool:  # noqa: ANN401 - whatever stands in a file
    return _is_number(value) and value > 0


def _is_amount(value: Any) -> bool:  # noqa: ANN401 - whatever stands in a file
    return _is_number(value) and value >= 0


def _is_moment(value: object) -> bool:
    try:
        _moment(value)
    except ValueError:
        return False
    return True


def _moment(value: object) -> datetime | None:
    """Return a moment of local time.

    Raises
    ------
    ValueError
        If it is not a day and a time.
    """
    if value == NEVER:
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    text = str(value)
    if ":" not in text:
        message = f"{text!r} has no time"
        raise ValueError(message)
    return datetime.fromisoformat(text).replace(tzinfo=None)


_WANTED: Final = {
    **dict.fromkeys(SPEED_OPTIONS, (_is_speed, "a number above 0")),
    **dict.fromkeys((*_AMOUNTS, "strip_km"), (_is_amount, "a number from 0")),
    **{
        name: (lambda value: isinstance(value, bool), "true or false")
        for name in _CHOICES
    },
    "rules": (_RULES.__contains__, f"one of {', '.join(_RULES)}"),
    "cut_to": ((NETHERLANDS, NOTHING).__contains__, f"{NETHERLANDS} or {NOTHING}"),
    "at": (
        _is_moment,
        f"a day and a time such as '2026-11-17 08:30', or {NEVER!r}: a day is needed",
    ),
}
"""For each option, what it must be: a test, and words."""
