"""Arrays in a folder: each a file that is mapped into memory, not read, when opened."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from accessibility.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

_ABOUT: Final = "about.json"


def write_arrays(folder: Path, arrays: Arrays, about: Mapping[str, Any]) -> None:
    """Write arrays and what they are about; the folder appears whole or not at all.

    Parameters
    ----------
    folder
        Where; replaced if it exists.
    arrays
        By name.
    about
        What else belongs to them, as JSON can hold it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, values in arrays.items():
            np.save(made / f"{name}.npy", np.ascontiguousarray(values))
        text = json.dumps({**about, "arrays": sorted(arrays)}, indent=1)
        (made / _ABOUT).write_text(text + "\n", encoding="utf-8")
        made.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(made, folder)  # noqa: PTH105 - one rename, on every system
    finally:
        shutil.rmtree(made, ignore_errors=True)


def read_arrays(
    folder: Path, what: str
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Open arrays as maps of their files, and what they are about.

    Parameters
    ----------
    folder
        Written by `write_arrays`.
    what
        What is expected there, for the sentence of an error.

    Raises
    ------
    DataError
        If the folder is missing, or a file in it is missing or damaged.
    """
    try:
        about = json.loads((folder / _ABOUT).read_text(encoding="utf-8"))
        arrays = {name: _mapped(folder / f"{name}.npy") for name in about["arrays"]}
    except (OSError, ValueError, KeyError) as error:
        message = f"{folder}: is not {what}, or is damaged ({error}); make it again"
        raise DataError(message) from error
    return arrays, about


def _mapped(path: Path) -> NDArray[Any]:
    # A file without values cannot be mapped.
    mapped: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return mapped


def digest(arrays: Arrays, *, about: str = "") -> str:
    """Return a fingerprint of some arrays: equal for equal values, types and names.

    Parameters
    ----------
    arrays
        By name.
    about
        What else the fingerprint depends on.
    """
    total = hashlib.sha256(about.encode())
    for name in sorted(arrays):
        values = np.ascontiguousarray(arrays[name])
        total.update(f"|{name}|{values.dtype.str}|{values.shape}|".encode())
        total.update(values.view(np.uint8).data if values.size else b"")
    return total.hexdigest()
