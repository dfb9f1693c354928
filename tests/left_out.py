"""Which tests this machine cannot run, why, and whether that is allowed.

A pytest plug-in: tests marked `browser`, `postgres`, `postgis`, `realdata` or
`conformance` are left out where what they need is missing, and one line at the end
says so.
`BEREIK_REQUIRE` names the marks that must not be left out.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

_PREFIX: Final = "left out: "


def chromium() -> str | None:
    """Return the path of Chromium, if there is one."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _has_postgres() -> bool:
    servers = list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return bool(os.environ.get("BEREIK_TEST_POSTGRES_URL") or servers)


def _missing() -> dict[str, str]:
    """Return, per mark that cannot be honoured, what is missing."""
    missing = {}
    if chromium() is None:
        missing["browser"] = "no Chromium"
    if not _has_postgres():
        missing["postgres"] = "no PostgreSQL"
    if not list(Path("/usr/share/postgresql").glob("*/extension/postgis.control")):
        missing["postgis"] = "no PostGIS"
    if not os.environ.get("BEREIK_REALDATA"):
        missing["realdata"] = "BEREIK_REALDATA names no folder with the open data files"
    if importlib.util.find_spec("valhalla") is None:
        missing["conformance"] = "no Valhalla; make conformance runs them"
    return missing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what cannot run as skipped, with the reason."""
    missing = _missing()
    for item in items:
        for mark, why in missing.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"{_PREFIX}{mark}: {why}"))


def _counts(reporter: TerminalReporter) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        reason = reason.removeprefix("Skipped: ")
        if reason.startswith(_PREFIX):
            text = reason.removeprefix(_PREFIX)
            counts[text] = counts.get(text, 0) + 1
    return counts


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say in one line which tests were left out and why."""
    counts = _counts(terminalreporter)
    if counts:
        parts = [f"{number} {why}" for why, number in sorted(counts.items())]
        terminalreporter.write_line(_PREFIX + "; ".join(parts))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail if a test was left out that must not be."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:
        return
    required = os.environ.get("BEREIK_REQUIRE", "").split()
    for text in _counts(reporter):
        if text.split(":")[0] in required:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
