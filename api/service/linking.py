"""Links between resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.service.negotiation import MEDIA_TYPES, Form
from api.service.reaching import service_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def base_of(request: Request) -> str:
    """Return the address of `/v1` as callers write it, without a slash at the end."""
    public = service_of(request).settings.public_url
    return (public or _own_root(request)).rstrip("/") + "/v1"


def _own_root(request: Request) -> str:
    """Return the address of this machine, by the name that the caller uses for it.

    Whatever else the header Host says is not believed: answers are kept by others.
    """
    url = request.base_url
    if url.hostname in _LOOPBACK:
        return str(url)
    host, port = request.scope.get("server") or ("localhost", None)
    return str(url.replace(hostname=host, port=port))


def link(
    href: str, rel: str, title: str = "", media_type: str = "application/json"
) -> dict[str, str]:
    """Return a link as OGC API writes it."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}


def self_links(
    address: str, form: Form, offered: Sequence[Form], title: str
) -> list[dict[str, str]]:
    """Return a link to this representation, and to each other one of the same.

    Parameters
    ----------
    address
        Of the resource, with its query but without `f`.
    form
        What is given now.
    offered
        What there is, the default first, which is linked without `f`: clients add a
        query to it. JSON of features is GeoJSON and gets no link of its own.
    title
        What the resource is called.
    """
    sign = "&" if "?" in address else "?"
    others = [one for one in offered if one is not form]
    if Form.GEOJSON in (form, *others):
        others = [one for one in others if one is not Form.JSON]
    return [
        link(
            address if one is offered[0] else f"{address}{sign}f={one}",
            rel,
            title,
            media_type_of(one),
        )
        for rel, one in (("self", form), *(("alternate", one) for one in others))
    ]


def media_type_of(form: Form) -> str:
    """Return the media type of a representation, without its parameters."""
    return MEDIA_TYPES[form].partition(";")[0]
