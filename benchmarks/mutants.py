"""Would a test notice? One-line mutants of the core: `python -m benchmarks.mutants`.

Changes one place of a module at a time in a copy of the tree and runs the test file
that mirrors the module, and nothing else. Names of wings or modules (`licence`,
`licence/neighbours`) run a part and write nothing. Writes
`benchmarks/results/mutants.md`; with another `--seed` it makes another draw, and
`benchmarks/results/mutants_SEED.md`.

The kept tools do not fit: mutmut leaves out decorated functions and what stands
outside functions, and chooses tests by itself; cosmic-ray starts an interpreter for
each of some 300 mutants of a module and changes the very tree.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.machine import write_result
from benchmarks.mutation import Mutant, mutants_of
from tests.tested_elsewhere import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT: Final = Path(__file__).parent.parent
WINGS: Final = ("measures", "counting", "licence", "scenario", "effects", "roads")
PER_WING: Final = 28
SEED: Final = 12
GOAL: Final = 0.9
EQUIVALENT: Final = Path(__file__).parent / "equivalent_mutants.toml"
LEFT_OUT: Final = frozenset(name.removeprefix("accessibility/") for name in ELSEWHERE)
"""Modules without a test file of their own: compiled loops, tables of numbers, steps
that only a whole answer can show wrong."""

_LEAST_LIMIT_S: Final = 60.0
_TIMES_AS_LONG: Final = 8
"""A mutant that takes this many times as long as the tests do is taken never to end."""

_PASSED: Final = 0
_HEAVY: Final = ("geopandas", "scipy.optimize", "scipy.spatial", "numba", "pyproj")
_HEAVY_OF_TESTS: Final = ("pytest", "hypothesis", "hypothesis.extra.numpy", "networkx")
_QUIET: Final = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"


@dataclass(frozen=True)
class Trial:
    """A mutant of a module, and what became of it."""

    module: str
    mutant: Mutant
    is_killed: bool = False
    reason: str = ""

    @property
    def wing(self) -> str:
        """The wing the module is in."""
        return self.module.partition("/")[0]

    @property
    def words(self) -> str:
        """Module, line before and line after."""
        one = self.mutant
        return f"`{self.module}:{one.line}` {one.kind}: `{one.before}` -> `{one.after}`"


def modules() -> list[str]:
    """Return the modules that are mutated, as `wing/module`."""
    return [
        f"{wing}/{path.stem}"
        for wing in WINGS
        for path in sorted((ROOT / "accessibility" / wing).glob("*.py"))
        if path.stem != "__init__" and f"{wing}/{path.name}" not in LEFT_OUT
    ]


def mirrored(module: str) -> Path:
    """Return the test file that mirrors a module, below the root."""
    wing, _, name = module.partition("/")
    return Path("tests/accessibility") / wing / f"test_{name}.py"


def chosen(seed: int = SEED) -> list[Trial]:
    """Choose mutants of every wing, kinds evenly; other code changes few of them."""
    out: list[Trial] = []
    for wing in WINGS:
        pool = [
            Trial(module, mutant)
            for module in modules()
            if module.startswith(f"{wing}/")
            for mutant in mutants_of(_source(ROOT, module).read_text(encoding="utf-8"))
        ]
        drawn = _drawn(sorted(pool, key=lambda trial: _lot(trial, seed)))
        out += sorted(drawn, key=lambda one: (one.module, one.mutant.line))
    return out


def _lot(trial: Trial, seed: int) -> str:
    """Return the lot of a trial: the same as long as its own line stays."""
    one = trial.mutant
    words = f"{seed} {trial.module} {one.kind} {one.before} {one.after}"
    return hashlib.sha256(words.encode()).hexdigest()


def _drawn(pool: list[Trial]) -> list[Trial]:
    """Draw so that each kind of change comes in turn, and no line twice."""
    waiting: dict[str, list[Trial]] = {}
    for trial in reversed(pool):
        waiting.setdefault(trial.mutant.kind, []).append(trial)
    drawn: dict[tuple[str, int], Trial] = {}
    while len(drawn) < PER_WING and any(waiting.values()):
        for kind in sorted(waiting):
            for trial in waiting[kind][-1:]:
                waiting[kind].pop()
                drawn.setdefault((trial.module, trial.mutant.line), trial)
    return list(drawn.values())[:PER_WING]


def _source(root: Path, module: str) -> Path:
    return root / "accessibility" / f"{module}.py"


def copied(folder: Path) -> Path:
    """Copy what git knows of the tree, and what is new in it, to a folder."""
    parts = ("accessibility", "tests", "data", "conftest.py", "pyproject.toml")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *parts],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def status_of(
    root: Path, module: str, text: str, limit_s: float = math.inf
) -> int | None:
    """Run the mirrored test file with a module's text changed, in a child process.

    Returns
    -------
    int or None
        Exit code of pytest; None if it did not end in time.
    """
    path = _source(root, module)
    kept = path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        stale.unlink()
    child = os.fork()
    if child == 0:
        _test(root, mirrored(module))
    try:
        return _waited(child, limit_s)
    finally:
        path.write_text(kept, encoding="utf-8")


def _waited(child: int, limit_s: float) -> int | None:
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _test(root: Path, path: Path) -> None:
    """Run one test file in this process, which ends with it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.chdir(root)
    sys.path[:] = [str(root), *(p for p in sys.path if p not in {"", str(ROOT)})]
    ours = ("accessibility", "tests", "data", "benchmarks")
    for name in [n for n in sys.modules if n.split(".")[0] in ours]:
        del sys.modules[name]
    code = 1
    try:
        settings = import_module("hypothesis").settings
        phases = import_module("hypothesis").Phase
        settings.register_profile(
            "mutants",
            phases=(phases.explicit, phases.generate),
            database=None,
            derandomize=True,
            deadline=None,
        )
        settings.load_profile("mutants")
        options = ["-x", "-q", "-p", "no:cacheprovider", "-W", _QUIET, str(path)]
        code = int(import_module("pytest").main(options))
    finally:
        os._exit(code)


