"""The description of the interface, as it is served and as errors read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from fastapi.openapi.utils import get_openapi

from api.service.negotiation import MEDIA_TYPES, Form
from api.service.problems import Problem, documented
from api.service.release import API_VERSION, PREFIX

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.routing import BaseRoute

TITLE: Final = "Bereik"
DESCRIPTION: Final = (
    "Who can get to which technical vmbo profiel, in which leerweg, how far is it, "
    "and what changes if the offer changes."
)
_LICENCE: Final = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
_OURS_INSTEAD: Final = ("HTTPValidationError", "ValidationError")
_VERSION_HEADER: Final = {
    "API-Version": {
        "description": "version of this interface",
        "schema": {"type": "string", "examples": [API_VERSION]},
    }
}
_BOX: Final = {
    "description": "west, south, east, north; of six numbers the third and the sixth, "
    "heights, are passed over",
    "type": "array",
    "items": {"type": "number"},
    "oneOf": [{"minItems": n, "maxItems": n} for n in (4, 6)],
    "examples": [[4.0, 51.5, 5.0, 52.5]],
}


def interface(routes: Sequence[BaseRoute]) -> dict[str, Any]:
    """Return the description of some routes; errors are problems.

    Parameters
    ----------
    routes
        Of all resources.
    """
    description = get_openapi(
        title=TITLE,
        version=API_VERSION,
        description=DESCRIPTION,
        license_info=_LICENCE,
        routes=routes,
        servers=[{"url": PREFIX}],
    )
    paths = description["paths"]
    description["paths"] = {described_path(path): paths[path] for path in paths}
    _add_schemas(description["components"])
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            operation["operationId"] = _named(method, path)
            _complete(operation)
    return description


def _named(method: str, path: str) -> str:
    """Return what generated clients call an operation, such as `getBereik`."""
    words = re.findall(r"[A-Za-z0-9]+", path) or ["landing"]
    return method + "".join(word[0].upper() + word[1:] for word in words)


def described_path(path: str) -> str:
    """Return an address as the description names it: after that of the server."""
    return path.removeprefix(PREFIX) or "/"


def for_callers(
    description: dict[str, Any], public_url: str, email: str
) -> dict[str, Any]:
    """Return a description with the address of a service, and who answers for it.

    Parameters
    ----------
    description
        Of the interface.
    public_url
        Address under which callers know the service; empty for this machine.
    email
        Of who runs it; empty for the postmaster that every domain has.
    """
    root = public_url.rstrip("/")
    host = urlsplit(root).hostname or "localhost.localdomain"
    contact = {
        "name": "Beheerder van deze dienst",
        "email": email or f"postmaster@{host}",
        "url": root or "http://localhost",
    }
    info = {**description["info"], "contact": contact}
    return {**description, "info": info, "servers": [{"url": root + PREFIX}]}


def _add_schemas(components: dict[str, Any]) -> None:
    schemas = components["schemas"]
    for name in _OURS_INSTEAD:
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    components["securitySchemes"] = {
        "sleutel": {"type": "http", "scheme": "bearer", "description": "an API key"}
    }


def _complete(operation: dict[str, Any]) -> None:
    """Add to an operation what holds of all, and leave out what does not work."""
    responses = operation["responses"]
    responses.pop("422", None)
    if "requestBody" in operation:
        responses |= {str(k): one for k, one in documented(408, 413).items()}
    operation.setdefault("security", [{}, {"sleutel": []}])
    for response in _successes(responses):
        response["headers"] = {**_VERSION_HEADER, **response.get("headers", {})}
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == "f":
            parameter["schema"] = _forms_of(responses)
        elif parameter["name"] == "bbox":
            # As OGC API Features has it: numbers with commas between them.
            parameter |= {"schema": _BOX, "style": "form", "explode": False}


def _successes(responses: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for status, one in responses.items() if status.startswith(("2", "3")))


def _forms_of(responses: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of `f`: the representations that there are of an answer."""
    there = {kind for one in _successes(responses) for kind in one.get("content", ())}
    forms = [
        form.value for form in Form if MEDIA_TYPES[form].partition(";")[0] in there
    ]
    return {"type": "string", "enum": forms}
