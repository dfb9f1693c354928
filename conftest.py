"""Loads the plug-in that says which tests were left out, and settles hypothesis."""

import os

from hypothesis import settings

pytest_plugins = [
    "tests.left_out",
    "tests.made_once",
    "tests.postgres_server",
    "tests.spread",
    "tests.town",
]

# A busy machine is no fault of a test, and CI tries the same examples every time.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")
