"""Planning in the browser: new places tried, the best found, the bus played by day."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from api.cli import run
from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.keys import KeyRing, Role
from api.service.service import gathered
from api.service.settings import Settings
from tests.api.page.conftest import running, served_of, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from accessibility.snapshot import Snapshot
    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
AREA = "VB-PV09"
TERM = ["--in", "Overijssel", "--first", "2026-01-05", "--last", "2026-01-16"]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Database:
    state = Database(f"sqlite:///{tmp_path_factory.mktemp('plan') / 'state.sqlite'}")
    state.migrate()
    return state


@pytest.fixture(scope="module")
def key(database: Database) -> str:
    """A key that may plan."""
    return KeyRing(database).make("planner", Role.PLANNER)[1]


@pytest.fixture(scope="module")
def address(country: Snapshot, database: Database) -> Iterator[str]:
    """Where a service listens that does jobs too."""
    gate = ComputingGate(2, 30.0)
    served = served_of(country, gate)
    settings = Settings(rate_per_s=0.0, watch_s=0.0, jobs=1)
    service = gathered(settings, database, SnapshotHolder(served), gate)
    with running(create_app(settings, service)) as where:
        yield where


@pytest.fixture(scope="module")
def term_file(country_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A term that the command line wrote."""
    folder = tmp_path_factory.mktemp("ronde")
    path = folder / "bus.json"
    files = ["--play", str(path), "-o", str(folder / "bus.csv")]
    assert run(["tour", str(country_folder), *TERM, *files]) == 0
    return path


def _query(page: Page) -> dict[str, str]:
    return {name: one[0] for name, one in parse_qs(urlsplit(page.url).query).items()}


def _place(visit: Visit, text: str) -> None:
    """Choose a place by keyboard: a postcode in the search field."""
    page = visit.page
    page.fill("#zoek-veld", text)
    page.press("#zoek-veld", "Enter")
    page.wait_for_function(f"location.search.includes('{text}')")
    visit.shown()


def _number(text: str) -> int:
    return int("".join(filter(str.isdigit, text.partition("leerling")[0])))


