"""The page by public transport: minutes, the journey on the card, and two ways."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from maps import dutch
from tests.api.page.conftest import serving
from tests.bus_over_grid import bus_land

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
QUESTION = "profiel=PIE&leerweg=bl"
EAST = "A005"
"""20 km over the grid from PIE-bl, and 39 minutes before the bell by the bus."""

NORTH = "A008"
"""12 km over the grid, and no bus."""

EITHER = f"/?{QUESTION}&modus=fiets&drempel=12000m&of=ov-2700s"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of a land with streets and a bus listens."""
    with serving(tmp_path_factory.mktemp("bus"), bus_land(example=True)) as where:
        yield where


def row_of(address: str, keys: str) -> dict[str, Any]:
    """Ask the API what the page is asked."""
    url = f"{address}/v1/bereik?{QUESTION}&noemer=leerweg&{keys}"
    with urlopen(url) as answer:  # noqa: S310 - our own
        (row,) = json.load(answer)["rijen"]
    told: dict[str, Any] = row
    return told


def test_public_transport_is_asked_in_minutes(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets")
    visit.choose("modus", "ov")
    assert page.input_value("#keuze-drempel") == "2700s"
    offered = page.eval_on_selector_all(
        "#keuze-drempel option", "all => all.map(one => one.value)"
    )
    assert offered == ["900s", "1800s", "2700s", "3600s"]
    row = row_of(address, "modus=ov&eenheid=s&drempel=2700")
    assert visit.text("#kern .groot") == dutch.percentage(row["deel"])
    assert "Tijd van huis tot de bel" in visit.text("#legenda")
    assert "dienstregeling 3 oktober 2023" in visit.text("#peildata")
    visit.choose("modus", "hemelsbreed")
    assert page.input_value("#keuze-drempel") == "10000m"


def test_the_card_tells_the_journey_with_its_line_and_its_bell(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=ov&postcode={EAST}")
    assert "39 min met het ov: De Ambacht" in visit.text("#kaartje .wegen")
    (ride,) = page.locator("#kaartje .reis li").all_inner_texts()
    assert ride == "07:36-08:06 bus 7 van Halte 5 naar Halte 0"
    card = visit.text("#kaartje")
    assert "Om 07:36 van huis voor de bel van 08:20: 39 min" in card
    assert "30 min onderweg" in card
    assert "Zonder overstap" in card
    assert "34 min bij een gunstige, 49 min bij een ongunstige" in card


def test_no_journey_is_said_on_the_card(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=M%26T&leerweg=gl&modus=ov&postcode=A000")
    assert "geen reis op tijd met het ov" in visit.text("#kaartje .wegen")
    assert page.locator("#kaartje .reis").count() == 0
    assert "geen reis van hoogstens 90 minuten" in visit.text("#kern")


def test_swipe_lays_the_bicycle_beside_the_bus(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&naast=modus:ov")
    names = visit.text("#schuif").split("\n")
    assert names[0] == "10 km over de fietsroute"
    assert names[-1] == "45 minuten met het ov"
    legend = visit.text("#legenda")
    assert "meer dan 15 km" in legend
    assert "meer dan 45 min" in legend
    listed = page.locator("#vergelijking button.naam").all_inner_texts()
    assert EAST in {one.split()[0] for one in listed}


def test_either_way_is_one_answer_with_three_groups(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&drempel=12000m")
    alone = visit.text("#kern .groot")
    visit.choose("of", "ov-2700s")
    row = row_of(address, "modus=fiets&drempel=12000&of=ov-2700s")
    assert visit.text("#kern .groot") == dutch.percentage(row["deel"])
    assert visit.text("#kern .groot") != alone
    counts = [row["beide"], row["alleenEerste"], row["alleenTweede"]]
    numbers = [str(round(count)) for count in counts]
    line = (
        f"{numbers[0]} derdejaars van de bl op beide manieren, {numbers[1]} alleen met "
        f"de fiets, {numbers[2]} alleen met het ov"
    )
    assert line in visit.text("#kern")
    assert "of 45 minuten met het ov" in visit.text("#kern")
    assert "alleen binnen 45 minuten met het ov" in visit.text("#legenda")
    assert page.locator("#vergelijking select").count() == 0
    # The address holds it, and an edit of the offer asks one way again.
    assert "of=ov-2700s" in page.url
    visit.open(f"{EITHER}&als=sluit-X00100")
    assert "of=" not in page.evaluate("document.getElementById('taal').href")


@pytest.mark.parametrize(("pc4", "is_gap"), [(EAST, False), ("A009", True)])
def test_the_card_is_no_gap_where_either_way_does(
    visits: Callable[..., Visit], pc4: str, *, is_gap: bool
) -> None:
    visit = visits()
    visit.open(f"{EITHER}&postcode={pc4}")
    assert ("Dit is geen gat" in visit.text("#kaartje")) is not is_gap


def test_the_second_way_is_chosen_by_keyboard(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?{QUESTION}&modus=fiets&drempel=12000m")
    page.focus("#keuze-of")
    page.keyboard.press("ArrowDown")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "keuze-of"
    assert page.input_value("#keuze-of") == "ov-900s"


def test_english_tells_the_journey_too(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open(f"/?{QUESTION}&modus=ov&postcode={EAST}&taal=en")
    card = visit.text("#kaartje")
    assert "Leave home at 07:36 for the bell of 08:20" in card
    assert "bus 7 from Halte 5 to Halte 0" in card


@pytest.mark.parametrize(
    ("path", "width", "height"),
    [(EITHER, 1366, 900), (f"/?{QUESTION}&modus=ov", 360, 740)],
)
def test_axe_finds_nothing_and_all_fits(
    visits: Callable[..., Visit], path: str, width: int, height: int
) -> None:
    visit = visits(width, height)
    page = visit.open(f"{path}&postcode={EAST}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
