"""One number in a paragraph of Dutch: finding, rule, postcodes, certainty, sources."""

from __future__ import annotations

from dataclasses import replace

from accessibility.headers import used_manifest
from accessibility.regions import find_region
from accessibility.reports.explained import explanation
from accessibility.study import Study
from maps.explained_words import paragraph, rule
from tests.accessibility.reports.test_explained import ASKED
from tests.small_country import whole_country


def test_the_paragraph_says_what_where_how_and_from_what() -> None:
    study = Study(whole_country())
    found = explanation(study, ASKED, find_region(study.snapshot, None))
    used = used_manifest(study.snapshot, found.header)
    words = paragraph(found, used, "own")
    for part in (
        "PIE in de gl",
        "binnen 10 km hemelsbreed van huis",
        f"{len(found.postcodes)} postcodes",
        "Peildata:",
        "Bronnen:",
    ):
        assert part in words
    assert rule(found) in words


def test_what_is_hidden_has_no_share() -> None:
    study = Study(whole_country())
    found = explanation(study, ASKED, find_region(study.snapshot, None))
    hidden = replace(found, figure={**found.figure, "suppressed": True})
    words = paragraph(hidden, used_manifest(study.snapshot, found.header), "own")
    assert "te weinig leerlingen om een deel te tonen" in words
    assert "%" not in words.split("Bereikt is")[0]
