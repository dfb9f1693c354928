"""Ask nigiri in a process of its own: it writes to the console, and cannot be reset."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ORACLE = Path(__file__).with_name("nigiri_oracle.py")


def asked_nigiri(
    folder: Path, questions: list[dict[str, Any]], day: str
) -> list[int | None]:
    """Return the latest departure of each question in seconds, None for none."""
    out = folder.parent / f"{folder.name}.json"
    subprocess.run(
        [sys.executable, str(ORACLE), str(folder), str(out)],
        input=json.dumps({"day": day, "questions": questions}),
        check=True,
        capture_output=True,
        text=True,
    )
    answers: list[int | None] = json.loads(out.read_text(encoding="utf-8"))
    return answers
