"""What a scenario changes postcode by postcode, read off the line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from accessibility.effects.changed_postcodes import UNCHANGED, postcode_changes
from tests.line_effects import PIE_GL, line_effect, with_offer, without

if TYPE_CHECKING:
    from accessibility.counting.students import Students
    from accessibility.reach_table import ReachTable


def test_each_postcode_tells_its_way_and_its_group(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # PIE in gl goes from 0 to 25 km.
    after = with_offer(without(line_offers, "00AA00", "PIE"), "00CC00", "PIE")
    effect = line_effect(line_reach, line_students, line_offers, after)
    table = postcode_changes(effect, PIE_GL)
    assert table.pc4.tolist() == ["1001", "1002", "1003", "1004"]
    assert table.before.tolist() == [0, 10_000, 20_000, np.inf]
    assert table.after.tolist() == [25_000, 15_000, 5_000, np.inf]
    assert table.reached_before.tolist() == [1, 1, 0, 0]
    assert table.reached_after.tolist() == [0, 0, 1, 0]
    assert table.group.tolist() == ["lost_only", "lost_only", "gained_first", UNCHANGED]


def test_what_does_not_change_has_no_group(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    after = with_offer(line_offers, "00CC00", "PIE")
    effect = line_effect(line_reach, line_students, line_offers, after)
    bwi = postcode_changes(effect, ("BWI", PIE_GL[1]))
    assert bwi.before.tolist() == bwi.after.tolist() == [10_000, 0, 10_000, np.inf]
    assert set(bwi.group) == {UNCHANGED}
    assert bwi.reached_after.tolist() == bwi.reached_before.tolist() == [1, 1, 1, 0]


def test_of_several_points_the_middle_counts_and_the_largest_group(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    # The first two homes are one postcode, of which the first has two fifths.
    one = replace(
        line_students,
        point_pc4=np.array([0, 0, 1, 1]),
        point_weight=np.array([0.4, 0.6, 0.5, 0.5]),
        postcodes=line_students.postcodes.iloc[:2],
        counts=line_students.counts[line_students.counts.pc4.isin(["1001", "1002"])],
    )
    after = with_offer(without(line_offers, "00AA00", "PIE"), "00CC00", "PIE")
    effect = line_effect(
        line_reach, one, line_offers, after, within=(10_000.0, 15_000.0)
    )
    table = postcode_changes(effect, PIE_GL)
    assert table.before.tolist() == [10_000, 20_000]
    assert table.after.tolist() == [15_000, 5_000]
    assert table.reached_before.tolist() == [1, 0]
    assert table.reached_after.tolist() == [0, 0.5]
    assert table.group.tolist() == ["lost_only", "gained_first"]
    # Within 15 km the larger part keeps an option.
    wider = postcode_changes(effect, PIE_GL, t=1)
    assert wider.reached_after.tolist() == [0.6, 0.5]
    assert wider.group.tolist() == ["lost_only", "gained_first"]


def test_the_group_that_holds_most_is_named(
    line_reach: ReachTable, line_offers: pd.DataFrame, line_students: Students
) -> None:
    one = replace(
        line_students,
        point_pc4=np.array([0, 1, 0, 1]),
        point_weight=np.array([0.3, 0.5, 0.7, 0.5]),
        postcodes=line_students.postcodes.iloc[:2],
        counts=line_students.counts[line_students.counts.pc4.isin(["1001", "1002"])],
    )
    after = with_offer(without(line_offers, "00AA00", "PIE"), "00CC00", "PIE")
    effect = line_effect(line_reach, one, line_offers, after)
    # Three tenths live at 0 km and lose, seven tenths at 20 and gain.
    table = postcode_changes(effect, PIE_GL)
    assert table.group.tolist() == ["gained_first", "lost_only"]
