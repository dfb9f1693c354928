"""The parts in which a network hangs together, and their numbers."""

from __future__ import annotations

import numpy as np

from accessibility.reach_table import NOT_FOUND
from accessibility.roads.connected_parts import components, numbered_parts, tails_of


def test_two_roads_between_the_same_places_are_one_part() -> None:
    start = np.array([0, 0], np.int32)
    end = np.array([1, 1], np.int32)
    length = np.array([100, 150], np.int32)
    shut = np.array([NOT_FOUND, 1], np.int32)
    back = np.array([1, NOT_FOUND], np.int32)
    label, metres = components(2, start, end, length, shut, back)
    assert label.tolist() == [0, 0]
    assert metres.tolist() == [2.5]
    label, metres = components(2, start, end, length, shut, shut * 0 + NOT_FOUND)
    assert sorted(label.tolist()) == [0, 1]
    assert metres.tolist() == [0, 0]


def test_one_comes_back_to_where_a_road_begins() -> None:
    start, end = np.array([1, 1], np.int32), np.array([2, 2], np.int32)
    there, back = np.array([1, NOT_FOUND], np.int32), np.array([NOT_FOUND, 1], np.int32)
    label, metres = components(3, start, end, start * 100, there, back)
    assert label[1] == label[2] != label[0]
    assert metres.tolist() == [2.0, 0.0]


def test_parts_are_numbered_by_their_road_then_by_their_first_node() -> None:
    start, end = np.array([0, 2, 4], np.int32), np.array([1, 3, 5], np.int32)
    length = np.array([500, 900, 500], np.int32)
    label = np.array([2, 2, 0, 0, 1, 1], np.int32)
    part, metres = numbered_parts(label, 3, start, end, length)
    assert part.tolist() == [1, 1, 0, 0, 2, 2]
    assert metres.tolist() == [9, 5, 5]


def test_links_are_entered_where_turns_are_allowed() -> None:
    start, end = np.array([0, 1, 1], np.int32), np.array([1, 2, 3], np.int32)
    assert tails_of(4, start, end, None) == (start, end)
    exits = np.array([[1, 3]], np.int32)
    tails = tails_of(4, start, end, exits)
    # The link from 1 to 3 joins the two, and is entered where one arrives.
    assert [tail.tolist() for tail in tails] == [[0, 3, 1], [3, 2, 3]]
