"""The working copy on which edits are tried one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from accessibility.codes import Leerweg, Mode, Profiel
from accessibility.counting import COUNT_COLUMNS
from accessibility.scenario.edits import FoundVestiging, Place

if TYPE_CHECKING:
    from accessibility.roads import RoadNetwork
    from accessibility.scenario.edits import OfferKey
    from accessibility.scenario.road_edits import Closing
    from accessibility.snapshot import Snapshot
    from accessibility.transit import TransitDay

Count = tuple[float, float, float]
"""Third-years of an offer: low, estimate, high; NaN where nothing is known."""

UNKNOWN_COUNT: Final[Count] = (np.nan, np.nan, np.nan)
_MOST_NAMED: Final = 6


class Standing(NamedTuple):
    """A vestiging as it stands: where, and the edit that founded it if any did."""

    place: Place | None
    founded: FoundVestiging | None = None


class Start(NamedTuple):
    """A snapshot's offers and vestigingen by their keys, in the order of its tables.

    Made once where many scenarios start from the same snapshot.
    """

    offers: dict[OfferKey, Count]
    sites: dict[str, Standing]


def start_of(snapshot: Snapshot) -> Start:
    """Return what every scenario on a snapshot starts from."""
    return Start(_offers_of(snapshot), _sites_of(snapshot))


class Draft:
    """Offers and vestigingen while edits are applied; never leaves this package.

    Parameters
    ----------
    snapshot
        What the scenario starts from; it is not touched.
    start
        The same by key.
    """

    def __init__(self, snapshot: Snapshot, start: Start) -> None:
        self.snapshot = snapshot
        self.first_offers, self.first_sites = start
        self.offers = dict(start.offers)
        self.sites = dict(start.sites)
        # Only what was edited: networks on disk stay unread until they are needed.
        self.roads: dict[Mode, RoadNetwork] = {}
        self.closings: list[Closing] = []
        self.transit: dict[Mode, TransitDay] = {}
        self.lapsed: set[int] = set()
        self.student_keys: set[tuple[str, ...]] = set()

    def network(self, mode: Mode) -> RoadNetwork | None:
        """Return the network of a mode as edited so far; None if there is none."""
        return self.roads.get(mode) or self.snapshot.roads.get(mode)

    def day(self) -> TransitDay | None:
        """Return what runs as edited so far; None if there is no timetable."""
        return self.transit.get(Mode.OV) or self.snapshot.transit.get(Mode.OV)

    def open(self, key: OfferKey) -> None:
        """Open an offer; one that stood at the start returns as it was."""
        self.offers[key] = self.first_offers.get(key, UNKNOWN_COUNT)

    def offers_at(self, brin6: str) -> list[OfferKey]:
        """Return what a vestiging offers, sorted."""
        return sorted(key for key in self.offers if key[0] == brin6)

    def offer_words(self, brin6: str) -> str:
        """Say what a vestiging offers, briefly."""
        held = [f"{profiel} {leerweg}" for _, profiel, leerweg in self.offers_at(brin6)]
        if not held:
            return "nothing"
        more = len(held) - _MOST_NAMED
        return ", ".join(held[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _offers_of(snapshot: Snapshot) -> dict[OfferKey, Count]:
    offers = snapshot.offers
    profielen = {p.value: p for p in Profiel}
    leerwegen = {w.value: w for w in Leerweg}
    keys = zip(
        offers.brin6.tolist(),
        [profielen[p] for p in offers.profiel],
        [leerwegen[w] for w in offers.leerweg],
        strict=True,
    )
    counts = zip(
        *(offers[name].astype("float64").tolist() for name in COUNT_COLUMNS),
        strict=True,
    )
    return dict(zip(keys, counts, strict=True))


def _sites_of(snapshot: Snapshot) -> dict[str, Standing]:
    sites = snapshot.vestigingen
    return {
        brin6: Standing(Place(x, y) if np.isfinite(x) else None)
        for brin6, x, y in zip(
            sites.brin6.tolist(),
            sites.geometry.x.tolist(),
            sites.geometry.y.tolist(),
            strict=True,
        )
    }
