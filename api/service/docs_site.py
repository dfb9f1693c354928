"""`/docs/`: the site of the documents, as `make site` wrote it, from our own host.

A page of the site has small scripts of its own inside it. Its policy names each by its
hash, so that no other script runs on the host that callers trust with their key.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import FileResponse
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from accessibility.errors import UsageError

if TYPE_CHECKING:
    import os

    from starlette.responses import Response
    from starlette.types import Scope

ADDRESS: Final = "/docs"
_INDEX: Final = "index.html"
_INLINE: Final = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_POLICY: Final = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; font-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def checked_site(folder: Path) -> Path:
    """Return a folder that holds a site.

    Raises
    ------
    UsageError
        If it does not.
    """
    if not (folder / _INDEX).is_file():
        message = f"--docs {folder}: holds no {_INDEX}; 'make site' writes a site"
        raise UsageError(message)
    return folder


def docs_routes(folder: Path | None) -> list[Mount]:
    """Return the route of a site in a folder; none without a folder."""
    if folder is None:
        return []
    return [Mount(ADDRESS, _Site(directory=folder, html=True), name="docs")]


class _Site(StaticFiles):
    """Files of a folder; pages with a policy that lets in their own scripts."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return a file, or that it did not change."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "no-cache"
        if isinstance(response, FileResponse) and response.media_type == "text/html":
            policy = _policy_of(Path(full_path), stat_result.st_mtime_ns)
            response.headers["Content-Security-Policy"] = policy
        return response


@lru_cache(maxsize=256)
def _policy_of(page: Path, _changed: int) -> str:
    """Return the policy of a page as it is at a moment."""
    hashes = {
        base64.b64encode(hashlib.sha256(script).digest()).decode()
        for script in _INLINE.findall(page.read_bytes())
    }
    scripts = "".join(f" 'sha256-{one}'" for one in sorted(hashes))
    return _POLICY.format(scripts=scripts)
