"""The page that describes the interface: addresses are asked, of this service alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser


def test_an_address_can_be_asked(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.page
    page.goto(f"{visit.address}/v1/docs#getPostcodesPostcodeBereik")
    operation = page.locator("#getPostcodesPostcodeBereik")
    assert operation.evaluate("one => one.open")
    operation.locator("[name=postcode]").fill("V171")
    operation.locator("[name=profiel]").fill("PIE")
    operation.get_by_role("button", name="Ask").click()
    shown = operation.locator("output pre")
    shown.wait_for()
    assert "GET /v1/postcodes/V171/bereik?profiel=PIE" in shown.inner_text()
    assert "200 application/json" in shown.inner_text()
    assert visit.faults == []


def test_what_is_refused_is_shown_as_it_is(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.page
    page.goto(f"{visit.address}/v1/docs#postTaken")
    operation = page.locator("#postTaken")
    operation.get_by_role("button", name="Ask").click()
    shown = operation.locator("output pre")
    shown.wait_for()
    assert "401 application/problem+json" in shown.inner_text()
    assert '"soort": "bereik"' in operation.locator("textarea").input_value()
    # The browser itself tells of a 401, which is what was asked for.
    assert len(visit.faults) == 1
    visit.faults.clear()


def test_the_page_can_be_read_by_all(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.page
    page.goto(f"{visit.address}/v1/docs")
    page.locator("details.adres").first.evaluate("one => (one.open = true)")
    assert Axe().run(page).response["violations"] == []
