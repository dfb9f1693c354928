"""Snapshots on disk: a folder of (Geo)Parquet files and a manifest, written whole."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import pandas as pd

from accessibility.codes import Mode
from accessibility.errors import SnapshotError
from accessibility.snapshot import FORMAT_VERSION, Finding, Manifest, Snapshot, Source
from accessibility.tables import SCHEMAS
from data.kinds import KINDS
from data.network_store import network_digest, read_network, write_network

if TYPE_CHECKING:
    from collections.abc import Callable

    from accessibility.transit import TransitDay

MANIFEST: Final = "manifest.json"
ROADS: Final = "roads"
TRANSIT: Final = "transit"
_FORMAT: Final = "bereik-snapshot"
_WRITING: Final = ".writing"
_COMPRESSION: Final = "zstd"


V = TypeVar("V")


class LazyTables(Mapping[str, pd.DataFrame]):
    """Tables of a snapshot folder, each read from its file when first asked for.

    Parameters
    ----------
    folder
        The snapshot.
    files
        Size in bytes of the file of each table, from the manifest.
    """

    def __init__(self, folder: Path, files: Mapping[str, int]) -> None:
        self._folder = folder
        self._files = dict(files)
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a table, reading its file if that was not done yet."""
        if name not in self._read:
            path = self._folder / f"{name}.parquet"
            self._read[name] = _read_table(path, name, self._files[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether the snapshot holds a table, without reading it."""
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of the tables."""
        return iter(self._files)

    def __len__(self) -> int:
        """Return the number of tables."""
        return len(self._files)


class LazyModes(Mapping[Mode, V]):
    """Something of each mode of a snapshot folder, mapped when first asked for.

    Parameters
    ----------
    folder
        Holds a folder for each mode.
    modes
        Modes that have one.
    read
        Opens it.
    """

    def __init__(
        self, folder: Path, modes: Iterable[str], read: Callable[[Path], V]
    ) -> None:
        self._folder = folder
        self._modes = tuple(Mode(mode) for mode in modes)
        self._read = read
        self._opened: dict[Mode, V] = {}

    def __getitem__(self, mode: Mode) -> V:
        """Return what there is of a mode."""
        if mode not in self._modes:
            raise KeyError(mode)
        if mode not in self._opened:
            self._opened[mode] = self._read(self._folder / mode.value)
        return self._opened[mode]

    def __iter__(self) -> Iterator[Mode]:
        """Iterate over the modes that have something."""
        return iter(self._modes)

    def __len__(self) -> int:
        """Return the number of modes."""
        return len(self._modes)


def write_snapshot(snapshot: Snapshot, folder: Path) -> Path:
    """Write a snapshot to a folder, whole or not at all.

    The files are written to a sibling folder, forced to disk, and the folder is
    renamed. A snapshot that is already there is replaced; the same snapshot gives the
    same bytes.

    Parameters
    ----------
    snapshot
        What to write.
    folder
        Where; it must not exist, be empty, or hold a snapshot.

    Returns
    -------
    pathlib.Path
        The folder.

    Raises
    ------
    SnapshotError
        If something else is in the folder, or the disk refuses or is full. What was
        there before is untouched.
    """
    target = folder.resolve()
    if target.exists() and not _may_replace(target):
        message = (
            f"{folder} exists and is not a snapshot: it is left alone; choose another "
            "folder with -o"
        )
        raise SnapshotError(message)
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = f".{target.name}{_WRITING}-"
        temporary = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
        _write_files(snapshot, temporary)
        _replace(temporary, target)
    except OSError as error:
        reason = error.strerror or str(error)
        message = (
            f"{folder}: the snapshot could not be written ({reason}); nothing was "
            "changed there. Make room or choose another folder, and build again"
        )
        raise SnapshotError(message) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
    return folder


def read_snapshot(folder: str | os.PathLike[str]) -> Snapshot:
    """Open a snapshot; its tables are read when first used.

    Parameters
    ----------
    folder
        The folder that `write_snapshot` wrote.

    Raises
    ------
    SnapshotError
        If the folder holds no snapshot, one of a newer format, or lacks files. A
        damaged table raises it on first use.
    """
    folder = Path(folder)
    content = _manifest_content(folder)
    version = content.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        message = (
            f"{folder}: snapshot format {version} is newer than this program reads "
            f"({FORMAT_VERSION}); update bereik, or build the snapshot again"
        )
        raise SnapshotError(message)
    try:
        manifest = _manifest_of(content)
        files = {name: int(one["bytes"]) for name, one in content["files"].items()}
        roads = LazyModes(folder / ROADS, content.get("roads", {}), read_network)
        days = LazyModes(folder / TRANSIT, content.get("transit", {}), _transit)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"{folder / MANIFEST}: damaged ({error!r}); build the snapshot again"
        raise SnapshotError(message) from error
    for name in files:
        if not (folder / f"{name}.parquet").is_file():
            message = (
                f"{folder}: the file {name}.parquet of this snapshot is missing; "
                "build the snapshot again"
            )
            raise SnapshotError(message)
    return Snapshot(manifest, LazyTables(folder, files), folder, roads, days)


def snapshot_hash(folder: Path) -> str:
    """Return the SHA-256 that stands for everything in a snapshot.

    The manifest names the SHA-256 of every table, so its own stands for all.

    Raises
    ------
    SnapshotError
        If the folder holds no snapshot.
    """
    _manifest_content(folder)
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def _may_replace(target: Path) -> bool:
    if not target.is_dir():
        return False
    if not any(target.iterdir()):
        return True
    try:
        _manifest_content(target)
    except SnapshotError:
        return False
    return True


def _replace(temporary: Path, target: Path) -> None:
    """Put the new folder in the place of the old one, which comes back on failure."""
    old = temporary.with_name(f"{temporary.name}-old")
    if target.exists():
        target.rename(old)
    try:
        temporary.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
    _sync(target.parent)


def _write_files(snapshot: Snapshot, folder: Path) -> None:
    files = {}
    for name in sorted(snapshot.tables):
        path = folder / f"{name}.parquet"
        _write_table(snapshot.tables[name], path)
        _sync(path)
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        files[name] = {"bytes": len(content), "sha256": digest}
    for mode, network in snapshot.roads.items():
        write_network(network, folder / ROADS / mode.value)
    manifest = {
        "format": _FORMAT,
        **dataclasses.asdict(snapshot.manifest),
        "rows": {name: len(snapshot.tables[name]) for name in files},
        "files": files,
        "roads": {m.value: network_digest(n) for m, n in snapshot.roads.items()},
    }
    if snapshot.transit:
        manifest["transit"] = _write_days(snapshot.transit, folder / TRANSIT)
    path = folder / MANIFEST
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    _sync(path)
    folder.chmod(0o755)
    _sync(folder)


def _write_days(days: Mapping[Mode, TransitDay], folder: Path) -> dict[str, str]:
    """Write what runs on the day, and return its fingerprint."""
    from data.transit_store import transit_digest, write_transit  # noqa: PLC0415 - slow

    for mode, day in days.items():
        write_transit(day, folder / mode.value)
    return {mode.value: transit_digest(day) for mode, day in days.items()}


def _transit(folder: Path) -> TransitDay:
    # The compiled search takes long to import, and most commands do not need it.
    from data.transit_store import read_transit  # noqa: PLC0415 - see above

    return read_transit(folder)


def _write_table(table: pd.DataFrame, path: Path) -> None:
    plain = table.reset_index(drop=True)
    plain.to_parquet(path, index=False, compression=_COMPRESSION)


def _sync(path: Path) -> None:
    """Force a file or folder to disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _manifest_content(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        message = (
            f"{folder} is not a snapshot: it has no {MANIFEST}; make one with "
            "'bereik build SOURCES.toml -o FOLDER'"
        )
        raise SnapshotError(message) from None
    except (OSError, ValueError) as error:
        message = f"{path}: cannot be read ({error}); build the snapshot again"
        raise SnapshotError(message) from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        message = f"{folder} is not a snapshot: its {MANIFEST} is of something else"
        raise SnapshotError(message)
    return content


def _manifest_of(content: Mapping[str, Any]) -> Manifest:
    findings = (
        Finding(**{**one, "examples": tuple(one["examples"])})
        for one in content["findings"]
    )
    return Manifest(
        content["name"],
        content["example"],
        content["dates"],
        tuple(_source_of(one) for one in content["sources"]),
        tuple(findings),
        content["rows"],
        int(content["format_version"]),
        content["method_version"],
    )


def _source_of(content: Mapping[str, Any]) -> Source:
    """Read a source; what an older snapshot does not tell of it, its kind does."""
    told = dict(content)
    kind = KINDS.get(told["kind"])
    if "title" not in told and kind is not None:
        told |= {"title": kind.title, "maker": kind.maker, "tables": kind.tables}
    tables = told.pop("tables", None)
    return Source(**told, tables=None if tables is None else tuple(tables))


def _reader(name: str) -> Callable[[Path], pd.DataFrame]:
    if name not in SCHEMAS or not SCHEMAS[name].is_spatial:
        return pd.read_parquet
    # Imported here: a command that needs no geometry starts sooner without it.
    import geopandas as gpd  # noqa: PLC0415 - see above

    reader: Callable[[Path], pd.DataFrame] = gpd.read_parquet
    return reader


def _read_table(path: Path, name: str, size: int) -> pd.DataFrame:
    read = _reader(name)
    try:
        found = path.stat().st_size
        table = read(path) if found == size else None
    except (OSError, ValueError) as error:
        reason = (str(error).splitlines() or ["unknown reason"])[0]
        message = f"{path}: damaged ({reason}); build the snapshot again"
        raise SnapshotError(message) from error
    if table is None:
        message = (
            f"{path}: holds {found} bytes, expected {size}: the file was cut short or "
            "changed; build the snapshot again"
        )
        raise SnapshotError(message)
    return table


_FIRST_NAMES: Final = ("actueel", "current")


def snapshot_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders of snapshots that paths stand for, in the order given.

    A folder that is no snapshot but holds some stands for all of them: the link
    `actueel` or `current` first, then by name, the last (the newest year) first.

    Parameters
    ----------
    paths
        Snapshots, links to them, or folders that hold them.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for folder in _within(path):
            # A link and what it leads to are one snapshot; the link may be moved.
            found.setdefault(folder.resolve(), folder)
    return tuple(found.values())


def _within(path: Path) -> list[Path]:
    if (path / MANIFEST).exists() or not path.is_dir():
        return [path]
    held = [one for one in path.iterdir() if (one / MANIFEST).is_file()]
    held.sort(key=lambda one: one.name, reverse=True)
    held.sort(key=lambda one: one.name not in _FIRST_NAMES)
    return held or [path]
