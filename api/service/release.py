"""Versions that an answer states: of the interface and of the program."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

API_VERSION: Final = "1.0.0"
"""Version of the interface; the first number stands in every address."""

PREFIX: Final = "/v1"
"""What every address of a resource begins with."""


@cache
def program_version() -> str:
    """Return the version of the installed program."""
    try:
        return version("bereik")
    except PackageNotFoundError:
        return "source"


def template_of(scope: Mapping[str, Any]) -> str:
    """Return the template of the address that was taken, without its values."""
    path = getattr(scope.get("route"), "path", None)
    return "" if path is None else PREFIX + str(path)
