"""How the files of tests are spread over workers.

A pytest plug-in. A file stays with one worker, so that its fixtures are made once. The
files that take longest go first: whoever begins on one as the last keeps the others
waiting. Many tests wait for a browser, a server or a clock: one worker more than there
are cores keeps the cores busy meanwhile.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parent.parent
LONGEST_FIRST: Final = (
    "tests/api/page/test_scenario.py",
    "tests/api/page/test_scenario_shown.py",
    "tests/api/page/test_scenario_refused.py",
    "tests/api/page/test_journeys.py",
    "tests/api/service/test_faults.py",
    "tests/api/page/test_planning.py",
    "tests/test_readme.py",
    "tests/api/test_realdata.py",
    "tests/api/page/test_pictures.py",
    "tests/api/page/test_roads.py",
    "tests/data/example/test_roads.py",
    "tests/data/test_demand_realdata.py",
    "tests/maps/test_size.py",
    "tests/api/service/test_openapi.py",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of the longest files first; the others keep their order."""
    rank = {ROOT / name: place for place, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one more than there are cores for this process."""
    return len(os.sched_getaffinity(0)) + 1
