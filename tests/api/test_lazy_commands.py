"""Commands are imported when they run; names and lines are known before."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from api.cli import run
from api.lazy_commands import LINES_FILE, command_function, every_line

COMPLETING = {
    "_BEREIK_COMPLETE": "complete_bash",
    "COMP_WORDS": "bereik re",
    "COMP_CWORD": "1",
}
HEAVY = ("pandas", "geopandas", "numpy", "scipy", "shapely")


def test_the_lines_are_those_of_the_commands() -> None:
    lines = every_line()
    if os.environ.get("BEREIK_RENEW_DOCS"):
        text = json.dumps(lines, ensure_ascii=False, indent=1) + "\n"
        LINES_FILE.write_text(text, encoding="utf-8")
    assert json.loads(LINES_FILE.read_text(encoding="utf-8")) == lines


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["--version"], {}),
        (["--help"], {}),
        (
            [],
            {
                "_BEREIK_COMPLETE": "complete_bash",
                "COMP_WORDS": "bereik re",
                "COMP_CWORD": "1",
            },
        ),
    ],
)
def test_nothing_heavy_is_imported_before_a_command_runs(
    arguments: list[str], environment: dict[str, str]
) -> None:
    script = (
        "import sys\n"
        "from api.cli import run\n"
        f"run({arguments!r})\n"
        f"print('heavy', [m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith("heavy []\n")
    assert ("reach" in done.stdout) == (arguments != ["--version"])


def test_a_name_that_is_no_command_has_no_function() -> None:
    assert command_function("dance") is None


def test_a_name_nearly_right_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["raech"]) == 2
    assert "Did you mean 'reach'" in capsys.readouterr().err
