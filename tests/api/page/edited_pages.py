"""Links with edits that the tests of the page open, and the state an address holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLOSED: Final = "sluit-XA1401-PIE-gl"
"""The only gl-PIE far around: many students lose the only school within reach."""

NEW: Final = "nieuw-V171-PIE-gl"
LINK: Final = f"/?profiel=PIE&als={CLOSED}"


def query_of(page: Page) -> dict[str, str]:
    """Return the state that the address holds."""
    return {name: one[0] for name, one in parse_qs(urlsplit(page.url).query).items()}
