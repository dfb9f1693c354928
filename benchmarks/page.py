"""How soon the page shows all postcodes: `python -m benchmarks.page [SNAPSHOT]`.

Chromium without a graphics card draws the page of the example country, or of the
snapshot named, from a service on this machine. First paint is measured with an empty
browser cache, the service warm: until every postcode is drawn in its class. A switch
is measured from the choice of another profiel or leerweg until the map shows it.
"""

from __future__ import annotations

import gzip
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from benchmarks.machine import write_result
from maps.web_page import page_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

BEREIK = [sys.executable, "-m", "api"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--enable-unsafe-swiftshader",
    "--use-angle=swiftshader",
]
VISITS = 7
SWITCHES = ("PIE", "BWI", "M&T", "MVI", "techniek") * 3
READY = "main[aria-busy=false]"
SWITCH = """async (value) => {
  performance.clearMarks('bereik-kaart');
  const select = document.getElementById('keuze-profiel');
  select.value = value;
  const began = performance.now();
  select.dispatchEvent(new Event('change'));
  while (!performance.getEntriesByName('bereik-kaart').length) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return performance.getEntriesByName('bereik-kaart')[0].startTime - began;
}"""


@contextmanager
def service(snapshot: str, work: Path) -> Iterator[str]:
    """Serve a snapshot until the measuring is done; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    state = f"sqlite:///{work / 'state.sqlite'}"
    options = ["--port", str(port), "--database", state]
    log = (work / "serve.log").open("w")
    server = subprocess.Popen([*BEREIK, "serve", snapshot, *options], stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_up(f"{address}/v1/readyz")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()


def _wait_until_up(address: str) -> None:
    for _ in range(600):
        try:
            urlopen(address).close()  # noqa: S310 - our own service
        except OSError:
            time.sleep(0.2)
        else:
            return
    message = f"the service did not come up: {address}"
    raise RuntimeError(message)


def _fresh(browser: Browser, address: str) -> tuple[Page, dict[str, float]]:
    """Open the page with an empty cache; return it with what it weighed and took."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_selector(READY)
    told: dict[str, float] = page.evaluate(
        """() => ({
          paint: performance.getEntriesByName('bereik-kaart')[0].startTime,
          bytes: performance.getEntriesByType('resource')
            .reduce((sum, one) => sum + one.encodedBodySize, 0),
        })"""
    )
    return page, told


def measured(address: str) -> dict[str, Any]:
    """Return first paints and switches in milliseconds, and bytes fetched."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=FLAGS
        )
        _fresh(browser, address)[0].context.close()
        visits = []
        for _ in range(VISITS):
            page, told = _fresh(browser, address)
            visits.append(told)
            page.context.close()
        page, _ = _fresh(browser, address)
        for profiel in SWITCHES[:5]:  # the service computes each once
            page.evaluate(SWITCH, profiel)
            page.wait_for_selector(READY)
        switches = []
        for profiel in SWITCHES:
            page.wait_for_timeout(300)
            switches.append(float(page.evaluate(SWITCH, profiel)))
        browser.close()
    return {
        "paint": [visit["paint"] for visit in visits],
        "switch": switches,
        "bytes": max(visit["bytes"] for visit in visits),
    }


def _line(what: str, values: list[float], budget: str) -> str:
    middle, worst = statistics.median(values), max(values)
    return f"| {what} | {middle:.0f} ms | {worst:.0f} ms | {budget} |"


def main() -> None:
    """Measure and write the result."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        snapshot = sys.argv[1] if len(sys.argv) > 1 else str(work / "land")
        if len(sys.argv) == 1:
            build = [*BEREIK, "build", "--example", "-o", snapshot, "--quiet"]
            subprocess.run(build, check=True)
        with service(snapshot, work) as address:
            with urlopen(f"{address}/v1/kaart/gebieden") as answer:  # noqa: S310 - own service
                shapes = answer.read()
            told = measured(address)
    own = sum(len(gzip.compress(one, 5)) for one in page_files().values())
    geometry = len(gzip.compress(shapes, 5))
    before = (own + geometry) / 1000
    count = shapes.count(b'"Feature"')
    lines = [
        f"{count} postcodes, headless Chromium, WebGL in software, 1366 x 768.",
        f"{VISITS} visits with an empty cache; {len(SWITCHES)} switches of profiel.",
        "",
        "| what | median | worst | budget |",
        "|---|---|---|---|",
        _line(
            "all postcodes drawn, since the address was opened",
            told["paint"],
            "2 500 ms",
        ),
        _line("another profiel on the map", told["switch"], "250 ms"),
        "",
        "| weight, compressed | kB | budget |",
        "|---|---|---|",
        f"| page with MapLibre | {own / 1000:.0f} | |",
        f"| geometry of all postcodes | {geometry / 1000:.0f} | |",
        f"| page and geometry, before figures | {before:.0f} | 1 200 |",
        f"| all that a first visit fetches | {told['bytes'] / 1000:.0f} | |",
    ]
    print(write_result("page", "The page in a browser", lines).read_text())


if __name__ == "__main__":
    main()
