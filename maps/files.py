"""Writing a finished drawing to disk: all of it, or nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from accessibility.errors import DataError


def write_whole(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write the content to a temporary neighbour and put it in place in one move.

    Parameters
    ----------
    path
        File to write; its folder must exist.
    content
        The whole file.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    DataError
        If the folder is missing, not writable or full; no part is left behind.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".bereik-")
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            # mkstemp keeps others out; a map is meant to be read.
            temporary.chmod(0o644)
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        message = (
            f"cannot write {target}: {error.strerror or error}; choose a folder that "
            "exists, may be written and has room"
        )
        raise DataError(message) from error
    return target
