"""The figure of marks beside shares: what goes together, and what cannot be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from accessibility.errors import UsageError
from accessibility.reports import Perceived
from maps.perceived_figure import perceived_dots

if TYPE_CHECKING:
    from accessibility.snapshot import Manifest
    from maps.subject import Subject

ROWS = pd.DataFrame(
    {
        "region": ["R1", "R2", "R3"],
        "region_name": ["Twente", "Zeeland", "Drenthe"],
        "score": [8.0, 7.5, 6.0],
        "share": [0.8, 0.5, np.nan],
        "share_low": [0.7, 0.4, np.nan],
        "share_high": [0.9, 0.6, np.nan],
        "likely_low": [0.75, 0.45, np.nan],
        "likely_high": [0.85, 0.55, np.nan],
    }
)


@pytest.mark.parametrize(
    ("correlation", "chance", "words"),
    [
        (0.81, 0.01, "gaan samen (rangcorrelatie 0,81, 2 regio's)"),
        (-0.81, 0.01, "gaan tegen elkaar in"),
        (0.4, 0.3, "gaan niet aantoonbaar samen"),
        (float("nan"), float("nan"), "te weinig om cijfer en bereik"),
    ],
)
def test_the_title_says_no_more_than_is_known(
    correlation: float,
    chance: float,
    words: str,
    subject: Subject,
    manifest: Manifest,
) -> None:
    found = Perceived(ROWS, correlation, chance, ())
    drawing = perceived_dots(found, subject=subject, manifest=manifest)
    assert words in drawing.title
    text = drawing.svg().decode("utf-8")
    assert "Twente" in text
    assert "cijfer dat de regio kreeg" in text


def test_a_region_that_may_not_be_shown_has_no_dot(
    subject: Subject, manifest: Manifest
) -> None:
    found = Perceived(ROWS, 0.8, 0.01, ())
    text = perceived_dots(found, subject=subject, manifest=manifest).svg().decode()
    assert "Drenthe" not in text
    hidden = Perceived(ROWS.assign(share=np.nan), 0.8, 0.01, ())
    with pytest.raises(UsageError, match="no region has both"):
        perceived_dots(hidden, subject=subject, manifest=manifest)
