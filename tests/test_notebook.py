"""Every cell of the notebook for researchers runs, on the example country."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbclient
import pytest

NOTEBOOK = Path(__file__).parent.parent / "docs" / "notebook.md"


@pytest.mark.enable_socket
def test_every_cell_runs(
    country_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "land").symlink_to(country_folder)
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOK.parent.parent))
    notebook = jupytext.read(NOTEBOOK)
    nbclient.NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(cells) > 7
    assert all(cell.execution_count for cell in cells)
