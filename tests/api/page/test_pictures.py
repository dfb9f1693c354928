"""How the page looks, beside stored pictures; `make screenshots` renews them."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from accessibility.codes import Mode
from tests.api.page.conftest import serving
from tests.api.service.conftest import small_snapshot
from tests.pictures import Picture, differences, side_by_side, stored, taken
from tests.street_grid import grid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
FOLDER: Final = Path(__file__).parent / "pictures"
RENEW: Final = "BEREIK_RENEW_PICTURES"
PARTS: Final = (
    "voorbeeld",
    "zin",
    "kern",
    "redenen",
    "staven",
    "keuze",
    "kromme",
    "kaarten",
    "legenda",
    "kaartje",
    "tabel",
)
WIDE: Final = (1366, 768)
PHONE: Final = (390, 1400)
ROAD: Final = "profiel=PIE&leerweg=bl&modus=fiets"
VIEWS: Final = {
    "wide": (WIDE, "/?profiel=PIE&leerweg=bl"),
    "card": (WIDE, f"/?{ROAD}&postcode=A008"),
    "swipe": (WIDE, f"/?{ROAD}&naast=modus:hemelsbreed"),
    "choices": (WIDE, "/?laag=keuze&leerweg=bl&drempel=12000m"),
    "phone": (PHONE, f"/?{ROAD}"),
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service of a small example with streets listens."""
    roads = {Mode.BIKE: grid(water_at=10)}
    snapshot = dataclasses.replace(small_snapshot(example=True), roads=roads)
    with serving(tmp_path_factory.mktemp("pictures"), snapshot) as where:
        yield where


def picture_of(visit: Visit, path: str) -> Picture:
    """Open an address and take a picture of what is on the screen."""
    page = visit.open(path)
    page.mouse.move(0, 0)
    page.wait_for_timeout(400)
    boxes = {}
    size = page.viewport_size or {"height": 0}
    for part in PARTS:
        box = page.locator(f"#{part}").bounding_box()
        if box and box["height"] and box["y"] < size["height"]:
            box["height"] = min(box["height"], size["height"] - box["y"])
            boxes[part] = box
    return taken(page.screenshot(), boxes)  # type: ignore[arg-type] # its own type of dict


@pytest.mark.parametrize("name", VIEWS)
def test_page_looks_as_it_did(
    visits: Callable[..., Visit], tmp_path: Path, name: str
) -> None:
    size, path = VIEWS[name]
    now = picture_of(visits(*size), path)
    file = FOLDER / f"{name}.png"
    if os.environ.get(RENEW):
        FOLDER.mkdir(exist_ok=True)
        now.save(file)
        return
    before = stored(file)
    told = differences(now, before)
    if told:
        sheet = tmp_path / f"{name}.png"
        side_by_side(now, before).save(sheet)
        pytest.fail(f"{told}: see {sheet}; if it is meant, run make screenshots")


def test_another_map_would_be_seen(visits: Callable[..., Visit]) -> None:
    size, path = VIEWS["wide"]
    other = picture_of(visits(*size), path.replace("bl", "kl").replace("PIE", "BWI"))
    told = differences(other, stored(FOLDER / "wide.png"))
    assert "kaarten" in told


def test_stored_pictures_are_small_and_all_used() -> None:
    files = sorted(FOLDER.glob("*"))
    assert [file.stem for file in files] == sorted(VIEWS)
    assert all(file.stat().st_size < 60_000 for file in files)
