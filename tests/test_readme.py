"""Every block of the README, of the tutorials and of docs/outlook.md runs as it says.

In a block marked `console` a line after `$` is a command and the lines below it are
its output; `...` stands for anything. Blocks run in order in one empty folder, with
this source tree's `bereik` and `make`. So does every example of `--help`, after them;
commands of the tutorials and of the help run in this process, which is quicker.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from api.cli import run
from tests.command_options import help_examples

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
DOCUMENTS = (README, ROOT / "docs" / "outlook.md", *TUTORIALS)
"""Run in this order, in one folder."""
KNOWN = {"console", "python", "toml", "json", "sh"}
"""Of these `sh` is for what a test cannot do: a download, a service that stays."""


@dataclass(frozen=True)
class Step:
    """One command of a document with the output shown below it."""

    line: str
    command: str
    output: str
    in_process: bool = False


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
            where = f"{document.name} line {line}"
            quick = document in TUTORIALS and command.startswith("bereik ")
            steps.append(Step(where, command, output, quick))
    return steps


def _pattern(output: str) -> str:
    return re.escape(output.strip()).replace(re.escape("..."), ".*")


FILES = {
    "bezoeken.csv": "date;activity;school;pupils\n2023-11-07;techlab;YA0100;25\n",
    "shares.sql": "select count(*) as n from reach where mode = 'bike'",
}
"""What examples of the help name beside a snapshot."""

ELSEWHERE = {
    "fetch": "brings files of the internet",
    "serve": "stays: the README runs it",
    "sweep": "many runs: tests/api/sweep",
    "distances": "takes a road file: tests/api/test_cli_distances.py",
    "trend": "takes several years: tests/api/test_cli_trend.py",
    "what-if": "the README and a tutorial run it",
    "replay": "the README and a tutorial run it",
    "outlook": "docs/outlook.md runs it",
    "build --example": "make demo runs it",
    "build SOURCES.toml": "takes real files: tests/data/test_build.py",
    "map demo/land --all": "a map per area: tests/api/test_cli_map.py",
    "export demo/land --postgis": "takes a server: tests/api/test_cli_export.py",
}
"""Examples that are only parsed (tests/api/test_cli.py), and where they run."""


def _examples() -> list[tuple[str, list[str]]]:
    return [
        (command, arguments)
        for command, arguments in help_examples()
        if not any(
            f"{command} {' '.join(arguments)} ".startswith(f"{one} ")
            for one in ELSEWHERE
        )
    ]


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
def test_console_block(
    step: Step,
    workplace: tuple[Path, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    folder, env = workplace
    if step.in_process:
        monkeypatch.chdir(folder)
        code = run(shlex.split(step.command)[1:])
        shown, said = capfd.readouterr()
    else:
        code, shown, said = _in_a_shell(step.command, folder, env)
    assert code == 0, said
    if step.output.strip():
        assert re.fullmatch(_pattern(step.output), shown.strip(), re.DOTALL), shown


def _in_a_shell(
    command: str, folder: Path, env: dict[str, str]
) -> tuple[int, str, str]:
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
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("command", "arguments"), _examples(), ids=lambda one: str(one)[:60]
)
def test_every_example_of_the_help_runs(
    command: str,
    arguments: list[str],
    workplace: tuple[Path, dict[str, str]],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """On the example country, which stands for the snapshots of other names."""
    folder, _ = workplace
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    here = [re.sub(r"^nl-20\d\d$", "demo/land", one) for one in arguments]
    code = run([command, *here])
    assert code == 0, capfd.readouterr().err


def test_python_blocks(
    workplace: tuple[Path, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workplace[0])
    names: dict[str, object] = {}
    for document, line, kind, body in _blocks():
        if kind == "python":
            code = compile("\n" * line + body, str(document), "exec")
            exec(code, names)  # noqa: S102 - the README's own code
