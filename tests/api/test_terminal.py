"""What a table looks like on a screen."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from api.terminal import print_frame


def test_what_is_not_there_is_blank_and_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    ways = {f"travel_to_place_{n}": [1_200.5, np.nan] for n in range(9)}
    alike = {"kind": "techlab", "until": None, "target": np.nan}
    print_frame(pd.DataFrame({**ways, **alike}), "Register")
    text = capsys.readouterr().out
    assert "in every row: kind techlab\n" in text
    assert "in no row: until, target\n" in text
    assert text.count("1,200.5") == len(ways)
    assert "nan" not in text
    assert "None" not in text
