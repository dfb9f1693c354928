"""Every surface: ends in order, and one question has one figure everywhere.

The walk goes over every address and command. Those without figures that have ends are
named with the reason, so that a new one cannot be forgotten.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pytest
from starlette.testclient import TestClient

from accessibility.counting import percent_of, rounded_up
from accessibility.counting.as_read import counts_people
from accessibility.measures import MEASURES
from accessibility.memory import Pool
from api.cli import run
from api.lazy_commands import COMMANDS
from api.service.assembly import create_app
from api.service.database import Database
from api.service.gates import ComputingGate
from api.service.holder import SnapshotHolder
from api.service.served import load_served
from api.service.service import gathered
from api.service.settings import Settings
from data.snapshots import read_snapshot
from maps import dutch
from tests.ends_in_order import out_of_order
from tests.read_sheets import read_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIR: Final = "profiel=PIE&leerweg=gl"
ONE: Final = ("--profiel", "PIE", "--leerweg", "gl")
SAME: Final = {
    "leerlingenLaag": "students_low",
    "leerlingen": "students",
    "leerlingenHoog": "students_high",
    "deelLaag": "share_low",
    "vermoedelijkLaag": "likely_low",
    "deel": "share",
    "vermoedelijkHoog": "likely_high",
    "deelHoog": "share_high",
    "nietBereikt": "missed",
    "verder": "beyond",
}
"""What one figure is called over HTTP and on the command line."""

CLOSED_ENDS: Final = {
    "_low": "Laag",
    "_likely_low": "VermoedelijkLaag",
    "": "",
    "_likely_high": "VermoedelijkHoog",
    "_high": "Hoog",
}
SQUARE: Final = {
    "type": "Polygon",
    "coordinates": [[[5, 52], [6, 52], [6, 53], [5, 53], [5, 52]]],
}

WALKED: Final = {
    "/v1/bereik": f"?{PAIR}&gebiedsindeling=gemeente",
    "/v1/keuzes": "?leerweg=gl&gebiedsindeling=provincie",
    "/v1/postcodes/{postcode}/bereik": f"?{PAIR}",
    "/v1/kaart/cijfers": f"?{PAIR}",
    "/v1/effect": f"?{PAIR}&als={{als}}&gebiedsindeling=gemeente",
    "/v1/kaart/effect": f"?{PAIR}&als={{als}}",
    "/v1/kwetsbaarheid": "?soort=vestigingen",
    "/v1/tabellen/{tabel}": "",
    "/v1/toelichtingen": f"?{PAIR}",
    "/v1/groepen": "",
    "/v1/regios": "?toon=omvang&gebiedsindeling=provincie",
}
TILES: Final = "/v1/collections/postcodes/tiles"
POSTED: Final = {"/v1/gebieden/bereik": SQUARE, "/v1/scenarios/effect": None}
NO_ENDS: Final = {
    "no figures": {
        "/v1", "/v1/livez", "/v1/readyz", "/v1/metrics", "/v1/conformance",
        "/v1/codes", "/v1/collections", "/v1/collections/vestigingen",
        "/v1/collections/postcodes", "/v1/collections/gebieden",
        "/v1/collections/faciliteiten", "/v1/collections/vestigingen/items",
        "/v1/collections/vestigingen/items/{featureId}",
        "/v1/collections/postcodes/items",
        "/v1/collections/postcodes/items/{featureId}", "/v1/collections/gebieden/items",
        "/v1/collections/gebieden/items/{featureId}",
        "/v1/collections/faciliteiten/items",
        "/v1/collections/faciliteiten/items/{featureId}", "/v1/vestigingen/{brin6}",
        "/v1/tabellen", "/v1/snapshots", "/v1/snapshots/{snapshot}",
        "/v1/kaart/gebieden", "/v1/kaart/indelingen", "/v1/kaart/achtergrond",
        "/v1/kaart/ondergrond",
        "/v1/wijzigingen", "/v1/postcodes/{postcode}/reis", "/v1/scenarios/toetsen",
        "/v1/collections/faciliteiten/queryables",
        "/v1/collections/gebieden/queryables", "/v1/collections/postcodes/queryables",
        "/v1/collections/vestigingen/queryables", "/v1/processes",
        "/v1/processes/{proces}",
    },
    "shares drawn: those of /v1/kaart/cijfers, in a binary form": {
        TILES,
        f"{TILES}/{{tileMatrixSetId}}",
        f"{TILES}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}",
    },
    "years to come: ends of their own, and options that plans would cost": {
        "/v1/vooruitzichten", "/v1/sluitingen",
    },
    "ways, and no numbers of students": {"/v1/reislast"},
    "pupils of schools, counted at the school": {
        "/v1/faciliteiten/bereik", "/v1/keuzevakken/deling", "/v1/plekken/winst",
        "/v1/deelname",
    },
    "the same table as /v1/scenarios/effect, once it is kept or done": {
        "/v1/scenarios", "/v1/scenarios/{scenario}", "/v1/scenarios/{scenario}/effect",
        "/v1/scenarios/{scenario}/dossier",
        "/v1/scenarios/{scenario}/dossier/{bestand}", "/v1/taken", "/v1/taken/{taak}",
        "/v1/taken/{taak}/resultaat", "/v1/jobs", "/v1/jobs/{taak}",
        "/v1/jobs/{taak}/results", "/v1/processes/{proces}/execution",
    },
}  # fmt: skip
COMMANDED: Final = {
    "reach": ["--area", "provincie", "--profiel", "PIE"],
    "choice": ["--area", "provincie"],
    "compare": ["--modes", "straight,bike", "--profiel", "PIE", "--leerweg", "gl"],
    "denominators": [],
    "explain": ["--profiel", "PIE", "--leerweg", "gl"],
    "groups": ["--all", "--combined"],
    "regions": ["--show", "sizes", "--area", "provincie"],
    "sensitivity": ["--per-postcode", "4"],
    "tables": ["B3.6"],
}
NO_ENDS_COMMANDED: Final = {
    "no figures of its own": {
        "build", "fetch", "serve", "keys", "replay", "distances", "map",
    },
    "pupils of schools, counted at the school": {
        "attendance", "facilities", "site", "spend", "tour", "participation",
        "sharing",
    },
    "the columns of reach, a year or a question at a time": {"trend", "sweep"},
    "tables as they are": {"sql", "export"},
    "distances, not of students": {"proximity", "burden"},
    "writes sheets and tables: walked by them": {"what-if", "fragile"},
    "years to come: ends of their own, and options that plans would cost": {
        "outlook", "order",
    },
}  # fmt: skip


class World:
    """A snapshot in a folder, served, and how it is asked."""

    def __init__(self, folder: Path, client: TestClient, *, own: bool) -> None:
        self.folder = folder
        self.client = client
        self.own = own
        offers = read_snapshot(folder).offers
        found = offers[(offers.profiel == "PIE") & (offers.leerweg == "gl")].brin6
        self.brin6 = str(found.min())

    @property
    def asked(self) -> list[str]:
        """The question's students, as the command line takes them."""
        whom = ["--denominator", "leerweg"]
        return whom if self.own else ["--students", "inhabitants:10-14"]

    @property
    def common(self) -> list[str]:
        """What commands need that are of one leerweg by themselves."""
        return [] if self.own else ["--denominator", "common"]

    @property
    def keys(self) -> str:
        """The same over HTTP."""
        of_one = "noemer=leerweg"
        return of_one if self.own else "leerlingen=inhabitants:10-14&noemer=gezamenlijk"

    @property
    def scenario(self) -> dict[str, Any]:
        """Close the offer of PIE in the gl at one vestiging."""
        edit = {"edit": "close-offer", "brin6": self.brin6}
        name = read_snapshot(self.folder).manifest.name
        edits = [{**edit, "profiel": "PIE", "leerweg": "gl"}]
        return {"format": 1, "title": "Sluiting", "snapshot": name, "edits": edits}


