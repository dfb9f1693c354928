"""The page on paper and in the dark; the facts that the law asks beside the dossier."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "path",
    [
        "/?profiel=PIE",
        "/?laag=keuze",
        "/?gebieden=pc4&binnen=pc4:V000&postcode=V000",
        "/?profiel=PIE&als=sluit-XA1401",
    ],
)
def test_on_paper_it_is_one_page_with_its_map(
    visits: Callable[..., Visit], path: str
) -> None:
    page = visits().open(path)
    printed = page.pdf(prefer_css_page_size=True)
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert width > height
    drawn = page.get_attribute("#kaart-druk", "src") or ""
    assert drawn.startswith("data:image/png")
    assert len(drawn) > 20_000


def test_on_paper_words_close_up_and_tell_how_to_cite(
    visits: Callable[..., Visit],
) -> None:
    page = visits().open("/?profiel=PIE&als=sluit-XA1401")
    page.emulate_media(media="print")
    wide = page.evaluate(
        """() => {
          const select = document.querySelector('#keuze-leerweg');
          const style = getComputedStyle(select);
          const word = parseFloat(style.getPropertyValue('--breed'));
          return select.clientWidth / parseFloat(style.fontSize) - word;
        }"""
    )
    assert 0 <= wide < 0.4
    assert page.is_visible("#citaat")
    assert not page.is_visible("#ontwerp")


def test_in_the_dark_signs_stay_as_they_are_on_the_map(
    visits: Callable[..., Visit],
) -> None:
    page = visits(color_scheme="dark").open("/?profiel=PIE")
    told = page.evaluate(
        """() => {
          const of = (one) => getComputedStyle(document.querySelector(one));
          const root = of('html');
          return {
            words: of('#legenda').color,
            ground: of('.beeld').backgroundColor,
            stripe: of('#legenda .streep').stroke,
            pattern: root.getPropertyValue('--patroon').trim(),
          };
        }"""
    )
    red, green, blue = (int(told["pattern"][k : k + 2], 16) for k in (1, 3, 5))
    assert told["words"] == "rgb(232, 237, 242)"
    assert told["ground"] == "rgba(0, 0, 0, 0)"
    assert told["stripe"] == f"rgb({red}, {green}, {blue})"


@pytest.mark.parametrize("path", ["/?profiel=PIE&postcode=V171", "/plannen"])
def test_in_the_dark_axe_finds_nothing(visits: Callable[..., Visit], path: str) -> None:
    page = visits(color_scheme="dark").open(path)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(20, 25, 31)"
    assert Axe().run(page).response["violations"] == []


def test_fewer_checks_stay_open_as_facts_are_filled_in(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE&als=open-XA1401-MVI-gl")
    page.locator(".feiten summary").click()
    page.wait_for_selector(".toetsen li")
    told = visit.text(".feiten summary")
    open_before = int(told.split("? ")[1].split(" ")[0])
    page.select_option("#feit-sg", "ja")
    for name, number in (("interested", 50), ("asked", 1000), ("generation", 2000)):
        page.fill(f"#feit-{name}", str(number))
    page.fill("#feit-verblijfsjaren", "4")
    page.fill("#feit-correction", "0.5")
    page.wait_for_function(
        "told => document.querySelector('.feiten summary').textContent !== told",
        arg=told,
    )
    open_after = int(visit.text(".feiten summary").split("? ")[1].split(" ")[0])
    assert open_after < open_before
    assert "◐ Verwachte leerlingen" in visit.text(".toetsen")
    assert Axe().run(page).response["violations"] == []
