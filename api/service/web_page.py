"""`/` and `/plannen`: the web pages, each file compressed once and kept by its ETag."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from api.service.rendered import Rendered, rendered
from api.service.responses import release_etag, release_response
from maps.web_page import media_type, page_files

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_INDEX: Final = "index.html"


def page_routes() -> list[Route]:
    """Return a route for each file of the pages; a folder is its `index.html`."""
    routes = []
    for path, content in page_files().items():
        one = rendered(content, media_type(path))
        folder, _, name = path.rpartition("/")
        routes.append(_route(f"/{folder if name == _INDEX else path}", one))
    return routes


def _route(address: str, one: Rendered) -> Route:
    etag = release_etag(one)

    # Nothing to wait for: a thread of its own would only make the page come later.
    async def send(request: Request) -> Response:
        return release_response(request, one, etag)

    return Route(address, send, methods=["GET", "HEAD"], name=f"page{address}")
