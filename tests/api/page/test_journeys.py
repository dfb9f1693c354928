"""Every control, by pointer and by keyboard, on wide and narrow screens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
_MAPS = ("kaart", "kaart-naast")
GAP = "V171"
"""A postcode of the example where PIE is near, but not in the gl."""


def query_of(page: Page) -> dict[str, str]:
    """Return the state that the address holds."""
    return {name: one[0] for name, one in parse_qs(urlsplit(page.url).query).items()}


def test_first_screen_tells_where_and_how_many(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    assert "geen echte scholen" in visit.text("#voorbeeld")
    assert visit.text("#kern .groot").endswith("%")
    assert "derdejaars van de gl niet" in visit.text("#kern .niet")
    assert "verder dan 10 km hemelsbreed" in visit.text("#kern")
    assert page.locator("#staven li").count() == 3
    assert page.locator("#tabel tbody tr").count() == 100
    assert "leerlingen 1 oktober 2023" in visit.text("#peildata")
    assert page.title().startswith("Voorbeeldland: ")
    legend = visit.text("#legenda")
    for words in ("0-5 km", "meer dan 15 km", "gat: verder dan 10 km", "andere vmbo"):
        assert words in legend
    # The whole answer stands above the fold.
    for selector in ("#kern", "#kaart", "#legenda", "#staven"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768


def test_map_draws_every_class(visits: Callable[..., Visit]) -> None:
    page = visits().open()
    colours = page.evaluate(
        """async () => {
          const canvas = document.querySelector('#kaart canvas');
          const shot = await new Promise((resolve) => {
            const draw = () => createImageBitmap(canvas).then(resolve);
            requestAnimationFrame(draw);
          });
          return [shot.width, shot.height];
        }"""
    )
    assert min(colours) > 300
    assert page.locator("#kaart-melding").is_hidden()
    shot = page.locator("#kaart").screenshot()
    assert len(shot) > 20_000


def test_every_choice_changes_the_answer_and_the_address(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open()
    seen = {visit.text("#kern")}
    choices = {
        "profiel": "MVI",
        "leerweg": "kl",
        "drempel": "5000m",
        "noemer": "gezamenlijk",
    }
    for name, value in choices.items():
        visit.choose(name, value)
        assert query_of(page)[name] == value
        assert visit.text("#kern") not in seen
        seen.add(visit.text("#kern"))
    visit.choose("gebieden", "sto-regio")
    assert page.locator("#tabel tbody tr").count() == 78
    assert "STO-regio" in visit.text("#kop-tabel")


def test_back_forward_and_reload_show_the_same(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    first = visit.text("#kern")
    visit.choose("profiel", "PIE")
    second = visit.text("#kern")
    page.go_back()
    page.wait_for_function("!location.search")
    visit.shown()
    assert visit.text("#kern") == first
    page.go_forward()
    page.wait_for_function("location.search.includes('PIE')")
    visit.shown()
    assert visit.text("#kern") == second
    page.reload()
    visit.shown()
    assert visit.text("#kern") == second
    assert page.input_value("#keuze-profiel") == "PIE"


def test_nonsense_in_the_address_falls_back(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?leerweg=xx&drempel=7&modus=fiets&gebied=%00&naast=modus:fiets")
    assert page.input_value("#keuze-leerweg") == "gl"
    assert page.input_value("#keuze-drempel") == "10000m"
    assert page.input_value("#keuze-modus") == "hemelsbreed"
    told = visit.text("#weggelaten")
    for words in ("Leerweg “xx”", "Afstand of reistijd “7”", "Hoe gemeten “fiets”"):
        assert words in told
    page.click("#weggelaten button")
    assert page.locator("#weggelaten").is_hidden()


def test_an_area_that_is_not_there_is_named(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&gebied=GM0000&drempel=7500m&utm_source=brief")
    page.wait_for_selector("#weggelaten:has-text('GM0000')")
    assert "7500m" in visit.text("#weggelaten")
    assert "brief" not in visit.text("#weggelaten")
    assert page.input_value("#keuze-profiel") == "PIE"
    visit.faults.clear()


def test_card_tells_what_is_near_and_why_it_is_a_gap(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open(f"/?profiel=PIE&postcode={GAP}")
    card = visit.text("#kaartje")
    order = ["V171 Groningen", "20 derdejaars van de gl", "Dichtstbijzijnde school"]
    order += ["21,4 km", "vijf technische profielen", "Waarom is dit een gat?"]
    order += ["maar niet in de gl", "Cijfers: leerlingen 1 oktober 2023"]
    places = [card.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    page.get_by_role("button", name="Sluiten").click()
    visit.shown()
    assert page.locator("#kaartje").is_hidden()
    assert "postcode" not in query_of(page)


def test_click_on_the_map_opens_a_card(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?postcode={GAP}")
    page.wait_for_timeout(500)
    box = page.locator("#kaart").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 90)
    page.wait_for_function(f"!location.search.includes('{GAP}')")
    visit.shown()
    assert query_of(page)["postcode"] in visit.text("#kop-kaartje")


def test_region_is_drilled_into(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&gebieden=provincie")
    whole = visit.text("#kern")
    page.get_by_role("button", name="Drenthe").click()
    page.wait_for_function("location.search.includes('gebied=')")
    visit.shown()
    assert page.input_value("#zoek-veld") == "Drenthe"
    assert visit.text("#kern") != whole
    row = page.locator("#tabel tr.gekozen")
    assert visit.text("#kern .groot") in row.inner_text()
    page.get_by_role("button", name="Toon heel Voorbeeldland").click()
    visit.shown()
    assert visit.text("#kern") == whole


def test_table_is_sorted_by_each_column(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?gebieden=provincie")
    for column, cell in (("deel", 3), ("niet", 2)):
        values = []
        for _ in range(2):
            page.click(f"#sorteer-{column}")
            visit.shown()
            texts = page.locator(f"#tabel tbody tr > :nth-child({cell})")
            values.append([_value(text) for text in texts.all_inner_texts()])
        assert values[0] == values[1][::-1] or len(set(values[0])) < 12
        assert any(one == sorted(one, reverse=True) for one in values)
        assert any(one == sorted(one) for one in values)
    page.click("#sorteer-naam")
    visit.shown()
    assert visit.text("#tabel tbody tr:first-child th") == "Drenthe"
    head = page.locator("#tabel th[aria-sort]")
    assert head.count() == 1
    assert head.get_attribute("aria-sort") == "ascending"


def _value(text: str) -> float:
    return float(text.rstrip("%").replace(".", "").replace(",", "."))


def test_search_by_postcode_and_by_place(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    page.fill("#zoek-veld", "v17")
    assert page.locator("#zoek-lijst li").count() == 8
    page.fill("#zoek-veld", "groning")
    # Names of areas are fetched when somebody begins to search, and then join in.
    page.locator("#zoek-0", has_text="provincie").wait_for()
    assert visit.text("#zoek-0") == "Groningen (provincie)"
    assert "postcodes)" in visit.text("#zoek-lijst")
    page.fill("#zoek-veld", GAP)
    page.press("#zoek-veld", "Enter")
    page.wait_for_function(f"location.search.includes('{GAP}')")
    visit.shown()
    assert visit.text("#kop-kaartje").startswith(GAP)
    page.fill("#zoek-veld", "nergens op de kaart")
    assert page.locator("#zoek-lijst").is_hidden()


def test_comparing_lists_what_changes(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    visit.choose("naast", "drempel:15000m")
    assert query_of(page)["naast"] == "drempel:15000m"
    text = visit.text("#vergelijking")
    assert "postcodes veranderen" in text
    assert "is geen gat meer" in text
    assert "wordt een gat" not in text
    assert page.locator("#kaart-naast canvas").is_visible()
    page.wait_for_timeout(300)
    maps = [page.locator(f"#{one} canvas").bounding_box() for one in _MAPS]
    assert maps[0] == maps[1]
    slider = page.get_by_label("Schuif tussen de kaarten")
    slider.focus()
    page.keyboard.press("ArrowRight")
    moved = "getComputedStyle(document.getElementById('kaarten'))"
    assert page.evaluate(f"{moved}.getPropertyValue('--schuif')") == "51%"
    visit.choose("naast", "")
    assert page.locator("#schuif").is_hidden()


def test_everything_can_be_saved(visits: Callable[..., Visit], tmp_path: Path) -> None:
    visit = visits()
    page = visit.open("/?gebieden=provincie")
    for name, start in (("CSV", b"\xef\xbb\xbfmodus;"), ("GeoJSON", b'{"type"')):
        with page.expect_download() as told:
            page.get_by_role("link", name=name, exact=True).click()
        target = tmp_path / name
        told.value.save_as(target)
        assert target.read_bytes().startswith(start)
    features = json.loads((tmp_path / "GeoJSON").read_text())["features"]
    assert len(features) == 12
    assert all(one["geometry"] for one in features)
    with page.expect_download() as told:
        page.click("#png")
    told.value.save_as(tmp_path / "kaart.png")
    content = (tmp_path / "kaart.png").read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) > 50_000


def test_keyboard_alone_is_enough(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?gebieden=provincie")
    page.keyboard.press("Tab")
    assert visit.text(":focus") == "Naar de tabel met cijfers"
    names = []
    for _ in range(60):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.id"))
        if names[-1] == "sorteer-deel":
            break
    wanted = ["keuze-leerweg", "keuze-profiel", "keuze-drempel", "keuze-modus"]
    wanted += ["zoek-veld", "keuze-gebieden", "keuze-noemer", "keuze-naast"]
    assert [name for name in names if name in wanted] == wanted
    page.keyboard.press("Enter")
    visit.shown()
    assert query_of(page)["sorteer"] == "deel"
    assert page.evaluate("document.activeElement.id") == "sorteer-deel"
    page.focus("#keuze-leerweg")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("location.search.includes('leerweg=kl')")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "keuze-leerweg"
    page.focus("#kaart canvas")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('postcode=')")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "kop-kaartje"


def test_changes_are_said_aloud(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    live = page.locator("#melding")
    assert live.get_attribute("aria-live") == "polite"
    before = live.text_content()
    visit.choose("leerweg", "bl")
    after = live.text_content()
    assert after != before
    assert "derdejaars van de bl" in (after or "")
    assert visit.text("#kern .groot") in (after or "").replace("\xa0", " ")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640), (683, 384)])
def test_narrow_screens_hold_everything(
    visits: Callable[..., Visit], width: int, height: int
) -> None:
    visit = visits(width, height)
    page = visit.open(f"/?profiel=PIE&postcode={GAP}&naast=drempel:5000m")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    for part in ("kern", "staven", "kromme", "kaart", "legenda", "kaartje", "tabel"):
        assert page.locator(f"#{part}").is_visible(), part
    top = {
        part: (page.locator(f"#{part}").bounding_box() or {"y": -1})["y"]
        for part in ("zin", "kern", "kaart", "tabel", "uitleg")
    }
    assert list(top.values()) == sorted(top.values())


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?profiel=PIE&postcode={GAP}&naast=drempel:5000m",
        "/?taal=en&gebieden=provincie&gebied=VB-PV01",
    ],
)
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(visits: Callable[..., Visit], path: str, width: int) -> None:
    page = visits(width, 800).open(path)
    found = Axe().run(page)
    told = [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in found.response["violations"]
    ]
    assert told == [], told


def test_english_is_complete(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"/?taal=en&profiel=PIE&postcode={GAP}")
    assert page.get_attribute("html", "lang") == "en"
    assert "60.1%" in visit.text("#kern")
    text = visit.text("body")
    for word in ("leerlingen", "Waarom", "Vergelijk", "hemelsbreed", "undefined"):
        assert word not in text.replace("hemelsbreed: from", "")
    names = page.evaluate(
        """async () => {
          const nl = (await import('/words-nl.js')).NL;
          const en = (await import('/words-en.js')).EN;
          const flat = (one) => Object.entries(one).flatMap(([name, value]) =>
            value && value.constructor === Object
              ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name]);
          return [flat(nl).sort(), flat(en).sort()];
        }"""
    )
    assert names[0] == names[1]
    page.click("#taal")
    visit.shown()
    assert page.get_attribute("html", "lang") == "nl"
    assert query_of(page)["profiel"] == "PIE"


def test_no_motion_for_who_wants_none(visits: Callable[..., Visit]) -> None:
    page = visits(reduced_motion="reduce").open()
    bar = "getComputedStyle(document.getElementById('voortgang')).animationName"
    assert page.evaluate(bar) == "none"


def test_without_webgl_the_table_still_tells(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = new Proxy("
        "HTMLCanvasElement.prototype.getContext, {apply: (f, self, [kind, ...more]) => "
        "kind.startsWith('webgl') ? null : f.call(self, kind, ...more)})"
    )
    visit.open()
    assert visit.text("#kern .groot").endswith("%")
    assert "in de tabel" in visit.text("#kaart-melding")
    visit.page.click("#png")
    visit.page.wait_for_selector("#opgeslagen:has-text('WebGL')")
    visit.faults.clear()


def test_a_part_that_fails_is_told_in_its_place_and_tried_again(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page, failing = visit.page, "**/v1/bereik**gebiedsindeling**"
    page.route(failing, lambda route: route.fulfill(status=503, body=""))
    visit.open()
    assert "De tabel ontbreekt. De dienst heeft het nu te druk" in visit.text("#tabel")
    assert visit.text("#kern .groot").endswith("%")
    assert "meer dan 15 km" in visit.text("#legenda")
    page.unroute(failing)
    page.locator("#tabel").get_by_role("button", name="Probeer het nog eens").click()
    page.wait_for_selector("#tabel tbody tr")
    visit.faults.clear()


def test_a_service_that_is_away_is_told_in_the_language_of_the_reader(
    visits: Callable[..., Visit],
) -> None:
    for query, words in (("", "geen verbinding"), ("?taal=en", "no connection")):
        visit = visits()
        visit.page.route("**/v1/kaart/cijfers**", lambda route: route.abort())
        visit.open(f"/{query}")
        assert words in visit.text("#legenda")
        assert visit.page.locator("#tabel tbody tr").count() == 100
        visit.faults.clear()


def test_the_map_waits_for_figures_that_take_long(visits: Callable[..., Visit]) -> None:
    visit = visits()
    busy = iter(range(15))

    def late(route: Route) -> None:
        if next(busy, None) is None:
            route.fallback()
        else:
            route.fulfill(status=503, headers={"Retry-After": "0"}, body="")

    visit.page.route("**/v1/kaart/cijfers**", late)
    visit.open("/?profiel=PIE")
    assert next(busy, None) is None
    assert visit.page.locator("#fout").is_hidden()
    visit.faults.clear()
