"""QGIS itself opens the collections: `python -m benchmarks.qgis`.

Serves the example country and has PyQGIS, without a screen, open every collection as a
layer of OGC API Features: whole, and with "only request
features overlapping the view extent", where the layer must show just what lies in the
view. Ends with status 1 if QGIS sees anything else than the service tells.

QGIS comes from the distribution (`apt install python3-qgis`, 1 GB) and for its Python,
which runs this file too: it asks nothing of ours there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any, Final

ENOUGH: Final = 1_000
_TIMEOUT_S: Final = 240


def collections(root: str) -> list[str]:
    """Return the collections that the service offers."""
    with urllib.request.urlopen(f"{root}/v1/collections?f=json") as answer:  # noqa: S310 - of this machine
        return [str(one["id"]) for one in json.load(answer)["collections"]]


def matched(root: str, collection: str, query: str) -> int:
    """Return how many features the service itself tells."""
    address = f"{root}/v1/collections/{collection}/items?limit=1&f=json{query}"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of this machine
        return int(json.load(answer)["numberMatched"])


def seen_by_qgis(root: str, view: list[float]) -> list[dict[str, Any]]:
    """Return what QGIS finds in each collection; runs in the Python that has QGIS.

    Parameters
    ----------
    root
        Address of the service.
    view
        West, south, east and north of a view, in degrees.
    """
    from qgis.core import (  # type: ignore[import-not-found] # noqa: PLC0415 - Debian's
        Qgis,
        QgsApplication,
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsFeatureRequest,
        QgsProject,
        QgsRectangle,
        QgsVectorLayer,
    )

    application = QgsApplication([], False)  # noqa: FBT003 - no screen
    application.initQgis()
    project = QgsProject.instance()
    degrees = QgsCoordinateReferenceSystem("OGC:CRS84")
    told = []
    for collection in collections(root):
        for in_view in (False, True):
            source = f"url='{root}/v1' typename='{collection}'"
            source += " restrictToRequestBBOX='1'" if in_view else ""
            layer = QgsVectorLayer(source, collection, "OAPIF")
            there = QgsCoordinateTransform(degrees, layer.crs(), project)
            wanted = QgsFeatureRequest()
            if in_view:
                wanted.setFilterRect(there.transformBoundingBox(QgsRectangle(*view)))
            features = list(layer.getFeatures(wanted)) if layer.isValid() else []
            told.append(
                {
                    "qgis": Qgis.QGIS_VERSION,
                    "collection": collection,
                    "system": layer.crs().authid(),
                    "in_view": in_view,
                    "valid": layer.isValid(),
                    "fields": layer.fields().count(),
                    "shapes": sum(one.hasGeometry() for one in features),
                    "found": len(features),
                }
            )
    return told


def faults_of(
    told: list[dict[str, Any]], right: dict[tuple[str, bool], int]
) -> list[str]:
    """Return a line for each layer that is not what the service tells."""
    return [
        f"{one['collection']}: {one}"
        for one in told
        if not one["valid"] or one["found"] != right[one["collection"], one["in_view"]]
    ]


def main() -> None:
    """Serve, let QGIS look, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default="/usr/bin/python3", help="that has QGIS")
    options = parser.parse_args()
    from benchmarks.serving import Service  # noqa: PLC0415 - QGIS's Python has it not

    with tempfile.TemporaryDirectory() as kept:
        service = Service(Path(kept), workers=1)
        try:
            told, right = _compared(service.root, options.python)
        finally:
            service.stop()
    for one in told:
        where = "in the view" if one["in_view"] else "in all"
        print(
            f"QGIS {one['qgis']}: {one['collection']} in {one['system']}: "
            f"{one['found']} {where}, {one['shapes']} drawn, "
            f"{one['fields']} fields"
        )
    faults = faults_of(told, right)
    print("\n".join(faults) or f"{len(told)} layers as they are served")
    raise SystemExit(1 if faults else 0)


def _compared(
    root: str, python: str
) -> tuple[list[dict[str, Any]], dict[tuple[str, bool], int]]:
    """Return what QGIS sees, and how many features each layer must have."""
    view = _view(root)
    box = ",".join(map(str, view))
    right = {
        (collection, in_view): matched(
            root, collection, f"&bbox={box}" if in_view else ""
        )
        for collection in collections(root)
        for in_view in (False, True)
    }
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(
        # Isolated: modules beside this file have names of the standard library.
        [python, "-I", __file__, root, json.dumps(view)],
        capture_output=True,
        text=True,
        check=False,
        timeout=_TIMEOUT_S,
        env=environment,
    )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("[")]
    if not lines:
        message = f"QGIS did not run ({ran.returncode}): {ran.stderr or ran.stdout}"
        raise SystemExit(message)
    return json.loads(lines[-1]), right


def _view(root: str) -> list[float]:
    """Return a box in degrees around some of the vestigingen, not on a coordinate."""
    address = f"{root}/v1/collections/vestigingen/items?limit={ENOUGH}"
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - of this machine
        places = [
            one["geometry"]["coordinates"]
            for one in json.load(answer)["features"]
            if one["geometry"]
        ]
    west, south = (min(place[k] for place in places) for k in (0, 1))
    east, north = (max(place[k] for place in places) for k in (0, 1))
    middle = (west + east) / 2 + 1e-7, (south + north) / 2 + 1e-7
    return [west - 0.1, south - 0.1, *middle]


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1].startswith("http"):  # noqa: PLR2004 - as called
        print(
            json.dumps(seen_by_qgis(sys.argv[1], json.loads(sys.argv[2]))), flush=True
        )
        # Layers outlive the application that they need to be taken down.
        os._exit(0)
    else:
        main()
