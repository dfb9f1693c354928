"""The region map as a file: what it says, what it hides, that it stands alone."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
import shapely

from accessibility.codes import Mode, Unit
from accessibility.errors import DataError, TableError, UsageError
from maps.extras import Extras
from maps.overlays import Overlay
from maps.region_index import region_index
from maps.region_map import region_map
from maps.story import definitions

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd
    from playwright.sync_api import Browser

    from accessibility.snapshot import Manifest
    from maps.subject import Subject

TITLE = (
    "In Voorbeeldland woont 51,0% van de derdejaars van de gl verder dan 10 km "
    "hemelsbreed van een school met PIE in de gl"
)


@pytest.fixture
def html(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> str:
    return region_map(postcodes, vestigingen, subject=subject, manifest=manifest).html


def test_the_title_is_the_finding(html: str) -> None:
    assert f"<h1>{TITLE}</h1>" in html
    assert '<html lang="nl">' in html


def test_dates_sources_and_definitions_are_on_the_page(html: str) -> None:
    assert "leerlingen 1 oktober 2019 · aanbod 2019/20" in html
    assert "postcodegebieden: 2021, CBS, CC BY 4.0" in html
    assert html.count("<dt>") == 4


def test_the_largest_gap_comes_first(html: str) -> None:
    rows = re.findall(r'<th scope="row">(\w+)</th>', html)
    assert rows == ["N016", "N012", "N011", "N008", "N007", "N004", "N003", "N015"]


def test_only_the_example_is_called_an_example(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    html: str,
) -> None:
    example = dataclasses.replace(manifest, example=True)
    labelled = region_map(postcodes, vestigingen, subject=subject, manifest=example)
    assert "Voorbeeldgegevens: geen echte scholen of leerlingen" in labelled.html
    assert "Voorbeeldgegevens" not in html


def test_same_inputs_give_the_same_bytes(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    html: str,
) -> None:
    shuffled = postcodes.sample(frac=1.0, random_state=7)
    again = region_map(shuffled, vestigingen, subject=subject, manifest=manifest)
    assert again.html == html


def test_nothing_is_asked_of_another_host(html: str) -> None:
    own = html.replace("http://www.w3.org/", "").replace("https://leafletjs.com", "")
    assert not re.search(r"(src|href)\s*=\s*[\"']?(https?:)?//", own)
    assert "url(images/" not in html
    assert "sourceMappingURL" not in html
    assert "jquery" not in html.lower()
    assert "bootstrap" not in html.lower()


def test_names_cannot_smuggle_in_markup(html: str) -> None:
    assert "<script>Co" not in html
    assert "Tom \\u0026amp; \\u0026lt;script\\u0026gt;Co" in html


def test_a_suppressed_count_is_nowhere_in_the_file(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    for column in ("students_low", "students", "students_high"):
        postcodes.loc[14, column] = 987_654.0
    shares = pd.DataFrame(
        {
            "profiel": ["PIE"],
            "leerweg": ["gl"],
            "students": [200.0],
            "reached": [100.0],
            "share_low": [0.48],
            "share": [0.5],
            "share_high": [0.52],
        }
    )
    drawn = region_map(
        postcodes,
        vestigingen,
        subject=subject,
        manifest=manifest,
        extras=Extras(shares=shares),
    )
    assert "987" not in drawn.html.split("<h1>")[1].split("<script>")[0]
    assert "987.654" not in drawn.html
    assert "afgeschermd" in drawn.html
    assert drawn.missed_share == 0.5
    assert "tussen 48,0 en 52,0%" in drawn.html


def test_schools_far_away_are_left_out(html: str) -> None:
    assert "Westschool" in html
    assert "Verre" not in html


def test_a_land_without_gaps_says_so(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    near = postcodes.assign(distance_m=100.0, is_unreachable=False)
    for end in ("_low", "", "_high"):
        near[f"reached{end}"] = near[f"students{end}"]
    drawn = region_map(near, vestigingen, subject=subject, manifest=manifest)
    assert drawn.title == (
        "In Voorbeeldland wonen alle derdejaars van de gl binnen 10 km hemelsbreed van "
        "een school met PIE in de gl"
    )
    assert drawn.missed_share == 0.0


def test_of_a_land_beyond_the_roads_nothing_is_said_to_be_far(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    unknown = postcodes.assign(distance_m=np.nan, is_outside=True, is_unreachable=False)
    row = pd.DataFrame({"profiel": [subject.profiel], "leerweg": subject.leerweg.value})
    row = row.assign(share_low=0.0, share=np.nan, share_high=0.7)
    row = row.assign(students=100.0, reached=0.0, outside=100.0)
    drawn = region_map(
        unknown,
        vestigingen,
        subject=subject,
        manifest=manifest,
        extras=Extras(shares=row),
    )
    assert drawn.title == (
        "Voor Voorbeeldland is niet te berekenen hoeveel derdejaars van de gl verder "
        "dan 10 km hemelsbreed wonen van een school met PIE in de gl: te veel van hen "
        "wonen buiten de bekende wegen"
    )
    assert "niet te berekenen (geen wegen)" in drawn.html
    assert '<td class="getal">niet te berekenen</td>' in drawn.html
    assert "tussen 30,0 en 100,0%" in drawn.html
    assert "k wegenonbekend" in drawn.html
    # No postcode is a gap, and nobody is counted as missed.
    assert '<th scope="row">N' not in drawn.html


def test_what_cannot_be_told_is_not_blamed_on_roads(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    row = pd.DataFrame({"profiel": [subject.profiel], "leerweg": subject.leerweg.value})
    row = row.assign(share_low=0.0, share=np.nan, share_high=1.0)
    row = row.assign(students=32.0, reached=20.0, outside=0.0)
    drawn = region_map(
        postcodes,
        vestigingen,
        subject=subject,
        manifest=manifest,
        extras=Extras(shares=row),
    )
    assert drawn.title == (
        "Voor Voorbeeldland is niet te zeggen hoeveel derdejaars van de gl verder dan "
        "10 km hemelsbreed wonen van een school met PIE in de gl"
    )
    assert '<td class="getal">niet te zeggen</td>' in drawn.html


def test_an_unknown_kind_of_offer_is_refused(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    wrong = vestigingen.assign(offers="maybe")
    with pytest.raises(TableError, match="pair, profiel, none"):
        region_map(postcodes, wrong, subject=subject, manifest=manifest)


def test_saving_into_a_missing_folder_is_a_sentence(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
) -> None:
    drawn = region_map(postcodes, vestigingen, subject=subject, manifest=manifest)
    with pytest.raises(DataError, match="choose a folder"):
        drawn.save(tmp_path / "missing" / "map.html")
    assert drawn.save(tmp_path / "map.html").read_text(encoding="utf-8") == drawn.html
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_what_was_not_found_says_how_far_was_searched(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    postcodes.loc[11, "distance_m"] = np.nan
    searched = dataclasses.replace(subject, searched=30_000.0)
    far = region_map(postcodes, vestigingen, subject=searched, manifest=manifest)
    unknown = region_map(postcodes, vestigingen, subject=subject, manifest=manifest)
    assert "meer dan 30 km" in far.html
    assert "niet gevonden" in unknown.html


def test_counts_carry_their_interval(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
) -> None:
    postcodes["students_low"] -= 4
    drawn = region_map(postcodes, vestigingen, subject=subject, manifest=manifest)
    assert '<td class="getal">25 (21-25)</td>' in drawn.html


def test_a_background_is_the_only_host_that_may_be_asked(
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    html: str,
) -> None:
    extras = Extras(
        background="https://tiles.example.org/{z}/{x}/{y}.png",
        background_credit="Kaartgegevens",
    )
    drawn = region_map(
        postcodes, vestigingen, subject=subject, manifest=manifest, extras=extras
    )
    assert "img-src data: https://tiles.example.org" in drawn.html
    assert "Kaartgegevens" in drawn.html
    assert "img-src data: " in html
    assert "tiles.example.org" not in html
    with pytest.raises(UsageError, match="maker"):
        Extras(background="https://tiles.example.org/{z}/{x}/{y}.png")


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1366, 768), (390, 844), (320, 640)])
def test_it_opens_offline_without_a_complaint(
    browser: Browser,
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
    size: tuple[int, int],
) -> None:
    places = vestigingen[["geometry"]].assign(naam=["West", "Midden", "Oost", "Ver"])
    around = postcodes[["geometry"]].iloc[:2].assign(naam="gebied")
    circle = around.set_geometry(vestigingen.geometry.iloc[:2].buffer(10_000).values)
    extras = Extras(
        places=places,
        surroundings=around.set_geometry([shapely.box(1e5, 4.5e5, 1.5e5, 5e5)] * 2),
        overlays=[Overlay("Cirkels van 10 km", circle, "circle")],
        assumption="Geteld zijn proefpersonen.",
    )
    file = region_map(
        postcodes, vestigingen, subject=subject, manifest=manifest, extras=extras
    ).save(tmp_path / "map.html")
    page = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True
    ).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    page.goto(file.as_uri())
    assert said == [file.as_uri()]
    # Fifteen squares with a colour, hatching and dots over them.
    assert page.locator("path.k").count() == 16
    assert page.locator("path.gat").count() == 1
    assert page.locator("path.stippel").count() == 1
    assert page.locator(".leaflet-pane path.punt").count() == 2
    assert page.locator(".leaflet-pane .punt.profiel path").count() == 1
    # The legend draws the diamond that the map does.
    assert page.locator(".legenda .punt.profiel path").count() == 1
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    page.hover("path.k3 >> nth=0", force=True)
    assert "16,0 km" in page.locator(".leaflet-tooltip").inner_text()
    # The legend explains a layer when it is on.
    sign = page.locator("[data-laag='Cirkels van 10 km']")
    assert sign.is_hidden()
    page.evaluate(
        "[...document.querySelectorAll('.leaflet-control-layers-overlays label')]"
        ".find((one) => one.textContent.includes('Cirkels van 10 km'))"
        ".querySelector('input').click()"
    )
    assert sign.is_visible()
    page.context.close()


@pytest.mark.browser
def test_nobody_is_shut_out(
    browser: Browser,
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    example = dataclasses.replace(manifest, example=True)
    drawn = region_map(postcodes, vestigingen, subject=subject, manifest=example)
    index = region_index(
        {"Hier": drawn}, files={"Hier": "a.html"}, subject=subject, manifest=example
    )
    files = drawn.save(tmp_path / "a.html"), index.save(tmp_path / "index.html")
    for file in files:
        # The page's own rule against foreign scripts would keep the checker out.
        page = browser.new_context(offline=True, bypass_csp=True).new_page()
        page.goto(file.as_uri())
        violations = axe.run(page).response["violations"]
        assert [violation["id"] for violation in violations] == []
        page.context.close()


@pytest.mark.browser
def test_a_background_that_cannot_be_reached_leaves_the_map_whole(
    browser: Browser,
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
) -> None:
    extras = Extras(
        background="https://tiles.invalid/{z}/{x}/{y}.png",
        background_credit="Kaartgegevens",
    )
    file = region_map(
        postcodes, vestigingen, subject=subject, manifest=manifest, extras=extras
    ).save(tmp_path / "map.html")
    page = browser.new_context(offline=True).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    page.hover(".leaflet-control-layers")
    page.get_by_label("Achtergrondkaart").check()
    assert page.locator(".kaart.ondergrond path.k").count() == 16
    assert errors == []
    page.context.close()


@pytest.mark.browser
def test_it_prints_on_one_page(
    browser: Browser,
    postcodes: gpd.GeoDataFrame,
    vestigingen: gpd.GeoDataFrame,
    subject: Subject,
    manifest: Manifest,
    tmp_path: Path,
) -> None:
    file = region_map(postcodes, vestigingen, subject=subject, manifest=manifest).save(
        tmp_path / "map.html"
    )
    page = browser.new_context(offline=True).new_page()
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert not page.evaluate("document.body.classList.contains('papier')")
    page.context.close()


@pytest.mark.parametrize(
    ("mode", "unit", "said"),
    [
        (Mode.STRAIGHT, Unit.METRES, ("Afstand", "de rechte lijn van huis")),
        (Mode.BIKE, Unit.METRES, ("Afstand", "de kortste weg van huis naar school")),
        (Mode.BIKE, Unit.SECONDS, ("Reistijd", "over de fietsroute")),
        (Mode.OV, Unit.SECONDS, ("Tijd", "het wachten op school meegeteld")),
    ],
)
def test_a_map_says_what_its_ways_are(
    subject: Subject, mode: Mode, unit: Unit, said: tuple[str, str]
) -> None:
    asked = dataclasses.replace(subject, mode=mode, unit=unit)
    named = dict(definitions(asked, ""))
    name, words = said
    assert words in named[name]
