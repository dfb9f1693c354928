"""Reach tables over the road made in tiles, before the parts that ask them.

A worker reads one tile, never the country. The tables are kept beside their snapshots,
where every command finds them; they are those of one process to the byte.
"""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from accessibility.demand import usual_layout
from accessibility.errors import BereikError, DataError
from accessibility.places import points_of
from accessibility.roads import block_of, joined, tiles_of
from api.sweep.running import Lost
from data.reach_store import write_reach
from data.road_tiles import read_tile, write_tile
from data.roads import reach_place
from data.studies import read_study

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from accessibility.codes import Unit
    from accessibility.places import Points
    from accessibility.questions import Question
    from accessibility.roads import Block, RoadNetwork
    from accessibility.study import Study
    from api.sweep.parts import Part
    from api.sweep.running import Crew

    Progress = Callable[[str, int, int], None]

SITES_PER_JOB: Final = 250
"""Vestigingen of one block: placing the homes of a tile is done once for each."""


@dataclass(frozen=True)
class TileJob:
    """Some vestigingen of a tile on disk.

    Parameters
    ----------
    folder
        The tile, for whoever searches.
    first
        The first of at most `SITES_PER_JOB` vestigingen.
    unit, limit
        What is minimised, and up to where.
    """

    folder: str
    first: int
    unit: Unit
    limit: float

    @property
    def words(self) -> str:
        """How a person knows it."""
        return f"tile {Path(self.folder).name}, vestigingen from {self.first + 1} on"


def searched(job: TileJob) -> Block:
    """Search from some vestigingen of a tile, on whatever machine."""
    some = slice(job.first, job.first + SITES_PER_JOB)
    return block_of(read_tile(Path(job.folder)), some, unit=job.unit, limit=job.limit)


@dataclass(frozen=True, eq=False)
class TableAsked:
    """A reach table over the road that is not there yet.

    Parameters
    ----------
    place
        Where it is kept.
    network, points, sites
        Roads, homes and vestigingen.
    unit, limit
        What is minimised, and up to where.
    """

    place: Path
    network: RoadNetwork
    points: Points
    sites: Points
    unit: Unit
    limit: float


@dataclass(frozen=True)
class Tiling:
    """What it took to make a table in tiles.

    Parameters
    ----------
    n_tiles, n_jobs
        How many squares, and blocks of vestigingen.
    bytes_read
        What workers read of tiles; those of several blocks count for each.
    cut_s, search_s, join_s
        Seconds to write the tiles, until the last block was back, and to join them.
    lost
        Why there is no table; empty if there is.
    """

    n_tiles: int
    n_jobs: int
    bytes_read: int
    cut_s: float
    search_s: float
    join_s: float = 0.0
    lost: str = ""


def tables_asked(parts: Iterable[Part]) -> Iterator[TableAsked]:
    """Yield the reach tables over the road that parts ask for and nobody has made."""
    seen: set[Path] = set()
    for folder, some in _by_folder(parts).items():
        study = read_study(folder)
        for question in some:
            # What is refused is told by the part itself.
            tables: list[TableAsked] = []
            with suppress(BereikError):
                tables = list(_tables_of(study, question))
            for table in tables:
                if table.place not in seen and not table.place.exists():
                    yield table
                seen.add(table.place)


def _by_folder(parts: Iterable[Part]) -> dict[str, list[Question]]:
    """Return the questions over roads by snapshot, each once for all offers."""
    found: dict[str, dict[Question, None]] = {}
    for part in parts:
        if part.question.mode.on_roads:
            alike = replace(part.question, profielen=(), leerwegen=())
            found.setdefault(part.folder, {})[alike] = None
    return {folder: list(some) for folder, some in found.items()}


def _tables_of(study: Study, question: Question) -> Iterator[TableAsked]:
    snapshot, mode, unit = study.snapshot, question.mode, question.unit
    if mode not in study.modes or not mode.knows(unit):
        return
    limit = max(*question.within, study.ways.limit(mode, unit))
    sites = points_of(snapshot.vestigingen, "brin6")
    for layout in dict.fromkeys((question.points, usual_layout(snapshot))):
        points = study.students(
            question.students,
            denominator=question.denominator,
            smallest=question.smallest,
            points=layout,
        ).points
        place = reach_place(snapshot, points, mode, unit, limit)
        if place is not None:
            yield TableAsked(place, snapshot.network(mode), points, sites, unit, limit)


def make_in_tiles(
    crew: Crew,
    table: TableAsked,
    side_m: float,
    progress: Progress = lambda _text, _done, _total: None,
) -> Tiling:
    """Make a reach table in tiles and keep it.

    Parameters
    ----------
    crew
        Does the searches.
    table
        What is to be made.
    side_m
        Side of the squares, without their borders, in metres.
    progress
        Called with what was done, how much of it, and of how much.

    Raises
    ------
    DataError
        If nothing can be written beside the snapshot.
    """
    try:
        table.place.parent.mkdir(parents=True, exist_ok=True)
        return _made(crew, table, side_m, progress)
    except OSError as error:
        message = f"{table.place.parent}: tiles cannot be kept there ({error})"
        raise DataError(message) from error


def _made(crew: Crew, table: TableAsked, side_m: float, progress: Progress) -> Tiling:
    begun = time.monotonic()
    blocks, lost = [], ""
    with tempfile.TemporaryDirectory(prefix=".tiles-", dir=table.place.parent) as work:
        jobs, bytes_read = _cut(table, side_m, Path(work))
        cut = time.monotonic()
        for job, found in crew.run(searched, jobs):
            if isinstance(found, Lost):
                lost = f"{job.words}: {found.why}"
                break
            blocks.append(found)
            progress(f"{table.network.mode.value}, {job.words}", len(blocks), len(jobs))
        searched_all = time.monotonic()
    n_tiles = len({job.folder for job in jobs})
    took = Tiling(n_tiles, len(jobs), bytes_read, cut - begun, searched_all - cut)
    if lost:
        return replace(took, lost=lost)
    ids = table.points.ids, table.sites.ids
    made = joined(blocks, table.network, ids, unit=table.unit, limit=table.limit)
    write_reach(made, table.place)
    return replace(took, join_s=time.monotonic() - searched_all)


def _cut(table: TableAsked, side_m: float, work: Path) -> tuple[list[TileJob], int]:
    """Write the tiles of a table; return the jobs on them, and what these read."""
    jobs, bytes_read = [], 0
    tiles = tiles_of(
        table.network,
        table.points,
        table.sites,
        side_m=side_m,
        unit=table.unit,
        limit=table.limit,
    )
    for number, tile in enumerate(tiles):
        folder = work / str(number)
        size = write_tile(tile, folder)
        for first in range(0, max(len(tile.sites), 1), SITES_PER_JOB):
            jobs.append(TileJob(str(folder), first, table.unit, table.limit))
            bytes_read += size
    return jobs, bytes_read
