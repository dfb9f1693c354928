"""A road network after an edit: roads cut, stretches closed, places joined.

Junctions and links keep their numbers; new ones follow after them. A link that is
touched stays as a number that is open in no direction, and its pieces take its place.
Lengths and times of pieces add up to those of the whole, so that a cut changes no way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from accessibility.reach_table import CM_PER_M, DS_PER_S, NOT_FOUND
from accessibility.roads.network import Origin
from accessibility.roads.twin_links import twins_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from accessibility.roads.network import RoadNetwork

_CLOSED: Final = -1


class Spot(NamedTuple):
    """A place on a link: whole centimetres of its length from its start."""

    link: int
    at_cm: int


class Stretch(NamedTuple):
    """A part of a link to be closed, in whole centimetres from its start.

    One of no length is a cut: the road goes on on both sides, and not across.
    """

    link: int
    from_cm: int
    to_cm: int


class Join(NamedTuple):
    """A straight two-way link to be laid between two places on links."""

    start: Spot
    end: Spot
    speed_mps: float


def edited_network(
    network: RoadNetwork,
    *,
    closed: Iterable[Stretch] = (),
    joined: Iterable[Join] = (),
) -> RoadNetwork:
    """Return a network with stretches closed and places joined.

    Parameters
    ----------
    network
        What is edited; it is not touched.
    closed
        May overlap; what lies between two of them stays.
    joined
        Links to be laid; nobody is placed on them. Their ends may lie anywhere on a
        link that no stretch of the same call touches.
    """
    growth = _Growth(network)
    touched: dict[int, _Breaks] = defaultdict(_Breaks)
    for stretch in closed:
        for one in (stretch, *_on_copies(network, stretch)):
            touched[one.link].close(one)
    joins = list(joined)
    for spot in (spot for join in joins for spot in (join.start, join.end)):
        if 0 < spot.at_cm < network.link_length_cm[spot.link]:
            touched[spot.link].at.add(spot.at_cm)
    for link in sorted(touched):
        growth.cut(link, touched[link])
    for join in joins:
        growth.lay(join)
    return growth.network()


def _on_copies(network: RoadNetwork, stretch: Stretch) -> Iterator[Stretch]:
    """Yield the same stretch of the links that stand for the same road."""
    link, from_cm, to_cm = stretch
    whole = int(network.link_length_cm[link])
    for copy, turned in twins_of(network, link):
        if turned:
            yield Stretch(copy, whole - to_cm, whole - from_cm)
        else:
            yield Stretch(copy, from_cm, to_cm)


def without_links(network: RoadNetwork, links: NDArray[np.int64]) -> RoadNetwork:
    """Return a network in which some links are closed from end to end."""
    length_cm = network.link_length_cm
    whole = [Stretch(int(link), 0, int(length_cm[link])) for link in links]
    return edited_network(network, closed=whole)


class _Breaks:
    """Where a link is cut: places, those at which it is not joined, what is closed."""

    def __init__(self) -> None:
        self.at: set[int] = set()
        self.split: set[int] = set()
        self.closed: list[Stretch] = []

    def close(self, stretch: Stretch) -> None:
        """Note a stretch to be closed."""
        self.at |= {stretch.from_cm, stretch.to_cm}
        if stretch.from_cm == stretch.to_cm:
            self.split.add(stretch.from_cm)
        else:
            self.closed.append(stretch)

    def is_closed(self, from_cm: int, to_cm: int) -> bool:
        """Tell whether a piece between two places next to one another is closed."""
        return any(s.from_cm <= from_cm and to_cm <= s.to_cm for s in self.closed)


class _NewLink(NamedTuple):
    """A link that comes after the others."""

    start: int
    end: int
    length_cm: int
    forward_ds: int
    backward_ds: int
    is_street: bool


class _Growth:
    """What is added to a network, piece by piece.

    Parameters
    ----------
    before
        The network that grows.
    """

    def __init__(self, before: RoadNetwork) -> None:
        self.before = before
        self.places: list[tuple[int, int]] = []
        self.links: list[_NewLink] = []
        self.shapes: list[NDArray[np.int32]] = []
        self.pieces: list[tuple[int, int, int, int]] = []
        self.nodes: dict[Spot, int] = {}
        self.joined: list[Spot] = []

    def cut(self, link: int, breaks: _Breaks) -> None:
        """Cut a link where it breaks, and leave out what is closed."""
        length_cm = int(self.before.link_length_cm[link])
        shape = LinkShape(self.before, link)
        left: int | None = int(self.before.link_start[link])
        for a, b in pairwise(sorted({0, length_cm, *breaks.at})):
            if breaks.is_closed(a, b):
                self.pieces.append((link, a, b, _CLOSED))
                left = None
                continue
            if left is None:
                left = self._node(shape.place(a))
            right = (
                int(self.before.link_end[link])
                if b == length_cm
                else self._node(shape.place(b))
            )
            self.nodes[Spot(link, b)] = right
            self.pieces.append((link, a, b, self._next_link))
            self._add(self._piece(link, a, b, (left, right)), shape.part(a, b))
            left = None if b in breaks.split else right

    def lay(self, join: Join) -> None:
        """Lay a link between two places, with a junction at each."""
        ends = self._junction(join.start), self._junction(join.end)
        places = np.array([self._place(node) for node in ends], np.int32)
        length_cm = int(
            np.ceil(np.hypot(*np.diff(places.astype(np.float64), axis=0)[0]))
        )
        time_ds = int(np.ceil(length_cm / CM_PER_M / join.speed_mps * DS_PER_S))
        self.joined += [join.start, join.end]
        self._add(_NewLink(*ends, length_cm, time_ds, time_ds, is_street=False), places)

    def network(self) -> RoadNetwork:
        """Return the network with all that was added."""
        before, touched = self.before, sorted({piece[0] for piece in self.pieces})
        pieces = np.array(self.pieces, np.int64).reshape(-1, 4)
        spans: dict[str, Any] = _spans_on(before, pieces)
        links: dict[str, Any] = {
            f"link_{name}": _longer(
                getattr(before, f"link_{name}"),
                [getattr(new, name) for new in self.links],
            )
            for name in _NewLink._fields
        }
        links["link_forward_ds"][touched] = NOT_FOUND
        links["link_backward_ds"][touched] = NOT_FOUND
        links["link_is_street"][touched] = False
        vertices = np.concatenate([np.empty((0, 2), np.int32), *self.shapes])
        sizes = np.cumsum([len(shape) for shape in self.shapes], dtype=np.int64)
        return replace(
            before,
            **links,
            **spans,
            node_x_cm=_longer(before.node_x_cm, [x for x, _ in self.places]),
            node_y_cm=_longer(before.node_y_cm, [y for _, y in self.places]),
            node_component=np.empty(0, np.int32),
            component_m=np.empty(0),
            vertex_ptr=np.append(before.vertex_ptr, before.vertex_ptr[-1] + sizes),
            vertex_x_cm=np.append(before.vertex_x_cm, vertices[:, 0]),
            vertex_y_cm=np.append(before.vertex_y_cm, vertices[:, 1]),
            _origin=self._origin(pieces),
            _derived={},
        )

    def _origin(self, pieces: NDArray[np.int64]) -> Origin:
        link, from_cm, to_cm, piece = pieces.T
        joined, joined_cm = np.array(self.joined, np.int64).reshape(-1, 2).T
        return Origin(self.before, link, from_cm, to_cm, piece, joined, joined_cm)

    @property
    def _next_link(self) -> int:
        return self.before.n_links + len(self.links)

    def _add(self, link: _NewLink, shape: NDArray[np.int32]) -> None:
        self.links.append(link)
        self.shapes.append(shape)

    def _node(self, place: tuple[int, int]) -> int:
        self.places.append(place)
        return self.before.n_nodes + len(self.places) - 1

    def _junction(self, spot: Spot) -> int:
        if spot in self.nodes:
            return self.nodes[spot]
        at_start = spot.at_cm <= 0
        ends = self.before.link_start if at_start else self.before.link_end
        return int(ends[spot.link])

    def _place(self, node: int) -> tuple[int, int]:
        old = self.before.n_nodes
        if node >= old:
            return self.places[node - old]
        return int(self.before.node_x_cm[node]), int(self.before.node_y_cm[node])

    def _piece(self, link: int, a: int, b: int, ends: tuple[int, int]) -> _NewLink:
        before = self.before
        length_cm = int(before.link_length_cm[link])
        forward, backward = (
            _share(int(times[link]), a, b, length_cm)
            for times in (before.link_forward_ds, before.link_backward_ds)
        )
        street = bool(before.link_is_street[link])
        return _NewLink(*ends, b - a, forward, backward, street)


def _share(whole_ds: int, a: int, b: int, length_cm: int) -> int:
    """Return the time of a piece; those of all pieces add up to the whole."""
    if whole_ds == NOT_FOUND or length_cm == 0:
        return whole_ds
    return round(whole_ds * b / length_cm) - round(whole_ds * a / length_cm)


class LinkShape:
    """The shape of a link, as far along as its counted length goes."""

    def __init__(self, network: RoadNetwork, link: int) -> None:
        span = slice(network.vertex_ptr[link], network.vertex_ptr[link + 1])
        self._xy = np.column_stack(
            [network.vertex_x_cm[span], network.vertex_y_cm[span]]
        )
        steps = np.hypot(*np.diff(self._xy.astype(np.float64), axis=0).T)
        along = np.concatenate([[0.0], np.cumsum(steps)])
        length_cm = int(network.link_length_cm[link])
        self._along = along / max(along[-1], 1.0) * length_cm

    def place(self, at_cm: int) -> tuple[int, int]:
        """Return the place at a length from the start, in whole centimetres."""
        x, y = (np.interp(at_cm, self._along, column) for column in self._xy.T)
        return round(float(x)), round(float(y))

    def part(self, from_cm: int, to_cm: int) -> NDArray[np.int32]:
        """Return the shape between two places, both included."""
        between = (self._along > from_cm) & (self._along < to_cm)
        ends = [[self.place(from_cm)], [self.place(to_cm)]]
        return np.concatenate([ends[0], self._xy[between], ends[1]]).astype(np.int32)


def _longer(column: NDArray[Any], more: Sequence[Any]) -> NDArray[Any]:
    """Return a column with more rows after it."""
    return np.concatenate([column, np.asarray(more, column.dtype)])


def _spans_on(
    network: RoadNetwork, pieces: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """Return bridges, tunnels and ferries: those on a touched link on its pieces."""
    stays = ~np.isin(network.span_link, pieces[:, 0])
    moved: list[tuple[int, int, int, str, str]] = []
    for row in np.flatnonzero(~stays):
        start, end = int(network.span_from_cm[row]), int(network.span_to_cm[row])
        for _, a, b, piece in pieces[pieces[:, 0] == network.span_link[row]].tolist():
            low, high = max(a, start), min(b, end)
            if piece != _CLOSED and low < high:
                named = str(network.span_kind[row]), str(network.span_name[row])
                moved.append((piece, low - a, high - a, *named))
    names = ("span_link", "span_from_cm", "span_to_cm", "span_kind", "span_name")
    columns = zip(*moved, strict=True) if moved else ((),) * len(names)
    return {
        name: _longer(getattr(network, name)[stays], column)
        for name, column in zip(names, columns, strict=True)
    }
