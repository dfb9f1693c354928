"""What is kept is not computed again, and the manifest names all of it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pandas as pd

from accessibility.questions import Question
from api.sweep.kept import SweepFolder
from api.sweep.parts import Part, Told

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = (Part("land", name, name, "none", "", Question()) for name in ("a", "b"))


def test_a_kept_part_is_not_missing(tmp_path: Path) -> None:
    folder = SweepFolder(tmp_path / "uit")
    assert folder.missing([ONE, OTHER]) == [ONE, OTHER]
    folder.keep(ONE, Told(ONE.key, b"rijen", 1))
    assert folder.missing([ONE, OTHER]) == [OTHER]
    names = [one.name for one in folder.file(ONE).parents[:4]]
    told = ["answer=reach", "snapshot=a", "scenario=none", f"key={ONE.key}"]
    assert names[::-1] == told


def test_the_manifest_has_a_hash_or_a_fault(tmp_path: Path) -> None:
    folder = SweepFolder(tmp_path)
    folder.keep(ONE, Told(ONE.key, b"rijen", 1))
    folder.write_manifest([ONE, OTHER], {OTHER.key: "geen wegen"})
    one, other = json.loads((tmp_path / "manifest.json").read_text())["parts"]
    assert one["sha256"] == hashlib.sha256(b"rijen").hexdigest()
    assert (tmp_path / one["file"]).read_bytes() == b"rijen"
    assert other["fault"] == "geen wegen"
    assert "file" not in other
    assert one["question"]["mode"] == "straight"
    asked = pd.read_parquet(tmp_path / "asked.parquet").set_index("key")
    assert asked.loc[ONE.key, "question.mode"] == "straight"
    assert asked.loc[OTHER.key, "fault"] == "geen wegen"
