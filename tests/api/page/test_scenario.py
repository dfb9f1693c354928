"""Wat als: drawn up by pointer and by keyboard, shared as a link, equal to the rest."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from api.cli import run
from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.keys import Role
from api.service.service import gathered
from api.service.settings import Settings
from api.service.short_edits import MOST_SHORT
from maps import dutch, palette
from tests.api.page.conftest import running, served_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page, Route

    from accessibility.snapshot import Snapshot
    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser

CLOSED = "sluit-XA1401-PIE-gl"
"""The only gl-PIE far around: many students lose the only school within reach."""

NEW = "nieuw-V171-PIE-gl"
CHOICE = "sluit-XA7900-PIE-gl"
"""A gl-PIE of which everybody has another one as well."""

MINUS = "\N{MINUS SIGN}"
LINK = f"/?profiel=PIE&als={CLOSED}"


def query_of(page: Page) -> dict[str, str]:
    """Return the state that the address holds."""
    return {name: one[0] for name, one in parse_qs(urlsplit(page.url).query).items()}


def effect_row(address: str, als: str) -> dict[str, Any]:
    """Return what the API says of PIE in the gl, without any key."""
    query = f"als={als}&profiel=PIE&leerweg=gl&noemer=leerweg"
    with urlopen(f"{address}/v1/effect?{query}") as answer:  # noqa: S310 - our own
        content: dict[str, Any] = json.load(answer)
    return {"scenario": content["scenario"], **content["rijen"][0]}


def share(page: Page, colour: str) -> float:
    """Return the part of the map that has about a colour."""
    shot = Image.open(io.BytesIO(page.locator("#kaart").screenshot())).convert("RGB")
    wanted = [int(colour[k : k + 2], 16) for k in (1, 3, 5)]
    close = np.abs(np.asarray(shot, np.int64) - wanted).max(axis=2) < 12
    return float(close.mean())


def tab_to(page: Page, identifier: str) -> None:
    """Press Tab until an element has the focus; not for ever."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            return
    pytest.fail(f"Tab does not come to {identifier}")


def find_school(visit: Visit, text: str) -> str:
    """Choose the first school that a text finds, and return its name."""
    visit.page.fill("#school-veld", text)
    visit.page.press("#school-veld", "Enter")
    visit.page.wait_for_function("location.search.includes('school=')")
    visit.shown()
    return visit.text("#kop-keuze")


