"""Responses derived from an immutable snapshot, with their ETag and age."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from api.service.negotiation import takes_gzip
from api.service.release import program_version

if TYPE_CHECKING:
    from collections.abc import Hashable

    from starlette.requests import Request

    from api.service.rendered import Rendered
    from api.service.served import Served

_UNPINNED: Final = "public, max-age=60, stale-while-revalidate=600"
_PINNED: Final = "public, max-age=31536000, immutable"
_PRIVATE: Final = "private, no-store"
_CHECK_EACH_TIME: Final = "no-cache"


def etag_of(served: Served, key: Hashable) -> str:
    """Return the weak ETag of what a snapshot answers to a key."""
    parts = (served.identity, served.snapshot.manifest.method_version)
    text = repr((*parts, program_version(), key))
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def is_known(request: Request, etag: str) -> bool:
    """Tell whether the caller already holds what the ETag stands for."""
    held = request.headers.get("if-none-match", "")
    return held == "*" or etag in (one.strip() for one in held.split(","))


def snapshot_response(
    request: Request,
    served: Served,
    one: Rendered,
    key: Hashable,
    *,
    pinned: bool = False,
    private: bool = False,
) -> Response:
    """Return a representation, or 304 if the caller holds it already.

    Parameters
    ----------
    request
        Its headers decide between whole, compressed and 304.
    served
        Snapshot that answered.
    one
        The representation.
    key
        What was asked, in canonical form.
    pinned
        The caller named the snapshot, so that the answer can never change.
    private
        The answer is not for everyone and must not be kept.
    """
    etag = etag_of(served, key)
    headers = {
        "ETag": etag,
        "Cache-Control": _PRIVATE if private else _PINNED if pinned else _UNPINNED,
        "Vary": "Accept, Accept-Encoding, Authorization",
        "Bereik-Snapshot": served.identity,
        **one.headers,
    }
    if served.snapshot.manifest.example:
        headers["Bereik-Label"] = "voorbeeldgegevens"
    if not private and is_known(request, etag):
        return Response(status_code=304, headers=headers)
    if one.zipped and takes_gzip(request.headers):
        headers["Content-Encoding"] = "gzip"
        return Response(one.zipped, headers=headers, media_type=one.media_type)
    return Response(one.body, headers=headers, media_type=one.media_type)


def release_etag(one: Rendered) -> str:
    """Return the weak ETag of what only changes with the program."""
    return f'W/"{hashlib.sha256(one.body).hexdigest()[:32]}"'


def release_response(request: Request, one: Rendered, etag: str) -> Response:
    """Return what only changes with the program, or 304 if the caller holds it."""
    headers = {
        "ETag": etag,
        "Cache-Control": _CHECK_EACH_TIME,
        "Vary": "Accept-Encoding",
    }
    if is_known(request, etag):
        return Response(status_code=304, headers=headers)
    headers |= one.headers
    if one.zipped and takes_gzip(request.headers):
        zipped = headers | {"Content-Encoding": "gzip"}
        return Response(one.zipped, headers=zipped, media_type=one.media_type)
    return Response(one.body, headers=headers, media_type=one.media_type)
