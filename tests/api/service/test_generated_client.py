"""A client that others generate from the description: typed answers, none lost."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from api.service.keys import Role
from api.service.resources.tiles import MVT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

PACKAGE = "bereik_generated"
EDITS = "sluit-X00101-PIE-gl_nieuw-A010-PIE-gl"


@pytest.fixture
def generated(client: TestClient, tmp_path: Path) -> Iterator[Path]:
    """Generate a client from what is served, and let it be imported."""
    described = tmp_path / "openapi.json"
    described.write_bytes(client.get("/v1/openapi.json").content)
    command = [sys.executable, "-m", "openapi_python_client", "generate"]
    options = ["--path", str(described), "--meta", "none", "--fail-on-warning"]
    settings = tmp_path / "generator.yaml"
    # It would tidy what it wrote with programs that need not be there.
    # Nor does it know that a tile is bytes.
    tile = f"content_type_overrides:\n  {MVT}: application/octet-stream\n"
    settings.write_text(f"post_hooks: []\n{tile}")
    told = subprocess.run(
        [
            *command,
            *options,
            "--config",
            str(settings),
            "--output-path",
            str(tmp_path / PACKAGE),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    sys.path.insert(0, str(tmp_path))
    yield tmp_path
    sys.path.remove(str(tmp_path))
    for name in [one for one in sys.modules if one.startswith(PACKAGE)]:
        del sys.modules[name]


def _parsed(module: str, answer: Any) -> Any:  # noqa: ANN401 - of generated code
    """Return what the generated client makes of an answer."""
    operation = importlib.import_module(f"{PACKAGE}.api.{module}")
    client = importlib.import_module(f"{PACKAGE}.client").Client("http://x")
    response = httpx.Response(
        answer.status_code, content=answer.content, headers=dict(answer.headers)
    )
    return operation._parse_response(client=client, response=response)


@pytest.mark.usefixtures("generated")
def test_a_generated_client_reads_answers_jobs_and_errors(
    client: TestClient, headers_of: Callable[[Role], dict[str, str]]
) -> None:
    plain = {"Accept-Encoding": "identity"}
    answer = client.get("/v1/bereik?profiel=PIE&leerweg=gl", headers=plain)
    reach = _parsed("bereik.get_bereik", answer)
    row = reach.rijen[0]
    assert (type(reach).__name__, row.profiel, row.leerweg) == ("Bereik", "PIE", "gl")
    assert row.deel == answer.json()["rijen"][0]["deel"]

    query = f"als={EDITS}&profiel=PIE&leerweg=gl&noemer=leerweg"
    changed = client.get(f"/v1/effect?{query}", headers=plain)
    effect = _parsed("effect.get_effect", changed)
    assert effect.rijen[0].profiel == "PIE"

    asked = {"soort": "bereik", "vorm": "csv", "vraag": {"profiel": "PIE"}}
    key = plain | headers_of(Role.LEZER)
    job = _parsed("taken.post_taken", client.post("/v1/taken", json=asked, headers=key))
    assert (job.soort, job.status) == ("bereik", "wacht")

    refused = client.get("/v1/bereik?profiel=havo", headers=plain)
    problem = _parsed("bereik.get_bereik", refused)
    assert (type(problem).__name__, problem.status) == ("Problem", 400)
    assert "'havo'" in problem.errors[0].detail
