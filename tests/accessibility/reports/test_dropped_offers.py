"""Offers that are gone at vestigingen that go on, and what is kept there."""

from __future__ import annotations

from accessibility.codes import AreaKind
from accessibility.reports.dropped_offers import dropped_offers
from tests.small_country import whole_country


def test_a_dropped_pair_is_told_with_what_is_kept() -> None:
    old = whole_country()
    first = old.offers[old.offers.profiel == "PIE"].iloc[0]
    pair = (old.offers.brin6 == first.brin6) & (old.offers.profiel == "PIE")
    one = pair & (old.offers.leerweg == first.leerweg)
    new = old.edited(offers=old.offers[~one].reset_index(drop=True))
    table = dropped_offers(old, new, AreaKind.GEMEENTE)
    assert len(table) == 1
    row = table.iloc[0]
    assert (row.brin6, row.profiel, row.leerweg) == (
        first.brin6,
        "PIE",
        first.leerweg,
    )
    still = new.offers[new.offers.brin6 == first.brin6].profiel
    assert row.keeps_profiel == ("ja" if "PIE" in set(still) else "nee")
    assert row.keeps == ", ".join(sorted(set(still)))
    assert row.edit == f"open-{first.brin6}-PIE-{first.leerweg}"


def test_a_vestiging_that_is_gone_is_no_candidate() -> None:
    old = whole_country()
    closed = old.offers.brin6 == old.offers.brin6.iloc[0]
    new = old.edited(offers=old.offers[~closed].reset_index(drop=True))
    assert dropped_offers(old, new, AreaKind.GEMEENTE).empty
    assert dropped_offers(old, old, AreaKind.GEMEENTE).empty
