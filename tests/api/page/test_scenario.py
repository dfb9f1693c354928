"""Wat als: drawn up by pointer and by keyboard, shared as a link, equal to the rest."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import numpy as np
import pytest
from PIL import Image

from api.cli import run
from maps import dutch, palette
from tests.api.page.edited_pages import CLOSED, LINK, NEW, query_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser

CHOICE = "sluit-XA7900-PIE-gl"
"""A gl-PIE of which everybody has another one as well."""


def effect_row(address: str, als: str) -> dict[str, Any]:
    """Return what the API says of PIE in the gl, without any key."""
    query = f"als={als}&profiel=PIE&leerweg=gl&noemer=leerweg"
    with urlopen(f"{address}/v1/effect?{query}") as answer:  # noqa: S310 - our own
        content: dict[str, Any] = json.load(answer)
    return {"scenario": content["scenario"], **content["rijen"][0]}


def effect_rows(address: str, als: str) -> list[dict[str, Any]]:
    """Return what the API says of each gemeente in which something changes."""
    query = f"als={als}&profiel=PIE&leerweg=gl&noemer=leerweg&gebiedsindeling=gemeente"
    with urlopen(f"{address}/v1/effect?{query}") as answer:  # noqa: S310 - our own
        rows: list[dict[str, Any]] = json.load(answer)["rijen"]
    return rows


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
    assert "800 derdejaars van de gl" in (page.locator("#melding").text_content() or "")


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


def test_only_choice_is_no_loss_of_access(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    visit.open(f"/?profiel=PIE&als={CHOICE}")
    text = visit.text("#kern")
    assert (
        "258 derdejaars van de gl verliezen een school, maar houden een andere" in text
    )
    # At nearly no point is it the only one; anywhere on the land it may be for some.
    assert "0 derdejaars van de gl verliezen de enige school binnen bereik" in text
    assert "(waarschijnlijk tussen 0 en 3)" in text
    assert visit.page.locator(
        '#kern [title="Zeker is alleen: tussen 0 en 20."]'
    ).count()
    # In a gemeente where nobody gains or loses access; where few do, their number.
    lines = visit.page.locator("#tabel tbody tr").all_inner_texts()
    told = {line.split("\t")[0]: "alleen keuze" in line for line in lines}
    rows = effect_rows(address, CHOICE)
    assert told == {
        row["gebiedsnaam"].removesuffix(" (voorbeeldgegevens)"): (
            row["enigeKwijt"] + row["eersteErbij"] == 0
        )
        for row in rows
    }
    assert {True, False} == set(told.values())
    assert "< 1" in lines[0]
    # A second technical profiel beside the first: no access, but more to choose.
    visit.open("/?als=open-XA4900-M%26T-gl")
    text = visit.text("#kern")
    assert "Alleen keuze" in text
    assert "technische profielen om uit te kiezen" in text
    assert "M&T in de gl: +411" in text


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
    assert "800 derdejaars van de gl" in visit.text("#kern")
    page = visit.open("/?profiel=PIE&als=sluit-ZZ0000-PIE-gl")
    assert "deze school staat niet" in visit.text("#wijzigingen")
    assert visit.text("#kern .groot").endswith("%")
    # An edit that touches another leerweg only.
    visit.open("/?profiel=PIE&leerweg=gl&als=sluit-XA1401-PIE-kl")
    assert "verandert er niets" in visit.text("#kern")
