"""A small country on a line, and every table of shares that is made of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from accessibility.codes import AreaKind, Denominator, Leerweg
from accessibility.counting.students import Students
from accessibility.measures.shares import access
from accessibility.places import Points
from accessibility.reach_table import ReachTable
from accessibility.straight_line import straight_line_table

THRESHOLD = 10
KINDS = (AreaKind.NL, AreaKind.PROVINCIE, AreaKind.GEMEENTE, AreaKind.PC4)
N = 16
BEFORE = pd.DataFrame(
    [
        ("X1", "PIE", "gl"),
        ("X2", "PIE", "gl"),
        ("X3", "BWI", "gl"),
        ("X1", "BWI", "bl"),
        ("X4", "PIE", "bl"),
    ],
    columns=["brin6", "profiel", "leerweg"],
)
AFTER = BEFORE.iloc[1:]
"""The same country with one offer less."""


def country(seed: int, n: int = N) -> Students:
    """Make postcodes on a line with small counts per leerweg."""
    rng = np.random.default_rng(seed)
    pc4 = np.array([f"A{i:03d}" for i in range(n)])
    postcodes = pd.DataFrame(
        {
            "pc4": pc4,
            "gemeente": [f"G{i // 4}" for i in range(n)],
            "provincie": [f"P{i // 8}" for i in range(n)],
        }
    )
    cells = [
        (code, leerweg.value, float(number))
        for leerweg in Leerweg
        for code, number in zip(pc4, rng.integers(0, 14, n), strict=True)
        if number
    ]
    counts = pd.DataFrame(cells, columns=["pc4", "leerweg", "students"])
    counts["students_low"] = counts["students_high"] = counts.students
    points = Points(pc4, np.arange(0.0, n * 2_000.0, 2_000.0), np.zeros(n))
    ones = np.ones(n)
    return Students(points, np.arange(n), ones, postcodes, counts, "own")


def reach_of(students: Students) -> ReachTable:
    x_m = np.array([1_000.0, 9_000.0, 15_000.0, 26_000.0])
    sites = Points(np.array(["X1", "X2", "X3", "X4"]), x_m, np.zeros(4))
    return straight_line_table(students.points, sites)


def everything(students: Students, *offers: pd.DataFrame) -> pd.DataFrame:
    """Compute every table of shares that the service would give."""
    reach = reach_of(students)
    pairs = [(p, w) for p in ("PIE", "BWI", "techniek") for w in Leerweg]
    return pd.concat(
        [
            access(
                reach,
                offer,
                students,
                within=(5_000, 10_000),
                denominator=denominator,
                per=per,
                pairs=pairs,
            ).assign(scenario=k)
            for k, offer in enumerate(offers)
            for denominator in Denominator
            for per in KINDS
        ],
        ignore_index=True,
    )
