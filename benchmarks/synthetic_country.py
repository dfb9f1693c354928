"""Synthetic roads over the points of a real snapshot, to try the road commands on.

    python -m benchmarks.synthetic_country SNAPSHOT -o OUT [--nodes 1500000]
    bereik compare OUT --modes straight,bike

The streets are made up; only where they lie follows the snapshot's postcodes. Its
manifest says so, and no figure from it is about real roads.
"""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path

from accessibility.codes import Mode
from accessibility.places import points_of
from benchmarks.synthetic_network import DUTCH_NODES, synthetic_roads
from data.snapshots import read_snapshot, write_snapshot


def main() -> None:
    """Write a copy of a snapshot with synthetic roads for the bicycle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("snapshot", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--nodes", type=int, default=DUTCH_NODES)
    options = parser.parse_args()
    snapshot = read_snapshot(options.snapshot)
    placed = snapshot.postcodes[snapshot.postcodes.geometry.notna()]
    roads = synthetic_roads(options.nodes, around=points_of(placed, "pc4"))
    manifest = dataclasses.replace(
        snapshot.manifest,
        name=f"{snapshot.manifest.name}, synthetic roads",
        dates={**snapshot.manifest.dates, "network": "synthetic"},
    )
    whole = dataclasses.replace(
        snapshot, manifest=manifest, roads={Mode.BIKE: roads.network()}
    )
    print(write_snapshot(whole, options.output))


if __name__ == "__main__":
    main()
