"""A digest of every answer, to show that a rebuilding changes none of them.

`python -m benchmarks.answers -o before.json` asks the example country, and the real
files where BEREIK_REALDATA names them, everything the command line and the service can
tell; `python -m benchmarks.answers --against before.json` asks again and says what
differs. It goes through nothing but whole processes and HTTP, so that the same script
runs on both sides of a change.

An answer has figures and a header (dates, notes, sources, method, label). What is
drawn counts as header: what it shows stands in tables as well. Left out are reports as
PDF, which print hashes, and tours of the bus, which are searched for against the clock.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import geopandas as gpd
import openpyxl

from benchmarks.main_job import sources_toml
from benchmarks.serving import ROOT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_ASKING_S: Final = 600

COMMANDS: Final = (
    "reach",
    "reach --format json",
    "reach --area gemeente --format csv",
    "reach --area pc4 --profiel techniek --leerweg gl --format csv",
    "reach --within 5000,10000,15000 --format csv",
    "reach --denominator leerweg --format json",
    "reach --students gravity --profiel PIE --at-least 0.9",
    "reach --students inhabitants:10-14 --smallest 0 --area rmc --format csv",
    "reach --area provincie --profiel techniek --format gpkg -o OUT/bereik.gpkg",
    "choice",
    "choice --area gemeente --denominator leerweg --format json",
    "tables",
    "tables --format json",
    "denominators --format json",
    "fragile -o OUT",
    "map --in Zeeland --profiel PIE -o OUT/kaart.html",
    "map --leerweg bl --denominator common -o OUT/kaart.html",
    "what-if SCENARIO -o OUT",
    "what-if SCENARIO -o OUT --denominator common --within 7500 --smallest 0",
)
"""What every country is asked on the command line; the snapshot follows the verb."""

ROAD_COMMANDS: Final = (
    "reach --students own --sex v --format csv",
    "reach --students herkomst --area provincie --format csv",
    "reach --mode bike --area gemeente --format json",
    "reach --mode bike --unit s --within 1200,2400 --format csv",
    "reach --mode walk --within 3000 --denominator leerweg --format csv",
    "choice --mode bike --leerweg gl --format csv",
    "compare",
    "compare --modes straight,bike --format json",
    "compare --modes bike,car --within 7500 --denominator leerweg --format csv",
    "what-if SCENARIO -o OUT --mode bike",
    "fragile --mode bike --region rmc -o OUT",
    "map --in Zeeland --mode bike -o OUT/kaart.html",
    "site -k 3 --in Zeeland",
    "site -k 3 --in Zeeland --mode bike --show alternatives --format json",
    "site --objective fewest --share 0.9 --in Zeeland --format csv",
    "attendance --format json",
    "facilities --mode bike --format json",
    "sharing --in Zeeland --within 8000 --show groups --format json",
)
"""What a country with roads and facilities is asked besides."""

REFUSED_COMMANDS: Final = ("reach --mode bike", "site -k 2", "tables B3.4")
"""What a country without them cannot answer: the sentence counts as figures."""

PAGES: Final = (
    "/bereik",
    "/bereik?f=csv",
    "/bereik?f=xlsx&profiel=PIE",
    "/bereik?f=html&profiel=techniek",
    "/bereik?gebiedsindeling=gemeente&leerweg=gl&drempel=5000,10000,15000&f=csv",
    "/bereik?gebiedsindeling=provincie&gebied={provincie}&noemer=leerweg",
    "/bereik?gebiedsindeling=provincie&profiel=techniek&leerweg=gl&f=geojson",
    "/bereik?leerlingen=gravity&noemer=leerweg&profiel=PIE,BWI",
    "/bereik?leerlingen=inhabitants:10-14&gebiedsindeling=pc4&profiel=MaT&f=csv",
    "/bereik?drempl=5000",
    "/keuzes",
    "/keuzes?gebiedsindeling=gemeente&noemer=leerweg&leerweg=gl&f=csv",
    "/effect?als={als}",
    "/effect?als={als}&gebiedsindeling=gemeente&noemer=leerweg&f=csv",
    "/effect?als={als}&gebiedsindeling=provincie&profiel=PIE&f=geojson",
    "/kaart/effect?als={als}&profiel=PIE&leerweg=gl",
    "/kaart/effect?als={als}&profiel=techniek&leerweg=bl&drempel=5000",
    "/kaart/cijfers?profiel=PIE&leerweg=gl",
    "/kaart/cijfers?profiel=techniek&leerweg=bl&noemer=leerweg",
    "/kaart/cijfers?profiel=M%26T&leerweg=kl&drempel=5000",
    "/kaart/gebieden?gebiedsindeling=gemeente",
    "/postcodes/{postcode}/bereik",
    "/postcodes/{postcode}/bereik?noemer=leerweg&drempel=5000&profiel=techniek",
    "/vestigingen/{vestiging}",
    "/kwetsbaarheid",
    "/kwetsbaarheid?soort=aanbod&noemer=gezamenlijk&f=csv",
    "/tabellen",
    "/tabellen/B3.1",
    "/tabellen/B3.3",
    "/tabellen/B3.4",
    "/tabellen/B3.5",
    "/tabellen/B3.6",
    "/tabellen/B3.6?f=csv",
    "/tabellen/figuur-B3.6",
    "/tabellen/figuur-B3.7",
    "/collections/vestigingen/items?limit=1000",
    "/collections/postcodes/items?limit=500",
    "/snapshots",
)
"""What every country is asked over HTTP, under /v1."""

ROAD_PAGES: Final = (
    "/bereik?modus=fiets",
    "/bereik?modus=auto&eenheid=s&drempel=600&gebiedsindeling=provincie&f=csv",
    "/keuzes?modus=fiets",
    "/effect?als={als}&modus=fiets&profiel=PIE",
    "/kaart/effect?als={als}&modus=fiets&profiel=PIE&leerweg=gl",
    "/kaart/cijfers?profiel=PIE&leerweg=gl&modus=fiets",
    "/kaart/cijfers?profiel=BWI&leerweg=bl&modus=auto&eenheid=s&drempel=900",
    "/kaart/cijfers?profiel=techniek&leerweg=gl&modus=lopen&drempel=3000",
    "/postcodes/{postcode}/bereik?modus=fiets",
    "/kwetsbaarheid?modus=fiets&drempel=7500",
    "/faciliteiten/bereik?modus=fiets",
    "/faciliteiten/bereik?gebied=Zeeland&toon=leeg&f=csv",
    "/plekken/winst?gebied=Zeeland&plek=Y291,Y303",
    "/keuzevakken/deling?gebied=Zeeland&drempel=8000&toon=groepen",
    "/collections/faciliteiten/items?limit=100",
)
"""What a country with roads and facilities is asked besides."""

POLYGON: Final = {
    "type": "Polygon",
    "coordinates": [[[4.0, 51.7], [5.3, 51.8], [5.2, 52.3], [4.2, 52.2], [4.0, 51.7]]],
}

HEADER_MEMBERS: Final = {
    *("dates", "label", "method_version", "modes", "notes", "published", "snapshot"),
    *("sources", "bronnen", "gepubliceerdOver", "methodeversie", "naam", "peildata"),
    *("toelichting", "voorbeeldgegevens", "links", "timeStamp"),
    *("question", "vraag", "proof", "bewijs"),
}
"""Members of a JSON answer that say what its figures are about."""

TOLD_HEADERS: Final = (
    *("Content-Type", "Content-Disposition", "Content-Crs", "Cache-Control", "Vary"),
    "Bereik-Label",
)
"""Headers over HTTP that do not follow from the version or the snapshot's hash."""

