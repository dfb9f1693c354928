"""What `docs/deploy` gives away: the unit and the compose files are well formed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[1] / "docs" / "deploy"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    unit = (DEPLOY / "bereik.service").read_text(encoding="utf-8")
    # It also looks whether the program is there, which here it is not.
    copy = tmp_path / "bereik.service"
    copy.write_text(unit.replace("/opt/bereik/bin/bereik serve", "/bin/true"))
    told = subprocess.run(
        ["systemd-analyze", "verify", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )
    about_ours = [line for line in told.stderr.splitlines() if "bereik" in line]
    assert (told.returncode, about_ours) == (0, [])


@pytest.mark.parametrize("name", ["compose.yaml", "compose.sweep.yaml"])
def test_compose_files_keep_to_the_specification(name: str) -> None:
    schema = ["--builtin-schema", "vendor.compose-spec"]
    told = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *schema, DEPLOY / name],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
