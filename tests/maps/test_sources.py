"""Dates and sources in words."""

from __future__ import annotations

from dataclasses import replace

from accessibility.snapshot import ACCEPTED, Finding, Manifest, Source
from maps.sources import dates_line, source_lines


def test_dates_come_in_a_fixed_order_and_empty_ones_are_left_out() -> None:
    manifest = Manifest(
        "x",
        example=False,
        dates={"network": "2026-06", "students": "2019", "areas": ""},
    )
    assert dates_line(manifest) == "leerlingen 2019 · wegen juni 2026"


def test_the_same_source_is_named_once() -> None:
    twice = Source(
        "duo-leerlingen",
        "a.csv",
        "2019-10-01",
        "1",
        "CC0",
        title="leerlingen per vestiging",
        maker="DUO",
    )
    again = replace(twice, file="b.csv", sha256="2")
    own = Source("iets-eigens", "c.csv", "", "3")
    manifest = Manifest("x", example=False, dates={}, sources=(twice, again, own))
    assert source_lines(manifest) == [
        "leerlingen per vestiging (DUO): 1 oktober 2019, CC0",
        "iets-eigens",
    ]


def test_what_was_let_through_is_told_beside_the_sources() -> None:
    doubt = Finding("pupils", ACCEPTED, 1, "f.csv (repeated-rows): line 3")
    manifest = Manifest("x", example=False, dates={}, findings=(doubt,))
    assert source_lines(manifest) == [
        "met opzet toegelaten: f.csv (repeated-rows): line 3"
    ]
