"""Fixtures for the data room: where the real files are, and files made on the spot."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Return the folder of real files; skip, visibly, where it is not there."""
    folder = os.environ.get("BEREIK_REALDATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("BEREIK_REALDATA does not name a folder of real files")
    return Path(folder).resolve()
