"""Filters in CQL2 (OGC API Features part 3): which features a written condition holds.

The library `cql2` reads text and JSON and says what is no CQL2. The tree that it gives
is evaluated here for all features at once, with the three values of SQL: what is
compared with nothing is neither true nor false.
"""

from __future__ import annotations

import json
import operator
import re
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import cql2
import numpy as np
import shapely

from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from api.service.features import FeatureTable

LONGEST_FILTER: Final = 2_000
GEOMETRY: Final = "geometry"
_MOST_OPENED: Final = 300
"""Signs that can open a part within a part: the library goes down one call for each."""
_DEEPEST: Final = 60

_COMPARED: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SPATIAL: Final[dict[str, Callable[..., Any]]] = {
    "s_intersects": shapely.intersects,
    "s_disjoint": shapely.disjoint,
    "s_contains": shapely.contains,
    "s_within": shapely.within,
    "s_touches": shapely.touches,
    "s_crosses": shapely.crosses,
    "s_overlaps": shapely.overlaps,
    "s_equals": shapely.equals,
}
_TURNED: Final = {"s_contains": "s_within", "s_within": "s_contains"}


class Truth(NamedTuple):
    """Per feature whether a condition is true, and whether it is false."""

    true: NDArray[np.bool_]
    false: NDArray[np.bool_]


def read_filter(text: str, *, is_json: bool) -> Any:  # noqa: ANN401 - any JSON
    """Return the tree of a condition.

    Parameters
    ----------
    text
        As it was written.
    is_json
        In the JSON of CQL2, not its text.

    Raises
    ------
    ProblemError
        400 if it is no CQL2, or too long to be read.
    """
    opened = len(re.findall(r"[(\[{-]|\bNOT\b", text, re.IGNORECASE))
    if len(text) > LONGEST_FILTER or opened > _MOST_OPENED:
        message = f"filter has more than {LONGEST_FILTER} signs, or parts within parts."
        raise ProblemError(400, message)
    try:
        read = cql2.parse_json(text) if is_json else cql2.parse_text(text)
        if is_json:
            read.validate()
        return read.to_json()
    except Exception as error:
        where = re.search(r"--> 1:(\d+)", str(error))
        place = f" at sign {where[1]}" if where else ""
        written = "cql2-json" if is_json else "cql2-text"
        message = f"filter cannot be read as {written}{place}."
        raise ProblemError(400, message) from error


def holds(tree: Any, table: FeatureTable, crs: str) -> NDArray[np.bool_]:  # noqa: ANN401 - any JSON
    """Tell for which features a condition is true.

    Parameters
    ----------
    tree
        Of `read_filter`.
    table
        The features.
    crs
        System in which the geometries of the condition are written.

    Raises
    ------
    ProblemError
        400 if it names what the collection does not have, or what is not served.
    """
    return _Evaluation(table, crs).truth(tree, 0).true


class _Evaluation:
    """One condition on one collection."""

    def __init__(self, table: FeatureTable, crs: str) -> None:
        self._table = table
        self._shapes = table.shapes[crs]

    def truth(self, node: Any, depth: int) -> Truth:  # noqa: ANN401 - any JSON
        """Return for which features a part of the condition is true, and false."""
        if depth > _DEEPEST:
            _refuse(f"more than {_DEEPEST} parts within parts")
        if isinstance(node, bool):
            every = np.full(len(self._table), node)
            return Truth(every, ~every)
        if not isinstance(node, dict) or "op" not in node:
            _refuse(f"{_shown(node)} is no condition")
        name, args = node["op"].lower(), node["args"]
        if name in ("and", "or", "not"):
            return _joined(name, [self.truth(one, depth + 1) for one in args])
        if name in _SPATIAL:
            return self._spatial(name, args)
        step = {
            "like": self._like,
            "between": self._between,
            "in": self._in,
            "isnull": self._is_null,
        }.get(name, self._compared if name in _COMPARED else None)
        if step is None:
            _refuse(f"{name} is not served")
        return self._compared(args, name) if name in _COMPARED else step(args)

    def _compared(self, args: list[Any], name: str = "=") -> Truth:
        left, right = (self._value(one) for one in args)
        return _of_known(_COMPARED[name], left, right)

    def _between(self, args: list[Any]) -> Truth:
        value, low, high = (self._value(one) for one in args)
        above = _of_known(operator.ge, value, low)
        return _joined("and", [above, _of_known(operator.le, value, high)])

    def _in(self, args: list[Any]) -> Truth:
        value, choices = self._value(args[0]), args[1]
        found = [_of_known(operator.eq, value, self._value(one)) for one in choices]
        return _joined("or", found)

    def _like(self, args: list[Any]) -> Truth:
        value, pattern = (self._value(one) for one in args)
        if "property" in json.dumps(args[1]):
            _refuse("like is asked of a property and a pattern")
        matcher = _pattern(pattern[0])
        texts = [None if one is None else bool(matcher.fullmatch(one)) for one in value]
        true = np.array([one is True for one in texts])
        return Truth(true, np.array([one is False for one in texts]))

    def _is_null(self, args: list[Any]) -> Truth:
        is_shape = args[0] == {"property": GEOMETRY}
        values = self._shapes if is_shape else self._value(args[0])
        missing = np.array([one is None for one in values])
        return Truth(missing, ~missing)

    def _spatial(self, name: str, args: list[Any]) -> Truth:
        here = {"property": GEOMETRY}
        if here not in args or args[0] == args[1]:
            _refuse(f"{name} is asked of {GEOMETRY} and a place in the filter")
        first, second = args
        if first != here:
            name, second = _TURNED.get(name, name), first
        place = _place(second)
        shapely.prepare(place)
        known = ~shapely.is_missing(self._shapes)
        true = _SPATIAL[name](self._shapes, place) & known
        return Truth(true, ~true & known)

    def _value(self, node: Any) -> NDArray[np.object_]:  # noqa: ANN401 - any JSON
        """Return per feature a text, or None where there is none."""
        if isinstance(node, str):
            return np.full(len(self._table), node, dtype=object)
        if isinstance(node, dict) and "property" in node:
            return self._property(str(node["property"]))
        if isinstance(node, dict) and "date" in node:
            return self._value(node["date"])
        folded = _FOLDED.get(node["op"].lower()) if _is_call(node) else None
        if folded is None:
            _refuse(f"{_shown(node)} is no text, and all properties are")
        return _mapped(folded, self._value(node["args"][0]))

    def _property(self, name: str) -> NDArray[np.object_]:
        properties = self._table.properties
        there = [one for one in self._table.kind.asked if one in properties]
        if name not in there:
            listed = ", ".join(there)
            _refuse(f"{_shown(name)} is no property here; there are {listed}")
        column = properties[name]
        return column.astype(object).where(column.notna(), None).to_numpy(dtype=object)


