"""The description of the interface as OpenAPI 3.0 has it, for clients of that version.

Version 3.1 writes what may be null, constants, examples and bounds as JSON Schema does;
3.0 has words of its own for them. What it has no word for is left out: such a
description allows a little more, and never less.
"""

from __future__ import annotations

from typing import Any, Final

VERSION: Final = "3.0.3"
_NULL: Final = "null"
_LISTS: Final = ("allOf", "anyOf", "oneOf")
_KNOWN: Final = frozenset(
    {
        *_LISTS,
        "$ref",
        "additionalProperties",
        "default",
        "deprecated",
        "description",
        "discriminator",
        "enum",
        "example",
        "exclusiveMaximum",
        "exclusiveMinimum",
        "format",
        "items",
        "maxItems",
        "maxLength",
        "maxProperties",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "multipleOf",
        "not",
        "nullable",
        "pattern",
        "properties",
        "readOnly",
        "required",
        "title",
        "type",
        "uniqueItems",
        "writeOnly",
    }
)


def as_openapi_30(description: dict[str, Any]) -> dict[str, Any]:
    """Return a description of OpenAPI 3.1 as one of 3.0.

    Parameters
    ----------
    description
        Whole, with its components.
    """
    older: dict[str, Any] = _walked(description)
    licence = {k: v for k, v in older["info"]["license"].items() if k != "identifier"}
    schemas = older["components"]["schemas"]
    return {
        **older,
        "openapi": VERSION,
        "info": {**older["info"], "license": licence},
        "components": {
            **older["components"],
            "schemas": {name: _schema(one) for name, one in schemas.items()},
        },
    }


def _walked(part: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a part of a description with every schema in it rewritten."""
    if isinstance(part, list):
        return [_walked(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _schema(one) if name == "schema" else _walked(one)
        for name, one in part.items()
    }


def _schema(schema: Any) -> Any:  # noqa: ANN401 - a schema, or true or false
    if not isinstance(schema, dict):
        return {} if schema is True else schema
    one = _without_null(dict(schema))
    if "const" in one:
        one["enum"] = [one.pop("const")]
    examples = one.pop("examples", None)
    if examples and "example" not in one:
        one["example"] = examples[0]
    for end in ("Minimum", "Maximum"):
        bound = one.get(f"exclusive{end}")
        if bound is not None and not isinstance(bound, bool):
            one[end.lower()], one[f"exclusive{end}"] = bound, True
    if one.get("type") == "array":
        one.setdefault("items", {})
    return _wrapped(_nested({k: v for k, v in one.items() if k in _KNOWN}))


def _without_null(one: dict[str, Any]) -> dict[str, Any]:
    """Say `nullable` instead of a type of its own for null."""
    kinds = one.get("type")
    if isinstance(kinds, list):
        left = [kind for kind in kinds if kind != _NULL]
        one["type"] = left[0]
        one |= {"nullable": True} if len(left) < len(kinds) else {}
    elif kinds == _NULL:
        del one["type"]
        one |= {"nullable": True, "enum": [None]}
    for name in ("anyOf", "oneOf"):
        choices = one.get(name, [])
        left = [choice for choice in choices if choice.get("type") != _NULL]
        if len(left) == len(choices):
            continue
        del one[name]
        one = {**(left[0] if len(left) == 1 else {name: left}), **one, "nullable": True}
    return one


def _nested(one: dict[str, Any]) -> dict[str, Any]:
    """Rewrite the schemas inside a schema."""
    for name in ("items", "not", "additionalProperties"):
        if name in one:
            one[name] = _schema(one[name])
    for name in _LISTS:
        if name in one:
            one[name] = [_schema(choice) for choice in one[name]]
    if "properties" in one:
        one["properties"] = {k: _schema(v) for k, v in one["properties"].items()}
    return one


def _wrapped(one: dict[str, Any]) -> dict[str, Any]:
    """Put a reference by itself: in 3.0 what stands beside it is passed over."""
    if "$ref" not in one or len(one) == 1:
        return one
    beside = {name: value for name, value in one.items() if name != "$ref"}
    return {"allOf": [{"$ref": one["$ref"]}], **beside}