def test_a_place_shows_its_gain_at_once(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/plannen")
    assert "geen echte scholen" in visit.text("#voorbeeld")
    assert "Er is nog geen nieuwe plek" in visit.text("#kern")
    before = visit.text("#kern .groot")
    _place(visit, "V171")
    assert _query(page)["plek"] == "V171"
    assert visit.text("#kern .groot") != before
    assert f"nu {before}" in visit.text("#kern")
    first = _number(visit.text(".plekken li:first-child .klein"))
    assert first > 0
    assert f"{first:,}".replace(",", ".") in visit.text("#kern .erbij")
    assert page.locator("#tabel tbody tr").count() > 0
    assert "V171" in visit.text("#melding")


def test_places_add_to_one_another_and_can_be_taken_back(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/plannen?plek=V171")
    first = _number(visit.text(".plekken li:first-child .klein"))
    _place(visit, "V180")
    assert _query(page)["plek"] == "V171,V180"
    assert page.locator(".plekken li").count() == 2
    total = _number(visit.text("#kern .erbij"))
    second = _number(visit.text(".plekken li:last-child .klein"))
    assert total == pytest.approx(first + second, abs=1)
    page.get_by_role("button", name="Haal V171").click()
    page.wait_for_function("!location.search.includes('V171')")
    visit.shown()
    assert page.locator(".plekken li").count() == 1
    page.go_back()
    page.wait_for_function("location.search.includes('V171')")
    visit.shown()
    assert page.locator(".plekken li").count() == 2
    page.reload()
    visit.shown()
    assert page.locator(".plekken li").count() == 2


def test_the_map_takes_places_by_pointer_and_by_keyboard(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open(f"/plannen?gebied={AREA}")
    page.wait_for_timeout(1_500)
    box = page.locator("#kaart").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("location.search.includes('plek=')")
    visit.shown()
    assert page.locator(".plekken li").count() == 1
    page.focus("#kaart canvas")
    page.keyboard.press("Enter")
    page.wait_for_selector(".plekken li:nth-child(2)")
    page.keyboard.press("Enter")
    page.wait_for_selector(".plekken li:nth-child(2)", state="detached")
    visit.shown()
    assert "," not in _query(page)["plek"]
    page.get_by_role("button", name="Haal").click()
    page.wait_for_selector(".plekken", state="detached")
    assert "plek" not in _query(page)
    assert "Klik op de kaart" in visit.text("#gekozen-plekken")


def test_choices_change_the_answer(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/plannen?plek=V171")
    seen = {visit.text("#kern .groot")}
    for name, value in (("drempel", "10000m"), ("gebied", AREA)):
        visit.choose(name, value)
        assert _query(page)[name] == value
        assert visit.text("#kern .groot") not in seen
        seen.add(visit.text("#kern .groot"))
    for toon in ("buiten", "al"):
        visit.choose("lijst", toon)
        assert page.locator("#tabel tbody tr").count() > 0
    assert "Via" in visit.text("#tabel thead")


def test_what_is_no_place_falls_back(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open("/plannen?plek=ZZZZ&gebied=nergens&dag=x&rit=1&modus=fiets")
    assert "Er is nog geen nieuwe plek" in visit.text("#kern")
    assert any("400" in fault for fault in visit.faults)
    visit.faults.clear()


def test_the_best_places_are_asked_with_a_key(
    visits: Callable[..., Visit], key: str
) -> None:
    visit = visits()
    page = visit.open(f"/plannen?gebied={AREA}&aantal=2")
    page.click("#zoek-beste")
    assert page.evaluate("document.activeElement.id") == "sleutel"
    assert page.get_attribute("#sleutel", "type") == "password"
    page.fill("#sleutel", "brk_000000000000_" + "x" * 43)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("text=Deze sleutel werkt hier niet")
    visit.faults.clear()  # the browser tells of the 401 itself
    page.fill("#sleutel", key)
    page.get_by_role("button", name="Reken uit").click()
    page.wait_for_selector("#beste-antwoord table")
    plans = visit.text("#beste-antwoord")
    for name in ("Beste", "Op één na beste", "Eerlijkst", "Eén plek tegelijk"):
        assert name in plans
    assert "Bewezen" in plans
    assert key not in page.url
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    page.get_by_role("button", name="Toon op de kaart: Beste").click()
    page.wait_for_function("location.search.includes('plek=')")
    visit.shown()
    assert page.locator(".plekken li").count() == 2
    assert "Beste" in visit.text("#beste-antwoord")
    best = _number(visit.text("#beste-antwoord tbody tr:first-child td"))
    assert best > 0


def test_a_term_is_planned_and_can_be_shared(
    visits: Callable[..., Visit], key: str
) -> None:
    visit = visits()
    page = visit.open(f"/plannen?toon=bus&gebied={AREA}")
    page.fill("#eersteDag", "2026-01-05")
    page.fill("#laatsteDag", "2026-01-09")
    page.get_by_role("button", name="Plan de ronde").click()
    page.fill("#sleutel", key)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("#dag-naam")
    visit.shown()
    assert visit.text("#dag-naam") == "maandag 5 januari 2026"
    assert len(_query(page)["rit"]) == 36
    assert key not in page.url
    page.reload()
    page.fill("#sleutel", key)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("#dag-naam")
    assert "Overijssel" in visit.text("#kern")


def test_one_budget_is_divided_and_its_places_go_on_the_map(
    visits: Callable[..., Visit], key: str
) -> None:
    visit = visits()
    page = visit.open(f"/plannen?toon=budget&gebied={AREA}")
    for name, amount in (("budget", 400), ("kostenPlek", 100), ("kostenBus", 50)):
        page.fill(f"#{name}", str(amount))
    page.get_by_role("button", name="Verdeel het budget").click()
    page.fill("#sleutel", key)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("#tabel tbody tr")
    assert "Uitgegeven:" in visit.text("#budget-antwoord")
    assert key not in page.url
    page.get_by_role("button", name="Zet de nieuwe plekken op de kaart").click()
    page.wait_for_function("location.search.includes('plek=')")
    visit.shown()
    assert page.locator(".plekken li").count() >= 1


def test_who_takes_part_is_told_from_a_file(
    visits: Callable[..., Visit], key: str, tmp_path: Path, country: Snapshot
) -> None:
    school = str(country.table("basisscholen").brin6.iloc[0])
    told = tmp_path / "bezoeken.csv"
    told.write_text(f"datum;school;leerlingen\n2023-11-07;{school};25\n", "utf-8")
    visit = visits()
    page = visit.open("/plannen?toon=deelname")
    page.set_input_files("#bezoeken", told)
    page.fill("#sleutel", key)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("#tabel tbody tr")
    assert "2023/24" in visit.text("#tabel")
    schools = len(country.table("basisscholen"))
    counted = page.locator("#tabel tbody td:nth-child(2)").all_inner_texts()
    assert sum(int(one.replace(".", "")) for one in counted) == schools
    page.get_by_role("button", name="Gemeente").click()
    page.wait_for_selector("#tabel th:has-text('Gemeente')")
    assert key not in page.url


def test_what_is_no_list_of_visits_is_told(
    visits: Callable[..., Visit], tmp_path: Path
) -> None:
    told = tmp_path / "ander.csv"
    told.write_text("a;b\n1;2\n", "utf-8")
    visit = visits()
    visit.open("/plannen?toon=deelname").set_input_files("#bezoeken", told)
    visit.page.wait_for_selector("#deelname-antwoord [role=alert]")


def test_the_bus_is_played_day_by_day(
    visits: Callable[..., Visit], term_file: Path
) -> None:
    told: dict[str, Any] = json.loads(term_file.read_text())
    visit = visits()
    page = visit.open("/plannen?toon=bus")
    page.set_input_files("#bestand", term_file)
    page.wait_for_selector("#dag-naam")
    days = len(told["dagen"])
    assert f"Dag 1 van {days}" in visit.text("#bus")
    first = told["dagen"][0]["bezoeken"][0]["naam"]
    assert first in visit.text("#bus .stops")
    assert page.locator("#vorige").is_disabled()
    page.click("#volgende")
    visit.shown()
    assert _query(page)["dag"] == "2"
    assert visit.text("#dag-naam") == "dinsdag 6 januari 2026"
    assert page.evaluate("document.activeElement.id") == "volgende"
    rows = page.locator("#tabel tr.gekozen").all_inner_texts()
    assert rows
    assert all("6 januari 2026" in row for row in rows)
    page.focus("#dag")
    page.keyboard.press("End")
    visit.shown()
    assert _query(page)["dag"] == str(days)
    assert page.locator("#volgende").is_disabled()
    assert page.evaluate("document.activeElement.id") == "dag"
    reasons = visit.text("#tabel")
    assert "Waarom niet" in reasons
    assert "hemelsbreed getekend" in visit.text("#legenda")
    page.get_by_role("button", name="Andere ronde").click()
    visit.shown()
    assert page.locator("#bestand").is_visible()


def test_play_goes_on_by_itself_and_stops(
    visits: Callable[..., Visit], term_file: Path
) -> None:
    visit = visits()
    page = visit.open("/plannen?toon=bus")
    page.set_input_files("#bestand", term_file)
    page.wait_for_selector("#dag-naam")
    page.get_by_role("button", name="Speel af").click()
    page.wait_for_selector("text=Dag 3 van")
    page.get_by_role("button", name="Stop met afspelen").click()
    visit.shown()
    there = _query(page)["dag"]
    page.wait_for_timeout(2_000)
    assert _query(page)["dag"] == there


def test_who_wants_no_motion_gets_no_playing(
    visits: Callable[..., Visit], term_file: Path
) -> None:
    visit = visits(reduced_motion="reduce")
    page = visit.open("/plannen?toon=bus")
    page.set_input_files("#bestand", term_file)
    page.wait_for_selector("#dag-naam")
    assert page.locator("#afspelen").count() == 0
    assert "weinig beweging" in visit.text("#bus")
    page.click("#volgende")
    assert "Dag 2" in visit.text("#bus")


def test_another_file_is_refused(visits: Callable[..., Visit], tmp_path: Path) -> None:
    page = visits().open("/plannen?toon=bus")
    for content in ("geen json", '{"soort": "rondrit", "versie": 1, "dagen": [{}]}'):
        (tmp_path / "x.json").write_text(content)
        page.set_input_files("#bestand", tmp_path / "x.json")
        page.wait_for_selector("text=geen ronde van de bus")


@pytest.mark.parametrize("width", [1366, 320])
@pytest.mark.parametrize("view", ["plekken", "bus", "dag", "budget", "deelname"])
def test_axe_finds_nothing_and_all_fits(
    visits: Callable[..., Visit], view: str, width: int, term_file: Path
) -> None:
    visit = visits(width, 800)
    toon = "bus" if view == "dag" else view
    page = visit.open(f"/plannen?toon={toon}&gebied={AREA}&plek=V171")
    if view == "plekken":
        page.click("#zoek-beste")
    if view == "dag":
        page.set_input_files("#bestand", term_file)
        page.wait_for_selector("#dag-naam")
    visit.shown()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    told = [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in found.response["violations"]
    ]
    assert told == [], told


def test_english_is_complete(visits: Callable[..., Visit], term_file: Path) -> None:
    visit = visits()
    page = visit.open(f"/plannen?taal=en&gebied={AREA}&plek=V171")
    text = visit.text("body")
    page.goto(visit.address + "/plannen?taal=en&toon=bus")
    visit.shown()
    page.set_input_files("#bestand", term_file)
    page.wait_for_selector("#dag-naam")
    text += visit.text("body")
    for word in ("leerlingen", "basisschol", "bezoek", "undefined", "hemelsbreed van"):
        assert word not in text, word
    names = page.evaluate(
        """async () => {
          const nl = (await import('/plannen/words-nl.js')).PLAN_NL;
          const en = (await import('/plannen/words-en.js')).PLAN_EN;
          const flat = (one) => Object.entries(one).flatMap(([name, value]) =>
            value && value.constructor === Object
              ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name]);
          return [flat(nl).sort(), flat(en).sort()];
        }"""
    )
    assert names[0] == names[1]


def test_data_without_basisscholen_say_so(
    visits: Callable[..., Visit], country: Snapshot, tmp_path: Path
) -> None:
    tables = {k: v for k, v in country.tables.items() if k != "basisscholen"}
    visit = visits()
    with serving(tmp_path, replace(country, tables=tables)) as visit.address:
        visit.open("/plannen")
        told = visit.text("#tabel")
        assert "geen basisscholen" in told
        assert "po-leerlingen" in told
        visit.page.get_by_role("link", name="Bereik van het vmbo").first.wait_for()
        visit.open("/plannen?toon=budget")
        assert "geen basisscholen" in visit.text("#tabel")
        assert not visit.page.is_visible("#kern")
        visit.page.click("#keuze-toon a:nth-child(2)")
        visit.page.wait_for_selector("#bus button")


def test_both_pages_lead_to_each_other(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?taal=en")
    page.click("#naar-plannen")
    visit.shown()
    assert urlsplit(page.url).path == "/plannen"
    assert page.get_attribute("html", "lang") == "en"
    page.click("#naar-bereik")
    visit.shown()
    assert urlsplit(page.url).path == "/"


def test_without_webgl_the_tables_still_tell(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.page.add_init_script(
        "HTMLCanvasElement.prototype.getContext = new Proxy("
        "HTMLCanvasElement.prototype.getContext, {apply: (f, self, [kind, ...more]) => "
        "kind.startsWith('webgl') ? null : f.call(self, kind, ...more)})"
    )
    visit.open("/plannen?plek=V171")
    assert visit.text("#kern .groot").endswith("%")
    visit.page.wait_for_selector("#kaart-melding:not([hidden])")
    assert visit.page.locator("#tabel tbody tr").count() > 0
    visit.faults.clear()
