"""`/` and `/plannen`: the web pages, each file compressed once and kept by its ETag.

`/insluiten` is the first page again, for a frame of another site: it has a policy of
its own, and shows the answer with its map but neither a dossier nor a key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.routing import Route

from api.service.middleware import FRAMED_CSP
from api.service.rendered import Rendered, rendered
from api.service.responses import release_etag, release_response
from maps.web_page import media_type, page_files

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FRAME: Final = "/insluiten"
_INDEX: Final = "index.html"


def page_routes() -> list[Route]:
    """Return a route for each file of the pages; a folder is its `index.html`."""
    routes = []
    for path, content in page_files().items():
        one = rendered(content, media_type(path))
        folder, _, name = path.rpartition("/")
        routes.append(_route(f"/{folder if name == _INDEX else path}", one))
    return [*routes, _framed(page_files()[_INDEX])]


def _framed(index: bytes) -> Route:
    """Return the route of the page as other sites may show it."""
    page = index.replace(b"<html ", b'<html data-ingesloten="" ', 1)
    policy = {"Content-Security-Policy": FRAMED_CSP}
    return _route(FRAME, rendered(page, media_type(_INDEX), policy))


def _route(address: str, one: Rendered) -> Route:
    etag = release_etag(one)

    # Nothing to wait for: a thread of its own would only make the page come later.
    async def send(request: Request) -> Response:
        return release_response(request, one, etag)

    return Route(address, send, methods=["GET", "HEAD"], name=f"page{address}")
