"""Trips meet both sides, fall with distance, and hang on the decay that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import Denominator, Leerweg
from accessibility.counting.bounds import Division
from accessibility.demand.gravity import (
    GravityOptions,
    gravity,
    gravity_options,
)
from accessibility.errors import MissingDataError, UsageError

if TYPE_CHECKING:
    from accessibility.snapshot import Snapshot


def test_totals_are_those_of_the_vestigingen_routes_in_common_only(
    town: Snapshot,
) -> None:
    students = gravity(town)
    total = students.counts.groupby("leerweg").students.sum().to_dict()
    assert total == pytest.approx({"bl": 20, "gl": 22, "route": 8}, rel=1e-6)
    common = students.by_postcode(Denominator.COMMON, Leerweg.BL)[1].sum()
    assert common == pytest.approx(50, rel=1e-6)
    own = students.by_postcode(Denominator.LEERWEG, Leerweg.BL)[1].sum()
    assert own == pytest.approx(20, rel=1e-6)


def test_bl_pupils_live_near_the_vestiging_that_has_bl(town: Snapshot) -> None:
    counts = gravity(town).counts.set_index(["leerweg", "pc4"]).students
    assert counts["bl", "A001"] > 10 * counts["bl", "A003"]


def test_the_interval_is_the_range_over_kinds_and_a_margin(town: Snapshot) -> None:
    students = gravity(town, GravityOptions(decay_per_km=0.2))
    division = Division(np.array([1.0, 0, 0, 0, 0]), np.zeros(5, np.int64), 1)
    got = students.area_bounds(division, Denominator.LEERWEG, Leerweg.BL).share[:, 0]
    runs = students.bounds.fillings["bl"]  # type: ignore[union-attr] # gravity gives fillings
    # The estimate, 30 % even, and nine other kinds.
    assert len(runs) == 11
    shares = runs[:, 0] / runs.sum(axis=1)
    assert got == pytest.approx([shares.min() - 0.02, shares.max() + 0.02])
    assert shares.min() < shares[0] < shares.max()


def test_how_the_decay_was_found_is_said(town: Snapshot) -> None:
    # 20 of 60 pupils go to the far vestiging, and 60 of 210 people live there.
    said = gravity(town).assumption
    assert "fitted to 95 % of all third-years" in said
    assert "95.0 % of all third-years then go to school within 10 km" in said
    asked = gravity(town, gravity_options("0.357")).assumption
    assert "decay of 0.357 per km (as asked)" in asked
    far = town.vestigingen.copy()
    far["geometry"] = far.geometry.translate(50_000)
    lost = gravity(town.edited(vestigingen=far)).assumption
    assert "from literature, as no decay gives 0.95 part" in lost


def test_the_facts_stand_beside_the_figures(town: Snapshot) -> None:
    said = gravity(town).assumption
    for fact in ("km on average", "within 10 km", "to the nearest vestiging"):
        assert fact in said


def test_decay_is_fitted_to_a_mean_distance(town: Snapshot) -> None:
    said = gravity(town, gravity_options("4km")).assumption
    assert "Trips of bl, kl and gl are 4.0 km on average" in said
    with pytest.raises(UsageError, match=r"no decay gives 400 km.*it lies from"):
        gravity(town, gravity_options("400km"))


def test_decay_is_fitted_to_herkomst(town: Snapshot) -> None:
    # 40 pupils of XA0000: 10 from 4 km; 20 of XB0000: 5 from 16 km.
    said = gravity(town, gravity_options("herkomst")).assumption
    assert "the mean trip of 2.0 km in table herkomst" in said


def test_pupils_of_an_unplaced_vestiging_are_unplaced(town: Snapshot) -> None:
    pupils = town.table("pupils")
    few = pupils[pupils.brin6 == "XB0000"].head(1).assign(brin6="XC0000")
    few = few.assign(students_low=2.0, students=2.0, students_high=2.0)
    more = town.edited(pupils=pd.concat([pupils, few], ignore_index=True))
    counts = gravity(more).counts.set_index(["leerweg", "pc4"]).students
    assert counts["gl", "0000"] == 2


def test_too_few_places_are_refused(town: Snapshot) -> None:
    sites = town.vestigingen.copy()
    sites.loc[1, "geometry"] = None
    with pytest.raises(MissingDataError, match=r"95 %.*only 66.7 %"):
        gravity(town.edited(vestigingen=sites))
    with pytest.raises(MissingDataError, match="none has one"):
        gravity(town.edited(vestigingen=sites.iloc[1:]))


def test_a_vestiging_split_in_two_changes_nothing(town: Snapshot) -> None:
    pupils, sites = town.table("pupils"), town.vestigingen
    names = ["students_low", "students", "students_high"]
    here = pupils.brin6 == "XA0000"
    half = pupils.assign(**{n: pupils[n].where(~here, pupils[n] / 2) for n in names})
    both = pd.concat([half, half[here].assign(brin6="XD0000")], ignore_index=True)
    more = pd.concat([sites, sites.head(1).assign(brin6="XD0000")], ignore_index=True)
    options = GravityOptions(decay_per_km=0.2)
    split = gravity(town.edited(pupils=both, vestigingen=more), options)
    plain = gravity(town, options)
    assert split.counts.students.to_numpy() == pytest.approx(
        plain.counts.students.to_numpy(), rel=1e-5
    )


def test_a_vestiging_without_the_leerweg_never_yields_it(town: Snapshot) -> None:
    """All gl pupils at the far vestiging: they live around it."""
    pupils = town.table("pupils").copy()
    pupils.loc[(pupils.leerweg == "gl") & (pupils.leerjaar == 3), "brin6"] = "XB0000"
    counts = gravity(town.edited(pupils=pupils), GravityOptions(decay_per_km=1.0))
    gl = counts.by_postcode(Denominator.LEERWEG, Leerweg.GL)[1]
    assert gl[2] > 0.5 * gl.sum()
    bl = counts.by_postcode(Denominator.LEERWEG, Leerweg.BL)[1]
    assert bl[2] < 0.1 * bl.sum()


def test_a_file_of_homes_replaces_what_was_modelled_and_says_which(
    town: Snapshot,
) -> None:
    table = town.table("herkomst")
    part = town.edited(herkomst=table[table.brin6 == "XA0000"].reset_index(drop=True))
    found = {
        name: gravity(one, gravity_options(option))
        for name, one, option in (
            ("modelled", part, ""),
            ("part", part, "herkomst"),
            ("whole", town, "herkomst"),
        )
    }
    bl = {
        name: one.counts[one.counts.leerweg == "bl"].set_index("pc4").students
        for name, one in found.items()
    }
    # All pupils of bl go to the vestiging of the file: 30 and 10 of its third-years.
    assert bl["part"][["A001", "A002"]].tolist() == pytest.approx([15.0, 5.0])
    assert bl["modelled"]["A001"] != pytest.approx(15.0)
    assert "homes of 1 vestigingen with 66.7 %" in found["part"].assumption
    assert "those of the other 1 are modelled" in found["part"].assumption
    assert "homes of 2 vestigingen with 100.0 %" in found["whole"].assumption
    assert "are modelled with its scale" not in found["whole"].assumption
    assert "Replaced by table herkomst" not in found["modelled"].assumption
    gl = found["whole"].counts.set_index(["leerweg", "pc4"]).students
    # Ten of forty from XA0000, and all twelve of XB0000: a quarter from A002.
    assert gl["gl", "A002"] == pytest.approx(2.5 + 3.0)
