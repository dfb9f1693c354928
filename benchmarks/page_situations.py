"""Twelve situations of the page as pictures: `python -m benchmarks.page_situations`.

`python -m benchmarks.page_situations FOLDER [ADDRESS]` visits a service that runs, by
default that of `bereik serve` on this machine, and writes each situation as a reader
meets it: on a wide screen, on a phone, in the dark, and on paper. Beside each name it
prints what axe finds there. Made before and after a change, two folders show what the
change did.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from benchmarks.page import FLAGS, READY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

USUAL = "http://127.0.0.1:8000"
SETTLED_MS = 900
PATIENCE_MS = 120_000


class Look(NamedTuple):
    """A way in which a page is seen."""

    name: str
    settings: dict[str, Any]


LOOKS = (
    Look("breed", {"viewport": {"width": 1366, "height": 768}}),
    Look("telefoon", {"viewport": {"width": 390, "height": 844}, "has_touch": True}),
    Look(
        "donker",
        {"viewport": {"width": 1366, "height": 768}, "color_scheme": "dark"},
    ),
    Look("papier", {"viewport": {"width": 1366, "height": 768}}),
)

SITUATIONS = {
    "01-eerste-bezoek": "/",
    "02-een-profiel": "/?profiel=PIE&leerweg=bl",
    "03-gemeenten-van-een-provincie": "/?binnen=provincie:{provincie}",
    "04-postcode": "/?gebieden=pc4&binnen=pc4:{postcode}&postcode={postcode}",
    "05-een-reden": "/?reden=leerwegOntbreekt",
    "06-hoeveel-profielen": "/?laag=keuze",
    "07-vergelijken": "/?naast=drempel:15000m",
    "08-school-dicht": "/?als=sluit-{school}",
    "09-onleesbare-link": "/?profiel=onzin&drempel=7500m&gebied=nergens",
    "10-engels": "/?taal=en&gebieden=provincie",
    "11-plannen": "/plannen",
    "12-gebied-zonder-script": "/gebied/provincie/{provincie}",
}


def main(folder: str = "situaties", address: str = USUAL) -> None:
    """Write a picture of every situation in every look."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        known = _known(browser, address)
        for name, path in SITUATIONS.items():
            for look in LOOKS:
                found = _pictured(
                    browser, address + path.format(**known), look, target / name
                )
                print(f"{name} {look.name}: {found}")
        browser.close()


def _known(browser: Browser, address: str) -> dict[str, str]:
    """Return a province, a postcode and a school that the snapshot has."""
    page = browser.new_page()
    page.goto(f"{address}/gebied")

    def ask(path: str) -> Any:  # noqa: ANN401 - any JSON
        return page.evaluate("async (path) => (await fetch(path)).json()", path)

    divisions = ask("/v1/kaart/indelingen?gebiedsindeling=provincie")
    schools = ask("/v1/collections/vestigingen/items?limit=1&profiel=PIE&leerweg=gl")
    page.close()
    return {
        "provincie": min(divisions["gebieden"]),
        "postcode": divisions["kolommen"]["postcode"][0],
        "school": schools["features"][0]["id"],
    }


def _pictured(browser: Browser, address: str, look: Look, target: Path) -> str:
    """Write what one visitor sees; return what axe finds wrong in it."""
    context = browser.new_context(locale="nl-NL", **look.settings)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(address)
    if page.locator("main[aria-busy]").count():
        page.wait_for_selector(READY)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED_MS)
    if look.name == "papier":
        page.pdf(path=target.with_suffix(".pdf"), prefer_css_page_size=True)
        found = "-"
    else:
        page.screenshot(path=target.with_name(f"{target.name}-{look.name}.png"))
        wrong = Axe().run(page).response["violations"]
        found = ", ".join(one["id"] for one in wrong) or "axe 0"
    context.close()
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
