"""Homes spread over the offers of a vestiging: nobody is lost, nobody is told."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from accessibility.demand.attending import pupil_flows, smallest_shown
from accessibility.errors import MissingDataError
from accessibility.snapshot import Snapshot
from tests.small_country import country

COUNTS = ["students_low", "students", "students_high"]


def snapshot_of(*, example: bool) -> Snapshot:
    """Return a country in which pupils come from two postcodes, one to three."""
    snapshot = country(5)
    rows = [
        (brin6, pc4, year, number)
        for brin6 in snapshot.vestigingen.brin6
        for pc4, number in (("A001", 30.0), ("A002", 10.0))
        for year in (3, 4)
    ]
    table = pd.DataFrame(rows, columns=["brin6", "pc4", "leerjaar", "students"])
    table = table.assign(students_low=table.students, students_high=table.students)
    manifest = replace(snapshot.manifest, example=example)
    return replace(snapshot.edited(herkomst=table), manifest=manifest)


def test_pupils_come_from_where_the_third_years_do() -> None:
    snapshot = snapshot_of(example=True)
    flows = pupil_flows(snapshot)
    keys = ["brin6", "profiel", "leerweg"]
    whole = flows.groupby(keys)[COUNTS].sum()
    expected = snapshot.offers.set_index(keys)[COUNTS].loc[whole.index]
    pd.testing.assert_frame_equal(whole, expected.astype("float64"))
    one = flows[flows.brin6 == flows.brin6.iloc[0]].groupby("pc4").students.sum()
    assert one["A001"] == pytest.approx(3 * one["A002"])


def test_homes_that_are_not_an_example_are_rounded_first() -> None:
    snapshot = snapshot_of(example=False)
    assert smallest_shown(snapshot) == 5
    table = snapshot.table("herkomst")
    few = table.assign(**{n: table[n].where(table.pc4 == "A001", 2.0) for n in COUNTS})
    flows = pupil_flows(snapshot.edited(herkomst=few))
    whole = flows.groupby("brin6").students.sum()
    second = flows[flows.pc4 == "A002"].groupby("brin6").students.sum()
    share = second.reindex(whole.index).fillna(0.0) / whole
    # Two of 32 pupils become none or five of thirty or so.
    assert not share.between(0.01, 0.12).any()


def test_offers_of_unknown_size_are_left_out_and_homes_are_needed() -> None:
    snapshot = snapshot_of(example=True)
    offers = snapshot.offers
    first = offers.brin6 == offers.brin6.iloc[0]
    blank = offers.assign(**{name: offers[name].mask(first) for name in COUNTS})
    flows = pupil_flows(snapshot.edited(offers=blank))
    assert offers.brin6.iloc[0] not in set(flows.brin6)
    with pytest.raises(MissingDataError, match="duo-herkomst"):
        pupil_flows(country(5))


def test_pupils_of_a_combined_programme_attend_both_profiles() -> None:
    snapshot = snapshot_of(example=True)
    first = snapshot.offers[snapshot.offers.profiel == "PIE"].iloc[[0]]
    row = first.assign(profiel="BWI en PIE", leerjaar=3, soort="VMBO", sex="")
    pupils = row.assign(**dict.fromkeys(COUNTS, 12.0))
    flows = pupil_flows(snapshot.edited(pupils=pupils))
    without = pupil_flows(snapshot)
    keys = ["brin6", "profiel", "leerweg"]
    more = flows.groupby(keys).students.sum() - without.groupby(keys).students.sum()
    brin6, _, leerweg = (first[key].iloc[0] for key in keys)
    assert more[brin6, "PIE", leerweg] == pytest.approx(12.0)