def test_scenario_is_drawn_up_by_mouse(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    page.click("#watals")
    name = find_school(visit, "XA1401")
    page.go_back()
    page.wait_for_function("!location.search.includes('school=')")
    visit.shown()
    # The map still looks at the school: its point lies in the middle.
    page.wait_for_timeout(400)
    box = page.locator("#kaart").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("location.search.includes('school=')")
    visit.shown()
    assert visit.text("#kop-keuze") == name
    page.click("#bod-PIE-gl")
    visit.shown()
    assert query_of(page)["als"] == CLOSED
    assert "gl-PIE dicht" in visit.text("#wijzigingen")
    assert "verliezen de enige school" in visit.text("#kern")
    assert page.locator("#bod-PIE-gl").get_attribute("aria-pressed") == "false"
    page.wait_for_timeout(400)
    assert share(page, palette.GROUP_FILL["lost_only"]) > 0.05
    assert "verliest de enige school" in visit.text("#legenda")


def test_what_was_done_is_taken_back(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"{LINK}&school=XA1401")
    # The same button again takes the edit back.
    page.click("#bod-PIE-gl")
    visit.shown()
    assert query_of(page)["als"] == "-"
    page.click("#watals-stop")
    visit.shown()
    assert "als" not in query_of(page)
    assert page.locator("#ontwerp").is_hidden()


def test_keyboard_alone_draws_up_a_scenario(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    page.focus("#keuze-noemer")
    tab_to(page, "watals")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'school-veld'")
    page.keyboard.type("XA1401")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'kop-keuze'")
    visit.shown()
    tab_to(page, "bod-PIE-gl")
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search.includes('{CLOSED}')")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "bod-PIE-gl"
    assert "795 derdejaars van de gl" in (page.locator("#melding").text_content() or "")


def test_keyboard_alone_makes_a_new_place(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"{LINK}&school=XA1401")
    page.focus("#school-veld")
    page.keyboard.type("V171")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('postcode=V171')")
    visit.shown()
    assert page.evaluate("document.activeElement.id") == "kop-keuze"
    page.focus("#bod-PIE-gl")
    page.keyboard.press("Enter")
    page.wait_for_function(f"location.search.includes('{NEW}')")
    visit.shown()
    assert page.locator("#wijzigingen li").count() == 2


def test_click_in_the_map_makes_a_new_place(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=-&postcode=V171")
    page.wait_for_timeout(500)
    box = page.locator("#kaart").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 90)
    page.wait_for_function("!location.search.includes('V171')")
    visit.shown()
    code = query_of(page)["postcode"]
    assert f"Nieuwe plek in {code}" in visit.text("#kop-keuze")
    page.click("#bod-PIE-gl")
    visit.shown()
    assert query_of(page)["als"] == f"nieuw-{code}-PIE-gl"
    assert "binnen bereik" in visit.text("#kern .niet")


def test_link_shows_the_same_as_api_and_command_line(
    visits: Callable[..., Visit],
    address: str,
    country_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    visit = visits()
    page = visit.open(LINK)
    row = effect_row(address, CLOSED)
    sides = [dutch.percentage(row[name]) for name in ("deelVoor", "deelNa")]
    shown = visit.text(".voor-na")
    assert shown.startswith(str(sides[0]))
    assert shown.endswith(str(sides[1]))
    lost = dutch.number(row["enigeKwijt"])
    assert visit.text("#kern .niet strong") == f"{lost} derdejaars van de gl"
    assert str(sides[1]) in visit.text("#staven .gekozen .getal")
    assert page.title().startswith("Voorbeeldland: van ")
    scenario = tmp_path / "scenario.json"
    scenario.write_text(json.dumps(row["scenario"]))
    dossier = str(tmp_path / "dossier")
    assert run(["what-if", str(country_folder), str(scenario), "-o", dossier]) == 0
    assert f"{lost} derdejaars van de gl verliezen hun enige" in capsys.readouterr().out


def test_back_undoes_and_reload_keeps(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(f"{LINK}&school=XA1401")
    first = visit.text("#kern")
    page.click("#sluit-school")
    page.wait_for_function("!location.search.includes('PIE-gl')")
    visit.shown()
    assert query_of(page)["als"] == "sluit-XA1401"
    assert "school dicht" in visit.text("#wijzigingen")
    assert page.evaluate("document.activeElement.id") == "weer-open"
    page.go_back()
    page.wait_for_function("location.search.includes('PIE-gl')")
    visit.shown()
    assert visit.text("#kern") == first
    page.reload()
    visit.shown()
    assert visit.text("#kern") == first
    page.focus("#haal-weg-0")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('als=-')")
    visit.shown()
    assert page.locator(".voor-na").count() == 0
    assert page.evaluate("document.activeElement.id") == "watals-stop"


def test_merging_and_moving(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=-&school=XA1401")
    page.fill("#verplaats-naar", "0000")
    page.press("#verplaats-naar", "Enter")
    assert "staat niet op de kaart" in visit.text("#ontwerp")
    page.fill("#verplaats-naar", "v171")
    page.click("#verplaats")
    visit.shown()
    assert query_of(page)["als"] == "verplaats-XA1401-V171"
    assert "verhuist naar V171 Groningen" in visit.text("#wijzigingen")
    assert "krijgen een school" in visit.text("#kern")
    other = page.locator("#samen-met option").nth(1).get_attribute("value") or ""
    page.select_option("#samen-met", other)
    page.click("#voeg-samen")
    visit.shown()
    assert query_of(page)["als"] == f"samen-XA1401-{other}"
    assert "gaat op in" in visit.text("#wijzigingen")
    page.click("#weer-open")
    visit.shown()
    assert query_of(page)["als"] == "-"


def test_only_choice_is_no_loss_of_access(visits: Callable[..., Visit]) -> None:
    visit = visits()
    visit.open(f"/?profiel=PIE&als={CHOICE}")
    text = visit.text("#kern")
    assert (
        "259 derdejaars van de gl verliezen een school, maar houden een andere" in text
    )
    # At the points of the postcodes nobody loses the only one; on their land some may.
    assert "0 derdejaars van de gl verliezen de enige school binnen bereik" in text
    assert "(waarschijnlijk tussen 0 en 3)" in text
    assert visit.page.locator(
        '#kern [title="Zeker is alleen: tussen 0 en 20."]'
    ).count()
    assert "alleen keuze" in visit.text("#tabel tbody tr:first-child")
    # A second technical profiel beside the first: no access, but more to choose.
    visit.open("/?als=open-XA4900-M%26T-gl")
    text = visit.text("#kern")
    assert "Alleen keuze" in text
    assert "technische profielen om uit te kiezen" in text
    assert "M&T in de gl: +409" in text


def test_nothing_is_lost_of_a_link_that_does_not_fit(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    als = f"sluit-ZZ0000-PIE-gl_open-XA1401-PIE-gl_hallo-daar_{CLOSED}_{CLOSED}"
    page = visit.open(f"/?profiel=PIE&als={als}&van=00000000")
    text = visit.text("#wijzigingen")
    assert "deze school staat niet in deze gegevens" in text
    assert text.count("dit verandert niets") == 2
    assert "niet te lezen" in text
    assert "gemaakt met andere gegevens" in text
    assert query_of(page)["als"] == als
    assert "795 derdejaars van de gl" in visit.text("#kern")
    page = visit.open("/?profiel=PIE&als=sluit-ZZ0000-PIE-gl")
    assert "deze school staat niet" in visit.text("#wijzigingen")
    assert visit.text("#kern .groot").endswith("%")
    # An edit that touches another leerweg only.
    visit.open("/?profiel=PIE&leerweg=gl&als=sluit-XA1401-PIE-kl")
    assert "verandert er niets" in visit.text("#kern")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_refused_edit_shows_the_sentence_of_the_service(
    visits: Callable[..., Visit], address: str, language: str
) -> None:
    als = f"sluit-XA1401_{CLOSED}_verplaats-XA4900-ZZZZ"
    with urlopen(f"{address}/v1/wijzigingen?als={als}") as answer:  # noqa: S310 - our own
        edits = json.load(answer)["wijzigingen"]
    visit = visits()
    page = visit.open(f"/?als={als}&taal={language}")
    lines = [
        line.replace("\xa0", " ")
        for line in page.locator("#wijzigingen li").all_inner_texts()
    ]
    assert [one["fout"] is None for one in edits] == [True, False, False]
    for line, edit in zip(lines, edits, strict=True):
        assert (edit["fout"] is None) == ("(" not in line)
        assert edit["fout"] is None or f"({edit['fout'][language]})" in line


def test_edit_is_shown_before_its_effect_is_known(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=-&school=XA1401")
    page.route("**/v1/effect?*", lambda _: None)
    page.click("#bod-PIE-gl")
    page.wait_for_selector("#wijzigingen li")
    assert "gl-PIE dicht" in visit.text("#wijzigingen")
    assert page.locator("#bod-PIE-gl").get_attribute("aria-pressed") == "false"
    assert page.locator("main[aria-busy=true]").count() == 1
    page.unroute_all(behavior="ignoreErrors")


def test_edits_made_faster_than_judged_are_all_kept(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=-&school=XA1401")
    page.evaluate(
        "() => ['PIE-gl', 'PIE-kl', 'PIE-bl'].forEach("
        "(one) => document.getElementById(`bod-${one}`).click())"
    )
    visit.shown()
    assert query_of(page)["als"] == "_".join(
        f"sluit-XA1401-PIE-{leerweg}" for leerweg in ("gl", "kl", "bl")
    )


def test_button_turns_before_its_edit_is_judged(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=-&school=XA1401")
    page.route("**/v1/wijzigingen?*", lambda _: None)
    page.click("#bod-PIE-gl")
    assert page.locator("#bod-PIE-gl").get_attribute("aria-pressed") == "false"
    page.unroute_all(behavior="ignoreErrors")


def test_full_link_takes_no_more_but_can_lose_one(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    als = "_".join(f"sluit-ZZ{k:04d}" for k in range(MOST_SHORT))
    page = visit.open(f"/?als={als}&school=XA1401")
    page.click("#bod-PIE-gl")
    assert "passen 20 wijzigingen" in (page.locator("#melding").text_content() or "")
    assert page.locator("#bod-PIE-gl").get_attribute("aria-pressed") == "true"
    assert query_of(page)["als"] == als
    page.click("#haal-weg-0")
    visit.shown()
    assert page.locator("#wijzigingen li").count() == MOST_SHORT - 1


def test_profiel_that_the_service_adds_can_be_chosen(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.page

    def with_one_more(route: Route) -> None:
        codes = route.fetch().json()
        words = {"nl": "ENR (Energie)", "en": "ENR (Energy)"}
        new = {"code": "ENR", "technisch": True, "staatVoor": ["ENR"], **words}
        codes["profielen"].insert(6, new)
        route.fulfill(json=codes)

    page.route("**/v1/codes", with_one_more)
    visit.open("/?als=-&school=XA1401")
    assert "ENR (Energie)" in page.locator("#keuze-profiel option").all_inner_texts()
    assert page.locator("#bod-ENR-gl").count() == 1
    assert "PIE en ENR" in visit.text("#uitleg")


def test_refusal_of_the_service_loses_nothing(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.page
    refusal = {"status": 400, "json": {"detail": "these edits do not fit"}}
    page.route("**/v1/effect?*", lambda route: route.fulfill(**refusal))
    visit.open(LINK)
    text = visit.text("#kern")
    assert "konden niet worden doorgerekend" in text
    assert "these edits do not fit" in text
    assert page.locator("#tabel tbody tr").count() == 100
    assert query_of(page)["als"] == CLOSED
    assert "gl-PIE dicht" in visit.text("#wijzigingen")
    # A browser tells of every refusal by itself.
    assert all("400" in fault for fault in visit.faults)
    visit.faults.clear()


def test_now_and_then_lie_side_by_side(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(LINK)
    visit.choose("naast", "als:nu")
    assert query_of(page)["naast"] == "als:nu"
    text = visit.text("#vergelijking")
    assert "nu: 59,6%" in text
    assert "met de wijzigingen: 54,6%" in text
    assert "wordt een gat" in text
    assert "is geen gat meer" not in text
    assert page.locator("#kaart-naast canvas").is_visible()
    assert "0-5 km" in visit.text("#legenda")


def test_table_holds_both_sides_and_is_saved(
    visits: Callable[..., Visit], tmp_path: Path
) -> None:
    visit = visits()
    page = visit.open(f"{LINK}_{NEW}&gebieden=provincie")
    heads = page.locator("#tabel thead th").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["Gebied", "Nu", "Straks", "Verschil"]
    rows = page.locator("#tabel tbody tr")
    text = rows.all_inner_texts()
    assert any(MINUS in line for line in text)
    assert any("+" in line for line in text)
    page.click("#sorteer-na")
    visit.shown()
    assert query_of(page)["sorteer"] == "na"
    for name, start in (("CSV", b"\xef\xbb\xbf"), ("GeoJSON", b'{"type"')):
        with page.expect_download() as told:
            page.get_by_role("link", name=name, exact=True).click()
        target = tmp_path / name
        told.value.save_as(target)
        assert target.read_bytes().startswith(start)
    features = json.loads((tmp_path / "GeoJSON").read_text())["features"]
    assert len(features) == rows.count()
    with page.expect_download() as told:
        page.click("#png")
    assert told.value.suggested_filename == "wat-als_PIE_gl_10000m_hemelsbreed.png"
    told.value.save_as(tmp_path / "kaart.png")
    picture = np.asarray(Image.open(tmp_path / "kaart.png").convert("RGB"), np.int64)
    green = [4, 120, 87]
    assert (np.abs(picture - green).max(axis=2) < 6).sum() > 500


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
def test_narrow_screens_hold_a_scenario(
    visits: Callable[..., Visit], width: int, height: int
) -> None:
    visit = visits(width, height)
    page = visit.open(f"{LINK}_{NEW}&school=XA1401")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for part in ("wijzigingen", "kern", "kaart", "legenda", "ontwerp", "tabel"):
        assert page.locator(f"#{part}").is_visible(), part
    small = page.locator("#ontwerp button, #wijzigingen button").evaluate_all(
        "all => all.filter(one => one.checkVisibility()"
        " && one.getBoundingClientRect().height < 24).length"
    )
    assert small == 0


@pytest.mark.parametrize(
    "path",
    [
        f"{LINK}_{NEW}_hallo-daar&school=XA1401&van=00000000",
        f"{LINK}&naast=als:nu&postcode=V171&taal=en",
    ],
)
@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(visits: Callable[..., Visit], path: str, width: int) -> None:
    page = visits(width, 800).open(path)
    page.click("#dossier")
    found = Axe().run(page)
    told = [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in found.response["violations"]
    ]
    assert told == [], told


def test_link_is_copied(visits: Callable[..., Visit]) -> None:
    visit = visits(permissions=["clipboard-read", "clipboard-write"])
    page = visit.open(LINK)
    page.click("#kopieer")
    page.wait_for_selector("text=De link is gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.fixture
def with_jobs(country: Snapshot, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """A service that makes dossiers, and a key to it."""
    state = Database(f"sqlite:///{tmp_path / 'state.sqlite'}")
    state.migrate()
    gate = ComputingGate(2, 30.0)
    served = served_of(country, gate)
    settings = Settings(rate_per_s=0.0, watch_s=0.0, jobs=1)
    service = gathered(settings, state, SnapshotHolder(served), gate)
    _, key = service.keys.make("test", Role.PLANNER)
    with running(create_app(settings, service)) as where:
        yield where, key


def test_dossier_is_made_with_a_key_that_stays_here(
    visits: Callable[..., Visit], with_jobs: tuple[str, str], tmp_path: Path
) -> None:
    where, key = with_jobs
    visit = visits()
    visit.address = where
    page = visit.open(LINK)
    page.click("#dossier")
    assert page.locator("#sleutel").get_attribute("type") == "password"
    page.fill("#sleutel", "brk_verkeerd")
    page.press("#sleutel", "Enter")
    page.wait_for_selector("text=Deze sleutel mag geen dossier maken")
    # A browser tells of every refusal by itself.
    assert all("401" in fault for fault in visit.faults)
    visit.faults.clear()
    page.fill("#sleutel", key)
    page.press("#sleutel", "Enter")
    page.wait_for_selector("text=Het dossier is klaar")
    with page.expect_download() as told:
        page.get_by_role("button", name="Rapport (PDF)").click()
    told.value.save_as(tmp_path / "dossier.pdf")
    assert (tmp_path / "dossier.pdf").read_bytes().startswith(b"%PDF")
    assert key not in page.url
    assert page.evaluate("localStorage.length") == 0
    page.click("#vergeet")
    assert page.evaluate("sessionStorage.length") == 0
