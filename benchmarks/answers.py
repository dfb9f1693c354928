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
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.answer_parts import HASH, Answer, of_dossier, split
from benchmarks.answer_questions import (
    EXAMPLE,
    POINTED_COMMANDS,
    POINTED_PAGES,
    POLYGON,
    REAL,
    Country,
)
from benchmarks.main_job import sources_toml
from benchmarks.serving import ROOT, Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_ASKING_S: Final = 600

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
UNCOMPARED: Final = (".pdf",)

_CHANCE: Final = {
    HASH: b"SHA256",
    re.compile(rb"urn:uuid:[0-9a-f-]{36}"): b"urn:uuid:...",
    re.compile(rb'"seconds": [0-9.e-]+'): b'"seconds": 0',
}
"""What is another each time, or follows the form of a snapshot, and what it becomes."""

Answers = dict[str, Answer]
Digests = dict[str, dict[str, str]]


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
    points
        What stands for a postcode, `centre` for instance, where that can be asked; a
        question keeps its name. Without it the default.
    """

    def __init__(
        self, country: Country, snapshot: Path, work: Path, points: str | None = None
    ) -> None:
        self.country = country
        self.snapshot = snapshot.resolve()
        self.work = work
        self.points = points
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
        if self.points and path.startswith(POINTED_PAGES):
            path += f"{'&' if '?' in path else '?'}punten={self.points}"
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
        if self.points and verb in POINTED_COMMANDS:
            options += ["--points", self.points]
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
            return of_dossier(content)
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
    parser.add_argument("--points", help="what stands for a postcode, e.g. centre")
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
            answers = Asker(country, snapshot, work, options.points).answers()
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
