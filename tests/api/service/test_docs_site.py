"""`bereik serve --docs`: the site of the documents from our own host."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from accessibility.errors import UsageError
from api.cli import run
from api.service.docs_site import checked_site, docs_routes

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = "document.title"
PAGE = f'<!doctype html><script src="a.js"></script><script>{SCRIPT}</script>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.js").write_text("1", encoding="utf-8")
    return tmp_path


@pytest.fixture
def client(site: Path) -> TestClient:
    return TestClient(Starlette(routes=docs_routes(site)))


def test_a_page_runs_its_own_scripts_and_no_others(client: TestClient) -> None:
    answer = client.get("/docs/")
    assert answer.text == PAGE
    policy = answer.headers["Content-Security-Policy"]
    digest = hashlib.sha256(SCRIPT.encode()).digest()
    own = base64.b64encode(digest).decode()
    assert f"script-src 'self' 'sha256-{own}';" in policy
    assert "http" not in policy


def test_a_page_that_changed_has_another_policy(client: TestClient, site: Path) -> None:
    first = client.get("/docs/").headers["Content-Security-Policy"]
    page = site / "index.html"
    page.write_text(PAGE.replace(SCRIPT, "alert()"), encoding="utf-8")
    assert client.get("/docs/").headers["Content-Security-Policy"] != first


def test_files_are_served_and_nothing_else(client: TestClient) -> None:
    assert client.get("/docs/a.js").headers["Content-Type"].startswith("text/java")
    assert client.get("/docs/nergens.html").status_code == 404
    assert client.get("/docs/..%2f..%2fetc/passwd").status_code == 404


def test_without_a_folder_there_is_no_such_address() -> None:
    assert docs_routes(None) == []


def test_a_folder_without_a_site_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="make site"):
        checked_site(tmp_path)
    assert run(["serve", "--docs", str(tmp_path)]) == 2
    assert "holds no index.html" in capsys.readouterr().err
