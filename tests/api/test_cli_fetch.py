"""`bereik fetch`: what to fetch must be said; a list is checked whole."""

from __future__ import annotations

import functools
import hashlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.cli import run


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Serve a folder on loopback."""
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "a.csv").write_text("x;y\n1;2\n")
    handler = functools.partial(
        http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "served")
    )
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}"
    httpd.shutdown()
    thread.join()
    httpd.server_close()


@pytest.mark.enable_socket
def test_a_list_is_fetched_once(
    server: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digest = hashlib.sha256(b"x;y\n1;2\n").hexdigest()
    files = tmp_path / "files.toml"
    entry = f'name = "a.csv"\nurl = "{server}/a.csv"\nchecksum = "sha256:{digest}"\n'
    files.write_text(f"[[file]]\n{entry}")
    arguments = ["fetch", "--list", str(files), "-o", str(tmp_path / "out")]
    assert run(arguments) == 0
    assert (tmp_path / "out" / "a.csv").read_text() == "x;y\n1;2\n"
    (tmp_path / "served" / "a.csv").unlink()
    assert run(arguments) == 0
    assert "a.csv" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["fetch", "nl"], 2, "-o FOLDER"),
        (
            ["fetch", "01voins", "-o", "x"],
            2,
            "known are nl (a whole country), 01voins-v1",
        ),
        (["fetch", "-o", "x"], 2, "say what to fetch"),
        (["fetch", "-o", "x", "--list", "nowhere.toml"], 3, "not a TOML file"),
    ],
)
def test_bad_questions_get_a_sentence(
    arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == code
    assert words in capsys.readouterr().err


def test_all_faults_of_a_list_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = tmp_path / "files.toml"
    files.write_text('[[file]]\nname = "../a"\n[[file]]\nurl = "u"\nsum = "s"\n')
    assert run(["fetch", "--list", str(files), "-o", str(tmp_path / "out")]) == 3
    shown = capsys.readouterr().err
    assert "file 1: has no url" in shown
    assert "file 1: the name must be that of a file" in shown
    assert "file 2: has no name" in shown
    assert "sum is unknown" in shown
