"""Which vestiging offers which profiel in which leerweg, as B3.4-B3.6 have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from accessibility.codes import TECHNISCH, Leerweg, Profiel
from data.example.calibration import Target, choose
from data.example.targets import (
    N_STO_REGIOS,
    N_STO_REGIOS_WITH_GL,
    N_TECHNICAL,
    OFFERING,
    OUTSIDE_STO,
    REGIONS,
    VESTIGINGEN,
    WITHIN_10_KM,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from data.example.calibration import Ground

Sites = dict[tuple[Profiel, Leerweg], "NDArray[np.int64]"]

_N_GREEN_ONLY: Final = 100
_REACH_OF_TECHNICAL: Final = 0.945
_UNION_BONUS: Final = 0.006
"""A profiel in any leerweg reaches slightly more than in its widest leerweg."""

_NOBODY: Final = np.empty(0, np.int64)
_ORDER: Final = (Profiel.PIE, Profiel.MAT, Profiel.MVI, Profiel.MT, Profiel.BWI)


def example_offers(ground: Ground, rng: np.random.Generator) -> Sites:
    """Choose the vestigingen of every profiel and leerweg.

    Returns
    -------
    dict
        Rows of the sites per pair, ascending; exactly as many as B3.5 counts.
    """
    everyone = np.arange(len(ground.region))
    technical = choose(
        ground,
        Target(N_TECHNICAL, _REACH_OF_TECHNICAL, N_STO_REGIOS - 1),
        everyone,
        _NOBODY,
        rng,
    )
    by_profiel = _technical_profiles(ground, technical, rng)
    by_profiel |= _other_profiles(ground, np.setdiff1d(everyone, technical), rng)
    with_gl = _regions_with_gl(ground, by_profiel, rng)
    sites: Sites = {}
    for profiel, chosen in by_profiel.items():
        sites |= _leerwegen(ground, profiel, chosen, rng)
        pool = chosen
        if profiel in TECHNISCH:
            pool = chosen[np.isin(ground.region[chosen], with_gl)]
        fixed = _NOBODY
        if profiel is Profiel.BWI:
            fixed = _unserved(ground, pool, sites[Profiel.PIE, Leerweg.GL])
        sites[profiel, Leerweg.GL] = choose(
            ground, _target(profiel, Leerweg.GL), pool, fixed, rng
        )
    return sites


def offers_table(sites: Sites) -> pd.DataFrame:
    """Return one row per offer: `site`, `profiel`, `leerweg`."""
    return pd.concat(
        [
            pd.DataFrame({"site": rows, "profiel": str(p), "leerweg": str(w)})
            for (p, w), rows in sites.items()
        ],
        ignore_index=True,
    ).sort_values(["site", "profiel", "leerweg"], ignore_index=True)


def outside_sto(sites: Sites, ground: Ground) -> NDArray[np.int64]:
    """Choose the vestigingen that belong to no STO-regio, as many as B3.5 counts.

    Those with technical offers in the gemengde leerweg stay inside, so that the
    regions without one remain as many.
    """
    left = dict(OUTSIDE_STO)
    offered = {p: set(sites[p, Leerweg.BL]) | set(sites[p, Leerweg.KL]) for p in _ORDER}
    with_gl = {row for p in _ORDER for row in sites[p, Leerweg.GL]}
    large = np.bincount(ground.region)[ground.region] > len(left)
    profiles = {
        row: [p for p in OUTSIDE_STO if row in offered[p]]
        for row in map(int, np.flatnonzero(large))
        if row not in with_gl
    }
    chosen = []
    for row in sorted(profiles, key=lambda r: (-len(profiles[r]), r)):
        if profiles[row] and all(left[p] > 0 for p in profiles[row]):
            chosen.append(row)
            for p in profiles[row]:
                left[p] -= 1
    return np.array(sorted(chosen))


def _target(profiel: Profiel, leerweg: Leerweg) -> Target:
    pair = (profiel, leerweg)
    return Target(OFFERING[pair], WITHIN_10_KM[pair], REGIONS.get(pair))


def _any_leerweg(profiel: Profiel) -> Target:
    """Say what the sites of a profiel, in whatever leerweg, must come to."""
    wide = max((_target(profiel, w) for w in Leerweg), key=lambda t: t.share)
    extra = _UNION_BONUS if VESTIGINGEN[profiel] > wide.n else 0.0
    return Target(VESTIGINGEN[profiel], wide.share + extra, wide.regions)


def _technical_profiles(
    ground: Ground, technical: NDArray[np.int64], rng: np.random.Generator
) -> dict[Profiel, NDArray[np.int64]]:
    """Share out the technical profiles so that no technical site is left without."""
    found: dict[Profiel, NDArray[np.int64]] = {}
    bare = technical
    for profiel in _ORDER:
        # The last profile takes every site that still has none.
        fixed = bare if profiel is _ORDER[-1] else _NOBODY
        chosen = choose(ground, _any_leerweg(profiel), technical, fixed, rng)
        found[profiel] = chosen
        bare = np.setdiff1d(bare, chosen)
    return found


def _other_profiles(
    ground: Ground, rest: NDArray[np.int64], rng: np.random.Generator
) -> dict[Profiel, NDArray[np.int64]]:
    """Share out the other profiles; green schools offer nothing else."""
    everyone = np.arange(len(ground.region))
    mixed = rng.permutation(rest)
    green, mixed = np.sort(mixed[:_N_GREEN_ONLY]), mixed[_N_GREEN_ONLY:]
    half = len(mixed) // 2
    fixed = {
        Profiel.GROEN: green,
        Profiel.ZW: np.sort(mixed[:half]),
        Profiel.DP: np.sort(mixed[half:]),
        Profiel.EO: _NOBODY,
        Profiel.HBR: _NOBODY,
    }
    return {
        p: choose(
            ground,
            _any_leerweg(p),
            everyone if p is Profiel.GROEN else np.setdiff1d(everyone, green),
            rows,
            rng,
        )
        for p, rows in fixed.items()
    }


def _leerwegen(
    ground: Ground,
    profiel: Profiel,
    chosen: NDArray[np.int64],
    rng: np.random.Generator,
) -> Sites:
    """Choose who offers a profiel in kl, and in bl: every site in at least one."""
    kl = choose(ground, _target(profiel, Leerweg.KL), chosen, _NOBODY, rng)
    without = np.setdiff1d(chosen, kl)
    bl = choose(ground, _target(profiel, Leerweg.BL), chosen, without, rng)
    return {(profiel, Leerweg.BL): bl, (profiel, Leerweg.KL): kl}


def _regions_with_gl(
    ground: Ground,
    by_profiel: dict[Profiel, NDArray[np.int64]],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Choose the regions with any technical profile in the gemengde leerweg.

    Small regions go without more often; those with a rare profile have it.
    """
    size = np.bincount(ground.region, minlength=N_STO_REGIOS)
    in_pie = np.isin(np.arange(N_STO_REGIOS), ground.region[by_profiel[Profiel.PIE]])
    rank = np.log(size) + rng.gumbel(0, 1.2, N_STO_REGIOS) + 100.0 * in_pie
    rank[ground.region[by_profiel[Profiel.MAT]]] += 1_000.0
    return np.sort(np.argsort(-rank)[:N_STO_REGIOS_WITH_GL])


def _unserved(
    ground: Ground, pool: NDArray[np.int64], served: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return one site of the pool in every region that has none yet."""
    bare = pool[~np.isin(ground.region[pool], ground.region[served])]
    _, first = np.unique(ground.region[bare], return_index=True)
    return bare[first]
