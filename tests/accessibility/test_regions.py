"""Regions: found by name or code, whatever the division or case."""

from __future__ import annotations

import pandas as pd
import pytest

from accessibility.codes import AreaKind
from accessibility.errors import UsageError
from accessibility.questions import Question
from accessibility.regions import (
    Region,
    asked_in,
    find_region,
    names_of,
    only_in,
    region_at,
    regions_of,
)
from accessibility.snapshot import Snapshot
from accessibility.study import Study


@pytest.mark.parametrize("name", ["Westdorp", "westdorp", "West"])
def test_a_region_is_found_by_name_or_code(line_snapshot: Snapshot, name: str) -> None:
    region = find_region(line_snapshot, name)
    assert (region.kind, region.code, region.name) == (
        AreaKind.GEMEENTE,
        "West",
        "Westdorp",
    )


@pytest.mark.parametrize(
    ("asked", "near"),
    [("Westdrop", "Westdorp"), ("Ostdorp", "Oostdorp, Westdorp")],
)
def test_an_unknown_region_suggests_near_names(
    line_snapshot: Snapshot, asked: str, near: str
) -> None:
    said = rf"{asked!r} is unknown; did you mean {near}\?"
    with pytest.raises(UsageError, match=said):
        find_region(line_snapshot, asked)


def test_a_name_like_nothing_suggests_nothing(line_snapshot: Snapshot) -> None:
    with pytest.raises(UsageError, match=r"'Xyz' is unknown$"):
        find_region(line_snapshot, "Xyz")


def test_a_name_in_two_divisions_must_be_told_apart(line_snapshot: Snapshot) -> None:
    areas = line_snapshot.table("areas")
    twice = pd.concat([areas, areas.assign(area_kind="provincie")])
    both = line_snapshot.edited(areas=twice)
    which = "say which, provincie:Westdorp or gemeente:Westdorp"
    with pytest.raises(UsageError, match=which):
        find_region(both, "Westdorp")
    assert find_region(both, "Westdorp", AreaKind.PROVINCIE).kind is AreaKind.PROVINCIE
    for kind in (AreaKind.PROVINCIE, AreaKind.GEMEENTE):
        assert find_region(both, f"{kind.value}:westdorp").kind is kind


@pytest.mark.parametrize(
    ("official", "usual"),
    [
        ("'s-Gravenhage", "Den Haag"),
        ("'s-Hertogenbosch", "den bosch"),
        ("Fryslân", "Friesland"),
        ("Friesland", "Fryslân"),
    ],
)
def test_an_area_is_found_by_what_people_call_it(
    line_snapshot: Snapshot, official: str, usual: str
) -> None:
    areas = line_snapshot.table("areas")
    named = areas.assign(
        area_name=areas.area_name.where(areas.area_code != "West", official)
    )
    assert find_region(line_snapshot.edited(areas=named), usual).name == official


def test_regions_of_a_division_are_sorted_by_name(line_snapshot: Snapshot) -> None:
    names = [region.name for region in regions_of(line_snapshot, AreaKind.GEMEENTE)]
    assert names == ["Oostdorp", "Westdorp"]


def test_a_question_about_a_region_is_about_itself_or_its_areas() -> None:
    region = Region(AreaKind.PROVINCIE, "P", "Pe")
    assert asked_in(Question(), region).per is AreaKind.PROVINCIE
    finer = Question(per=AreaKind.GEMEENTE)
    assert asked_in(finer, region) == finer


def test_rows_are_those_of_areas_with_a_postcode_in_the_region(
    line_snapshot: Snapshot,
) -> None:
    study = Study(line_snapshot)
    question = Question(per=AreaKind.PC4, smallest=0)
    students = study.students_for(question)
    answer = study.answer(question)
    west = find_region(line_snapshot, "West")
    kept = only_in(answer, question, students, west)
    codes = students.postcodes.pc4[students.area_codes(AreaKind.GEMEENTE) == "West"]
    assert set(kept.table.area_code) == set(codes)
    assert 0 < len(kept.table) < len(answer.table)
    assert kept.header.question["in"] == "gemeente:Westdorp"


@pytest.mark.parametrize("slug", ["westdorp", "West"])
def test_a_region_is_found_at_its_address(line_snapshot: Snapshot, slug: str) -> None:
    assert region_at(line_snapshot, AreaKind.GEMEENTE, slug).slug == "westdorp"


def test_an_address_without_a_region_suggests_near_names(
    line_snapshot: Snapshot,
) -> None:
    with pytest.raises(UsageError, match="did you mean"):
        region_at(line_snapshot, AreaKind.GEMEENTE, "westdrop")


def test_an_area_is_known_by_its_other_names() -> None:
    assert names_of("Fryslân") == ["Fryslân", "friesland", "fryslan"]
    assert names_of("Zeeland") == ["Zeeland"]
