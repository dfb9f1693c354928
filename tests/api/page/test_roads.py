"""The page over the road: the modes, the swipe, and what water does."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from accessibility.codes import Mode
from maps import dutch
from tests.api.page.conftest import serving
from tests.api.service.conftest import small_snapshot
from tests.street_grid import grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
MODES = ("hemelsbreed", "fiets", "lopen", "auto")
QUESTION = "profiel=PIE&leerweg=bl"
FAR = "A008"
"""8 km east and 4 km north of PIE-bl: 8.9 km as the crow flies, 12 km on the road."""

ISLAND = "A005"
"""In the last column, to which no street leads."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of a land with streets and an island listens."""
    modes = (Mode.BIKE, Mode.WALK, Mode.CAR)
    roads = {mode: grid(water_at=10, mode=mode) for mode in modes}
    snapshot = dataclasses.replace(small_snapshot(example=True), roads=roads)
    with serving(tmp_path_factory.mktemp("roads"), snapshot) as where:
        yield where


def asked(address: str, path: str) -> dict[str, Any]:
    """Ask the API what the page is asked."""
    url = f"{address}/v1/{path}&{QUESTION}&noemer=leerweg"
    with urlopen(url) as answer:  # noqa: S310 - our own
        told: dict[str, Any] = json.load(answer)
    return told


def test_every_mode_tells_its_own_share(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}")
    values = page.eval_on_selector_all(
        "#keuze-modus option", "all => all.map(one => one.value)"
    )
    assert tuple(values) == MODES
    shares = []
    for mode in MODES:
        visit.choose("modus", mode)
        row = asked(address, f"bereik?modus={mode}")["rijen"][0]
        shares.append(visit.text("#kern .groot"))
        assert shares[-1] == dutch.percentage(row["deel"])
    assert len(set(shares)) == 2
    assert "geen weg naar een school" in visit.text("#kern")


def test_minutes_go_with_the_road_alone(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets")
    visit.choose("drempel", "1800s")
    row = asked(address, "bereik?modus=fiets&eenheid=s&drempel=1800")["rijen"][0]
    assert visit.text("#kern .groot") == dutch.percentage(row["deel"])
    assert "Reistijd van huis" in visit.text("#legenda")
    visit.choose("modus", "hemelsbreed")
    assert page.input_value("#keuze-drempel") == "10000m"


def test_swipe_between_straight_line_and_road(
    visits: Callable[..., Visit], address: str
) -> None:
    gaps = {}
    for mode in ("hemelsbreed", "fiets"):
        told = asked(address, f"kaart/cijfers?modus={mode}")["kolommen"]
        gaps[mode] = dict(zip(told["postcode"], told["witteVlek"], strict=True))
    flipped = {one for one in gaps["fiets"] if gaps["fiets"][one]} - {
        one for one in gaps["hemelsbreed"] if gaps["hemelsbreed"][one]
    }
    assert FAR in flipped
    visit = visits()
    page = visit.open(f"/?{QUESTION}&naast=modus:fiets")
    listed = page.locator("#vergelijking button.naam").all_inner_texts()
    assert {one.split()[0] for one in listed} == flipped
    assert "wordt een gat" in visit.text("#vergelijking")
    assert "is geen gat meer" not in visit.text("#vergelijking")
    names = visit.text("#schuif").split("\n")
    assert [names[0], names[-1]] == ["hemelsbreed", "over de fietsroute"]
    page.focus("#schuif input")
    page.keyboard.press("End")
    shown = "getComputedStyle(document.getElementById('kaarten'))"
    assert page.evaluate(f"{shown}.getPropertyValue('--schuif')") == "100%"
    page.locator("#vergelijking button.naam", has_text=FAR).click()
    visit.shown()
    assert visit.text("#kop-kaartje").startswith(FAR)


def test_the_card_tells_how_far_by_each_mode(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&postcode={FAR}")
    ways = [
        text.replace("\xa0", " ")
        for text in page.locator("#kaartje .wegen li").all_inner_texts()
    ]
    starts = ("8,9 km hemelsbreed: De Ambacht", "12,0 km, 54 min met de fiets")
    assert ways[0].startswith(starts[0])
    assert ways[1].startswith(starts[1])
    assert ways[2].startswith("12,0 km te voet")
    assert ways[3].startswith("12,0 km met de auto")


def test_a_missing_road_is_told_as_the_reason(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open(f"/?{QUESTION}&modus=fiets&postcode={FAR}")
    why = visit.text("#kaartje .waarom")
    assert "Hemelsbreed ligt De Ambacht binnen 10 km, maar over de weg niet" in why
    assert "water" in why
    assert "brug" in why


def test_an_island_is_no_distance_but_cut_off(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open(f"/?{QUESTION}&modus=fiets&drempel=15000m&postcode={ISLAND}")
    assert "geen weg met de fiets" in visit.text("#kaartje .wegen")
    assert "19,6 km hemelsbreed" in visit.text("#kaartje .wegen")


def test_english_speaks_of_the_map_too(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open(f"/?{QUESTION}&modus=fiets&taal=en&postcode={FAR}")
    text = visit.text("#kaartje")
    assert "12.0 km, 54 min" in text
    assert "water" in text


def edits_in(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("als", [""])[0]


def test_a_road_is_laid_by_pointer(visits: Callable[..., Visit], address: str) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&als=-")
    page.click("#teken-wegerbij")
    assert "waar het begint" in visit.text(".wegen")
    box = page.locator("#kaart").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*middle)
    assert "waar het eindigt" in visit.text(".wegen")
    page.mouse.click(middle[0] + 60, middle[1] - 40)
    page.wait_for_function("location.search.includes('wegerbij')")
    visit.shown()
    page.wait_for_selector("#haal-weg-0")
    assert "weg erbij, met de fiets" in visit.text("#wijzigingen")
    row = asked(address, f"effect?modus=fiets&als={edits_in(page)}")
    assert [edit["edit"] for edit in row["scenario"]["edits"]] == ["add-link"]
    page.click("#haal-weg-0")
    page.wait_for_function("!location.search.includes('wegerbij')")


def test_a_road_closes_by_keyboard(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&als=-")
    page.focus("#teken-wegdicht")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "teken-wegdicht"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "CANVAS"
    page.keyboard.press("Enter")
    assert "waar het eindigt" in visit.text(".wegen")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('wegdicht-fiets')")


def test_in_a_straight_line_there_are_no_roads_to_edit(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&als=-")
    assert page.locator("#teken-wegdicht").count() == 0
    visit.choose("modus", "lopen")
    page.wait_for_selector("#teken-wegdicht")


def test_how_the_way_goes_stands_where_dutch_has_it(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open(f"/?{QUESTION}&modus=fiets")
    assert " km van huis over de fietsroute" in page.title()
    following = page.evaluate(
        "document.querySelector('#keuze-modus').parentNode.previousSibling?.textContent"
        " ?? document.querySelector('#keuze-modus').previousSibling.textContent"
    )
    assert following.strip() == "van huis"
