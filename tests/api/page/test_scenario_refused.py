"""Wat als: edits not yet judged, refused or too many, and nothing of them lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from api.service.short_edits import MOST_SHORT
from tests.api.page.edited_pages import CLOSED, LINK, query_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Route

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser


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
