"""School sites of the example country: where they stand and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from data.example.targets import N_VESTIGINGEN

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEED_M: Final = 3_000.0
_FEED_LIMIT_M: Final = 18_000.0
_TOWN_PULL: Final = 0.06
_CROWDING: Final = 0.35
_MOST_PER_SCHOOL: Final = 4
_MOST_PER_BOARD: Final = 6
_BOARD_REACH_M: Final = 25_000.0
_FAITHS: Final = (
    "Openbaar",
    "Rooms-Katholiek",
    "Protestants-Christelijk",
    "Algemeen bijzonder",
)
_FAITH_SHARES: Final = (0.30, 0.25, 0.25, 0.20)


def school_sites(
    seeds: pd.DataFrame, places: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Place vestigingen where children live, one after the other.

    Every next site goes where most children are not yet served; towns pull.

    Returns
    -------
    pandas.DataFrame
        One row per vestiging: `brin6` (starts with X, so that it cannot be real),
        `naam`, `postcode_row` (row in `seeds`), `x_m`, `y_m`, `bestuur`,
        `denominatie`.
    """
    row = np.sort(_served(seeds, places))
    xy = seeds[["x_m", "y_m"]].to_numpy()
    away_m, _ = cKDTree(xy).query(xy[row], k=2)
    turn = rng.uniform(0, 2 * np.pi, len(row))
    # Less than half-way to the next postcode's point: the site stays in its own.
    out_m = rng.uniform(0.1, 0.4, len(row)) * np.minimum(away_m[:, 1], 900.0)
    sites = pd.DataFrame(
        {
            "postcode_row": row,
            "place": seeds.place.to_numpy()[row],
            "x_m": (xy[row, 0] + out_m * np.cos(turn)).round(2),
            "y_m": (xy[row, 1] + out_m * np.sin(turn)).round(2),
        }
    )
    return _named(sites, places.plaats.to_numpy(), rng)


def _served(seeds: pd.DataFrame, places: pd.DataFrame) -> NDArray[np.int64]:
    """Return the postcode rows of the sites, in the order in which they were found."""
    feed = _feed(seeds[["x_m", "y_m"]].to_numpy())
    unserved = seeds.inhabitants.to_numpy(np.float64).copy()
    capacity = unserved.sum() / N_VESTIGINGEN
    town = places.inhabitants.to_numpy(np.float64)[seeds.place.to_numpy()]
    pull = town**_TOWN_PULL
    island = seeds.piece.to_numpy() == seeds.piece.max()
    chosen = [int(np.argmax(unserved * island))]
    while True:
        best = chosen[-1]
        near = feed.indices[feed.indptr[best] : feed.indptr[best + 1]]
        taken = unserved[near] * feed.data[feed.indptr[best] : feed.indptr[best + 1]]
        unserved[near] -= taken * min(1.0, capacity / max(taken.sum(), 1e-9))
        if len(chosen) == N_VESTIGINGEN:
            return np.array(chosen)
        pull[best] *= _CROWDING
        chosen.append(int(np.argmax((feed @ unserved) * pull)))


def _feed(xy: NDArray[np.float64]) -> csr_array:
    """How much a site at one postcode draws on another: falls with distance."""
    tree = cKDTree(xy)
    near = tree.sparse_distance_matrix(tree, _FEED_LIMIT_M, output_type="ndarray")
    weight = np.exp(-near["v"] / _FEED_M)
    shape = (len(xy), len(xy))
    return csr_array((weight, (near["i"], near["j"])), shape=shape)


def _named(
    sites: pd.DataFrame, plaats: NDArray[np.str_], rng: np.random.Generator
) -> pd.DataFrame:
    """Give every site a name, a number within a school, a school and a board."""
    name = plaats[sites.place.to_numpy()]
    nth = sites.groupby("place").cumcount().to_numpy().astype(np.int64)
    in_town = sites.groupby("place").place.transform("size")
    school, number = _schools(sites.place.to_numpy(), nth, rng)
    letter, digits = np.divmod(school, 100)
    brin6 = [
        f"X{chr(65 + a)}{b:02d}{c:02d}"
        for a, b, c in zip(letter, digits, number, strict=True)
    ]
    label = np.where(in_town > 1, np.char.add(" ", (nth + 1).astype(str)), "")
    board = _boards(sites, school)
    faith = rng.choice(_FAITHS, board.max() + 1, p=_FAITH_SHARES)
    return sites.assign(
        brin6=brin6,
        naam=["Voorbeeldcollege " + a + b for a, b in zip(name, label, strict=True)],
        bestuur=[f"VB-BG{n + 1:03d}" for n in board],
        denominatie=faith[board],
    )


def _schools(
    place: NDArray[np.int64], nth: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Join sites of one town into schools; number them within the school."""
    size = rng.integers(1, _MOST_PER_SCHOOL + 1, place.max() + 1)
    key = place * 1_000 + nth // size[place]
    _, school = np.unique(key, return_inverse=True)
    return school, nth % size[place]


def _boards(sites: pd.DataFrame, school: NDArray[np.int64]) -> NDArray[np.int64]:
    """Join neighbouring schools under one board."""
    middle = sites.groupby(school)[["x_m", "y_m"]].mean().to_numpy()
    tree = cKDTree(middle)
    board = np.full(len(middle), -1, np.int64)
    for i in range(len(middle)):
        if board[i] >= 0:
            continue
        _, near = tree.query(
            middle[i], k=3 * _MOST_PER_BOARD, distance_upper_bound=_BOARD_REACH_M
        )
        near = near[near < len(middle)]
        size = 1 + (7 * i) % _MOST_PER_BOARD
        board[near[board[near] < 0][:size]] = board.max() + 1
    return board[school]
