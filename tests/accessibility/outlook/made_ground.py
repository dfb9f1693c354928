"""A small country with children in it, to look ahead from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from accessibility.codes import Denominator
from accessibility.outlook.asked import TECHNICAL
from accessibility.outlook.ground import Ground, ground_of
from accessibility.questions import Question
from accessibility.snapshot import Snapshot
from accessibility.study import Study
from tests.small_country import whole_country

QUESTION = Question(
    denominator=Denominator.LEERWEG, students="own", profielen=TECHNICAL
)
GROUPS = ((0, 4), (5, 9), (10, 14), (15, 19))
DATES = {
    "offers": "2019-10-01",
    "students": "2019-10-01",
    "own_students": "2019-10-01",
    "inhabitants": "2021-01-01",
    "primary_ages": "2024-10-01",
}


def land(*, alike: bool = False) -> Snapshot:
    """Return the small country; `alike`: as many children of every age everywhere."""
    country = whole_country()
    pc4 = country.postcodes.pc4.to_numpy(str)
    rng = np.random.default_rng(5)
    n = len(pc4)
    people = [
        pd.DataFrame(
            {
                "pc4": pc4,
                "age_from": first,
                "age_to": last,
                "inhabitants": 500.0 if alike else rng.integers(200, 800, n) * 1.0,
            }
        )
        for first, last in GROUPS
    ]
    pupils = [
        pd.DataFrame(
            {
                "pc4": pc4,
                "age": age,
                "known": 100.0 if alike else rng.integers(40, 160, n) * 1.0,
                "masked": 0.0 if alike else rng.integers(0, 3, n) * 1.0,
            }
        )
        for age in range(4, 12)
    ]
    tables = {"inhabitants": pd.concat(people), "primary_ages": pd.concat(pupils)}
    told = country.edited(**{k: t.reset_index(drop=True) for k, t in tables.items()})
    dates = {**told.manifest.dates, **DATES}
    return replace(told, manifest=replace(told.manifest, dates=dates))


def study(*, alike: bool = False) -> Study:
    return Study(land(alike=alike))


def ground(*, alike: bool = False, question: Question = QUESTION) -> Ground:
    return ground_of(study(alike=alike), question)
