"""`/` and `/plannen`: the web pages, each file compressed once and kept by its ETag.

`/insluiten` is the first page again, for a frame of another site: it has a policy of
its own, and shows the answer with its map but neither a dossier nor a key. Who shares
the link of the first page, or of an area on it, shows the picture of that area with it.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.responses import RedirectResponse
from starlette.routing import Route

from api.service.linking import base_of
from api.service.middleware import FRAMED_CSP
from api.service.rendered import Rendered, rendered
from api.service.resources.area_pages import COUNTRY_PICTURE, KINDS
from api.service.responses import release_etag, release_response
from maps.web_page import media_type, page_files

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FRAME: Final = "/insluiten"
_INDEX: Final = "index.html"
_ICON: Final = "/icon.svg"
_MOST_SHARED: Final = 64


def page_routes() -> list[Route]:
    """Return a route for each file of the pages; a folder is its `index.html`."""
    routes = []
    for path, content in page_files().items():
        one = rendered(content, media_type(path))
        folder, _, name = path.rpartition("/")
        routes.append(_route(f"/{folder if name == _INDEX else path}", one))
    icon = Route("/favicon.ico", lambda _: RedirectResponse(_ICON, 308))
    # The first page itself is matched before its file is.
    return [_front(), *routes, icon, _framed(page_files()[_INDEX])]


def _front() -> Route:
    """Return the route of the first page, with a picture for who shares its link."""

    async def send(request: Request) -> Response:
        one = _shared(_picture_address(request))
        return release_response(request, one, release_etag(one))

    return Route("/", send, methods=["GET", "HEAD"], name="front")


@lru_cache(maxsize=_MOST_SHARED)
def _shared(picture: str) -> Rendered:
    """Return the first page with the address of a picture in its head."""
    told = (
        f'<meta property="og:image" content="{escape(picture)}">\n'
        '<meta name="twitter:card" content="summary_large_image">\n</head>'
    )
    page = page_files()[_INDEX].replace(b"</head>", told.encode(), 1)
    return rendered(page, media_type(_INDEX))


def _picture_address(request: Request) -> str:
    """Return the whole address of the picture of what a link looks at."""
    root = base_of(request).removesuffix("/v1")
    asked = request.query_params
    within = asked.get("binnen") or f"{asked.get('gebieden')}:{asked.get('gebied', '')}"
    soort, _, code = within.partition(":")
    if soort in [kind.value for kind in KINDS] and code:
        return f"{root}/gebied/{soort}/{quote(code, safe='')}/beeld.png"
    return root + COUNTRY_PICTURE


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
