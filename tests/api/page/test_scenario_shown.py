"""Wat als: both sides in map, table and files, on every screen, and the dossier."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.keys import Role
from api.service.service import gathered
from api.service.settings import Settings
from tests.api.page.conftest import running, served_of
from tests.api.page.edited_pages import LINK, NEW, query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from accessibility.snapshot import Snapshot
    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser

MINUS = "\N{MINUS SIGN}"


def test_now_and_then_lie_side_by_side(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(LINK)
    visit.choose("naast", "als:nu")
    assert query_of(page)["naast"] == "als:nu"
    text = visit.text("#vergelijking")
    assert "nu: 60,1%" in text
    assert "met de wijzigingen: 55,1%" in text
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
    assert page.locator("#wijzigingen .punt.dicht").count() == 1
    for sign in ("open", "dicht", "pair", "other", "none"):
        assert page.locator(f"#legenda .punt.{sign}").count() == 1, sign
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
