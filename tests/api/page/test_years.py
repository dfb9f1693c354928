"""Choosing a year on the page, and laying one year beside another."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from accessibility.codes import Leerweg
from maps import dutch
from tests.api.page.conftest import serving
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from accessibility.snapshot import Snapshot
    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
QUESTION = "noemer=leerweg&profiel=PIE&leerweg=gl"


def in_year(year: int, *, closed: bool = False) -> Snapshot:
    """Return the small country of a year; closed: nobody offers the gl any more."""
    snapshot = whole_country()
    manifest = dataclasses.replace(
        snapshot.manifest, name=f"klein-{year}", dates={"students": f"{year}-10-01"}
    )
    offers = snapshot.offers[~(closed & (snapshot.offers.leerweg == Leerweg.GL.value))]
    edited = snapshot.edited(offers=offers.reset_index(drop=True))
    return dataclasses.replace(edited, manifest=manifest)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of three years listens, the newest first."""
    years = (in_year(2021), in_year(2020, closed=True), in_year(2019))
    with serving(tmp_path_factory.mktemp("years"), *years) as where:
        yield where


def snapshots(address: str) -> list[dict[str, Any]]:
    """Return the snapshots that the service names."""
    with urlopen(f"{address}/v1/snapshots") as answer:  # noqa: S310 - our own
        held: list[dict[str, Any]] = json.load(answer)["snapshots"]
    return held


def share(address: str, snapshot: str) -> str:
    """Return the share that the API tells of a snapshot, as the page writes it."""
    with urlopen(f"{address}/v1/bereik?{QUESTION}&snapshot={snapshot}") as answer:  # noqa: S310 - our own
        told = json.load(answer)
    assert told["snapshot"] == snapshot
    return dutch.percentage(told["rijen"][0]["deel"]) or ""


def test_a_word_of_the_sentence_chooses_the_year(
    visits: Callable[..., Visit], address: str
) -> None:
    new, closed, old = (one["snapshot"] for one in snapshots(address))
    visit = visits()
    page = visit.open("/?profiel=PIE")
    options = page.locator("#keuze-snapshot option").all_inner_texts()
    assert options == ["1 oktober 2021", "1 oktober 2020", "1 oktober 2019"]
    assert visit.text("#kern .groot") == share(address, new)
    page.focus("#keuze-snapshot")
    page.select_option("#keuze-snapshot", closed[:12])
    page.wait_for_url(f"**snapshot={closed[:12]}**")
    visit.shown()
    assert visit.text("#kern .groot") == share(address, closed) == "0,0%"
    assert "1 oktober 2020" in visit.text("#peildata")
    page.wait_for_selector("#keuze-snapshot:focus")
    page.go_back()
    page.wait_for_url("**/?profiel=PIE")
    visit.shown()
    assert visit.text("#kern .groot") == share(address, new)
    visit.open(f"/?profiel=PIE&snapshot={old[:12]}")
    assert page.input_value("#keuze-snapshot") == old[:12]
    assert "1 oktober 2019" in visit.text("#peildata")


def test_a_year_that_is_gone_gives_the_current_one(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/?snapshot=00000000dead&naast=snapshot:00000000beef")
    assert page.input_value("#keuze-snapshot") == ""
    assert page.input_value("#keuze-naast") == ""
    assert "1 oktober 2021" in visit.text("#peildata")


def test_years_are_laid_side_by_side(
    visits: Callable[..., Visit], address: str
) -> None:
    new, closed, old = (one["snapshot"] for one in snapshots(address))
    visit = visits()
    page = visit.open(f"/?profiel=PIE&naast=snapshot:{closed[:12]}")
    text = visit.text("#vergelijking")
    assert f"1 oktober 2021: {share(address, new)} → 1 oktober 2020: 0,0%" in text
    assert "wordt een gat" in text
    assert "is geen gat meer" not in text
    assert page.locator("#kaart-naast canvas").is_visible()
    assert visit.text("#schuif").split("\n")[0] == "1 oktober 2021"
    visit.choose("naast", f"snapshot:{old[:12]}")
    assert "Geen enkele postcode verandert" in visit.text("#vergelijking")
    visit.open(f"/?profiel=PIE&snapshot={closed[:12]}&naast=snapshot:{new[:12]}")
    text = visit.text("#vergelijking")
    assert f"1 oktober 2020: 0,0% → 1 oktober 2021: {share(address, new)}" in text
    assert "is geen gat meer" in text


def test_the_trend_tells_every_year(visits: Callable[..., Visit], address: str) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    assert "Door de jaren heen" in visit.text("#verloop")
    page.click("#verloop summary")
    rows = [row.split("\t") for row in visit.text("#verloop tbody").split("\n")]
    assert [row[0] for row in rows] == [
        "1 oktober 2019",
        "1 oktober 2020",
        "1 oktober 2021",
    ]
    assert [row[1] for row in rows] == [
        share(address, one["snapshot"]) for one in reversed(snapshots(address))
    ]
    drawing = page.locator("#verloop svg[role=img]")
    assert "0,0% (1 oktober 2020)" in str(drawing.get_attribute("aria-label"))


def test_one_snapshot_leaves_no_choice(
    visits: Callable[..., Visit], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(tmp_path_factory.mktemp("one"), in_year(2019)) as where:
        visit = visits()
        visit.address = where
        page = visit.open("/")
        assert page.locator("#keuze-snapshot").count() == 0
        assert "Stand van" not in visit.text("#bijzin")
        assert visit.text("#verloop") == ""


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing(
    visits: Callable[..., Visit], address: str, width: int
) -> None:
    old = snapshots(address)[2]["snapshot"][:12]
    page = visits(width, 800).open(f"/?profiel=PIE&taal=en&snapshot={old}")
    assert "As of" in page.inner_text("#bijzin")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_link_of_another_year_is_told_and_opened_there(
    visits: Callable[..., Visit], address: str
) -> None:
    _, closed, old = (one["snapshot"] for one in snapshots(address))
    visit = visits()
    als = "als=sluit-X00003-PIE-gl"
    page = visit.open(f"/?profiel=PIE&{als}&van={old[:8]}")
    told = visit.text("#wijzigingen")
    assert "gemaakt met andere gegevens" in told
    assert "Toon met de gegevens van 1 oktober 2019" in told
    page.click("#van-toen")
    page.wait_for_url(f"**snapshot={old[:12]}**")
    visit.shown()
    assert als in page.url
    assert "andere gegevens" not in visit.text("#wijzigingen")
    # In the year in which nobody offered it, closing it does nothing.
    visit.open(f"/?profiel=PIE&{als}&snapshot={closed[:12]}")
    assert "dit verandert niets" in visit.text("#wijzigingen")
