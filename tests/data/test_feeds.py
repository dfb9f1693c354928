"""A feed in the form of PDOK's, served on loopback: the newest file is found."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessibility.errors import DataError
from data.feeds import newest_file

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>NWB</title>{}</feed>
"""
ENTRY = "<entry><updated>{}</updated><link rel='alternate' href='{}'/></entry>"
pytestmark = pytest.mark.enable_socket


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """Serve an index that leads to the feed of the data set, and others."""
    files = (
        ENTRY.format("2026-09-01T00:00:00Z", "downloads/nwb_sep.zip"),
        ENTRY.format("2026-10-01T00:00:00Z", "downloads/nwb_okt.zip"),
        ENTRY.format("2026-10-01T00:00:00Z", "downloads/nwb_okt.gpkg"),
    )
    index = ENTRY.format("2026-10-01T00:00:00Z", "nwb_wegen.xml")
    (tmp_path / "index.xml").write_text(FEED.format(index))
    (tmp_path / "nwb_wegen.xml").write_text(FEED.format("".join(files)))
    (tmp_path / "empty.xml").write_text(FEED.format(""))
    (tmp_path / "broken.xml").write_text("<feed>")
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(tmp_path)
    )
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


def test_an_index_leads_to_the_newest_geopackage(served: str) -> None:
    found = newest_file(f"{served}/index.xml")
    assert found.name == "nwb_okt.gpkg"
    assert found.url == f"{served}/downloads/nwb_okt.gpkg"


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        ("empty.xml", "lists no file as .gpkg, .zip, .gml"),
        ("broken.xml", "is no feed"),
        ("nowhere.xml", "cannot be reached"),
    ],
)
def test_a_feed_without_a_file_gets_a_sentence(
    feed: str, words: str, served: str
) -> None:
    with pytest.raises(DataError, match=words):
        newest_file(f"{served}/{feed}")
