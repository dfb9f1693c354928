"""What the page tells is what the API tells is what the command line tells."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from maps import dutch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.api.page.conftest import Visit

pytestmark = pytest.mark.browser
QUESTIONS: tuple[dict[str, str], ...] = (
    {},
    {"profiel": "PIE"},
    {"profiel": "M&T", "leerweg": "kl", "drempel": "5000m"},
    {"profiel": "BWI", "noemer": "gezamenlijk", "drempel": "15000m"},
)


def row_of(address: str, question: dict[str, str]) -> dict[str, Any]:
    """Ask the API what the page is asked."""
    keys = {
        "profiel": question.get("profiel", "techniek").replace("&", "%26"),
        "leerweg": question.get("leerweg", "gl"),
        "drempel": question.get("drempel", "10000m").removesuffix("m"),
        "noemer": question.get("noemer", "leerweg"),
    }
    query = "&".join(f"{name}={value}" for name, value in keys.items())
    with urlopen(f"{address}/v1/bereik?{query}") as answer:  # noqa: S310 - our own
        rows: list[dict[str, Any]] = json.load(answer)["rijen"]
    return rows[0]


@pytest.mark.parametrize("question", QUESTIONS)
def test_figure_equals_the_api(
    visits: Callable[..., Visit], address: str, question: dict[str, str]
) -> None:
    visit = visits()
    visit.open("/")
    for name, value in question.items():
        visit.choose(name, value)
    row = row_of(address, question)
    assert visit.text("#kern .groot") == dutch.percentage(row["deel"])
    missed = dutch.number(row["leerlingen"] - row["bereikt"])
    assert visit.text("#kern .niet strong").split()[0] == missed
    assert visit.text("#staven .gekozen .getal") == dutch.percentage(row["deel"])


def test_table_equals_the_api(visits: Callable[..., Visit], address: str) -> None:
    visit = visits()
    visit.open("/?profiel=PIE&gebieden=provincie&sorteer=naam")
    query = "profiel=PIE&leerweg=gl&noemer=leerweg&gebiedsindeling=provincie"
    with urlopen(f"{address}/v1/bereik?{query}") as answer:  # noqa: S310 - our own
        rows = json.load(answer)["rijen"]
    told = {
        row["gebiedsnaam"].removesuffix(" (voorbeeldgegevens)"): [
            dutch.number(row["leerlingen"] - row["bereikt"]),
            dutch.percentage(row["deel"]),
        ]
        for row in rows
    }
    lines = visit.page.locator("#tabel tbody tr").all_inner_texts()
    shown = {name: rest for name, *rest in (line.split("\t") for line in lines)}
    assert len(shown) == 12
    assert shown == told


def test_postcodes_add_up_to_the_figure(
    visits: Callable[..., Visit], address: str
) -> None:
    """The cells are rounded each by itself, the figure is of what they were before."""
    visit = visits()
    page = visit.open("/?gebieden=pc4")
    page.get_by_role("button", name="Toon alle").click()
    lines = page.locator("#tabel tbody tr").all_inner_texts()
    shown = {line[:4]: line.split("\t")[1] for line in lines}
    missed = missed_per_postcode(address)
    assert shown == {code: dutch.number(one) for code, one in missed.items()}
    told = visit.text("#kern .niet strong").split()[0]
    assert told == dutch.number(sum(missed.values()))


def missed_per_postcode(address: str) -> dict[str, float]:
    """Return how many are not reached in each postcode where anybody lives."""
    query = "profiel=techniek&leerweg=gl&noemer=leerweg"
    with urlopen(f"{address}/v1/kaart/cijfers?{query}") as answer:  # noqa: S310 - our own
        columns = json.load(answer)["kolommen"]
    names = ("postcode", "leerlingen", "bereikt")
    rows = zip(*(columns[name] for name in names), strict=True)
    return {code: all_ - reached for code, all_, reached in rows if all_ > 0}


def test_numbers_read_the_same_on_page_and_paper(visits: Callable[..., Visit]) -> None:
    # Halves are where two ways of rounding part: 0.285, 0.0045 and 0.9995 among them.
    shares = [k / 10_000 for k in range(5, 10_000, 10)] + [0.0, 1e-6, 0.999999, 1.0]
    told = (
        visits()
        .open("/")
        .evaluate(
            """async (shares) => {
          const { number, percentage } = await import('/numbers.js');
          return shares.map((one) => [
            percentage(one), percentage(one, 0), number(1000 * one), number(one, 2)]);
        }""",
            shares,
        )
    )
    assert told == [
        [
            *(dutch.percentage(one), dutch.percentage(one, 0)),
            *(dutch.number(1_000 * one), dutch.number(one, 2)),
        ]
        for one in shares
    ]


def test_how_sure_a_share_is_shows_in_its_bar(visits: Callable[..., Visit]) -> None:
    visit = visits()
    page = visit.open("/?profiel=PIE")
    said = re.findall(r"[\d,]+", visit.text("#kern .tussen"))
    likely_low, likely_high, low, high = (float(one.replace(",", ".")) for one in said)
    assert low <= likely_low <= likely_high <= high
    edge = page.locator("#kern .rafel").evaluate(
        "({ style }) => ['--van', '--tot'].map((one) => +style.getPropertyValue(one))"
    )
    drawn = [round(100 * one, 1) for one in edge]
    assert drawn == pytest.approx([likely_low, likely_high], abs=0.11)
    assert page.locator("#staven .rafel").count() == 3
    assert "misschien" in visit.text("#staven h3")
