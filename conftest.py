"""Loads the plug-in that says which tests were left out and why."""

pytest_plugins = ["tests.left_out", "tests.town"]
