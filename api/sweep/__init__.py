"""Many questions at once: a grid of them, answered on one machine or on many."""

from api.sweep.grid import Sweep, read_sweep
from api.sweep.kept import SweepFolder
from api.sweep.parts import Part, Told, answered
from api.sweep.running import HERE, LOCAL, Crew, crew, run_parts
from api.sweep.tiled import TableAsked, make_in_tiles, tables_asked

__all__ = [
    "HERE",
    "LOCAL",
    "Crew",
    "Part",
    "Sweep",
    "SweepFolder",
    "TableAsked",
    "Told",
    "answered",
    "crew",
    "make_in_tiles",
    "read_sweep",
    "run_parts",
    "tables_asked",
]