def _is_call(node: Any) -> bool:  # noqa: ANN401 - any JSON
    return isinstance(node, dict) and "op" in node and bool(node["args"])


def _mapped(
    fold: Callable[[str], str], values: NDArray[np.object_]
) -> NDArray[np.object_]:
    found = np.empty(len(values), dtype=object)
    found[:] = [None if one is None else fold(one) for one in values]
    return found


def _joined(name: str, parts: list[Truth]) -> Truth:
    if name == "not":
        return Truth(parts[0].false, parts[0].true)
    true, false = ([part[k] for part in parts] for k in (0, 1))
    if name == "and":
        return Truth(np.logical_and.reduce(true), np.logical_or.reduce(false))
    return Truth(np.logical_or.reduce(true), np.logical_and.reduce(false))


def _of_known(
    compare: Callable[[Any, Any], Any],
    left: NDArray[np.object_],
    right: NDArray[np.object_],
) -> Truth:
    """Compare where there is something on both sides."""
    known = np.array(
        [a is not None and b is not None for a, b in zip(left, right, strict=True)]
    )
    true = np.zeros(len(known), np.bool_)
    true[known] = compare(left[known], right[known])
    return Truth(true, known & ~true)


def _pattern(text: str) -> re.Pattern[str]:
    r"""Return the expression of a pattern: `%` is any text, `_` one sign, `\` as it is.

    What follows a `%` is looked for once, from the left: no pattern can take long.
    """
    parts = [""]
    for one in re.findall(r"\\.|.", text, re.DOTALL):
        if one == "%":
            parts.append("")
        else:
            parts[-1] += "." if one == "_" else re.escape(one[-1])
    first, *middle = parts
    if not middle:
        return re.compile(first, re.DOTALL)
    last = middle.pop()
    found = "".join(f"(?>.*?{part})" for part in middle if part)
    return re.compile(f"{first}{found}.*{last}", re.DOTALL)


def _plain(text: str) -> str:
    """Return a text without accents."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(one for one in apart if not unicodedata.combining(one))


_FOLDED: Final[dict[str, Callable[[str], str]]] = {
    "casei": str.casefold,
    "accenti": _plain,
}


def _place(node: Any) -> shapely.Geometry:  # noqa: ANN401 - any JSON
    if isinstance(node, dict) and "bbox" in node:
        box = node["bbox"]
        half = len(box) // 2
        return shapely.box(box[0], box[1], box[half], box[half + 1])
    try:
        return shapely.from_geojson(json.dumps(node))
    except shapely.GEOSException:
        _refuse(f"{_shown(node)} is no place")


def _shown(node: Any) -> str:  # noqa: ANN401 - any JSON
    longest = 60
    return json.dumps(node, ensure_ascii=False)[:longest]


def _refuse(reason: str) -> NoReturn:
    message = f"filter: {reason}."
    raise ProblemError(400, message)
