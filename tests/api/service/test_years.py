"""Several snapshots in one service: each answers to its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from api.service.holder import SnapshotHolder
from api.service.service import gathered, open_service
from api.service.settings import Settings
from data.snapshots import write_snapshot
from tests.api.service.conftest import served_of, small_snapshot
from tests.small_country import whole_country

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from api.service.database import Database
    from api.service.service import Service

PATHS = (
    "/v1/bereik?profiel=PIE",
    "/v1/kaart/cijfers?profiel=PIE&leerweg=gl",
    "/v1/kaart/gebieden",
    "/v1/postcodes/A001/bereik",
    "/v1/vestigingen/X00100",
    "/v1/collections/vestigingen/items",
)


@pytest.fixture
def years(
    make_service: Callable[..., Service],
    make_client: Callable[..., TestClient],
    database: Database,
) -> TestClient:
    """A client of a service with the snapshots of two years."""
    plain = make_service()
    old = served_of(small_snapshot(name="vroeger"))
    holder = SnapshotHolder(plain.snapshots.current, beside=(old,))
    return make_client(gathered(plain.settings, database, holder, plain.gate))


def test_all_are_listed_and_the_first_is_current(years: TestClient) -> None:
    told = years.get("/v1/snapshots").json()["snapshots"]
    assert [one["naam"] for one in told] == ["klein", "vroeger"]
    assert [one["actueel"] for one in told] == [True, False]
    assert all(one["modi"] == ["hemelsbreed"] for one in told)


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_is_of_the_year_asked_for(years: TestClient, path: str) -> None:
    new, old = (
        one["snapshot"] for one in years.get("/v1/snapshots").json()["snapshots"]
    )
    answers = {}
    for wanted in (new, old):
        sign = "&" if "?" in path else "?"
        answer = years.get(f"{path}{sign}snapshot={wanted}")
        assert answer.status_code == 200
        assert answer.headers["Bereik-Snapshot"] == wanted
        answers[wanted] = answer.headers["ETag"]
    assert answers[new] != answers[old]
    assert years.get(path).headers["Bereik-Snapshot"] == new


def test_a_swap_leaves_the_other_years(years: TestClient) -> None:
    holder = years.app.state.service.snapshots  # type: ignore[attr-defined] # starlette types the app as ASGI
    before = [one.snapshot.manifest.name for one in holder.held]
    holder.swap(served_of(small_snapshot(name="nieuw")))
    names = [one.snapshot.manifest.name for one in holder.held]
    assert names == ["nieuw", *before]


def test_the_same_snapshot_twice_is_one(years: TestClient) -> None:
    holder = years.app.state.service.snapshots  # type: ignore[attr-defined] # starlette types the app as ASGI
    first, old = holder.held
    holder.swap(old)
    assert [one.identity for one in holder.held] == [old.identity, first.identity]


def test_years_are_read_from_folders(tmp_path: Path, database: Database) -> None:
    folders = [
        write_snapshot(small_snapshot(name=name), tmp_path / name)
        for name in ("a", "b")
    ]
    settings = Settings(watch_s=0.0, jobs=0, beside=(str(folders[1]),))
    service = open_service(settings, database, folders[0])
    assert [one.snapshot.manifest.name for one in service.snapshots.held] == ["a", "b"]


def test_regions_without_polygons_get_those_of_their_postcodes(
    make_service: Callable[..., Service], make_client: Callable[..., TestClient]
) -> None:
    client = make_client(make_service(whole_country()))
    told = client.get("/v1/kaart/gebieden?gebiedsindeling=sto-regio").json()
    codes = [one["id"] for one in told["features"]]
    assert codes == ["G0", "G1", "G2"]
    assert all(one["geometry"]["coordinates"] for one in told["features"])