@pytest.fixture(
    scope="module",
    params=["example", pytest.param("real", marks=pytest.mark.realdata)],
)
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """The example country, and the Netherlands of 2019."""
    own = request.param == "example"
    folder = request.getfixturevalue("country_folder" if own else "nl_2019")
    state = Database(f"sqlite:///{tmp_path_factory.mktemp('walk') / 'state.sqlite'}")
    state.migrate()
    gate = ComputingGate(2, 60.0)
    served = load_served(Path(folder), gate=gate, pool=Pool())
    settings = Settings(rate_per_s=0.0, watch_s=0.0, jobs=0)
    app = create_app(settings, gathered(settings, state, SnapshotHolder(served), gate))
    with TestClient(app) as client:
        yield World(Path(folder), client, own=own)
    state.close()


def test_the_walk_leaves_out_no_address(world: World) -> None:
    described = world.client.get("/v1/openapi.json").json()["paths"]
    paths = {f"/v1{path}".rstrip("/") for path in described}
    named = set().union(*NO_ENDS.values(), WALKED, POSTED)
    assert paths == named


def test_the_walk_leaves_out_no_command() -> None:
    commands = {*COMMANDS, *(measure.name for measure in MEASURES)}
    assert commands == set().union(*NO_ENDS_COMMANDED.values(), COMMANDED)