def tried(trials: Sequence[Trial]) -> list[Trial]:
    """Run every trial; those judged equivalent are not run."""
    reasons = equivalent()
    for name in (*_HEAVY, *_HEAVY_OF_TESTS):
        import_module(name)
    out = []
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder))
        for module in dict.fromkeys(trial.module for trial in trials):
            text = _source(root, module).read_text(encoding="utf-8")
            begin = time.monotonic()
            if not mirrored(module).exists() or status_of(root, module, text):
                sys.exit(f"{mirrored(module)} is missing, or fails as things are")
            took_s = time.monotonic() - begin
            print(f"{module}: {took_s:.1f} s", flush=True)
            limit_s = max(_LEAST_LIMIT_S, _TIMES_AS_LONG * took_s)
            mine = [trial for trial in trials if trial.module == module]
            out += [_one(root, trial, reasons, limit_s) for trial in mine]
    return out


def _one(
    root: Path,
    trial: Trial,
    reasons: dict[tuple[str, str, str], str],
    limit_s: float,
) -> Trial:
    one = trial.mutant
    reason = reasons.get((trial.module, one.before, one.after), "")
    if reason:
        return Trial(trial.module, one, reason=reason)
    status = status_of(root, trial.module, one.text, limit_s)
    is_killed = status != _PASSED
    if status is None or not is_killed:
        fate = "survives" if status is not None else "never ends"
        print(f"  {fate}: {trial.words}", flush=True)
    return Trial(trial.module, one, is_killed)


def equivalent() -> dict[tuple[str, str, str], str]:
    """Return why some mutants change nothing that anybody could see."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return {(one["module"], one["before"], one["after"]): one["why"] for one in listed}


def report(trials: Sequence[Trial], seed: int) -> list[str]:
    """Return the page of results."""
    what = (
        f"{len(trials)} mutants, drawn with seed {seed}; each is tried on the one test "
        f"file that mirrors its module. Goal: {GOAL:.0%} of those not judged "
        "equivalent are killed."
    )
    lines = [
        what,
        "",
        "| wing | made | equivalent | killed | survive | killed % |",
        "|---|---|---|---|---|---|",
        *(_row(wing, [t for t in trials if t.wing == wing]) for wing in WINGS),
        _row("all", trials),
    ]
    for title, part in (
        ("Survivors", [t for t in trials if not (t.is_killed or t.reason)]),
        ("Judged equivalent", [t for t in trials if t.reason]),
    ):
        lines += ["", f"## {title}", "", *(_item(trial) for trial in part)]
    return lines


def _item(trial: Trial) -> str:
    return f"* {trial.words}{': ' if trial.reason else ''}{trial.reason}"


def _row(name: str, trials: Iterable[Trial]) -> str:
    trials = list(trials)
    same = sum(bool(trial.reason) for trial in trials)
    killed = sum(trial.is_killed for trial in trials)
    judged = len(trials) - same
    share = f"{killed / judged:.0%}" if judged else ""
    return (
        f"| {name} | {len(trials)} | {same} | {killed} | {judged - killed} | {share} |"
    )


def main() -> None:
    """Try all mutants, or those of the wings and modules named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("named", nargs="*", help="wings or modules; all by default")
    parser.add_argument("--seed", type=int, default=SEED, help="of the draw")
    options = parser.parse_args()
    named = {*options.named}
    trials = [
        t for t in chosen(options.seed) if not named or {t.wing, t.module} & named
    ]
    lines = report(tried(trials), options.seed)
    print("\n".join(lines))
    if not named:
        name = "mutants" if options.seed == SEED else f"mutants_{options.seed}"
        write_result(name, "Would a test notice?", lines)


if __name__ == "__main__":
    main()
