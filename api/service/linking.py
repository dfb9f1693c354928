"""Links between resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.service.reaching import service_of

if TYPE_CHECKING:
    from starlette.requests import Request


def base_of(request: Request) -> str:
    """Return the address of `/v1` as callers write it, without a slash at the end."""
    public = service_of(request).settings.public_url
    root = public or str(request.base_url)
    return root.rstrip("/") + "/v1"


def link(
    href: str, rel: str, title: str = "", media_type: str = "application/json"
) -> dict[str, str]:
    """Return a link as OGC API writes it."""
    return {"href": href, "rel": rel, "type": media_type, "title": title}
