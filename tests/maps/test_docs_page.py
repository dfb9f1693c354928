"""The page that describes the interface: every address with its keys, every schema."""

from __future__ import annotations

from maps.docs_page import docs_page

ABOUT = {
    "info": {"title": "Proef", "version": "1.2.3", "description": "Een <proef>."},
    "servers": [{"url": "https://dienst.example/v1"}],
    "paths": {
        "/dingen/{ding}": {
            "get": {
                "operationId": "getDing",
                "summary": "Een ding",
                "tags": ["dingen"],
                "security": [{}, {"sleutel": []}],
                "parameters": [
                    {
                        "name": "ding",
                        "in": "path",
                        "required": True,
                        "schema": {"type": "string", "examples": ["A1"]},
                    },
                    {
                        "name": "f",
                        "in": "query",
                        "schema": {"enum": ["json", "csv"], "default": "json"},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "Een ding.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Ding"}
                            }
                        },
                    }
                },
            },
            "post": {
                "operationId": "postDing",
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Ding"}
                        }
                    }
                },
                "responses": {"202": {"description": "Aangenomen."}},
            },
        }
    },
    "components": {
        "schemas": {
            "Ding": {
                "type": "object",
                "required": ["naam"],
                "properties": {
                    "naam": {"type": "string", "examples": ["een ding"]},
                    "delen": {
                        "type": "array",
                        "items": {"$ref": "#/components/schemas/Ding"},
                    },
                    "soort": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
            }
        }
    },
}


def test_every_address_can_be_filled_in() -> None:
    page = docs_page(ABOUT)
    assert page.count("<form") == 2
    assert 'data-path="https://dienst.example/v1/dingen/{ding}"' in page
    assert 'name="ding" data-in="path" placeholder="A1" required value="A1"' in page
    assert "<option>csv</option>" in page
    assert "Een &lt;proef&gt;." in page


def test_a_body_begins_with_an_example() -> None:
    page = docs_page(ABOUT)
    assert "{\n  &#34;naam&#34;: &#34;een ding&#34;\n}" in page


def test_schemas_are_listed_and_led_to() -> None:
    page = docs_page(ABOUT)
    assert '<a href="#schema-Ding">Ding</a>' in page
    assert '<details id="schema-Ding">' in page
    assert "<td>lijst van Ding</td>" in page
    assert "<td>string of null</td>" in page
