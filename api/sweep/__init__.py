"""Many questions at once: a grid of them, answered on one machine or on many."""

from api.sweep.grid import Sweep, read_sweep
from api.sweep.kept import SweepFolder
from api.sweep.parts import Part, Told, answered
from api.sweep.running import HERE, LOCAL, run_parts

__all__ = [
    "HERE",
    "LOCAL",
    "Part",
    "Sweep",
    "SweepFolder",
    "Told",
    "answered",
    "read_sweep",
    "run_parts",
]
