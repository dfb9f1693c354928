"""OSRM as a second opinion, built from the same file with its own profiles.

Its programs and profiles come with the wheel `osrm-bindings`. Where that is not
installed, for its wheels are for newer Pythons only, pip fetches and unpacks one: the
programs in it need no Python. `BEREIK_OSRM` names another folder with them.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from shutil import unpack_archive
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np

from accessibility.codes import Mode
from benchmarks.conformance_ways import Ways
from benchmarks.polylines import decoded

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import NDArray

PROFILES: Final = {Mode.CAR: "car", Mode.BIKE: "bicycle", Mode.WALK: "foot"}
_SHORT: Final = """
function short_way(profile, way, result, relations)
  process_way(profile, way, result, relations)
  result.weight = -1
  if result.forward_mode ~= mode.inaccessible and result.forward_speed > 0 then
    result.forward_rate = 1
  end
  if result.backward_mode ~= mode.inaccessible and result.backward_speed > 0 then
    result.backward_rate = 1
  end
end

function short_turn(profile, turn)
  process_turn(profile, turn)
  if turn.weight < 60000 then turn.weight = 0 end
end

"""
"""Lua: ways weigh their metres, turns nothing unless they are forbidden."""
_WHEEL: Final = "osrm-bindings>=26.7"
_ITS_PYTHON: Final = "3.12"
_WAIT_S: Final = 180
_LAST_BUILT: Final = "a.osrm.cell_metrics"
_OK: Final = 200


def osrm_folder() -> Path:
    """Return where OSRM's programs and profiles are."""
    named = os.environ.get("BEREIK_OSRM")
    if named:
        return Path(named)
    installed = find_spec("osrm")
    if installed is not None and installed.origin is not None:
        return Path(installed.origin).parent
    return _unpacked(Path(tempfile.gettempdir()) / "bereik-osrm")


def _unpacked(folder: Path) -> Path:
    """Return the folder with the wheel in it, fetched if it is not there."""
    if not (folder / "osrm").exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        wanted = ["--only-binary=:all:", f"--python-version={_ITS_PYTHON}", _WHEEL]
        subprocess.run([*pip, *wanted, "--dest", str(folder)], check=True)
        for wheel in folder.glob("*.whl"):
            unpack_archive(wheel, folder, "zip")
        for program in folder.rglob("osrm-*"):
            program.chmod(0o755)
    return folder / "osrm"


class Osrm:
    """Ways by OSRM on one OpenStreetMap file for one mode.

    Parameters
    ----------
    osm_file
        The file both engines read.
    folder
        Where it is built; it may be reused.
    mode
        Who travels.
    shortest
        Whether the shortest way is looked for, not the one its profile likes best.
    """

    def __init__(
        self, osm_file: Path, folder: Path, mode: Mode, *, shortest: bool
    ) -> None:
        self._home = osrm_folder()
        self._base = folder / f"{mode.value}-{'short' if shortest else 'usual'}"
        self._name = PROFILES[mode]
        self._base.mkdir(parents=True, exist_ok=True)
        if not (self._base / _LAST_BUILT).exists():
            self._build(osm_file, shortest=shortest)
        self._port = _free_port()
        self._server = self._started()
        self._line = self._connected()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop the server."""
        self._line.close()
        self._server.terminate()
        self._server.wait()

    def ways(self, start: NDArray[np.float64], goal: NDArray[np.float64]) -> Ways:
        """Return the way from each place to the goal in the same row."""
        found = [self._way(a, b) for a, b in zip(start, goal, strict=True)]
        return Ways(
            np.array([one["distance"] if one else np.nan for one in found]),
            np.array([one["duration"] if one else np.nan for one in found]),
            [decoded(one["geometry"]) if one else [] for one in found],
        )

    def _way(
        self, start: NDArray[np.float64], goal: NDArray[np.float64]
    ) -> dict[str, Any] | None:
        places = ";".join(f"{lon:.6f},{lat:.6f}" for lon, lat in (start, goal))
        answer = self._asked(f"/route/v1/x/{places}?overview=full&geometries=polyline6")
        if answer is None:
            return None
        first: dict[str, Any] = answer["routes"][0]
        return first

    def _asked(self, path: str) -> dict[str, Any] | None:
        try:
            self._line.request("GET", path)
            reply = self._line.getresponse()
        except http.client.RemoteDisconnected:
            # It hangs up after some hundred questions.
            self._line = self._connected()
            self._line.request("GET", path)
            reply = self._line.getresponse()
        body = reply.read()
        return json.loads(body) if reply.status == _OK else None

    def _program(self, name: str) -> str:
        return str(self._home / "bin" / f"osrm-{name}")

    def _build(self, osm_file: Path, *, shortest: bool) -> None:
        target = self._base / "a.osm.pbf"
        shutil.copy(osm_file, target)
        target.chmod(0o600)
        profiles = self._base / "profiles"
        shutil.copytree(self._home / "share" / "profiles", profiles, dirs_exist_ok=True)
        profile = profiles / f"{self._name}.lua"
        if shortest:
            _shortest(profile)
        for command in (
            ["extract", "-p", str(profile), str(target)],
            ["partition", str(self._base / "a")],
            ["customize", str(self._base / "a")],
        ):
            subprocess.run(
                [self._program(command[0]), *command[1:]],
                check=True,
                capture_output=True,
            )

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [
                *(self._program("routed"), "--algorithm", "mld"),
                *("-p", str(self._port), str(self._base / "a")),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _connected(self) -> http.client.HTTPConnection:
        until = time.monotonic() + _WAIT_S
        while True:
            if self._server.poll() is not None:
                # Another took its port in between.
                self._port = _free_port()
                self._server = self._started()
            line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_WAIT_S)
            try:
                line.connect()
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)
            else:
                return line


def _shortest(profile: Path) -> None:
    """Let a profile look for the shortest way: every metre and no turn weighs."""
    text = profile.read_text(encoding="utf-8")
    for old in ("'duration'", "'routability'"):
        text = re.sub(
            rf"(\n\s*weight_name\s*=\s*){old}", r"\g<1>'distance'", text, count=1
        )
    head, tail = text.rsplit("return {", 1)
    tail = re.sub(r"process_(way|turn) = process_\1", r"process_\1 = short_\1", tail)
    profile.write_text(head + _SHORT + "return {" + tail, encoding="utf-8")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
