"""The site of the documents: its menu has every page, and links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SITE = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
PAGES = {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}


def _leaves(menu: Any) -> Iterator[str]:  # noqa: ANN401 - of a YAML file
    if isinstance(menu, str):
        yield menu
    else:
        for one in menu.values() if isinstance(menu, dict) else menu:
            yield from _leaves(one)


def test_every_page_is_in_the_menu() -> None:
    modules = {page for page in PAGES if page.startswith("reference/")}
    listed = set(_leaves(SITE["nav"]))
    assert listed == PAGES - modules | {"reference/index.md"}


def test_links_between_pages_lead_to_a_file() -> None:
    broken = [
        f"{page}: {link}"
        for page in sorted(PAGES)
        for link in re.findall(r"\]\(([^)#:]+)[#)]", (DOCS / page).read_text("utf-8"))
        if not ((DOCS / page).parent / link).is_file()
    ]
    assert broken == []


def test_the_site_takes_nothing_from_elsewhere() -> None:
    assert SITE["strict"] is True
    assert SITE["theme"]["font"] is False
    assert not {"extra_javascript", "extra_css"} & set(SITE)
