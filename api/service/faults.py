"""What is wrong with one part of a request, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from api.service.release import PREFIX, template_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.requests import Request

_LONGEST_ECHO: Final = 40
_UNION_STEP: Final = re.compile(r"[a-z-]+\[.*\]|none|constrained-str")
_PLAIN: Final = {
    "missing": "must be given",
    "json_invalid": "is not valid JSON",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "finite_number": "must be a number",
    "bool_parsing": "must be yes or no: true or false",
    "bool_type": "must be yes or no: true or false",
    "string_type": "must be text",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "uuid_parsing": (
        "must be an identifier such as 8a7b6c5d-1111-4222-8333-444455556666"
    ),
    "date_from_datetime_parsing": "must be a day such as 2026-01-05",
    "date_parsing": "must be a day such as 2026-01-05",
    "date_type": "must be a day such as 2026-01-05",
}
_BOUNDED: Final = {
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} parts",
    "too_long": "must have at most {max_length} parts",
}
_NO_OBJECT: Final = ("dict_type", "model_type", "model_attributes_type")
_CHOICES: Final = ("enum", "literal_error")
_NOTHING: Final = "none_required"
"""A key that may be left out is no other way to write it."""


def faults_of(
    errors: Iterable[Mapping[str, Any]], request: Request
) -> list[dict[str, str]]:
    """Return each fault once, without the value that was sent: it may be private."""
    found = [_fault(one, request) for one in errors if one["type"] != _NOTHING]
    return [one for k, one in enumerate(found) if one not in found[:k]]


def _fault(one: Mapping[str, Any], request: Request) -> dict[str, str]:
    where, *path = (str(step) for step in one["loc"])
    steps = [step[:_LONGEST_ECHO] for step in path if not _UNION_STEP.fullmatch(step)]
    kind = one["type"]
    name = "body" if kind == "json_invalid" else ".".join(steps) or where
    return {"in": where, "name": name, "detail": _detail(one, request, where, name)}


def _detail(one: Mapping[str, Any], request: Request, where: str, name: str) -> str:
    kind, context = one["type"], one.get("ctx", {})
    if where == "body" == name and kind in _NO_OBJECT and not _is_json(request):
        return "must come with the header Content-Type: application/json"
    if kind == "extra_forbidden":
        return "is not known here" + _allowed(request, where)
    if kind == "string_pattern_mismatch":
        shape = re.sub(r"\?:", "", str(context.get("pattern", "")).strip("^$"))
        return f"must look like {_example(request, where, name) or shape}"
    if kind in _CHOICES:
        return f"must be one of {_listed(str(context['expected']))}"
    if kind in _BOUNDED:
        return _BOUNDED[kind].format_map(context)
    return _PLAIN.get(kind) or str(one["msg"])


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or kind.endswith("+json")


def _listed(expected: str) -> str:
    return expected.replace(" or ", ", ").replace("'", "")


def _parameters(request: Request, where: str) -> list[Mapping[str, Any]]:
    """Return the keys that the address describes, of the query or the path."""
    path = template_of(request.scope).removeprefix(PREFIX) or "/"
    described = request.app.openapi()["paths"].get(path, {})
    operation = described.get(request.method.lower(), {})
    return [one for one in operation.get("parameters", ()) if one["in"] == where]


def _allowed(request: Request, where: str) -> str:
    """Name the query keys of the address, as its description does."""
    path = template_of(request.scope).removeprefix(PREFIX) or "/"
    if where != "query" or path not in request.app.openapi()["paths"]:
        return ""
    keys = [one["name"] for one in _parameters(request, where)]
    return f"; allowed are {', '.join(keys)}" if keys else "; no keys are taken here"


def _example(request: Request, where: str, name: str) -> str:
    """Return how a key is written, as its description has it; empty if it has not."""
    for one in _parameters(request, where):
        examples = one["schema"].get("examples", [])
        if one["name"] == name and examples:
            first = examples[0]
            parts = first if isinstance(first, list) else [first]
            return ",".join(map(str, parts))
    return ""
