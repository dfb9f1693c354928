"""Looking ahead on the page: three layers in words, a year to choose, no forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.accessibility.outlook.made_ground import land
from tests.api.page.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
ASKED = "/?profiel=PIE&leerweg=gl&noemer=leerweg"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of a small country with children in it listens."""
    with serving(tmp_path_factory.mktemp("ahead"), land()) as where:
        yield where


def test_layers_are_named_and_a_year_is_chosen(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open(ASKED)
    page.click("#vooruit summary")
    page.wait_for_selector("#vooruit-jaar")
    told = visit.text("#vooruit")
    assert "Geen voorspelling" in told
    for layer in ("het aanbod blijft", "Waarschijnlijk", "zouden sluiten", "samen"):
        assert layer in told
    assert page.locator("#vooruit output").inner_text() == "2028"
    assert page.locator("#vooruit svg[role=img]").count() == 1
    page.focus("#vooruit-jaar")
    page.keyboard.press("Home")
    assert page.locator("#vooruit output").inner_text() == "2019"
    first = page.locator("#vooruit dd").all_inner_texts()
    low, high = first[1].split(" tot ")
    assert first[0] == low == high == visit.text("#kern .groot")


def test_where_a_number_comes_from_is_behind_a_click(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open(ASKED)
    page.click("#vandaan summary")
    page.wait_for_selector("#vandaan a")
    told = visit.text("#vandaan")
    assert "Bereikt is wie binnen 10 km hemelsbreed" in told
    assert visit.text("#kern .groot") in told
    assert "/v1/toelichtingen?" in (page.get_attribute("#vandaan a", "href") or "")


def test_edits_are_in_it_and_other_profielen_have_none(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    brin6 = land().offers.brin6.iloc[0]
    page = visit.open(f"{ASKED}&als=sluit-{brin6}")
    page.click("#vooruit summary")
    page.wait_for_selector("#vooruit-jaar")
    assert "Met de wijzigingen" in visit.text("#vooruit")
    page = visit.open("/?profiel=Z%26W&leerweg=gl")
    assert visit.text("#vooruit") == ""
