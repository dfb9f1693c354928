"""`/gebied`: a page per area that needs no script, with a picture, to be quoted."""

import threading
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from accessibility.codes import TECHNIEK, AreaKind
from accessibility.errors import UsageError
from accessibility.regions import Region, find_region, region_at, regions_of
from accessibility.reports import region_view
from api.drawing import Picture, picture_of
from api.service.answering import answered
from api.service.asking import Keys
from api.service.linking import base_of
from api.service.middleware import FRAMED_CSP
from api.service.problems import ProblemError
from api.service.reaching import service_of
from api.service.rendered import Rendered, rendered
from api.service.served import FIRST_LOOK, Served
from api.service.vocabulary import Noemer
from maps import dutch
from maps.area_page import Link, Surroundings, area_page, list_page
from maps.gap_words import reason_rows
from maps.postcodes import described
from maps.story import story

router = APIRouter(include_in_schema=False)

KINDS: Final = {
    AreaKind.PROVINCIE: "Provincies",
    AreaKind.GEMEENTE: "Gemeenten",
    AreaKind.STO_REGIO: "STO-regio's",
    AreaKind.COROP: "COROP-gebieden",
    AreaKind.RMC: "RMC-regio's",
}
"""Divisions that have pages, with their heading."""

COUNTRY_PICTURE: Final = "/beeld.png"
NOT_FOUND: Final = 404
_HTML: Final = "text/html; charset=utf-8"
_PICTURE_DPI: Final = 110
_SHORT: Final = 12
_DRAWING: Final = threading.Lock()
"""What matplotlib draws with is shared by all threads."""


@router.get("/gebied")
def lists(request: Request) -> Response:
    """List every area that has a page."""
    return answered(request, Keys(), ("gebied",), lambda one: _lists(one, tuple(KINDS)))


@router.get("/gebied/{soort}")
def list_of_kind(request: Request, soort: str) -> Response:
    """List the areas of one division; where there is no such, those of all."""
    if soort not in [kind.value for kind in KINDS]:
        return _not_found(request, soort, is_framed=False)
    kind = _kind(soort)
    return answered(request, Keys(), ("gebied", kind), lambda one: _lists(one, (kind,)))


@router.get("/gebied/{soort}/{naam}")
def page(request: Request, soort: str, naam: str) -> Response:
    """Give the page of an area; under another of its names, the way to it."""
    return _page_or_list(request, "gebied", soort, naam)


def _page_or_list(request: Request, stem: str, soort: str, naam: str) -> Response:
    try:
        return _page(request, stem, soort, naam)
    except ProblemError as error:
        if error.status != NOT_FOUND:
            raise
        return _not_found(request, naam, is_framed=stem == "insluiten")


@router.get("/insluiten/{soort}/{naam}")
def framed(request: Request, soort: str, naam: str) -> Response:
    """Give the figure and the picture of an area, for a frame of another site."""
    return _page_or_list(request, "insluiten", soort, naam)


@router.get("/gebied/{soort}/{naam}/beeld.png")
def drawn(request: Request, soort: str, naam: str) -> Response:
    """Give the map of an area as a picture, for who shares the link."""
    region = _region(request, soort, naam)
    return answered(
        request, Keys(), ("beeld", region), lambda one: _picture(one, region)
    )


@router.get(COUNTRY_PICTURE)
def drawn_country(request: Request) -> Response:
    """Give the map of the whole country as a picture, for who shares the link."""
    region = find_region(service_of(request).served(Keys().snapshot).snapshot, None)
    return answered(
        request, Keys(), ("beeld", region), lambda one: _picture(one, region)
    )


@router.get("/sitemap.xml")
def sitemap(request: Request) -> Response:
    """List every page for search engines."""
    root = _root(request)
    return answered(request, Keys(), ("sitemap", root), lambda one: _sitemap(one, root))


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """Tell search engines to read the pages and to leave the interface alone."""
    lines = (
        "User-agent: *",
        "Disallow: /v1/",
        f"Sitemap: {_root(request)}/sitemap.xml",
    )
    return Response("\n".join(lines) + "\n", media_type="text/plain")


def _root(request: Request) -> str:
    return base_of(request).removesuffix("/v1")


def _kind(soort: str) -> AreaKind:
    for kind in KINDS:
        if kind.value == soort:
            return kind
    message = f"There are no pages of {soort!r}; there are of {', '.join(KINDS)}."
    raise ProblemError(NOT_FOUND, message)


