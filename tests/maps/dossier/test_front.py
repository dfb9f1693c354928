"""Who asks for a dossier, and when: as given, and refused where it cannot be."""

from __future__ import annotations

import pytest

from accessibility.errors import UsageError
from maps.dossier.front import NOBODY, Front


@pytest.mark.parametrize("made_on", ["26 november", "2026-13-01", "2026-02-30"])
def test_a_date_that_is_none_is_refused(made_on: str) -> None:
    with pytest.raises(UsageError, match="not a date"):
        Front(made_on=made_on)


@pytest.mark.parametrize("which", ["requester", "recipient"])
def test_a_name_longer_than_a_line_is_refused(which: str) -> None:
    with pytest.raises(UsageError, match="at most 120"):
        Front(**{which: "x" * 121})
    assert getattr(Front(**{which: "x" * 120}), which)


def test_a_language_that_nobody_wrote_is_refused() -> None:
    with pytest.raises(UsageError, match="'fr': a dossier is in nl or en"):
        Front(language="fr")


def test_nothing_need_be_told() -> None:
    assert Front("", "", "") == NOBODY
