"""The catalogue's answers, in the form of CKAN, served on loopback."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest

from accessibility.errors import DataError
from api.cli import run
from data.catalogue import dataset_files

FOLDER = "/dataset/c8e6ffdd/resource"
RESOURCES = (
    ("CSV", f"{FOLDER}/bfc13171/download/besturenvo.csv"),
    (
        "CSV",
        # As DUO's catalogue does for some: an address of its inner network.
        f"http://inner.invalid{FOLDER}/5187f8d5/download/vestigingenvo.csv",
    ),
    ("PDF", f"{FOLDER}/0ef14f5e/download/uitleg.pdf"),
)
TABLE = b"VESTIGINGSCODE;VESTIGINGSNAAM\n00AA00;Aa\n"


class _Catalogue(http.server.BaseHTTPRequestHandler):
    """Answers as CKAN does: `success` and `result`, or 404 for an unknown name."""

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path != "/api/3/action/package_show":
            self._reply(200, TABLE)
            return
        (name,) = parse_qs(asked.query)["id"]
        host = f"http://{self.headers['Host']}"
        known: dict[str, dict[str, Any]] = {
            "adressen_vo": {
                "resources": [
                    {"format": kind, "url": urljoin(host, path)}
                    for kind, path in RESOURCES
                ]
            },
            "leeg": {"resources": []},
        }
        told = {"success": name in known, "result": known.get(name)}
        code = 200 if name in known or name == "anders" else 404
        self._reply(code, json.dumps(told).encode())

    def _reply(self, code: int, body: bytes) -> None:
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def catalogue() -> Iterator[str]:
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Catalogue)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.mark.enable_socket
def test_the_readable_files_of_a_data_set_are_found(catalogue: str) -> None:
    found = dataset_files("adressen_vo", catalogue=catalogue)
    assert [one.name for one in found] == ["besturenvo.csv", "vestigingenvo.csv"]
    assert all(one.url.startswith(catalogue) for one in found)


@pytest.mark.enable_socket
def test_a_data_set_is_fetched_by_its_name(catalogue: str, tmp_path: Path) -> None:
    asked = ["fetch", "adressen_vo", "--catalogue", catalogue]
    assert run([*asked, "-o", str(tmp_path)]) == 0
    assert (tmp_path / "vestigingenvo.csv").read_bytes() == TABLE


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("01voins", "is not in the catalogue; its names are such as 01voins-v1"),
        ("leeg", "lists no file as CSV or XLSX"),
        ("anders", "answers in another form"),
    ],
)
def test_what_cannot_be_found_gets_a_sentence(
    name: str, words: str, catalogue: str
) -> None:
    with pytest.raises(DataError, match=words):
        dataset_files(name, catalogue=catalogue)
