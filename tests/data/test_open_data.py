"""Data sets by name, from answers of a catalogue on loopback, to a SOURCES.toml."""

from __future__ import annotations

import dataclasses
import http.server
import json
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from accessibility.errors import UsageError
from api.cli import run
from data.kinds import KINDS
from data.open_data import COUNTRY, OPEN_DATA, named
from data.sources import read_sources

FILES = {
    "01voins-v1": ("01voins.csv",),
    "02voins-v1": ("02voins.csv",),
    "06_vomtgo": ("vo_onderwijslicenties.csv",),
    "voprognoses": ("brin4_prognosesvo.csv",),
    "adressen_vo": ("besturenvo.csv", "instellingenvo.csv", "vestigingenvo.csv"),
    "adressen_bo": ("besturenbo.csv", "instellingenbo.csv", "vestigingenbo.csv"),
}
"""The files that the catalogue lists of each data set."""

pytestmark = pytest.mark.enable_socket


class _Duo(http.server.ThreadingHTTPServer):
    """A catalogue in the form of CKAN, and files: what they hold can be changed."""

    header = "BRIN;AANTAL"
    published = "Thu, 02 Apr 2026 09:00:00 GMT"
    sent: list[str]


class _Answers(http.server.BaseHTTPRequestHandler):
    server: _Duo

    def do_HEAD(self) -> None:
        self._reply(b"")

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path.endswith(".md5"):
            self._reply(b"0cc175b9c0f1b6a831c399e269772661  a\n")
        elif asked.path.endswith("package_show"):
            (name,) = parse_qs(asked.query)["id"]
            inner = "https://beheer.invalid/dataset/a/resource/b/download/"
            files = [{"format": "CSV", "url": inner + one} for one in FILES[name]]
            told = {"success": True, "result": {"resources": files}}
            self._reply(json.dumps(told).encode())
        else:
            self.server.sent.append(asked.path.rpartition("/")[2])
            pbf = asked.path.endswith(".pbf")
            self._reply(b"a" if pbf else f"{self.server.header}\n00AA;1\n".encode())

    def _reply(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.server.published)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def duo(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Duo]:
    """Serve the catalogue and every other address of the records."""
    server = _Duo(("127.0.0.1", 0), _Answers)
    server.sent = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    for name, one in OPEN_DATA.items():
        if one.url:
            path = urlsplit(one.url).path
            here = dataclasses.replace(one, url=f"{_address(server)}{path}")
            monkeypatch.setitem(OPEN_DATA, name, here)
    monkeypatch.setattr("data.downloads.GEOFABRIK", _address(server))
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _address(server: _Duo) -> str:
    return f"http://127.0.0.1:{server.server_address[1]}"


def _fetch(server: _Duo, folder: Path, *names: str) -> int:
    return run(["fetch", *names, "--catalogue", _address(server), "-o", str(folder)])


def test_a_country_comes_with_a_list_that_a_build_reads(
    duo: _Duo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _fetch(duo, tmp_path, "nl") == 0
    sources = read_sources(tmp_path / "SOURCES.toml")
    assert [one.kind for one in sources.files] == [OPEN_DATA[n].kind for n in COUNTRY]
    dates = {one.path.name: one.date for one in sources.files}
    assert dates["01voins.csv"] == "2025-10-01"
    assert dates["vestigingenvo.csv"] == "2026-04-02"
    assert dates["cbs_pc4_2024.zip"] == "2024-01-01"
    assert "besturenvo.csv" not in dates
    assert "bereik build" in capsys.readouterr().out


def test_the_second_time_only_what_is_new_is_fetched(
    duo: _Duo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("01voins-v1", "adressen_vo")
    assert _fetch(duo, tmp_path, *names) == 0
    duo.sent.clear()
    assert _fetch(duo, tmp_path, *names) == 0
    assert duo.sent == []
    today = date.today().isoformat()  # noqa: DTZ011 - as the command
    assert f"01voins.csv: nothing new since {today}" in capsys.readouterr().out


def test_what_is_new_and_a_changed_header_are_told(
    duo: _Duo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _fetch(duo, tmp_path, "01voins-v1") == 0
    duo.header, duo.published = "BRIN;LEERLINGEN", "Fri, 02 Apr 2027 09:00:00 GMT"
    assert _fetch(duo, tmp_path, "01voins-v1") == 0
    told = capsys.readouterr()
    assert "01voins.csv: new since" in told.out
    assert "the header changed" in told.err
    assert "new LEERLINGEN; gone AANTAL" in told.err
    assert (tmp_path / "01voins.csv").read_text().startswith("BRIN;LEERLINGEN")


def test_a_list_of_ones_own_stays(duo: _Duo, tmp_path: Path) -> None:
    own = 'name = "mine"\n'
    (tmp_path / "SOURCES.toml").write_text(own)
    assert _fetch(duo, tmp_path, "adressen_vo") == 0
    assert (tmp_path / "SOURCES.toml").read_text() == own
    assert "vestigingenvo.csv" in (tmp_path / "SOURCES.new.toml").read_text()


def test_one_that_fails_keeps_no_other(
    duo: _Duo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = dataclasses.replace(OPEN_DATA["cbs-pc4"], url="http://127.0.0.1:9/a.zip")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OPEN_DATA, "cbs-pc4", missing)
        assert _fetch(duo, tmp_path, "cbs-pc4", "adressen_vo") == 3
    assert "cbs-pc4: " in capsys.readouterr().err
    assert (tmp_path / "vestigingenvo.csv").exists()
    assert not (tmp_path / "cbs_pc4_2024.zip").exists()


def test_a_broken_record_gets_a_sentence(
    duo: _Duo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fetched.json").write_text("[1]")
    assert _fetch(duo, tmp_path, "adressen_vo") == 3
    assert "not a record of downloads" in capsys.readouterr().err


def test_every_data_set_is_of_a_kind_that_can_be_built() -> None:
    assert {one.kind for one in OPEN_DATA.values()} <= set(KINDS)
    assert set(COUNTRY) <= set(OPEN_DATA)
    assert [one.name for one in named(["nl", "01voins-v1"])] == list(COUNTRY)


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="01voins: no data set of that name; known"):
        named(["01voins"])
