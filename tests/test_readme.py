"""Every block of the README, and of docs/outlook.md, is run and prints what it says.

In a block marked `console` a line after `$` is a command and the lines below it are
its output; `...` stands for anything. Blocks run in order in one empty folder, with
this source tree's `bereik` and `make`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = (README, ROOT / "docs" / "outlook.md")
"""Run in this order, in one folder."""
KNOWN = {"console", "python", "toml", "json"}


@dataclass(frozen=True)
class Step:
    """One command of a document with the output shown below it."""

    line: str
    command: str
    output: str


def _blocks() -> list[tuple[Path, int, str, str]]:
    return [block for document in DOCUMENTS for block in _blocks_of(document)]


def _blocks_of(document: Path) -> Iterator[tuple[Path, int, str, str]]:
    text = document.read_text(encoding="utf-8")
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for match in found:
        line = text[: match.start()].count("\n") + 2
        yield document, line, match[1], match[2]


def _steps() -> list[Step]:
    steps: list[Step] = []
    for document, line, kind, body in _blocks():
        if kind != "console":
            continue
        for piece in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            while command.endswith("\\"):
                more, _, output = output.partition("\n")
                command = command[:-1] + more.strip()
            steps.append(Step(f"{document.name} line {line}", command, output))
    return steps


def _pattern(output: str) -> str:
    return re.escape(output.strip()).replace(re.escape("..."), ".*")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Make an empty folder with this tree's `bereik` first on the path."""
    folder = tmp_path_factory.mktemp("readme")
    binaries = folder / "bin"
    binaries.mkdir()
    script = binaries / "bereik"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m api "$@"\n')
    script.chmod(0o755)
    shutil.copy(ROOT / "Makefile", folder)
    env = os.environ | {
        "PATH": f"{binaries}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "BIN": str(binaries),
        "COLUMNS": "100",
    }
    return folder, env


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {kind for *_, kind, _ in _blocks()} <= KNOWN


@pytest.mark.parametrize(
    "step", _steps(), ids=lambda step: f"{step.line}: {step.command[:60]}"
)
def test_console_block(step: Step, workplace: tuple[Path, dict[str, str]]) -> None:
    folder, env = workplace
    command = step.command
    if command.startswith("curl") and shutil.which("curl") is None:
        pytest.skip("left out: curl: no curl on this machine")
    if command in ("make test", "make demo"):
        # The set-up and the suite are what is running now: the demo goes on without.
        quiet = 'make --no-print-directory demo BIN="$BIN"'
        command = "true" if command == "make test" else quiet
    done = subprocess.run(  # noqa: S602 - the README's own commands
        command,
        shell=True,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    if step.output.strip():
        shown = done.stdout.strip()
        assert re.fullmatch(_pattern(step.output), shown, re.DOTALL), shown


def test_python_blocks(
    workplace: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace[0])
    names: dict[str, object] = {}
    for document, line, kind, body in _blocks():
        if kind == "python":
            code = compile("\n" * line + body, str(document), "exec")
            exec(code, names)  # noqa: S102 - the README's own code
