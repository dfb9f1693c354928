"""What is printed, letter by letter: page, page of an area, map, screen and table.

Each surface is read as a person reads it, of one area and of the whole country. Those
who are *not* reached and those who are add up to 100,0 % as printed.
"""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import quote
from urllib.request import urlopen

import pandas as pd
import pytest

from accessibility.questions import EXAMPLE_LABEL
from api.cli import run
from maps import dutch
from tests.api.page.edited_pages import CLOSED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser

ASKED: Final = ("--profiel", "techniek", "--leerweg", "gl")
QUERY: Final = "profiel=techniek&leerweg=gl"
AREAS: Final = ("zeeland", "drenthe")
"""Provincies, by the name in the address of their page."""


def read(address: str) -> str:
    with urlopen(address) as answer:  # noqa: S310 - our own
        text: str = answer.read().decode("utf-8-sig")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text)).replace("&#39;", "'")


def numbers(text: str) -> list[str]:
    """Return the numbers of a text with a decimal point and no thousands."""
    found = re.findall(r"\d[\d.]*(?:,\d+)?", text)
    return [one.rstrip(".").replace(".", "").replace(",", ".") for one in found]


def others(share: str) -> str:
    return str(Decimal(100) - Decimal(share))


@pytest.fixture(scope="module")
def table(address: str) -> dict[str, dict[str, Any]]:
    """Return the rows of the CSV for Excel, by the name of the provincie."""
    asked = f"{QUERY}&gebiedsindeling=provincie&f=csv"
    rows = rows_of(address, "bereik", asked)
    label = f" ({EXAMPLE_LABEL})"
    return {row["gebiedsnaam"].removesuffix(label).lower(): row for row in rows}


def rows_of(address: str, resource: str, query: str) -> list[dict[str, Any]]:
    """Return the rows of a CSV as Dutch Excel reads it."""
    with urlopen(f"{address}/v1/{resource}?{query}") as answer:  # noqa: S310 - our own
        text = io.StringIO(answer.read().decode("utf-8-sig"))
    frame = pd.read_csv(text, sep=";", decimal=",")
    return cast("list[dict[str, Any]]", frame.to_dict("records"))


def printed(row: dict[str, Any]) -> list[str]:
    """Return likely low, share, likely high and those not reached, of the table."""
    shares = (row[name] for name in ("vermoedelijkLaag", "deel", "vermoedelijkHoog"))
    told = [*map(dutch.percentage, shares), dutch.number(row["nietBereikt"])]
    return [one for text in told for one in numbers(text)]


@pytest.fixture(scope="module")
def screen(country_folder: Path) -> str:
    """Return what the command line prints of the provincies."""
    told = io.StringIO()
    with redirect_stdout(told):
        assert run(["reach", str(country_folder), *ASKED, "--area", "provincie"]) == 0
    return told.getvalue()


def missed_of(page: str) -> list[str]:
    """Return the first figure of a page made without script, its ends, how many."""
    found = re.search(
        r" ([\d,]+%) +[Ww]aarschijnlijk tussen ([\d,]+) en ([\d,]+%)"
        r".*? ([\d.]+) derdejaars van de gl ",
        page,
    )
    return numbers(" ".join(found.groups())) if found else []


@pytest.mark.parametrize("area", AREAS)
def test_an_area_reads_the_same_everywhere(
    visits: Callable[..., Visit],
    address: str,
    screen: str,
    table: dict[str, dict[str, Any]],
    area: str,
) -> None:
    row = table[area]
    low, share, high, missed = printed(row)
    assert f"{share} [{low}-{high}]" in screen
    wanted = [*map(others, (share, high, low)), missed]
    assert missed_of(read(f"{address}/gebied/provincie/{area}")) == wanted
    page = visits().open(f"/?gebieden=provincie&gebied={quote(row['gebied'])}")
    kern = page.inner_text("#kern")
    said = re.search(r"tussen ([\d,]+) en ([\d,]+%)", kern)
    assert said is not None
    assert numbers(kern)[0] == share
    assert numbers(said[0]) == [low, high]
    assert numbers(page.inner_text("#kern .niet strong"))[0] == missed
    lines = page.locator("#tabel tbody tr").all_inner_texts()
    (mine,) = (line for line in lines if line.lower().startswith(area))
    assert numbers(mine) == [missed, share]


def test_a_map_reads_as_the_table(
    country_folder: Path, table: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    row = table[AREAS[0]]
    low, share, high, missed = printed(row)
    asked = [str(country_folder), *ASKED, "--gebied", row["gebied"]]
    assert run(["map", *asked, "-o", f"{tmp_path}/m.html"]) == 0
    drawn = read((tmp_path / "m.html").as_uri())
    assert missed_of(drawn) == [*map(others, (share, high, low)), missed]


def test_a_closing_reads_the_same_on_the_page_as_over_http(
    visits: Callable[..., Visit], address: str
) -> None:
    """A dossier is held against the same answer in tests/api/test_one_figure.py."""
    asked = f"als={CLOSED}&profiel=PIE&leerweg=gl&noemer=leerweg&f=csv"
    row = rows_of(address, "effect", asked)[0]
    visit = visits()
    visit.open(f"/?profiel=PIE&als={CLOSED}")
    kern = visit.text("#kern")
    before, after = (dutch.percentage(row[name]) for name in ("deelVoor", "deelNa"))
    assert re.match(rf"{before} .*{after}", kern.replace("\n", " "))
    ends = (row[f"enigeKwijtVermoedelijk{end}"] for end in ("Laag", "Hoog"))
    lost = f"{dutch.number(row['enigeKwijt'])} derdejaars van de gl verliezen"
    assert lost in kern
    assert dutch.likely(dutch.between_people(*ends)) in kern
