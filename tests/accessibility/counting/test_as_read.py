"""Numbers as a person reads them: whole people, and shares that promise nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accessibility.counting import percent_of, rounded_up


@pytest.mark.parametrize(
    ("value", "shown"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.49, 2), (-0.4, 0), (-2.5, -3)]
)
def test_halves_go_up_as_they_do_in_a_browser(value: float, shown: int) -> None:
    assert rounded_up(value) == shown
    assert not rounded_up(value).is_signed() or shown < 0


def test_only_all_reads_as_all_and_only_none_as_none() -> None:
    assert percent_of(0.9999) == Decimal("99.9")
    assert percent_of(0.9999, 2) == Decimal("99.99")
    assert percent_of(1.0) == Decimal("100.0")
    assert percent_of(0.0001) == Decimal("0.1")
    assert percent_of(0.0) == Decimal("0.0")
    assert percent_of(0.24825) == Decimal("24.8")
