"""A background map from another host: only when asked, and the page does without."""

from __future__ import annotations

import base64
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.api.page.conftest import serving
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
GREEN_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
PLACES = "{z}/{x}/{y}.png"


class Tiles(BaseHTTPRequestHandler):
    """Answers every tile with the same picture."""

    def do_GET(self) -> None:
        """Give the picture to any origin."""
        self.send_response(200)
        self.send_header("Content-Type", "image/png")
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(GREEN_PNG)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def tiles() -> Iterator[str]:
    """Where a host of tiles answers."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)


@pytest.fixture(scope="module")
def address(tiles: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a service listens that offers these tiles."""
    folder = tmp_path_factory.mktemp("tiles")
    background = f"{tiles}/{PLACES}"
    with serving(folder, whole_country(), background=background) as where:
        yield where


def test_nothing_is_asked_until_the_reader_wants_it(
    visits: Callable[..., Visit],
) -> None:
    visit = visits()
    page = visit.open("/")
    page.wait_for_selector("#keuze-grond")
    assert not page.is_checked("#keuze-grond")
    page.wait_for_timeout(300)
    # A request to the other host would be a fault of the visit.


def test_tiles_are_drawn_and_named(visits: Callable[..., Visit], tiles: str) -> None:
    visit = visits()
    visit.allowed = (*visit.allowed, tiles)
    page = visit.open("/?naast=drempel:5000m")
    page.wait_for_selector("#keuze-grond")
    with page.expect_response(lambda answer: answer.url.startswith(tiles)) as told:
        page.check("#keuze-grond")
    assert told.value.ok
    visit.shown()
    assert "grond=ja" in page.url
    page.wait_for_selector("#grond:has-text('127.0.0.1')")
    assert "niet op te halen" not in visit.text("#grond")
    assert Axe().run(page).response["violations"] == []
    visit.choose("profiel", "PIE")
    assert page.is_checked("#keuze-grond")
    page.uncheck("#keuze-grond")
    visit.shown()
    assert "grond" not in page.url


def test_the_policy_lets_in_that_host_and_no_other(address: str, tiles: str) -> None:
    with urlopen(address) as answer:  # noqa: S310 - our own
        policy = answer.headers["Content-Security-Policy"]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["img-src"] == f"'self' data: blob: {tiles}"
    assert rules["connect-src"] == f"'self' {tiles}"
    assert policy.count("http") == 2
    with urlopen(f"{address}/v1") as answer:  # noqa: S310 - our own
        assert tiles not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("how", ["refused", "silent"])
def test_a_host_that_does_not_answer_breaks_nothing(
    visits: Callable[..., Visit], tmp_path_factory: pytest.TempPathFactory, how: str
) -> None:
    folder = tmp_path_factory.mktemp(how)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        if how == "silent":
            deaf.listen()
        host = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        background = f"{host}/{PLACES}"
        with serving(folder, whole_country(), background=background) as where:
            visit = visits()
            visit.address = where
            visit.allowed = (*visit.allowed, host)
            page = visit.open("/?grond=ja")
            page.wait_for_selector("#keuze-grond:checked")
            before = visit.text("#kern")
            visit.choose("leerweg", "kl")
            assert visit.text("#kern") != before
            assert page.locator("#kaart-melding").is_hidden()
            if how == "refused":
                page.wait_for_selector("#grond:has-text('niet op te halen')")
            page.uncheck("#keuze-grond")
            visit.shown()
            assert "niet op te halen" not in visit.text("#grond")
    # The browser tells of the refused connection itself; the page has no other fault.
    assert all("net::ERR_" in fault for fault in visit.faults)
    visit.faults.clear()


def test_without_the_setting_there_is_no_switch(
    visits: Callable[..., Visit], tmp_path_factory: pytest.TempPathFactory
) -> None:
    with serving(tmp_path_factory.mktemp("none"), whole_country()) as where:
        visit = visits()
        visit.address = where
        page = visit.open("/?grond=ja")
        page.wait_for_timeout(300)
        assert page.locator("#grond").is_hidden()