def _region(request: Request, soort: str, naam: str) -> Region:
    served = service_of(request).served(Keys().snapshot)
    try:
        return region_at(served.snapshot, _kind(soort), naam)
    except UsageError as error:
        raise ProblemError(NOT_FOUND, str(error)) from error


def _page(request: Request, stem: str, soort: str, naam: str) -> Response:
    region = _region(request, soort, naam)
    if naam != region.slug:
        address = f"/{stem}/{region.kind.value}/{region.slug}"
        return RedirectResponse(address, status_code=308)
    root = _root(request)
    return answered(
        request,
        Keys(),
        (stem, region, root),
        lambda one: _drawn_page(one, region, root, is_framed=stem == "insluiten"),
    )


def _view(served: Served, region: Region) -> Picture:
    with served.gate.slot():
        view = region_view(served.study, region, FIRST_LOOK)
        return picture_of(served.study, view, FIRST_LOOK)


def _drawn_page(
    served: Served, region: Region, root: str, *, is_framed: bool
) -> Rendered:
    picture = _view(served, region)
    frame = described(picture.postcodes, picture.subject)
    told = story(
        frame,
        subject=picture.subject,
        manifest=picture.manifest,
        extras=replace(picture.extras, overlays=[]),
    )
    around = _surroundings(served, region, root, is_framed=is_framed)
    body = area_page(told, reason_rows(frame, picture.subject), around)
    headers = {"Content-Security-Policy": FRAMED_CSP} if is_framed else {}
    return rendered(body, _HTML, headers)


def _surroundings(
    served: Served, region: Region, root: str, *, is_framed: bool
) -> Surroundings:
    soort = region.kind.value
    own = f"{soort}/{region.slug}"
    asked = {"gebiedsindeling": soort, "gebied": region.code, "profiel": TECHNIEK}
    asked["noemer"] = Noemer.LEERWEG.value
    table = f"/v1/bereik?{urlencode(asked)}"
    shown = {"gebieden": soort, "gebied": region.code}
    return Surroundings(
        address=f"{root}/gebied/{own}",
        picture=f"{root}/gebied/{own}/beeld.png",
        frame=f"{root}/insluiten/{own}",
        snapshot=f"{served.snapshot.manifest.name} ({served.identity[:_SHORT]})",
        map_=Link(f"/?{urlencode(shown)}", f"{region.name} op de kaart"),
        downloads=[Link(f"{table}&f={form}", form.upper()) for form in ("csv", "xlsx")],
        others=() if is_framed else _links(served, region.kind),
        is_framed=is_framed,
    )


def _links(served: Served, kind: AreaKind) -> list[Link]:
    return [
        Link(f"/gebied/{kind.value}/{one.slug}", one.name)
        for one in regions_of(served.snapshot, kind)
    ]


def _lists(served: Served, kinds: tuple[AreaKind, ...]) -> Rendered:
    title = "Waar kunnen vmbo-leerlingen techniek volgen?"
    return rendered(_listed(served, kinds, title), _HTML)


def _not_found(request: Request, naam: str, *, is_framed: bool) -> Response:
    """Tell a reader, and not a program, that there is no such area, and which are."""
    served = service_of(request).served(Keys().snapshot)
    title = f"Geen gebied heet hier {naam}; kies er een"
    headers = {"Content-Security-Policy": FRAMED_CSP} if is_framed else {}
    body = _listed(served, tuple(KINDS), title)
    return Response(body, NOT_FOUND, headers, media_type=_HTML)


def _listed(served: Served, kinds: tuple[AreaKind, ...], title: str) -> str:
    held = [(KINDS[kind], _links(served, kind)) for kind in kinds]
    band = dutch.EXAMPLE if served.snapshot.manifest.example else ""
    return list_page(title, [one for one in held if one[1]], band)


def _picture(served: Served, region: Region) -> Rendered:
    picture = _view(served, region)
    with _DRAWING:
        content = picture.for_paper().png(_PICTURE_DPI)
    return Rendered(content, "image/png")


def _sitemap(served: Served, root: str) -> Rendered:
    pages = [
        "/",
        "/gebied",
        *(one.href for kind in KINDS for one in _links(served, kind)),
    ]
    places = "".join(f"<url><loc>{root}{page}</loc></url>" for page in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    text = f'{head}<urlset xmlns="{space}">{places}</urlset>'
    return rendered(text, "application/xml; charset=utf-8")