ENDINGS: Final = {
    "application/json": ".json",
    "application/problem+json": ".json",
    "application/geo+json": ".json",
    "text/html": ".html",
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
TEXTS: Final = (".json", ".geojson", ".csv", ".html", ".txt")
DRAWINGS: Final = (".png", ".svg")
UNCOMPARED: Final = (".pdf",)

_GAP: Final = re.compile(r"[\s,:]*")
_HASH: Final = re.compile(rb"\b[0-9a-f]{64}\b")
_FOOTNOTE: Final = re.compile(
    r"(?:dates: |note: |published: |question: |sources: |snapshot: |proof: "
    r"|voorbeeldgegevens: no )"
)
_CHANCE: Final = {
    _HASH: b"SHA256",
    re.compile(rb"urn:uuid:[0-9a-f-]{36}"): b"urn:uuid:...",
    re.compile(rb'"seconds": [0-9.e-]+'): b'"seconds": 0',
}
"""What is another each time, or follows the form of a snapshot, and what it becomes."""
_VARYING: Final = re.compile(r"; [0-9.]+ s$|: [0-9]+ bytes$", re.MULTILINE)
"""How long a search took, and sizes of files that print versions."""
_SHOWN: Final = re.compile(r"<table.*?</table>|<script.*?</script>", re.DOTALL)
_VERSIONS: Final = ("software", "inputs", "outputs")


class Answer(NamedTuple):
    """The figures of an answer, and what a reader must know about them."""

    figures: bytes
    header: bytes = b""

    @property
    def digest(self) -> dict[str, str]:
        """The first half of the SHA-256 of both, which is plenty."""
        parts = self._asdict().items()
        return {name: hashlib.sha256(part).hexdigest()[:32] for name, part in parts}


Answers = dict[str, Answer]
Digests = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Country:
    """A snapshot, and what it is asked about.

    Parameters
    ----------
    name
        Begins the name of each of its answers.
    has_roads
        Roads and facilities, pupils of primary schools and homes by vestiging.
    als
        A close, an open, a merge, a move and a new place, as `/v1/effect` takes them.
    provincie, postcode, vestiging
        Codes of an area, a postcode and a vestiging in it.
    """

    name: str
    has_roads: bool
    als: str
    provincie: str
    postcode: str
    vestiging: str

    @property
    def commands(self) -> tuple[str, ...]:
        """What it is asked on the command line."""
        return COMMANDS + (ROAD_COMMANDS if self.has_roads else REFUSED_COMMANDS)

    @property
    def pages(self) -> list[str]:
        """What it is asked over HTTP."""
        pages = PAGES + (ROAD_PAGES if self.has_roads else ROAD_PAGES[:1])
        return [f"/v1{page.format(**vars(self))}" for page in pages]


EXAMPLE: Final = Country(
    name="example",
    has_roads=True,
    als="sluit-XA0701_sluit-XA0000-D%26P-gl_open-XD3500-MaT-gl_samen-XD3800-XC4600"
    "_verplaats-XA1401-V171_nieuw-V171-PIE-gl",
    provincie="VB-PV03",
    postcode="V171",
    vestiging="XA0000",
)
REAL: Final = Country(
    name="real",
    has_roads=False,
    als="sluit-12IR00_sluit-00AH17-E%26O-bl_open-00AH07-MaT-gl_samen-00AH08-00AH00"
    "_verplaats-00AH17-7811_nieuw-7541-PIE-gl",
    provincie="Zeeland",
    postcode="7811",
    vestiging="00AH17",
)


def split(ending: str, content: bytes) -> Answer:
    """Part a written answer into figures and header.

    Parameters
    ----------
    ending
        Of the file's name: what the answer is written as.
    content
        The answer.
    """
    if ending in DRAWINGS:
        return Answer(b"", content)
    reader = READERS.get(ending)
    return Answer(content) if reader is None else reader(content)


def _of_json(content: bytes) -> Answer:
    parts: dict[bool, list[str]] = {True: [], False: []}
    for name, raw in _members(content.decode()):
        parts[name in HEADER_MEMBERS].append(f"{name}: {raw}\n")
    figures, header = ("".join(parts[about]).encode() for about in (False, True))
    return Answer(figures, header)


def _members(text: str) -> Iterator[tuple[str, str]]:
    """Yield the members of an object as they are written: 0.50 is not 0.5."""
    decoder = json.JSONDecoder()
    at = _after_gap(text, text.index("{") + 1)
    while text[at] != "}":
        name, at = decoder.raw_decode(text, at)
        start = _after_gap(text, at)
        _, end = decoder.raw_decode(text, start)
        yield name, text[start:end]
        at = _after_gap(text, end)


def _after_gap(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _of_html(content: bytes) -> Answer:
    """Take what a page tabulates, and the script that holds what it draws."""
    text = content.decode()
    shown = "\n".join(_SHOWN.findall(text))
    return Answer(shown.encode(), _SHOWN.sub("", text).encode())


def _of_screen(content: bytes) -> Answer:
    lines = _VARYING.sub("", content.decode()).splitlines(keepends=True)
    header = [line for line in lines if _FOOTNOTE.match(line)]
    figures = [line for line in lines if not _FOOTNOTE.match(line)]
    return Answer(*("".join(part).encode() for part in (figures, header)))


def _of_workbook(content: bytes) -> Answer:
    """Take the cells: the first sheet tells what the others are about."""
    first, *others = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    about = [row for row in first.values if not str(row[0]).startswith("software")]
    rows = [(sheet.title, *row) for sheet in others for row in sheet.values]
    figures, header = ("\n".join(map(repr, part)).encode() for part in (rows, about))
    return Answer(figures, _HASH.sub(b"SHA256", header))


def _of_geopackage(content: bytes) -> Answer:
    """Take rows and shapes: the file itself may hold the time at which it was made."""
    frame = gpd.read_file(io.BytesIO(content))
    return Answer(frame.to_csv(index=False).encode())


READERS: Final = {
    ".json": _of_json,
    ".geojson": _of_json,
    ".html": _of_html,
    ".txt": _of_screen,
    ".xlsx": _of_workbook,
    ".gpkg": _of_geopackage,
}
"""How each kind of file is parted; of the others all is figures."""


def _of_dossier(content: bytes) -> Answer:
    """Take what was asked: the rest is versions, and hashes of the other files."""
    document = json.loads(content)
    names = sorted(document["outputs"])
    for name in _VERSIONS:
        del document[name]
    del document["snapshot"]["folder"]
    return Answer(b"", json.dumps([document, names], indent=1).encode())


class Asker:
    """Asks one country everything.

    Parameters
    ----------
    country
        Which one.
    snapshot
        Its snapshot.
    work
        Folder for what is written meanwhile.
    """

    def __init__(self, country: Country, snapshot: Path, work: Path) -> None:
        self.country = country
        self.snapshot = snapshot.resolve()
        self.work = work
        self.scenario = work / "scenario.json"
        self.n_asked = 0

    def answers(self) -> Answers:
        """Ask over HTTP, which also gives the scenario, then on the command line."""
        service = Service(self.work, self.snapshot, workers=1)
        try:
            answers = dict(self._served(service))
        finally:
            service.stop()
        for command in self.country.commands:
            answers |= self._commanded(command)
        return answers

    def _served(self, service: Service) -> Iterator[tuple[str, Answer]]:
        for page in self.country.pages:
            yield self._name(f"GET {page}"), self._page(service, page)
        edits = service.get(f"/v1/effect?als={self.country.als}")["scenario"]
        self.scenario.write_text(json.dumps(edits), encoding="utf-8")
        path = "/v1/gebieden/bereik?noemer=leerweg"
        yield self._name(f"POST {path}"), self._page(service, path, POLYGON)
        path = "/v1/scenarios/effect?profiel=BWI,PIE"
        yield self._name(f"POST {path}"), self._page(service, path, edits)

    def _name(self, question: str) -> str:
        """Return the name of a question's answer, and say that it is asked."""
        total = len(self.country.pages) + 2 + len(self.country.commands)
        self.n_asked += 1
        name = f"{self.country.name}: {question}"
        print(f"[{self.n_asked}/{total}] {name}", file=sys.stderr, flush=True)
        return name

    def _page(
        self, service: Service, path: str, document: object | None = None
    ) -> Answer:
        body = None if document is None else json.dumps(document).encode()
        asked = urllib.request.Request(service.root + path, body)  # noqa: S310 - own
        asked.add_header("Content-Type", "application/json")
        try:
            response = urllib.request.urlopen(asked, timeout=LONGEST_ASKING_S)  # noqa: S310 - own
        except urllib.error.HTTPError as error:
            response = error
        with response:
            content = response.read().replace(service.root.encode(), b"SERVICE")
            told = [f"{name}: {response.headers[name]}" for name in TOLD_HEADERS]
        ending = ENDINGS[response.headers.get_content_type()]
        figures, header = split(ending, self._plain(ending, content))
        first = "\n".join([f"status: {response.status}", *told, ""]).encode()
        return Answer(figures, first + header)

    def _plain(self, ending: str, content: bytes) -> bytes:
        """Return a text without hashes of the snapshot and names of our folders."""
        if ending not in TEXTS:
            return content
        for path, name in ((self.snapshot, b"LAND"), (self.work, b"WORK")):
            content = content.replace(str(path).encode(), name)
        for pattern, name in _CHANCE.items():
            content = pattern.sub(name, content)
        return content

    def _commanded(self, command: str) -> Answers:
        """Return what a command printed, and each file it wrote."""
        name = self._name(f"bereik {command}")
        out = self.work / "out"
        out.mkdir()
        done = self._run(command, out)
        files = {
            f"{name} > {path.relative_to(out)}": self._file(path)
            for path in sorted(out.rglob("*"))
            if path.is_file() and path.suffix not in UNCOMPARED
        }
        shutil.rmtree(out)
        printed = re.search(r" --format (csv|json)$", command)
        ending = f".{printed[1]}" if printed and not done.returncode else ".txt"
        figures, header = split(ending, self._plain(ending, done.stdout))
        said = self._plain(".txt", done.stderr)
        if done.returncode:
            figures += b"exit code %d: %s" % (done.returncode, said)
        return {name: Answer(figures, header + said), **files}

    def _run(self, command: str, out: Path) -> subprocess.CompletedProcess[bytes]:
        verb, *words = shlex.split(command)
        given = {"SCENARIO": str(self.scenario)}
        options = [given.get(w, w.replace("OUT", str(out))) for w in words]
        return subprocess.run(
            [sys.executable, "-m", "api", verb, str(self.snapshot), *options],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
            timeout=LONGEST_ASKING_S,
        )

    def _file(self, path: Path) -> Answer:
        content = self._plain(path.suffix, path.read_bytes())
        if path.name == "dossier.json":
            return _of_dossier(content)
        return split(path.suffix, content)


def build(options: Sequence[str], folder: Path) -> Path:
    """Build a snapshot with this tree and return its folder."""
    print(f"building {folder.name}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "api", "build", *options, "-o", str(folder)]
    subprocess.run([*command, "--quiet"], cwd=ROOT, check=True)
    return folder


def snapshots(
    work: Path, land: Path | None, real: Path | None
) -> Iterator[tuple[Country, Path]]:
    """Yield each country with its snapshot, built unless it is given.

    The form of a snapshot may change with the program, so that by default each tree
    builds its own from the same files.
    """
    yield EXAMPLE, land or build(["--example"], work / "land")
    if real is None and (realdata := os.environ.get("BEREIK_REALDATA")):
        sources = work / "SOURCES.toml"
        text = f'name = "nl-2019"\n{sources_toml(Path(realdata))}'
        sources.write_text(text, encoding="utf-8")
        real = build([str(sources)], work / "real")
    if real is None:
        print("left out: the real files, without BEREIK_REALDATA", file=sys.stderr)
    else:
        yield REAL, real


def keep(answers: Answers, folder: Path) -> None:
    """Write figures and header of each answer to files, to look at a difference."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, answer in answers.items():
        mark = hashlib.sha256(name.encode()).hexdigest()[:6]
        stem = re.sub(r"[^A-Za-z0-9.,]+", "-", name)[:150] + f"-{mark}"
        for part, content in answer._asdict().items():
            (folder / f"{stem}.{part}").write_bytes(content)


def differences(before: Digests, now: Digests) -> dict[str, list[str]]:
    """Return the names of answers by what differs, of the countries asked now.

    Parameters
    ----------
    before, now
        Digests by the name of the answer.
    """
    countries = {name.partition(":")[0] for name in now}
    before = {k: v for k, v in before.items() if k.partition(":")[0] in countries}
    both = [name for name in now if name in before]
    found = {
        part: [name for name in both if before[name][part] != now[name][part]]
        for part in Answer._fields
    }
    found["only before"] = [name for name in before if name not in now]
    found["only now"] = [name for name in now if name not in before]
    return found


def tell(found: dict[str, list[str]], n_asked: int) -> int:
    """Print what differs and return the exit code: 1 if figures do, or are gone."""
    for what, names in found.items():
        for name in names:
            print(f"{what}: {name}")
    counts = ", ".join(f"{what} {len(names)}" for what, names in found.items())
    print(f"{n_asked} answers; different: {counts}")
    return int(bool(found["figures"] or found["only before"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("-o", "--output", type=Path, help="JSON of digests to write")
    parser.add_argument("--against", type=Path, help="JSON of digests to compare with")
    parser.add_argument("--keep", type=Path, help="folder for the answers themselves")
    parser.add_argument("--land", type=Path, help="snapshot of the example country")
    parser.add_argument("--real", type=Path, help="snapshot of the real files")
    options = parser.parse_args()
    if options.output is None and options.against is None:
        parser.error("say what to do: -o FILE, --against FILE or both")
    return options


def main() -> int:
    """Ask everything; write the digests, or compare them, or both."""
    options = _options()
    before = json.loads(options.against.read_text()) if options.against else None
    begun = time.monotonic()
    digests: Digests = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder).resolve()
        for country, snapshot in snapshots(work, options.land, options.real):
            answers = Asker(country, snapshot, work).answers()
            digests |= {name: answer.digest for name, answer in answers.items()}
            if options.keep:
                keep(answers, options.keep)
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    if options.output:
        text = json.dumps(digests, ensure_ascii=False, indent=0)
        options.output.write_text(f"{text}\n", encoding="utf-8")
    return 0 if before is None else tell(differences(before, digests), len(digests))


if __name__ == "__main__":
    sys.exit(main())
