"""On which roads two ways differ, told by the tags of those roads."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from benchmarks.polylines import MICRO
from data.access import blocks, passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from accessibility.codes import Mode
    from data.access import RoadRules
    from data.osm import OsmRoads

_MOST: Final = 3
_STEP: Final = 10

Cell = tuple[int, int]
Corner = tuple[float, float]


class WayIndex:
    """The ways of a file by the micro-degrees of their pieces.

    Parameters
    ----------
    roads
        As read from the file.
    mode, rules
        Who travels, by which rules.
    other
        Name of the other engine.
    """

    def __init__(
        self, roads: OsmRoads, mode: Mode, rules: RoadRules, other: str
    ) -> None:
        self._tags, self._other = roads.way_tags, other
        self._passage = [passage(tags, mode, rules) for tags in roads.way_tags]
        self._kinds: dict[tuple[Cell, Cell], list[tuple[int, bool]]] = defaultdict(list)
        x, y = roads.lon // _STEP, roads.lat // _STEP
        for way, kind in enumerate(roads.way_kind.tolist()):
            span = range(roads.way_ptr[way], roads.way_ptr[way + 1])
            cells = [(int(x[i]), int(y[i])) for i in span]
            for a, b in pairwise(cells):
                self._kinds[a, b].append((kind, True))
                self._kinds[b, a].append((kind, False))
        self._shut = {
            (int(lon) // _STEP, int(lat) // _STEP): roads.barrier_tags[kind]
            for lon, lat, kind in zip(
                roads.barrier_lon, roads.barrier_lat, roads.barrier_kind, strict=True
            )
            if blocks(roads.barrier_tags[kind], mode, rules)
        }

    def difference(self, ours: Sequence[Corner], theirs: Sequence[Corner]) -> str:
        """Say which roads only the other uses and why, and which only Bereik uses.

        Parameters
        ----------
        ours, theirs
            Corners of both ways, lon and lat; none where there is no way.
        """
        our_cells, their_cells = (
            [(round(x * MICRO), round(y * MICRO)) for x, y in way]
            for way in (ours, theirs)
        )
        only_theirs = self._only(their_cells, set(our_cells))
        only_ours = self._only(our_cells, set(their_cells))
        shut = [
            f"passes {_text(self._shut[c])}" for c in their_cells if c in self._shut
        ]
        closed = [text for text in only_theirs if "closed to us" in text]
        told = [
            f"{self._other}: {t}" for t in (*shut, *(closed or only_theirs))[:_MOST]
        ]
        return "; ".join([*told, *(f"Bereik: {t}" for t in only_ours[:_MOST])]) or "-"

    def _only(self, cells: Sequence[Cell], other: set[Cell]) -> list[str]:
        """Name the kinds of road of the pieces that the other way does not share."""
        others = {near for cell in other for near in _around(cell)}
        seen: Counter[str] = Counter()
        for a, b in pairwise(cells):
            if a in others and b in others:
                continue
            found = [
                kind
                for u in _around(a)
                for v in _around(b)
                for kind in self._kinds.get((u, v), ())
            ]
            seen.update({self._named(*kind) for kind in found[:1]})
        return [name for name, _ in seen.most_common()]

    def _named(self, kind: int, along: bool) -> str:  # noqa: FBT001 - one of a pair
        found = self._passage[kind]
        text = _text(self._tags[kind])
        if found is None:
            return f"{text} (closed to us)"
        is_open = found.there_kmh if along else found.back_kmh
        return text if is_open is not None else f"{text} (closed to us this way)"


def _text(tags: dict[str, str]) -> str:
    return "`" + " ".join(f"{key}={value}" for key, value in tags.items()) + "`"


def _around(cell: Cell) -> Iterable[Cell]:
    """Yield a cell and its neighbours: roundings of one place differ by one."""
    return ((cell[0] + dx, cell[1] + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
