"""`bereik compare` over roads drawn on paper."""

from __future__ import annotations

import csv
import io

import pytest

from api.cli import run


def test_compare_lists_who_flips(
    hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pie = ["--profiel", "PIE", "--leerweg", "gl", "--smallest", "0"]
    assert run(["compare", hill_path, *pie, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["pc4"], r["change"]) for r in rows] == [("1002", "lost")]
    assert run(["compare", hill_path, *pie, "--area", "gemeente"]) == 0
    assert "Detour factor of bike" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("modes", "words"),
    [
        ("straight", "--modes takes two of"),
        ("straight,boat", "--modes takes two of"),
        ("straight,car", "'car' needs roads"),
    ],
)
def test_bad_modes_get_a_sentence(
    modes: str, words: str, hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", hill_path, "--modes", modes]) == 2
    assert words in capsys.readouterr().err
