"""The description of the interface as a page on which every address can be tried."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from maps.region_page import environment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEEPEST: Final = 4


@dataclass(frozen=True)
class Field:
    """A key that can be filled in."""

    name: str
    place: str
    meaning: str
    required: bool
    choices: tuple[str, ...]
    example: str
    default: str


@dataclass(frozen=True)
class Operation:
    """An address and what can be asked of it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    fields: tuple[Field, ...]
    body: str
    needs_key: bool
    answers: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Member:
    """A property of a schema."""

    name: str
    kind: str
    meaning: str
    required: bool


def docs_page(about: Mapping[str, Any]) -> str:
    """Return the page.

    Parameters
    ----------
    about
        Description of the interface, in OpenAPI 3.1.
    """
    schemas = about["components"]["schemas"]
    groups: dict[str, list[Operation]] = {}
    for path, methods in about["paths"].items():
        for method, one in methods.items():
            group = (one.get("tags") or ["dienst"])[0]
            found = _operation(about, path, method, one)
            groups.setdefault(group, []).append(found)
    return (
        environment()
        .get_template("docs.html")
        .render(
            about=about,
            root=about["servers"][0]["url"],
            groups=groups,
            schemas={
                name: list(_members(one)) for name, one in sorted(schemas.items())
            },
        )
    )


def _operation(
    about: Mapping[str, Any], path: str, method: str, one: Mapping[str, Any]
) -> Operation:
    content = one.get("requestBody", {}).get("content", {})
    body = ""
    if content:
        schema = next(iter(content.values())).get("schema", {})
        body = json.dumps(_example(about, schema), ensure_ascii=False, indent=2)
    return Operation(
        id=one["operationId"],
        method=method,
        path=path,
        summary=one.get("summary", ""),
        description=one.get("description", ""),
        fields=tuple(_field(key) for key in one.get("parameters", ())),
        body=body,
        needs_key={} not in one.get("security", [{}]) or method != "get",
        answers=tuple(_answers(one["responses"])),
    )


def _field(key: Mapping[str, Any]) -> Field:
    schema = key.get("schema", {})
    examples = schema.get("examples") or [""]
    first = examples[0]
    parts = first if isinstance(first, list) else [first]
    return Field(
        name=key["name"],
        place=key["in"],
        meaning=key.get("description") or schema.get("description", ""),
        required=key.get("required", False),
        choices=tuple(map(str, schema.get("enum", ()))),
        example=",".join(map(str, parts)),
        default=str(schema.get("default", "")),
    )


def _answers(
    responses: Mapping[str, Any],
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield status, meaning, and the names of the schemas of an answer."""
    for status, one in sorted(responses.items()):
        kinds = one.get("content", {}).values()
        names = {_name(kind.get("schema", {})) for kind in kinds}
        yield status, one["description"], tuple(sorted(names - {""}))


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _members(schema: Mapping[str, Any]) -> Iterator[Member]:
    needed = schema.get("required", ())
    for name, one in schema.get("properties", {}).items():
        meaning = one.get("description", "")
        yield Member(name, _kind(one), meaning, name in needed)


def _kind(schema: Mapping[str, Any]) -> str:
    """Return in words what a value may be."""
    if "$ref" in schema:
        return _name(schema)
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " of ".join(dict.fromkeys(_kind(one) for one in choices))
    if schema.get("type") == "array":
        return f"lijst van {_kind(schema.get('items', {}))}"
    return str(schema.get("const", schema.get("format", schema.get("type", ""))))


def _example(
    about: Mapping[str, Any], schema: Mapping[str, Any], depth: int = 0
) -> Any:  # noqa: ANN401 - any JSON
    """Return a value that fits a schema, to begin from."""
    if "$ref" in schema:
        there = about["components"]["schemas"][_name(schema)]
        return _example(about, there, depth)
    for name in ("examples", "enum"):
        if schema.get(name):
            return schema[name][0]
    if "default" in schema:
        return schema["default"]
    needed = schema.get("required", ())
    if schema.get("type") == "object" and depth < _DEEPEST:
        return {
            name: _example(about, one, depth + 1)
            for name, one in schema.get("properties", {}).items()
            if name in needed
        }
    plain: dict[str, Any] = {"array": [], "integer": 0, "number": 0, "string": ""}
    return plain.get(str(schema.get("type")))
