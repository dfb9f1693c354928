"""`/` and `/plannen`: the web pages, each file compressed once and kept by its ETag."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from api.service.rendered import Rendered, rendered
from api.service.responses import is_known
from maps.web_page import media_type, page_files

if TYPE_CHECKING:
    from starlette.requests import Request

_INDEX: Final = "index.html"
_CHECK_EACH_TIME: Final = "no-cache"


def page_routes() -> list[Route]:
    """Return a route for each file of the pages; a folder is its `index.html`."""
    routes = []
    for path, content in page_files().items():
        one = rendered(content, media_type(path))
        folder, _, name = path.rpartition("/")
        routes.append(_route(f"/{folder if name == _INDEX else path}", one))
    return routes


def _route(address: str, one: Rendered) -> Route:
    etag = f'W/"{hashlib.sha256(one.body).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": _CHECK_EACH_TIME,
        "Vary": "Accept-Encoding",
    }

    # Nothing to wait for: a thread of its own would only make the page come later.
    async def send(request: Request) -> Response:
        if is_known(request, etag):
            return Response(status_code=304, headers=headers)
        if one.zipped and "gzip" in request.headers.get("accept-encoding", ""):
            zipped = headers | {"Content-Encoding": "gzip"}
            return Response(one.zipped, headers=zipped, media_type=one.media_type)
        return Response(one.body, headers=headers, media_type=one.media_type)

    return Route(address, send, methods=["GET", "HEAD"], name=f"page{address}")
