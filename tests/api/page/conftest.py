"""The page in real Chromium, before a service that carries the example country."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import pytest
import uvicorn

from accessibility.study import Study
from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.served import Served, content_hash
from api.service.service import gathered
from api.service.settings import Settings
from data.roads import road_reach
from data.transit_reach import transit_journey, transit_reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from playwright.sync_api import Browser, Page

    from accessibility.snapshot import Snapshot

READY: Final = "main[aria-busy=false]"
_PATIENCE_MS: Final = 60_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of the page, and no others, talk to this machine itself."""
    for item in items:
        if item.get_closest_marker("browser") and "api/page" in item.path.as_posix():
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost", "::1"]))


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """Serve an application on a free port of this machine; give its address."""
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


def served_of(snapshot: Snapshot, gate: ComputingGate) -> Served:
    """Return a snapshot in service."""
    study = Study(
        snapshot,
        road_reach=road_reach,
        transit_reach=transit_reach,
        transit_journey=transit_journey,
    )
    return Served(study, content_hash(snapshot), gate=gate)


@contextmanager
def serving(
    state_folder: Path, *snapshots: Snapshot, **settings: object
) -> Iterator[str]:
    """Serve snapshots, the first one as the current; give the address."""
    state = Database(f"sqlite:///{state_folder / 'state.sqlite'}")
    state.migrate()
    gate = ComputingGate(2, 30.0)
    first, *beside = (served_of(snapshot, gate) for snapshot in snapshots)
    chosen = Settings(rate_per_s=0.0, watch_s=0.0, jobs=0).with_changes(**settings)
    holder = SnapshotHolder(first, beside=tuple(beside))
    service = gathered(chosen, state, holder, gate)
    with running(create_app(chosen, service)) as where:
        yield where


@pytest.fixture(scope="session")
def address(
    country: Snapshot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Where the service of the example country listens."""
    with serving(tmp_path_factory.mktemp("state"), country) as where:
        yield where


class Visit:
    """One reader's visit to the page, with all that went wrong during it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        self.allowed: tuple[str, ...] = (address, "data:", "blob:")
        page.set_default_timeout(_PATIENCE_MS)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._hear(line.type, line.text))
        page.on("request", lambda request: self._watch(request.url))

    def _hear(self, kind: str, text: str) -> None:
        # Software drawing tells of its own slowness; that is no fault of the page.
        if kind in ("error", "warning") and "GPU stall" not in text:
            self.faults.append(f"{kind}: {text}")

    def _watch(self, url: str) -> None:
        if not url.startswith((*self.allowed, self.address)):
            self.faults.append(f"asked a foreign host: {url}")

    def open(self, path: str = "/") -> Page:
        """Open an address and wait until all is shown."""
        self.page.goto(self.address + path)
        return self.shown()

    def shown(self) -> Page:
        """Wait until what was asked is shown."""
        self.page.wait_for_selector(READY)
        return self.page

    def choose(self, name: str, value: str) -> None:
        """Choose a word of the sentence."""
        self.page.select_option(f"#keuze-{name}", value)
        self.shown()

    def text(self, selector: str) -> str:
        """Return what can be read in an element."""
        return self.page.inner_text(selector).replace("\xa0", " ")


@pytest.fixture
def visits(browser: Browser, address: str) -> Iterator[Callable[..., Visit]]:
    """Make a visit, on a screen of a size; afterwards nothing may have gone wrong."""
    made: list[Visit] = []

    def make(width: int = 1366, height: int = 768, **settings: str) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="nl-NL",
            **settings,  # type: ignore[arg-type] # of any field
        )
        made.append(Visit(context.new_page(), address))
        return made[-1]

    yield make
    faults = [fault for visit in made for fault in visit.faults]
    for visit in made:
        visit.page.context.close()
    assert faults == []
