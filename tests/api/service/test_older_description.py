"""The description for clients of OpenAPI 3.0: valid, and of the same interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from api.service.older_description import as_openapi_30

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def _with(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "",
            "version": "1",
            "license": {"name": "", "identifier": ""},
        },
        "paths": {},
        "components": {"schemas": {"One": schema}},
    }


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        (
            {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]},
            {"type": "string", "maxLength": 3, "nullable": True},
        ),
        (
            {"anyOf": [{"$ref": "#/x"}, {"type": "null"}], "description": "of it"},
            {"allOf": [{"$ref": "#/x"}], "description": "of it", "nullable": True},
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]},
            {"anyOf": [{"type": "string"}, {"type": "number"}], "nullable": True},
        ),
        ({"type": ["integer", "null"]}, {"type": "integer", "nullable": True}),
        ({"const": "ok"}, {"enum": ["ok"]}),
        ({"examples": [1, 2]}, {"example": 1}),
        (
            {"type": "number", "exclusiveMinimum": 0},
            {"type": "number", "minimum": 0, "exclusiveMinimum": True},
        ),
        (
            {"type": "array", "prefixItems": [{"type": "string"}]},
            {"type": "array", "items": {}},
        ),
        (
            {"properties": {"schema": {"const": 1}}, "additionalProperties": True},
            {"properties": {"schema": {"enum": [1]}}, "additionalProperties": {}},
        ),
    ],
    ids=str,
)
def test_each_word_of_the_newer_version_is_written_as_the_older_has_it(
    newer: dict[str, Any], older: dict[str, Any]
) -> None:
    assert as_openapi_30(_with(newer))["components"]["schemas"]["One"] == older


def test_both_descriptions_are_valid_and_of_the_same_interface(
    client: TestClient,
) -> None:
    newer = client.get("/v1/openapi.json").json()
    older = client.get("/v1/openapi-3.0.json").json()
    OpenAPIV31SpecValidator(newer).validate()
    OpenAPIV30SpecValidator(older).validate()
    assert older["paths"].keys() == newer["paths"].keys()
    for path, methods in newer["paths"].items():
        for method, operation in methods.items():
            there = older["paths"][path][method]
            assert there["operationId"] == operation["operationId"]
            assert there["responses"].keys() == operation["responses"].keys()
