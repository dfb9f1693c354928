"""The map of how many technical profielen there are, and its figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from maps import dutch
from tests.api.page.conftest import serving
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of a small country listens."""
    with serving(tmp_path_factory.mktemp("choices"), whole_country()) as where:
        yield where


def rows(address: str, query: str = "") -> list[dict[str, Any]]:
    """Ask the API how many there are to choose from."""
    path = f"{address}/v1/keuzes?leerweg=gl&noemer=leerweg{query}"
    with urlopen(path) as answer:  # noqa: S310 - our own
        told: list[dict[str, Any]] = json.load(answer)["rijen"]
    return told


def test_a_word_of_the_sentence_shows_the_numbers(
    visits: Callable[..., Visit], address: str
) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    visit.choose("laag", "keuze")
    assert "laag=keuze" in page.url
    assert page.input_value("#keuze-profiel") == "techniek"
    legend = visit.text("#legenda").split("\n")
    assert "Aantal technische profielen" in legend[0]
    assert legend[1:7] == ["0", "1", "2", "3", "4", "5"]
    bars = [
        text.split("\n")[-1] for text in page.locator("#keuze li").all_inner_texts()
    ]
    assert bars == [dutch.percentage(row["deel"]) for row in rows(address)]
    none = rows(address)[0]["deel"]
    assert dutch.percentage(none) in page.title().replace("\xa0", " ")
    assert "geen enkel technisch profiel" in page.title()


def test_table_equals_the_api(visits: Callable[..., Visit], address: str) -> None:
    visit = visits()
    page = visit.open("/?laag=keuze&gebieden=provincie&sorteer=naam")
    told = rows(address, "&gebiedsindeling=provincie")
    wanted: dict[str, tuple[float, float]] = {}
    for row in told:
        none, mean = wanted.get(row["gebiedsnaam"], (row["leerlingen"], 0.0))
        wanted[row["gebiedsnaam"]] = (none, mean + row["aantalProfielen"] * row["deel"])
    for line in page.locator("#tabel tbody tr").all():
        name, told_none, told_mean = line.locator("th, td").all_inner_texts()
        key = next(one for one in wanted if one.startswith(name))
        assert float(told_none.replace(".", "")) == pytest.approx(
            wanted[key][0], abs=0.5
        )
        assert told_mean == dutch.number(wanted[key][1], 1)
    assert page.locator("#tabel tbody tr").count() == len(wanted)
    page.click("#sorteer-profielen")
    visit.shown()
    assert "sorteer=profielen" in page.url
    link = page.get_by_role("link", name="CSV").get_attribute("href") or ""
    assert link.startswith("/v1/keuzes?")


def test_postcodes_have_a_whole_number(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?laag=keuze&gebieden=pc4")
    cells = page.locator("#tabel tbody tr > :nth-child(3)").all_inner_texts()
    assert cells
    assert set(cells) <= set("012345")


def test_another_profiel_shows_distances_again(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?laag=keuze&leerweg=kl")
    visit.choose("profiel", "BWI")
    assert page.input_value("#keuze-laag") == "afstand"
    assert "Afstand van huis" in visit.text("#legenda")
    assert visit.text("#keuze") == ""


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_axe_finds_nothing(visits: Callable[..., Visit], width: int) -> None:
    visit = visits(width, 800)
    page = visit.open("/?laag=keuze")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    visit.choose("profiel", "PIE")
    # The whole name of the profiel can be read, also on the smallest telephone.
    fits = "(one) => one.scrollWidth <= one.clientWidth + 1"
    assert page.eval_on_selector("#keuze-profiel", fits)
