"""The place of a question: found by any name, kept to by map and table; why not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser


def query_of(page: Page) -> dict[str, str]:
    return {name: one[0] for name, one in parse_qs(urlsplit(page.url).query).items()}


def whole(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_reasons_add_up_and_each_one_filters(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    counts = [whole(one) for one in page.locator("#redenen strong").all_inner_texts()]
    missed = whole(visit.text("#kern .niet strong").split(" ")[0])
    assert len(counts) > 2
    assert abs(sum(counts) - missed) <= 2 * len(counts)
    first = page.locator("#redenen button").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('reden=')")
    visit.shown()
    assert page.evaluate("document.activeElement.id").startswith("reden-")
    pressed = page.locator('#redenen [aria-pressed="true"]')
    assert pressed.count() == 1
    rows = page.locator("#tabel tbody tr td:nth-child(2)").all_inner_texts()
    assert sum(map(whole, rows)) <= counts[0] + len(rows)
    assert Axe().run(page).response["violations"] == []
    pressed.click()
    page.wait_for_function("!location.search.includes('reden=')")


def test_the_gemeenten_of_a_provincie_are_asked(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    every = visit.text("#kop-tabel")
    page.fill("#zoek-veld", "zeelnad")
    page.wait_for_selector("#zoek-lijst li:has-text('provincie')")
    page.press("#zoek-veld", "Enter")
    page.wait_for_function("location.search.includes('binnen=')")
    visit.shown()
    figure = visit.text("#kern .groot")
    assert page.input_value("#zoek-veld") == "Zeeland"
    assert query_of(page)["binnen"].startswith("provincie:")
    assert page.title().startswith("Zeeland: ")
    assert visit.text("#kop-tabel") == every
    assert visit.text("#kern .groot") == figure
    assert 1 < page.locator("#tabel tbody tr").count() < 60
    link = page.locator("#tabel .opslaan a").first.get_attribute("href") or ""
    codes = parse_qs(urlsplit(link).query)["gebied"][0].split(",")
    assert len(codes) == page.locator("#tabel tbody tr").count()
    page.reload()
    visit.shown()
    assert visit.text("#kern .groot") == figure
    cited = visit.text("#citaat")
    assert figure in cited
    assert page.url in cited


def test_the_postcodes_of_a_provincie_are_saved(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?gebieden=pc4&binnen=provincie:VB-PV01")
    link = page.locator("#tabel .opslaan a").first.get_attribute("href") or ""
    codes = parse_qs(urlsplit(link).query)["gebied"][0].split(",")
    assert len(codes) >= page.locator("#tabel tbody tr").count()
    page.click("#heel-land")
    page.wait_for_function("!location.search.includes('binnen=')")


def test_the_place_is_chosen_by_keyboard(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    page.focus("#keuze-modus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "zoek-veld"
    whole_land = page.input_value("#zoek-veld")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("#zoek-lijst li:has-text('provincie')")
    assert page.locator("#zoek-lijst li").first.inner_text() == whole_land
    assert Axe().run(page).response["violations"] == []
    page.keyboard.type("zeel")
    page.keyboard.press("Escape")
    assert page.input_value("#zoek-veld") == whole_land
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("zeel")
    page.wait_for_selector("#zoek-lijst li:has-text('provincie')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('binnen=')")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "zoek-veld"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "heel-land"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "keuze-gebieden"
    page.go_back()
    visit.shown()
    assert page.input_value("#zoek-veld") == whole_land


def test_a_postcode_is_a_place_of_the_question(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open()
    page.fill("#zoek-veld", "V171 AB")
    page.wait_for_selector("#zoek-lijst li:has-text('V171')")
    page.press("#zoek-veld", "Enter")
    page.wait_for_function("location.search.includes('binnen=')")
    visit.shown()
    assert query_of(page)["binnen"] == "pc4:V171"
    assert page.input_value("#zoek-veld").startswith("V171")
    assert page.locator("#tabel tbody tr").count() == 1
    assert visit.text("#kop-kaartje").startswith("V171")
    page.select_option("#keuze-gebieden", "gemeente")
    page.wait_for_function("!location.search.includes('gebieden=')")
    visit.shown()
    assert page.locator("#tabel tbody tr").count() == 1


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("den bosch", "'s-Hertogenbosch"),
        ("V171 AB", "V171"),
        ("Provincie:zeelnad", "Zeeland"),
    ],
)
def test_what_people_type_is_found(
    visits: Callable[..., Visit], typed: str, found: str
) -> None:
    visit = visits()
    page = visit.open()
    page.focus("#zoek-veld")
    page.fill("#zoek-veld", typed)
    page.wait_for_selector(f'#zoek-lijst li:has-text("{found}")')


def test_without_scripts_there_is_something_to_read(
    visits: Callable[..., Visit],
) -> None:
    page = visits(java_script_enabled=False).page
    page.goto(f"{visits().address}/")
    assert page.locator("main").is_hidden()
    page.click("a[href='/gebied/provincie']")
    page.locator("main a").first.click()
    assert page.locator(".groot").inner_text().endswith("%")
    page.goto(f"{visits().address}/plannen")
    assert page.locator("main").is_hidden()
    assert page.locator("a[href='/gebied']").is_visible()


def test_a_frame_of_another_site_shows_and_makes_nothing(
    visits: Callable[..., Visit],
) -> None:
    visit = visits(width=900)
    page = visit.open("/insluiten?binnen=provincie:VB-PV01&als=-")
    assert page.locator("#ontwerp").is_hidden()
    assert page.locator("#wijzigingen").is_hidden()
    link = page.locator("#elders")
    assert (link.get_attribute("href") or "").startswith("/?binnen=")
    assert Axe().run(page).response["violations"] == []
    copied = visit.text("#inbedden")
    assert copied.startswith("<iframe src=")
    assert "/insluiten?binnen=provincie" in copied


def test_an_area_page_of_example_data_passes_axe(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.page.goto(f"{visit.address}/gebied/provincie/drenthe")
    assert visit.text("header").startswith("Voorbeeldgegevens")
    assert Axe().run(visit.page).response["violations"] == []


def test_the_end_of_the_sentence_stays_with_its_word(
    visits: Callable[..., Visit],
) -> None:
    page = visits(width=390, height=844).open("/")
    last = page.locator("#zin .bijeen").last
    assert last.inner_text().endswith("?")
    word, whole = page.locator("#keuze-gebieden").bounding_box(), last.bounding_box()
    assert word is not None
    assert whole is not None
    assert whole["height"] < 1.5 * word["height"]


def test_a_name_that_the_edge_would_cut_is_left_out(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open("/")
    cut = page.evaluate(
        """async () => {
          const { PostcodeMap } = await import('/map.js');
          const box = document.createElement('div');
          Object.assign(box.style, { width: '400px', height: '400px' });
          document.body.append(box);
          const ring = [[5, 52], [6, 52], [6, 53], [5, 53], [5, 52]];
          const geometry = { type: 'Polygon', coordinates: [ring] };
          const land = { type: 'FeatureCollection',
            features: [{ type: 'Feature', id: 0, properties: {}, geometry }] };
          const map = new PostcodeMap(box, 'x', land);
          await map.dress();
          const { lng: west } = map.map.unproject([2, 200]);
          await map.showPlaces([
            { name: 'Midden', at: [5.5, 52.5] },
            { name: 'Rand', at: [west, 52.5] },
          ]);
          const of = (id) => map.map.getFeatureState({ source: 'namen', id }).cut;
          const found = [of(0), of(1)];
          map.map.remove();
          box.remove();
          return found;
        }"""
    )
    assert cut == [False, True]


def test_what_is_too_coarse_is_not_called_without_data(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open("/")
    row = {
        "gebied": "GM1",
        "gebiedsnaam": "Ergens",
        "afgeschermd": False,
        "buitenWegen": 0,
        "leerlingen": 32,
        "leerlingenHoog": 34,
        "deel": None,
        "deelLaag": 0,
        "deelHoog": 1,
        "nietBereiktVermoedelijkLaag": 1.3,
        "nietBereiktVermoedelijkHoog": 18.3,
    }
    told = page.evaluate(
        """async (row) => {
          const [{ areaRows, drawTable }, { read }, { finding }] = await Promise.all(
            ['/table.js', '/state.js', '/panel.js'].map((one) => import(one)));
          const at = document.createElement('div');
          const nobody = { ...row, leerlingen: 0, leerlingenHoog: 0 };
          const rows = areaRows([row, nobody, { ...row, gebied: 'onbekend' }]);
          drawTable(at, read(''), rows, { downloads: '' });
          const cells = [...at.querySelectorAll('tbody tr')].map(
            (line) => [...line.children].map((cell) => cell.textContent));
          const wide = { ...row, deel: 0.5, deelLaag: 0.1, deelHoog: 0.9 };
          const title = (one) => finding(read(''), one, 'E');
          return { cells, titles: [title(row), title(wide)] };
        }""",
        row,
    )
    assert ["Ergens", "1-18", "niet te zeggen"] in told["cells"]
    assert ["Ergens", "geen leerlingen", "geen leerlingen"] in told["cells"]
    assert "woonplaats onbekend" in [name for name, *_ in told["cells"]]
    assert all(title.endswith("van huis: niet te zeggen") for title in told["titles"])
    cut_off = page.evaluate(
        """() => {
          const cell = document.querySelector('.staven .gekozen .getal');
          cell.textContent = 'geen leerlingen';
          const panel = document.querySelector('.cijfers');
          return panel.scrollWidth - panel.clientWidth;
        }"""
    )
    assert cut_off <= 0


def test_two_sites_of_one_school_are_told_apart_by_their_street(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open("/")
    names = page.evaluate(
        """async () => {
          const { WhatIf } = await import('/scenario.js');
          const called = { naam: 'Noord', plaats: 'A' };
          const at = (id, adres) => ({ id, properties: { ...called, adres } });
          const features = [at('X1', 'Laan 1'), at('X2', 'Laan 2')];
          const scene = { landed: Promise.resolve(), sites: { features } };
          const one = new WhatIf({ about: () => ({}), scene, change: () => {} });
          await scene.landed;
          const site = (vestiging) => ({ vestiging, ...called });
          return ['X1', 'X3'].map((code) => one.nameOf(site(code)));
        }"""
    )
    assert names == ["Noord, A (Laan 1)", "Noord, A"]
