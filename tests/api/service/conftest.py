"""A small land, a service around it, and clients that call it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import sqlalchemy as sa
from starlette.testclient import TestClient

from accessibility.memory import Pool
from accessibility.snapshot import Manifest, Snapshot, Source
from accessibility.study import Study
from accessibility.tables import check_table
from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.keys import Role
from api.service.served import Served, content_hash
from api.service.service import gathered
from api.service.settings import Settings
from data.roads import road_reach
from data.snapshots import write_snapshot
from data.studies import read_study
from data.transit_reach import transit_journey, transit_reach
from data.usual_answers import UsualAnswers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from api.service.service import Service

CELL_M = 4_000.0
ORIGIN = (100_000.0, 450_000.0)
COLUMNS, ROWS = 6, 4


def small_snapshot(*, name: str = "klein", example: bool = False) -> Snapshot:
    """Return 24 square postcodes in two gemeenten, with four vestigingen."""
    grid = [(c, r) for r in range(ROWS) for c in range(COLUMNS)]
    pc4 = [f"A{k:03d}" for k in range(len(grid))]
    west = np.array([ORIGIN[0] + c * CELL_M for c, _ in grid])
    south = np.array([ORIGIN[1] + r * CELL_M for _, r in grid])
    squares = shapely.box(west, south, west + CELL_M, south + CELL_M)
    gemeente = np.where(np.array([c for c, _ in grid]) < 3, "GM9001", "GM9002")
    postcodes = gpd.GeoDataFrame(
        {
            "pc4": pc4,
            "plaats": [f"Dorp {k}" for k in range(len(grid))],
            "gemeente": gemeente,
            "provincie": "PV91",
            "corop": None,
            "rmc": None,
            "sto_regio": None,
            "sto_regio_how": "none",
        },
        geometry=shapely.centroid(squares),
        crs=28992,
    )
    tables = {
        "vestigingen": _vestigingen(),
        "offers": _offers(),
        "own_students": _students(pc4),
        "postcodes": postcodes,
        "pc4_areas": gpd.GeoDataFrame({"pc4": pc4}, geometry=squares, crs=28992),
        "areas": _areas(squares, gemeente),
        "facilities": gpd.GeoDataFrame(
            {
                "facility_id": ["F1"],
                "naam": ["Techlab <b>Oost</b>"],
                "kind": ["techlab"],
                "owner": [None],
                "date": ["2024-03-01"],
            },
            geometry=[shapely.Point(110_000, 455_000)],
            crs=28992,
        ),
    }
    for table, frame in tables.items():
        check_table(table, frame)
    dates = {"students": "2023-10-01", "offers": "2023/2024", "areas": "2023"}
    source = Source("own", "tellingen.csv", "2023-10-01", "0" * 64, "eigen gegevens")
    return Snapshot(Manifest(name, example, dates, (source,)), tables)


def _vestigingen() -> gpd.GeoDataFrame:
    spots = [
        (102_000, 452_000),
        (114_000, 452_000),
        (122_000, 464_000),
        (110_000, 458_000),
    ]
    return gpd.GeoDataFrame(
        {
            "brin6": ["X00100", "X00101", "X00200", "X00300"],
            "naam": ["De Ambacht", "De Ambacht Oost", "Het Anker", "=Formule"],
            "plaats": ["Dorp 0", "Dorp 3", "Dorp 23", "Dorp 8"],
            "postcode": None,
            "pc4": ["A000", "A003", "A023", "A008"],
            "gemeente": ["GM9001", "GM9002", "GM9002", "GM9001"],
            "provincie": "PV91",
            "corop": None,
            "rmc": None,
            "sto_regio": None,
            "bestuur": "B1",
            "denominatie": None,
            "structuur": None,
            "placed": "address",
        },
        geometry=[shapely.Point(spot) for spot in spots],
        crs=28992,
    )


def _offers() -> pd.DataFrame:
    rows = [
        ("X00100", "PIE", "bl"),
        ("X00100", "PIE", "kl"),
        ("X00101", "PIE", "gl"),
        ("X00200", "BWI", "bl"),
        ("X00200", "M&T", "gl"),
        ("X00300", "Z&W", "bl"),
    ]
    offers = pd.DataFrame(rows, columns=["brin6", "profiel", "leerweg"])
    return offers.assign(
        evidence="pupils", students_low=10.0, students=10.0, students_high=10.0
    )


def _students(pc4: list[str]) -> pd.DataFrame:
    rows = [
        (code, leerweg, float(12 + (7 * k + 3 * w) % 40))
        for k, code in enumerate(pc4)
        for w, leerweg in enumerate(("bl", "kl", "gl"))
    ]
    frame = pd.DataFrame(rows, columns=["pc4", "leerweg", "students"])
    # The last postcode has so few that they must never be seen.
    few = frame.pc4 == pc4[-1]
    frame.loc[few, "students"] = 2.0
    return frame.assign(
        profiel="",
        sex="",
        students_low=frame.students,
        students_high=frame.students,
    )


def _areas(squares: np.ndarray, gemeente: np.ndarray) -> gpd.GeoDataFrame:
    shapes = [shapely.union_all(squares[gemeente == g]) for g in ("GM9001", "GM9002")]
    return gpd.GeoDataFrame(
        {
            "area_kind": ["gemeente", "gemeente", "provincie"],
            "area_code": ["GM9001", "GM9002", "PV91"],
            "area_name": ["Westdorp", "Oostdorp", "Vlakland"],
        },
        geometry=[*shapes, shapely.union_all(squares)],
        crs=28992,
    )


def served_of(
    snapshot: Snapshot, *, slots: int = 2, pool: Pool | None = None
) -> Served:
    """Return a snapshot in service."""
    gate = ComputingGate(slots, 5.0)
    study = Study(
        snapshot,
        road_reach=road_reach,
        transit_reach=transit_reach,
        transit_journey=transit_journey,
        pool=pool,
    )
    return Served(study, content_hash(snapshot), gate=gate)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    return small_snapshot()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of a module that says so on both databases."""
    both = getattr(metafunc.module, "ON_BOTH_DATABASES", False)
    if both and "database_url" in metafunc.fixturenames:
        kinds = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
        metafunc.parametrize("database_url", kinds, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh database: SQLite unless the test asks for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path / 'state.sqlite'}"
        return
    server: sa.URL = request.getfixturevalue("postgres")
    name = f"t{uuid.uuid4().hex}"
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with the tables of today."""
    state = Database(database_url)
    state.migrate()
    yield state
    state.close()


@pytest.fixture
def make_service(snapshot: Snapshot, database: Database) -> Callable[..., Service]:
    """Make a service with other settings than the usual ones."""

    def make(snapshot: Snapshot = snapshot, **settings: object) -> Service:
        plain = Settings(rate_per_s=0.0, watch_s=0.0, jobs=0)
        chosen = plain.with_changes(**settings)
        pool = Pool(chosen.cache_mb * 2**20)
        served = served_of(snapshot, slots=chosen.computing_slots, pool=pool)
        return gathered(chosen, database, SnapshotHolder(served), served.gate)

    return make


@pytest.fixture
def make_client(
    make_service: Callable[..., Service],
) -> Iterator[Callable[..., TestClient]]:
    """Make a client of a service; by default the usual one."""
    opened: list[TestClient] = []

    def make(service: Service | None = None, **settings: object) -> TestClient:
        service = service or make_service(**settings)
        app = create_app(service.settings, service)
        client = TestClient(app, raise_server_exceptions=False)
        client.__enter__()
        opened.append(client)
        return client

    yield make
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: Callable[..., TestClient]) -> TestClient:
    """A client without a key."""
    return make_client()


@dataclass
class LiveServer:
    """`bereik serve` in processes of its own, as it runs in production."""

    process: subprocess.Popen[str]
    root: str
    snapshot: Path
    database: str
    log: list[str]
    reader: threading.Thread

    def stop(self) -> None:
        """Stop the server and read its log to the end."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.reader.join(10)
        if self.process.stderr is not None:
            self.process.stderr.close()

    def get(self, path: str, *options: str) -> tuple[int, str]:
        """Return status and body, by curl: this process may open no sockets."""
        command = ["curl", "-s", "-m", "20", "-w", "\n%{http_code}", *options]
        answer = subprocess.run(
            [*command, self.root + path], capture_output=True, text=True, check=False
        )
        body, _, status = answer.stdout.rpartition("\n")
        return int(status), body

    def workers(self) -> list[int]:
        """Return the process ids of the workers."""
        found = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line.split(None, 1) for line in found.stdout.splitlines()]
        return [int(pid) for pid, args in lines if "serve" in args]


