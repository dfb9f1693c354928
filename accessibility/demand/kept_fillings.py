"""What the kinds of a demand model found, to be kept beside a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from accessibility.snapshot import Snapshot


class Fillings(NamedTuple):
    """Students per leerweg, shape `(n_runs, n_postcodes)` each, and what is told of it.

    The postcodes are those of `accessibility.demand.homes.homes_of`, in its order; the
    first run is the estimate.
    """

    fillings: Mapping[str, NDArray[np.float64]]
    told: str


class KeptFillings(Protocol):
    """Gives what was found before from the same tables and options, or finds it."""

    def __call__(
        self, snapshot: Snapshot, options: str, find: Callable[[], Fillings], /
    ) -> Fillings:
        """Return what `find` finds, without asking it twice of the same."""
        ...


def made_anew(_: Snapshot, __: str, find: Callable[[], Fillings], /) -> Fillings:
    """Keep nothing."""
    return find()
