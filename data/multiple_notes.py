"""A note in a snapshot's folder of the multiple to which its counts were rounded."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Final

from accessibility.errors import SnapshotError

if TYPE_CHECKING:
    from pathlib import Path

_NAME: Final = "rounded-to-{method}.json"


class FolderNote:
    """A file per demand model, written once; it goes when the snapshot is replaced.

    Parameters
    ----------
    folder
        The snapshot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def remembered(self, method: str) -> int | None:
        """Return the multiple, or None if the counts were never rounded.

        Raises
        ------
        SnapshotError
            If the note is there and cannot be understood.
        """
        path = self._path(method)
        try:
            return int(json.loads(path.read_text(encoding="utf-8"))["multiple"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = (
                f"{path}: cannot be read as the multiple to which counts were rounded; "
                "build the snapshot again"
            )
            raise SnapshotError(message) from error

    def remember(self, method: str, multiple: int) -> bool:
        """Keep the first multiple; False if the folder cannot be written."""
        path = self._path(method)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            draft.write_text(json.dumps({"multiple": multiple}), encoding="utf-8")
            # A link is made whole or not at all, and never over another's.
            os.link(draft, path)
        except FileExistsError:
            return True
        except OSError:
            return False
        finally:
            draft.unlink(missing_ok=True)
        return True

    def _path(self, method: str) -> Path:
        return self._folder / _NAME.format(method=method)
