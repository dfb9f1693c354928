"""Modes: every record is whole, and nothing is named twice."""

from __future__ import annotations

import pickle

import pytest

from accessibility.codes import ROAD_MODES, Mode, Unit


@pytest.mark.parametrize("mode", list(Mode))
def test_a_mode_is_found_by_its_code_and_speaks_two_languages(mode: Mode) -> None:
    assert Mode(mode.value) is mode
    assert pickle.loads(pickle.dumps(mode)) is mode  # noqa: S301 - our own
    for words in (mode.record.nl, mode.record.en):
        assert words.along
        assert words.choice
        assert words.by


def test_no_two_modes_share_a_name() -> None:
    for names in (
        [mode.record.key for mode in Mode],
        [mode.record.nl.choice for mode in Mode],
        [mode.record.en.choice for mode in Mode],
    ):
        assert len(set(names)) == len(names)


def test_what_goes_takes_time_and_has_travellers() -> None:
    assert Mode.STRAIGHT not in ROAD_MODES
    for mode in Mode:
        goes = mode is not Mode.STRAIGHT
        assert mode.knows(Unit.SECONDS) == goes
        assert bool(mode.record.travellers) == goes
        assert bool(mode.record.source) == goes


def test_public_transport_takes_time_only_and_is_no_road() -> None:
    assert Mode.OV not in ROAD_MODES
    assert not Mode.OV.knows(Unit.METRES)
    assert Mode.OV.usual_unit is Unit.SECONDS


def test_a_mode_uses_its_own_roads_unless_its_record_says_otherwise() -> None:
    assert all(mode.like is mode for mode in Mode)
