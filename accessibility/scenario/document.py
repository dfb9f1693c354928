"""A scenario as a document: versioned JSON with a published schema."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final

import msgspec
from jsonschema import Draft202012Validator

from accessibility.errors import TableError
from accessibility.scenario.edits import KIND_OF, KINDS, Edit
from accessibility.scenario.facts import NO_FACTS, LicenceFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError

FORMAT_VERSION: Final = 1
"""Version of the document; a reader refuses any other."""

_MEMBERS: Final = "\n\nParameters\n"
"""What follows it in a docstring the schema tells by itself."""

_FACTS: Final = f"#/$defs/{LicenceFacts.__name__}"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True)
class Scenario:
    """What would change: a title, the snapshot it was drawn up on, and edits in order.

    Parameters
    ----------
    title
        What a reader calls it.
    snapshot
        Name of the base snapshot.
    edits
        Applied one after the other.
    remark
        Anything the maker wants to add; printed in the dossier.
    facts
        What the legal checks need and no open data tell.
    """

    title: str
    snapshot: str
    edits: tuple[Edit, ...] = ()
    remark: str = ""
    facts: LicenceFacts = NO_FACTS


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario document."""
    _, parts = msgspec.json.schema_components(
        [*KINDS.values(), LicenceFacts], ref_template="#/$defs/{name}"
    )
    tags = {edit.__name__: kind for kind, edit in KINDS.items()}
    # A default that is a tuple is a list in JSON.
    plain = json.loads(json.dumps(parts))
    definitions = {name: _closed(part, tags.get(name)) for name, part in plain.items()}
    edits = [{"$ref": f"#/$defs/{edit.__name__}"} for edit in KINDS.values()]
    return {
        "$schema": _DRAFT,
        "title": "Bereik scenario",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT_VERSION},
            "title": {"type": "string", "minLength": 1},
            "snapshot": {"type": "string", "minLength": 1},
            "remark": {"type": "string"},
            "facts": {"$ref": _FACTS},
            "edits": {"type": "array", "items": {"oneOf": edits}},
        },
        "required": ["format", "title", "snapshot", "edits"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _closed(part: dict[str, Any], kind: str | None) -> dict[str, Any]:
    """Refuse unknown members, and ask for the kind where there is one."""
    if part.get("type") != "object":
        return part
    told = cleandoc(part.get("description", "")).split(_MEMBERS)[0]
    closed = {**part, "description": told, "additionalProperties": False}
    if kind is not None:
        closed["properties"] = {"edit": {"const": kind}, **part["properties"]}
        closed["required"] = ["edit", *part.get("required", [])]
    return closed


def parse_scenario(text: str, *, where: str = "scenario") -> Scenario:
    """Read a scenario document.

    Parameters
    ----------
    text
        JSON.
    where
        Name of the file, for the message.

    Raises
    ------
    TableError
        With every fault of form found, each with its place in the document.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        fault = f"line {error.lineno}, column {error.colno}: not JSON ({error.msg})"
        raise TableError(where, [fault]) from None
    faults = list(_faults(document))
    if faults:
        raise TableError(where, faults)
    return Scenario(
        title=document["title"],
        snapshot=document["snapshot"],
        edits=tuple(_edit(given) for given in document["edits"]),
        remark=document.get("remark", ""),
        facts=msgspec.convert(document.get("facts", {}), LicenceFacts),
    )


def facts_of(given: object, *, where: str = "facts") -> LicenceFacts:
    """Read what the legal checks need, of the form of member `facts`.

    Parameters
    ----------
    given
        Read from JSON.
    where
        Where it stands, for the message.

    Raises
    ------
    TableError
        With every fault of form found; a name that no check knows is one.
    """
    faults = list(_messages("facts", given, ""))
    if faults:
        raise TableError(where, faults)
    return msgspec.convert(given, LicenceFacts)


def _edit(given: Mapping[str, Any]) -> Edit:
    kind = KINDS[given["edit"]]
    members = {name: value for name, value in given.items() if name != "edit"}
    edit: Edit = msgspec.convert(members, kind)
    return edit


@cache
def _validators() -> dict[str, Draft202012Validator]:
    """Return a validator of the frame, under no name, of each kind, and of `facts`."""
    schema = scenario_schema()
    frame = {**schema, "properties": {**schema["properties"], "edits": True}}
    parts = {
        kind: {"$defs": schema["$defs"], "$ref": f"#/$defs/{edit.__name__}"}
        for kind, edit in KINDS.items()
    }
    facts = {"$defs": schema["$defs"], "$ref": _FACTS}
    schemas = {"": frame, "facts": facts, **parts}
    return {name: Draft202012Validator(part) for name, part in schemas.items()}


def _faults(document: object) -> Iterator[str]:
    """Yield faults of the frame first, then of each edit by its own kind.

    One validator over the whole would only say that an edit matches none of the
    kinds; asking the kind it claims to be tells which member is wrong.
    """
    yield from _messages("", document, "")
    edits = document.get("edits") if isinstance(document, dict) else None
    if edits is None:
        return
    if not isinstance(edits, list):
        yield f"edits: expected a list, found {type(edits).__name__}"
        return
    for number, given in enumerate(edits, start=1):
        yield from _edit_faults(given, f"edit {number}")


def _edit_faults(given: object, where: str) -> Iterator[str]:
    kind = given.get("edit") if isinstance(given, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        known = ", ".join(KINDS)
        yield f"{where}: member 'edit' is {kind!r}, expected one of {known}"
        return
    yield from _messages(kind, given, f"{where} ({kind})")


def _messages(kind: str, value: object, where: str) -> Iterator[str]:
    found = [
        leaf
        for error in _validators()[kind].iter_errors(value)
        for leaf in _leaves(error)
    ]
    for error in sorted(found, key=lambda e: (list(map(str, e.path)), e.message)):
        path = ".".join(str(step) for step in error.absolute_path)
        place = ", ".join(part for part in (where, path) if part)
        yield f"{place}: {error.message}" if place else error.message


def _leaves(error: ValidationError) -> list[ValidationError]:
    """Return what is wrong with a member that may also be left out."""
    told = [part for part in error.context or () if part.validator != "type"]
    return told or [error]


def scenario_document(scenario: Scenario) -> dict[str, Any]:
    """Return the document of a scenario, ready for JSON."""
    document: dict[str, Any] = {
        "format": FORMAT_VERSION,
        "title": scenario.title,
        "snapshot": scenario.snapshot,
    }
    if scenario.remark:
        document["remark"] = scenario.remark
    facts = msgspec.to_builtins(scenario.facts)
    silent = msgspec.to_builtins(NO_FACTS)
    given = {name: value for name, value in facts.items() if value != silent[name]}
    if given:
        document["facts"] = given
    document["edits"] = [edit_document(edit) for edit in scenario.edits]
    return document


def edit_document(edit: Edit) -> dict[str, Any]:
    """Return one edit as a JSON object; members that say nothing are left out."""
    members = asdict(edit, dict_factory=_plain)
    return {"edit": KIND_OF[type(edit)], **members}


def _plain(members: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: value.value if isinstance(value, Enum) else value
        for name, value in members
        if value is not None and value != ""
    }
