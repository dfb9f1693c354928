"""The working copy: what it starts from is never touched."""

from __future__ import annotations

import numpy as np
import pytest

from accessibility.codes import Leerweg, Mode, Profiel
from accessibility.scenario.draft import Draft, Standing, start_of
from accessibility.scenario.edits import Place
from accessibility.snapshot import Snapshot
from tests.small_country import country
from tests.town import Town

ONE = "X00000"
GL = Leerweg.GL


def draft_of(snapshot: Snapshot) -> Draft:
    return Draft(snapshot, start_of(snapshot))


def test_it_starts_as_the_tables_stand() -> None:
    snapshot = country()
    sites = snapshot.vestigingen.copy()
    sites.loc[3, "geometry"] = None
    draft = draft_of(snapshot.edited(vestigingen=sites))
    keys = zip(
        snapshot.offers.brin6,
        snapshot.offers.profiel,
        snapshot.offers.leerweg,
        strict=True,
    )
    assert list(draft.offers) == [(b, Profiel(p), Leerweg(w)) for b, p, w in keys]
    first = snapshot.offers.iloc[0]
    assert next(iter(draft.offers.values())) == (
        first.students_low,
        first.students,
        first.students_high,
    )
    at = sites.geometry[0]
    assert draft.sites[ONE] == Standing(Place(at.x, at.y))
    assert draft.sites["X00003"] == Standing(None)


def test_the_start_is_left_alone() -> None:
    draft = draft_of(country())
    before = dict(draft.first_offers)
    draft.offers.clear()
    draft.sites.clear()
    assert draft.first_offers == before
    assert len(draft.first_sites) == 8


def test_an_offer_that_stood_at_the_start_returns_as_it_was() -> None:
    draft = draft_of(country())
    key, count = next(iter(draft.first_offers.items()))
    del draft.offers[key]
    draft.open(key)
    assert draft.offers[key] == count
    draft.open((ONE, Profiel.MT, GL))
    assert np.isnan(draft.offers[ONE, Profiel.MT, GL]).all()


@pytest.mark.parametrize(
    ("number", "ending"),
    [(6, "BWI gl"), (7, "BWI gl and 1 more"), (9, "BWI gl and 3 more")],
)
def test_offers_are_named_briefly(number: int, ending: str) -> None:
    draft = draft_of(country())
    draft.offers.clear()
    assert draft.offer_words(ONE) == "nothing"
    profielen = sorted(Profiel)[:3]
    assert profielen[0] is Profiel.BWI
    held = [(p, w) for w in ("bl", "gl", "kl") for p in profielen][:number]
    for profiel, leerweg in held:
        draft.open((ONE, profiel, Leerweg(leerweg)))
    words = draft.offer_words(ONE)
    named = sorted(f"{p} {w}" for p, w in held)[:6]
    more = number - 6
    assert words == ", ".join(named) + (f" and {more} more" if more else "")
    assert ending.split(" and ", maxsplit=1)[0] in words


def test_a_network_is_the_one_edited_last(town: Town) -> None:
    bare = country()
    network, other = town.network(), town.network(bridge=False)
    draft = draft_of(Snapshot(bare.manifest, bare.tables, roads={Mode.BIKE: network}))
    assert draft.network(Mode.BIKE) is network
    assert draft.network(Mode.CAR) is None
    draft.roads[Mode.BIKE] = other
    assert draft.network(Mode.BIKE) is other