@pytest.fixture(scope="session")
def land(snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The snapshot in a folder, with its usual answers: computed once in a run."""
    folder = write_snapshot(snapshot, tmp_path_factory.mktemp("land") / "een")
    UsualAnswers(folder).prepare(read_study(folder))
    return folder


@pytest.fixture
def serve(tmp_path: Path, land: Path) -> Iterator[Callable[..., LiveServer]]:
    """Start `bereik serve` on a snapshot behind a link; stopped after the test."""
    started: list[LiveServer] = []

    def start(*, workers: int = 1, database: str = "", **environ: str) -> LiveServer:
        folder = shutil.copytree(land, tmp_path / "een")
        link = tmp_path / "current"
        link.symlink_to(folder)
        url = database or f"sqlite:///{tmp_path / 'live.sqlite'}"
        server = _started(
            link, url, workers, {"XDG_STATE_HOME": str(tmp_path), **environ}
        )
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()


def _started(
    link: Path, database: str, workers: int, environ: dict[str, str]
) -> LiveServer:
    root = Path(__file__).parents[3]
    plain = {
        **os.environ,
        "PYTHONPATH": str(root),
        "BEREIK_RATE_PER_S": "0",
        "BEREIK_WATCH_S": "0.2",
        "BEREIK_DATABASE": database,
        "BEREIK_WORKERS": str(workers),
        "BEREIK_PORT": "0",
        **environ,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve", str(link)],
        stderr=subprocess.PIPE,
        text=True,
        env=plain,
        cwd=root,
    )
    log: list[str] = []
    assert process.stderr is not None
    address = None
    up = 0
    for line in process.stderr:
        log.append(line)
        found = re.search(r"running on (http://[0-9.]+:\d+)", line)
        address = found[1] if found else address
        up += "Application startup complete" in line
        if address and up >= workers:
            break
    assert address, "".join(log)
    reader = threading.Thread(target=log.extend, args=(process.stderr,), daemon=True)
    reader.start()
    return LiveServer(process, address, link, database, log, reader)


@pytest.fixture
def headers_of(database: Database) -> Callable[[Role], dict[str, str]]:
    """Make a key with a role and return the header that carries it."""
    from api.service.keys import KeyRing  # noqa: PLC0415 - only where keys are used

    def make(role: Role) -> dict[str, str]:
        _, text = KeyRing(database).make(f"test {role.value}", role)
        return {"Authorization": f"Bearer {text}"}

    return make
