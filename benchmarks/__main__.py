"""Every benchmark in turn: `python -m benchmarks`, or some by name."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

SHARED = ("__init__", "__main__", "machine", "synthetic_country")
CHECKS = ("answers",)
"""Can be run by themselves, and measure nothing."""


def names() -> list[str]:
    """Return the benchmarks that can be run by themselves."""
    folder = Path(__file__).parent
    return sorted(
        path.stem
        for path in folder.glob("*.py")
        if path.stem not in SHARED + CHECKS
        and '__name__ == "__main__"' in path.read_text(encoding="utf-8")
    )


def main() -> None:
    """Run the benchmarks named, or all of them, each as its own module would."""
    wanted = sys.argv[1:] or names()
    unknown = sorted(set(wanted) - set(names()))
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; choose from {', '.join(names())}")
    for name in wanted:
        print(f"== {name}")
        sys.argv = [name]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
