"""Snapshots on disk: whole or not at all, the same bytes, and clear about damage."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from pandas.testing import assert_frame_equal

from accessibility.errors import SnapshotError
from accessibility.snapshot import Finding, Manifest, Snapshot, Source
from data import snapshots
from data.snapshots import LazyTables, read_snapshot, snapshot_hash, write_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable


def _snapshot(name: str = "proef", students: float = 5.0) -> Snapshot:
    sites = gpd.GeoDataFrame(
        {"brin6": ["X1AA00", "X1AA01"], "naam": ["A", "B"], "pc4": ["X001", None]},
        geometry=gpd.GeoSeries.from_wkt(["POINT (100000 400000)", None]),
        crs="EPSG:28992",
    )
    offers = pd.DataFrame({"brin6": ["X1AA00"], "students": [students]})
    manifest = Manifest(
        name,
        example=True,
        dates={"offers": "2019-10-01"},
        sources=(Source("aanbod", "a.csv", "2019", "ab" * 32),),
        findings=(Finding("offers", "read", 1, "lines", ("X1AA00",)),),
    )
    return Snapshot(manifest, {"vestigingen": sites, "offers": offers})


def test_there_and_back(tmp_path: Path) -> None:
    before = _snapshot()
    write_snapshot(before, tmp_path / "s")
    after = read_snapshot(tmp_path / "s")
    assert_geodataframe_equal(after.vestigingen, before.vestigingen)
    assert_frame_equal(after.table("offers"), before.table("offers"))
    assert after.manifest.sources == before.manifest.sources
    assert after.manifest.findings == before.manifest.findings
    assert after.manifest.rows == {"offers": 1, "vestigingen": 2}
    assert after.manifest.example
    assert after.folder == tmp_path / "s"


def test_same_snapshot_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_snapshot(_snapshot(), tmp_path / name)
    contents = [
        {p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in "ab"
    ]
    assert contents[0] == contents[1]
    assert snapshot_hash(tmp_path / "a") == snapshot_hash(tmp_path / "b")
    write_snapshot(_snapshot(students=6), tmp_path / "b")
    assert snapshot_hash(tmp_path / "a") != snapshot_hash(tmp_path / "b")


def test_plain_readers_read_it(tmp_path: Path) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    assert len(gpd.read_parquet(tmp_path / "s" / "vestigingen.parquet")) == 2
    assert len(pd.read_parquet(tmp_path / "s" / "offers.parquet")) == 1


def test_duckdb_reads_it(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write_snapshot(_snapshot(), tmp_path / "s")
    path = tmp_path / "s" / "offers.parquet"
    found = duckdb.read_parquet(str(path)).project("brin6, students").fetchall()
    assert found == [("X1AA00", 5.0)]


def test_tables_are_read_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    read: list[str] = []
    real = snapshots._read_table

    def counting(path: Path, name: str, size: int) -> pd.DataFrame:
        read.append(name)
        return real(path, name, size)

    monkeypatch.setattr(snapshots, "_read_table", counting)
    snapshot = read_snapshot(tmp_path / "s")
    changed = snapshot.edited(offers=snapshot.table("offers").head(0))
    assert "vestigingen" in changed.tables
    assert read == ["offers"]
    assert len(changed.vestigingen) == len(snapshot.vestigingen) == 2
    assert read == ["offers", "vestigingen"]
    assert changed.offers.empty


def test_lazy_tables_are_a_mapping(tmp_path: Path) -> None:
    tables = LazyTables(tmp_path, {"offers": 1})
    assert len(tables) == 1
    assert list(tables) == ["offers"]
    assert "pupils" not in tables


def test_a_snapshot_is_replaced(tmp_path: Path) -> None:
    write_snapshot(_snapshot("oud"), tmp_path / "s")
    write_snapshot(_snapshot("nieuw"), tmp_path / "s")
    assert read_snapshot(tmp_path / "s").manifest.name == "nieuw"
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_something_else_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (folder / "mine.txt").write_text("keep", "utf-8")
    with pytest.raises(SnapshotError, match="is not a snapshot: it is left alone"):
        write_snapshot(_snapshot(), folder)
    assert [p.name for p in folder.iterdir()] == ["mine.txt"]
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SnapshotError, match="left alone"):
        write_snapshot(_snapshot(), file)


@pytest.mark.parametrize("existing", [False, True])
@pytest.mark.parametrize("step", ["_write_table", "_sync", "_replace"])
def test_a_disk_that_fills_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, existing: bool
) -> None:
    folder = tmp_path / "s"
    if existing:
        write_snapshot(_snapshot("oud"), folder)
    before = _everything(tmp_path)
    monkeypatch.setattr(snapshots, step, _full_after_first(getattr(snapshots, step)))
    with pytest.raises(SnapshotError, match="No space left on device") as caught:
        write_snapshot(_snapshot("nieuw"), folder)
    assert "\n" not in str(caught.value)
    assert _everything(tmp_path) == before


def _full_after_first(real: Callable[..., object]) -> Callable[..., object]:
    calls: list[object] = []

    def full(*arguments: object) -> object:
        calls.append(arguments)
        if real.__name__ == "_replace" or len(calls) > 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments)

    return full


def _everything(folder: Path) -> dict[str, bytes]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def test_an_old_snapshot_comes_back_if_the_new_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "s"
    write_snapshot(_snapshot("oud"), folder)
    real = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if ".writing-" in path.name and not path.name.endswith("-old"):
            raise OSError(errno.EACCES, "Permission denied")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(SnapshotError, match="Permission denied"):
        write_snapshot(_snapshot("nieuw"), folder)
    monkeypatch.undo()
    assert read_snapshot(folder).manifest.name == "oud"
    assert [p.name for p in tmp_path.iterdir()] == ["s"]


def test_not_a_snapshot(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match=r"has no manifest\.json"):
        read_snapshot(tmp_path / "nowhere")
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    with pytest.raises(SnapshotError, match="of something else"):
        read_snapshot(tmp_path)
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    with pytest.raises(SnapshotError, match="cannot be read"):
        snapshot_hash(tmp_path)


def _damage(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(content | changes), "utf-8")


def test_a_newer_format(tmp_path: Path) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    _damage(tmp_path / "s", format_version=99)
    with pytest.raises(SnapshotError, match="format 99 is newer") as caught:
        read_snapshot(tmp_path / "s")
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    "changes",
    [{"files": None}, {"format_version": "one"}, {"findings": [{"count": 1}]}],
)
def test_a_damaged_manifest(tmp_path: Path, changes: dict[str, object]) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    _damage(tmp_path / "s", **changes)
    with pytest.raises(SnapshotError, match="damaged"):
        read_snapshot(tmp_path / "s")


@pytest.mark.parametrize("cut", [0.0, 0.5, 0.99])
def test_a_truncated_table(tmp_path: Path, cut: float) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    path = tmp_path / "s" / "vestigingen.parquet"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    with pytest.raises(SnapshotError, match="cut short or"):
        _ = read_snapshot(tmp_path / "s").vestigingen


def test_a_scrambled_table(tmp_path: Path) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    path = tmp_path / "s" / "vestigingen.parquet"
    path.write_bytes(bytes(len(path.read_bytes())))
    with pytest.raises(SnapshotError, match="damaged"):
        _ = read_snapshot(tmp_path / "s").vestigingen


def test_a_missing_table(tmp_path: Path) -> None:
    write_snapshot(_snapshot(), tmp_path / "s")
    (tmp_path / "s" / "offers.parquet").unlink()
    with pytest.raises(SnapshotError, match=r"offers\.parquet of this snapshot is"):
        read_snapshot(tmp_path / "s")