@pytest.mark.parametrize("path", WALKED)
def test_ends_are_in_order_over_http(world: World, path: str) -> None:
    postcode = read_snapshot(world.folder).postcodes.pc4.iloc[0]
    address = path.format(postcode=postcode, tabel="B3.6")
    query = WALKED[path].format(als=f"sluit-{world.brin6}-PIE-gl")
    asked = f"{address}{query}" + (f"&{world.keys}" if query else "")
    answer = world.client.get(asked)
    assert answer.status_code == 200, answer.text
    _, wrong = out_of_order(answer.json())
    assert wrong == []


@pytest.mark.parametrize("path", POSTED)
def test_ends_are_in_order_of_what_is_posted(world: World, path: str) -> None:
    document = POSTED[path] or world.scenario
    answer = world.client.post(f"{path}?{PAIR}&{world.keys}", json=document)
    assert answer.status_code == 200, answer.text
    _, wrong = out_of_order(answer.json())
    assert wrong == []


@pytest.mark.parametrize("command", COMMANDED)
def test_ends_are_in_order_on_the_command_line(
    world: World, command: str, hill_path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    # Neither country has roads here, without which there is nothing to compare.
    folder = hill_path if command == "compare" else str(world.folder)
    options = COMMANDED[command]
    whom = world.asked if command in {"reach", "choice", "explain"} else []
    written = [command, folder, *options, *whom, "--format", "json"]
    assert run(written) == 0
    _, wrong = out_of_order(json.loads(capsys.readouterr().out))
    assert wrong == []


@pytest.fixture(scope="module")
def row(world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The answer of the command line, as computed."""
    path = tmp_path_factory.mktemp("row") / "reach.json"
    asked = ["reach", str(world.folder), *ONE, *world.asked, "--format", "json"]
    assert run([*asked, "-o", str(path)]) == 0
    found: dict[str, Any] = json.loads(path.read_text())["rows"][0]
    return found


@pytest.fixture(scope="module")
def dossier(world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a dossier in which the offer closes."""
    folder = tmp_path_factory.mktemp("dossier")
    plan = folder / "plan.json"
    plan.write_text(json.dumps(world.scenario))
    asked = ["what-if", str(world.folder), str(plan), *world.asked, *world.common]
    assert run([*asked, "-o", str(folder / "d")]) == 0
    return folder / "d"


@pytest.fixture(scope="module")
def sheets(dossier: Path) -> dict[str, pd.DataFrame]:
    """Every sheet of its workbook."""
    return read_sheets(dossier / "dossier.xlsx")


@pytest.fixture(scope="module")
def effect(world: World) -> dict[str, Any]:
    """What the same closing changes, as HTTP tells it."""
    edit = f"sluit-{world.brin6}-PIE-gl"
    answer = world.client.get(f"/v1/effect?{PAIR}&als={edit}&{world.keys}").json()
    found: dict[str, Any] = answer["rijen"][0]
    return found


def test_http_tells_the_figure_of_the_command_line(
    world: World, row: dict[str, Any]
) -> None:
    address = f"/v1/bereik?{PAIR}&{world.keys}"
    told = world.client.get(address).json()["rijen"][0]
    for name, english in SAME.items():
        assert told[name] == pytest.approx(row[english], abs=1e-6), name
    book = world.client.get(f"{address}&f=xlsx").content
    text = world.client.get(f"{address}&f=csv").content
    for table in (
        pd.read_excel(io.BytesIO(book), sheet_name="tabel"),
        pd.read_csv(io.BytesIO(text), sep=";", decimal=","),
    ):
        assert table.nietBereikt[0] == rounded_up(row["missed"])
        assert table.deel[0] == pytest.approx(row["share"], abs=1e-6)


def test_the_region_map_tells_the_figure_of_the_command_line(
    world: World, row: dict[str, Any], tmp_path: Path
) -> None:
    shown = tmp_path / "kaart.html"
    asked = ["map", str(world.folder), *ONE, *world.asked, *world.common]
    assert run([*asked, "-o", str(shown)]) == 0
    html = shown.read_text(encoding="utf-8")
    missed = dutch.percentage(1.0 - row["share"])
    assert f'<p class="groot">{missed}</p>' in html
    likely = dutch.between(1 - row["likely_high"], 1 - row["likely_low"])
    assert dutch.likely(likely) in html
    people = dutch.number(row["missed"] - row["outside"])
    words = "derdejaars van de gl" if world.own else "kinderen van 10-14"
    assert f"<strong>{people} {words}</strong>" in html


def test_a_dossier_tells_the_figure_of_the_command_line(
    row: dict[str, Any], sheets: dict[str, pd.DataFrame]
) -> None:
    national = sheets["landelijk"]
    mine = national[(national.profiel == "PIE") & (national.leerweg == "gl")].iloc[0]
    assert mine.share_before == pytest.approx(row["share"], abs=1e-6)
    assert percent_of(mine.share_before) == percent_of(row["share"])
    assert mine.before == rounded_up(row["reached"])


def test_an_effect_begins_with_the_figure_of_the_command_line(
    effect: dict[str, Any], row: dict[str, Any]
) -> None:
    assert effect["deelVoor"] == pytest.approx(row["share"], abs=1e-6)
    assert effect["voor"] == pytest.approx(row["reached"], abs=1e-6)
    for name in ("leerlingenLaag", "leerlingen", "leerlingenHoog"):
        assert effect[name] == pytest.approx(row[SAME[name]], abs=1e-6), name


def test_a_screen_prints_what_a_page_prints(
    world: World, row: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["reach", str(world.folder), *ONE, *world.asked]) == 0
    screen = capsys.readouterr().out
    low, share, high = (
        dutch.percentage(row[name]).removesuffix("%").replace(",", ".")
        for name in ("likely_low", "share", "likely_high")
    )
    assert f"{share} [{low}-{high}]" in screen
    for name in ("students", "reached", "beyond", "unsnapped"):
        assert dutch.number(row[name]).replace(".", " ") in screen, name
    table = world.client.get(f"/v1/bereik?{PAIR}&{world.keys}&f=html").text
    for name in ("likely_low", "share", "likely_high"):
        assert f"<td>{dutch.percentage(row[name])}</td>" in table


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler's pdftotext")
def test_a_dossier_prints_what_an_effect_tells(
    dossier: Path, effect: dict[str, Any], sheets: dict[str, pd.DataFrame]
) -> None:
    """One number of people and two shares: on three pages, a sheet and over HTTP."""
    text = _printed(dossier / "dossier.pdf")
    lost = dutch.number(effect["enigeKwijt"])
    ends = [effect[f"enigeKwijtVermoedelijk{end}"] for end in ("Laag", "Hoog")]
    assert dutch.likely(dutch.between_people(*ends)) in text
    told = f"{lost} ({dutch.number(ends[0])} tot "
    shares = [dutch.percentage(effect[name]) for name in ("deelVoor", "deelNa")]
    assert f"PIE gl {' '.join(shares)} " in text
    assert text.count(told) >= 2
    national = sheets["landelijk"]
    mine = national[(national.profiel == "PIE") & (national.leerweg == "gl")].iloc[0]
    assert dutch.number(mine.lost_only) == lost
    assert [dutch.percentage(mine[f"share_{at}"]) for at in ("before", "after")] == (
        shares
    )
    for line in sheets["keuze"][["before", "after", "difference"]].to_numpy():
        assert line[2] == line[1] - line[0]
        before, after, change = map(dutch.number, line)
        plus = "+" if line[2] > 0 else ""
        assert f" {before} {after} {plus}{change} " in text


def _printed(report: Path) -> str:
    """Return the text of a report, as lines of words that a reader sees."""
    asked = ["pdftotext", "-layout", str(report), "-"]
    found = subprocess.run(asked, check=True, capture_output=True)
    return " ".join(found.stdout.decode().split())


def test_closures_have_one_figure_and_ends_in_order(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "kwetsbaar"
    asked = ["fragile", str(world.folder), *ONE, *world.asked, *world.common]
    assert run([*asked, "-o", str(folder)]) == 0
    tables = {one.stem: pd.read_csv(one) for one in folder.glob("*.csv")}
    for name, table in tables.items():
        found, wrong = out_of_order(table.to_dict("records"))
        assert found > 0 or table.empty, name
        assert wrong == [], name
    path = f"/v1/kwetsbaarheid?soort=aanbod&{PAIR}&{world.keys}"
    rows = {row["vestiging"]: row for row in world.client.get(path).json()["rijen"]}
    for row in tables["aanbod"].to_dict("records"):
        told = rows[row["brin6"]]
        for end, dutch_end in CLOSED_ENDS.items():
            mine = row[f"lost_only{end}"]
            assert told[f"enigeKwijt{dutch_end}"] == pytest.approx(mine, abs=1e-5)


def test_ends_are_in_order_in_every_sheet(sheets: dict[str, pd.DataFrame]) -> None:
    for name, sheet in sheets.items():
        _, wrong = out_of_order(sheet.to_dict("records"), whole=True)
        assert wrong == [], name
        people = sheet[[c for c in sheet if counts_people(str(c))]]
        numbers = people.apply(pd.to_numeric, errors="coerce")
        assert (numbers.isna() | (numbers % 1 == 0)).all(axis=None), name
