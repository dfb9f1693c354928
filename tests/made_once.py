"""What is dear to make is made once in a run, by whichever worker asks first.

A pytest plug-in. Workers of one run share the folder above their own temporary one:
the first to take a thing's lock makes it there, the others wait and read it. A run
starts with an empty folder, so that nothing made from older source is ever read.
"""

from __future__ import annotations

import fcntl
import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from accessibility.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[[Path], None]
    MadeOnce = Callable[[str, Make], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Return the path of something by name, made there by the first that asks."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def made(name: str, make: Make) -> Path:
        path, done = shared / name, shared / f"{name}.made"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                make(path)
                done.touch()
        return path

    return made


@pytest.fixture(scope="session")
def country_and_truth(made_once: MadeOnce) -> tuple[Snapshot, pd.DataFrame]:
    """The example country as it is built, with the truth that no table tells."""
    path = made_once("example-country.pickle", _build_country)
    manifest, tables, truth = pickle.loads(path.read_bytes())  # noqa: S301 - our own
    return Snapshot(manifest, tables), truth


@pytest.fixture(scope="session")
def country(country_and_truth: tuple[Snapshot, pd.DataFrame]) -> Snapshot:
    """The example country, without roads; to be read only."""
    return country_and_truth[0]


@pytest.fixture(scope="session")
def country_folder(country: Snapshot, made_once: MadeOnce) -> Path:
    """The example country on disk, without roads; to be read only."""

    def make(path: Path) -> None:
        from data.snapshots import write_snapshot  # noqa: PLC0415 - as below

        write_snapshot(country, path)

    return made_once("voorbeeld", make)


def _build_country(path: Path) -> None:
    # Imported here: most files of tests need no country and start sooner without.
    from data.example.country import SEED, build_country  # noqa: PLC0415 - see above

    built = build_country(SEED)
    parts = (built.snapshot.manifest, dict(built.snapshot.tables), built.truth)
    path.write_bytes(pickle.dumps(parts))


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Return the folder of real files; skip, visibly, where it is not there."""
    folder = os.environ.get("BEREIK_REALDATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BEREIK_REALDATA does not name a folder of real files")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def nl_2019(realdata: Path, made_once: MadeOnce) -> Path:
    """Return the snapshot folder of the open data of 2019, built by the command."""
    return made_once("nl-2019", lambda path: _build_nl(realdata, path))


def _build_nl(realdata: Path, path: Path) -> None:
    from api.cli import run  # noqa: PLC0415 - as above
    from benchmarks.main_job import sources_toml  # noqa: PLC0415 - as above

    regios = path.with_name("regios.csv")
    _write_regios(realdata, regios)
    own = f'[[source]]\nkind = "regio-indeling"\npath = "{regios}"\ndate = 2021\n'
    sources = path.with_name("SOURCES.toml")
    text = 'name = "nl-2019"\n' + sources_toml(realdata) + own
    sources.write_text(text, encoding="utf-8")
    assert run(["build", str(sources), "-o", str(path), "--quiet"]) == 0


def _write_regios(realdata: Path, path: Path) -> None:
    # No list of STO-regio's is public: COROP regions stand in for a user's own.
    postcodes = pd.read_csv(realdata / "cbs" / "postcodes.csv", dtype="str")
    division = postcodes.dropna(subset=["gemeente", "nuts3"])
    pairs = division.drop_duplicates("gemeente")[["gemeente", "nuts3"]]
    pairs.set_axis(["gemeente", "regio"], axis=1).to_csv(path, index=False)
