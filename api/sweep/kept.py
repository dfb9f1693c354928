"""The folder of a sweep: a Parquet file per finished part, and a manifest."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from data.exports import whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from api.sweep.parts import Part, Told

MANIFEST: Final = "manifest.json"
ASKED: Final = "asked.parquet"
_PARTS: Final = "parts"
_ROWS: Final = "rows.parquet"


@dataclass(frozen=True)
class SweepFolder:
    """Where the answers of a sweep are kept, each as soon as it is known.

    The files are partitioned by answer, snapshot, scenario and key, as
    `parts/answer=reach/snapshot=.../scenario=.../key=.../rows.parquet`. pandas, DuckDB
    and Dask read those of one answer as one table; `asked.parquet` tells by key what
    was asked.

    Parameters
    ----------
    path
        The folder; made when the first part is kept.
    """

    path: Path

    def file(self, part: Part) -> Path:
        """Return where the answer of a part is kept."""
        division = (
            f"answer={part.kind}",
            f"snapshot={part.snapshot}",
            f"scenario={part.scenario}",
            f"key={part.key}",
        )
        return self.path.joinpath(_PARTS, *division, _ROWS)

    def missing(self, parts: Iterable[Part]) -> list[Part]:
        """Return the parts that are not kept yet: an earlier run may have been cut."""
        return [part for part in parts if not self.file(part).exists()]

    def keep(self, part: Part, told: Told) -> None:
        """Keep the answer of a part, whole or not at all.

        Raises
        ------
        DataError
            If it cannot be written.
        """
        with whole_file(self.file(part)) as draft:
            draft.write_bytes(told.content)

    def write_manifest(
        self,
        parts: Iterable[Part],
        faults: Mapping[str, str],
        run: Mapping[str, Any] | None = None,
    ) -> None:
        """Write what the sweep asked, with the hash of each answer or its fault.

        Parameters
        ----------
        parts
            All of them, those kept from before too.
        faults
            Why there is no answer, by key.
        run
            What the last run took: memory, bytes; None where nothing was computed.
        """
        rows = [self._row(part, faults) for part in parts]
        with whole_file(self.path / ASKED) as draft:
            pd.json_normalize(rows).to_parquet(draft, index=False)
        document = {"parts": rows, "run": dict(run or {})}
        with whole_file(self.path / MANIFEST) as draft:
            text = json.dumps(document, ensure_ascii=False, indent=1)
            draft.write_text(f"{text}\n", encoding="utf-8")

    def _row(self, part: Part, faults: Mapping[str, str]) -> dict[str, Any]:
        file = self.file(part)
        row: dict[str, Any] = {
            "key": part.key,
            "snapshot": part.snapshot,
            "identity": part.identity,
            "scenario": part.scenario,
            **part.asked,
        }
        if part.key in faults:
            return {**row, "fault": faults[part.key]}
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        return {**row, "file": str(file.relative_to(self.path)), "sha256": digest}
