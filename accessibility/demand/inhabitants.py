"""Inhabitants of an age as a stand-in for students: public, and the same everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import numpy as np

from accessibility.counting import Students, sum_counts
from accessibility.demand.homes import homes_of
from accessibility.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from accessibility.snapshot import Snapshot

_AGES: Final = re.compile(r"(\d{1,3})-(\d{1,3})")


def inhabitants(snapshot: Snapshot, *, ages: tuple[int, int]) -> Students:
    """Return the inhabitants of an age range as if they were the students.

    Parameters
    ----------
    snapshot
        With tables `inhabitants` and `postcodes`.
    ages
        First and last age, inclusive. Of an age group that lies partly in the range
        the overlapping years count, as if all years were equally large.

    Raises
    ------
    UsageError
        If no age group of the table overlaps the range.
    """
    counts = inhabitants_of_age(snapshot.table("inhabitants"), ages)
    homes = homes_of(snapshot, counts.pc4)
    return Students(
        points=homes.points,
        point_pc4=homes.point_pc4,
        point_weight=homes.point_weight,
        postcodes=homes.postcodes,
        counts=counts.assign(leerweg=""),
        method=f"inhabitants:{ages[0]}-{ages[1]}",
        date=snapshot.manifest.dates.get("inhabitants", ""),
        assumption=(
            f"Inhabitants aged {ages[0]} to {ages[1]} stand for the students: the "
            "share of them who go to vmbo is taken to be the same everywhere."
        ),
    )


def inhabitants_of_age(table: pd.DataFrame, ages: tuple[int, int]) -> pd.DataFrame:
    """Return interval counts per postcode of the inhabitants of an age range.

    Raises
    ------
    UsageError
        If no age group of the table overlaps the range.
    """
    first = np.maximum(table.age_from, ages[0])
    last = np.minimum(table.age_to, ages[1])
    overlap = np.clip(last - first + 1, 0, None) / (table.age_to - table.age_from + 1)
    if not (overlap > 0).any():
        held = sorted(set(zip(table.age_from, table.age_to, strict=True)))
        groups = ", ".join(f"{a:g}-{b:g}" for a, b in held)
        message = f"no inhabitants aged {ages[0]}-{ages[1]}; the table has {groups}"
        raise UsageError(message)
    people = table.inhabitants * overlap
    counts = table[["pc4"]].assign(
        students_low=people, students=people, students_high=people
    )
    return sum_counts(counts[overlap > 0], ["pc4"])


def ages_of(option: str) -> tuple[int, int]:
    """Read an age range such as `10-14`.

    Raises
    ------
    UsageError
        If it is not two ages in order.
    """
    found = _AGES.fullmatch(option)
    if found and int(found[1]) <= int(found[2]):
        return int(found[1]), int(found[2])
    message = (
        f"--students inhabitants needs ages such as inhabitants:10-14, not {option!r}"
    )
    raise UsageError(message)
