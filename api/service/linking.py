"""Links between resources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from api.service.reaching import service_of

if TYPE_CHECKING:
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
