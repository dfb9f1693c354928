"""Who goes where: both margins met, near before far."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.example.homes import catchments, drawing_power, felt_distance_m, pupil_homes


def test_catchments_meet_both_margins() -> None:
    away_m = np.array([[1e3, 4e3, 9e3], [8e3, 3e3, 2e3]])
    share = catchments(away_m, np.array([30.0, 50.0]), np.array([0.3, 0.3, 0.4]))
    flow = share * np.array([[30.0], [50.0]])
    assert np.allclose(flow.sum(axis=1), [30, 50])
    assert np.allclose(flow.sum(axis=0), [24, 24, 32], atol=0.01)
    # The odds of near over far are the same for both: a distance decay.
    assert share[0, 0] > share[0, 1] > share[0, 2]


def test_a_liking_draws_from_farther() -> None:
    away_m, pupils, share = np.full((2, 2), 2e3), np.full(2, 9.0), np.full(2, 0.5)
    liking = np.array([[4.0, 1.0], [1.0, 4.0]])
    liked = catchments(away_m, pupils, share, liking)
    assert np.allclose(liked, [[0.8, 0.2], [0.2, 0.8]])


def test_water_makes_far() -> None:
    seeds = pd.DataFrame({"piece": [0, 1, 2]})
    sites = pd.DataFrame({"postcode_row": [0]})
    felt = felt_distance_m(np.full((1, 3), 1_000.0), sites, seeds)
    assert felt[0, 0] == 1_000
    assert 1_000 < felt[0, 1] < felt[0, 2]


def test_competitors_share_what_they_draw_on() -> None:
    alone = drawing_power(np.array([[1e3, 2e3]]), np.array([0.5, 0.5]))
    both = drawing_power(np.array([[1e3, 2e3]] * 2), np.array([0.5, 0.5]))
    assert np.allclose(alone, 1)
    assert np.allclose(both, 0.5)


def test_homes_keep_every_pupil(rng: np.random.Generator) -> None:
    pupils = pd.DataFrame(
        {"site": [0, 0, 1], "leerweg": ["bl", "gl", "bl"], "profiel": "PIE"}
        | {"leerjaar": 3, "sex": "m", "students": [400, 300, 200]}
    )
    catchment = np.array([[0.7, 0.3, 0.0], [0.0, 0.0, 1.0]])
    homes = pupil_homes(pupils, catchment, rng)
    kept = homes.groupby(["site", "leerweg"]).students.sum()
    assert kept.to_dict() == {(0, "bl"): 400, (0, "gl"): 300, (1, "bl"): 200}
    assert set(homes.postcode_row[homes.site == 0]) == {0, 1}
    assert set(homes.postcode_row[homes.site == 1]) == {2}
