"""Pages of features: a map and a table that lead on, and which these are."""

from __future__ import annotations

import shapely

from maps.feature_map import Mark
from maps.feature_pages import Surroundings, collections_page, features_page


def test_a_page_tells_which_these_are() -> None:
    links = [
        {"rel": "next", "href": "/n", "type": "text/html", "title": ""},
        {"rel": "collection", "href": "/c", "type": "application/json", "title": "C"},
    ]
    marks = [Mark(shapely.Point(0, 0), "A<1>", "/items/A1")]
    page = features_page(
        Surroundings("Plekken", links, example=True),
        [{"naam": "een & twee", "leeg": None}],
        marks,
        first=1_001,
        matched=3_992,
    )
    assert "1.001 tot en met 1.001 van 3.992" in page
    assert '<a href="/n" rel="next">Volgende</a>' in page
    assert "Vorige" not in page
    assert "een &amp; twee" in page
    assert "A&lt;1&gt;" in page
    assert "<circle" in page
    assert "Voorbeeldgegevens" in page


def test_a_page_of_nothing_says_so() -> None:
    page = features_page(Surroundings("Plekken", []), [], [], first=1, matched=0)
    assert "Er is niets dat hieraan voldoet." in page
    assert "<table" not in page
    assert "<svg" not in page


def test_a_collection_is_told_in_dutch_first() -> None:
    one = {
        "id": "plekken",
        "title": "Plekken",
        "description": "Places.",
        "crs": ["http://een"],
        "storageCrs": "http://een",
        "links": [],
    }
    page = collections_page(Surroundings("Plekken", []), [("Plaatsen.", one)])
    assert page.index("Plaatsen.") < page.index("Places.")
    assert "http://een (zo bewaard)" in page
