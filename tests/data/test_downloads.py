"""Downloads from a server on this machine: checked, continued, whole or not at all."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from accessibility.errors import DataError
from data import downloads
from data.downloads import Download, country_extract, fetch

CONTENT = bytes(range(256)) * 40
SHA256 = f"sha256:{hashlib.sha256(CONTENT).hexdigest()}"
pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


class Handler(BaseHTTPRequestHandler):
    """Serves one file, with ranges; breaks off as often as it is told to."""

    break_offs: ClassVar[int] = 0
    ranges: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Answer a request."""
        if self.path.endswith(".md5"):
            self._send(200, hashlib.md5(CONTENT).hexdigest().encode() + b"  a.pbf\n")  # noqa: S324 - theirs
            return
        if "missing" in self.path:
            self.send_error(404)
            return
        asked = self.headers["Range"]
        Handler.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        self._send(206 if start else 200, CONTENT[start:])

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if Handler.break_offs and not self.path.endswith(".md5"):
            Handler.break_offs -= 1
            body = body[: len(body) // 2]
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Handler.break_offs, Handler.ranges = 0, []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()
        thread.join()


def test_a_file_comes_once(server: str, tmp_path: Path) -> None:
    wanted = [Download("a.pbf", f"{server}/a.pbf", SHA256)]
    for _ in range(2):
        (path,) = fetch(wanted, tmp_path / "open")
        assert path.read_bytes() == CONTENT
    assert len(Handler.ranges) == 1
    assert [p.name for p in (tmp_path / "open").iterdir()] == ["a.pbf"]


def test_a_broken_download_is_continued(server: str, tmp_path: Path) -> None:
    Handler.break_offs = 1
    wanted = [Download("a.pbf", f"{server}/a.pbf", SHA256)]
    with pytest.raises(DataError, match="again to go on"):
        fetch(wanted, tmp_path)
    assert not (tmp_path / "a.pbf").exists()
    (path,) = fetch(wanted, tmp_path)
    assert path.read_bytes() == CONTENT
    assert Handler.ranges == ["bytes=0-", f"bytes={len(CONTENT) // 2}-"]


def test_a_wrong_file_is_thrown_away(server: str, tmp_path: Path) -> None:
    wanted = [Download("a.pbf", f"{server}/a.pbf", "sha256:" + "0" * 64)]
    with pytest.raises(DataError, match="another checksum than expected"):
        fetch(wanted, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_and_no_server(server: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"missing.pbf: cannot be downloaded.*404"):
        fetch([Download("m.pbf", f"{server}/missing.pbf")], tmp_path)
    with pytest.raises(DataError, match="cannot be downloaded"):
        fetch([Download("a.pbf", "http://127.0.0.1:9/a.pbf")], tmp_path)


def test_a_country_comes_with_its_checksum(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "GEOFABRIK", server)
    wanted = country_extract()
    assert wanted.name == "netherlands-latest.osm.pbf"
    assert wanted.checksum is not None
    assert wanted.checksum.startswith("md5:")
    assert fetch([wanted], tmp_path)[0].read_bytes() == CONTENT
