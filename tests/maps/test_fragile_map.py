"""The map of single points of failure counts them and is the same every time."""

from __future__ import annotations

from maps.fragile_map import fragile_map
from tests.small_country import whole_country


def test_the_title_counts_who_matters_and_the_bytes_are_the_same() -> None:
    snapshot = whole_country()
    sites = snapshot.vestigingen.assign(lost_only=[30.0, 20.0, 10.0, 0, 0, 0, 0, 0])

    def drawn() -> bytes:
        return fragile_map(
            sites,
            snapshot.table("pc4_areas"),
            threshold="10 km hemelsbreed",
            who="leerlingen",
            manifest=snapshot.manifest,
        ).svg()

    first = drawn()
    assert b"3 van de 8 vestigingen" in first
    assert "Voorbeeldgegevens" in first.decode()
    assert first == drawn()


def test_nobody_hangs_on_anything() -> None:
    snapshot = whole_country()
    drawing = fragile_map(
        snapshot.vestigingen.assign(lost_only=0.0),
        snapshot.table("pc4_areas"),
        threshold="10 km",
        who="leerlingen",
        manifest=snapshot.manifest,
    )
    assert drawing.title.startswith("0 van de 8")
