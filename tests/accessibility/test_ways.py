"""A way is measured by who can measure it, or refused with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessibility.codes import Mode, Unit
from accessibility.errors import UsageError
from accessibility.ways import Ways

if TYPE_CHECKING:
    from accessibility.counting import Students
    from accessibility.reach_table import ReachTable
    from accessibility.snapshot import Snapshot


def _never(*_: object) -> Any:  # noqa: ANN401 - stands for anything that measures
    message = "nothing was to be measured"
    raise AssertionError(message)


def test_a_straight_line_needs_nobody(
    line_snapshot: Snapshot, line_students: Students, line_reach: ReachTable
) -> None:
    found = Ways(_never, _never).measured(
        line_snapshot, line_students, Mode.STRAIGHT, Unit.METRES, 30_000.0
    )
    assert found.point.tolist() == line_reach.point.tolist()
    metres = [table.cost(Unit.METRES).tolist() for table in (found, line_reach)]
    assert metres[0] == metres[1]


def test_a_line_without_roads_can_be_asked_straight_only(
    line_snapshot: Snapshot,
) -> None:
    assert Ways(_never, _never).modes(line_snapshot) == (Mode.STRAIGHT,)


@pytest.mark.parametrize("mode", [Mode.BIKE, Mode.OV])
def test_what_a_snapshot_does_not_hold_is_refused(
    mode: Mode, line_snapshot: Snapshot, line_students: Students
) -> None:
    with pytest.raises(UsageError, match=r"needs .*has none for it"):
        Ways(_never, _never).measured(
            line_snapshot, line_students, mode, Unit.SECONDS, 3_600.0
        )


def test_public_transport_is_not_measured_in_metres(
    line_snapshot: Snapshot, line_students: Students
) -> None:
    with pytest.raises(UsageError):
        Ways(_never, _never).measured(
            line_snapshot, line_students, Mode.OV, Unit.METRES, 1_000.0
        )


def test_limits_are_those_of_the_unit_and_of_the_bells() -> None:
    ways = Ways()
    assert ways.limit(Mode.OV, Unit.SECONDS) == ways.bells.limit_s
    by_bike = [ways.limit(Mode.BIKE, unit) for unit in (Unit.METRES, Unit.SECONDS)]
    assert by_bike == [ways.limit(Mode.CAR, u) for u in (Unit.METRES, Unit.SECONDS)]
