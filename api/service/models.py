"""Shapes that several answers share, for the description of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from api.service.negotiation import MEDIA_TYPES, Form

if TYPE_CHECKING:
    from collections.abc import Iterable

_BINARY: Final = (Form.XLSX, Form.FLATGEOBUF, Form.GEOPARQUET)


class Link(BaseModel):
    """A link to another resource."""

    href: str
    rel: str = Field(examples=["self"])
    type: str = Field(default="application/json")
    title: str = ""


class SourceFile(BaseModel):
    """One input file."""

    soort: str = Field(examples=["duo-leerlingen"])
    bestand: str
    datum: str = Field(
        examples=["2019-10-01"],
        description="a day, a year or a school year",
        json_schema_extra={"format": "peildatum"},
    )
    licentie: str
    sha256: str = Field(default="", description="at /v1/snapshots/{snapshot} only")


class PeopleWords(BaseModel):
    """What those who are counted are called in one language."""

    aantal: str = Field(examples=["geschat aantal gl-leerlingen"])
    meer: str = Field(examples=["gl-leerlingen"])
    een: str = Field(examples=["gl-leerling"])


class Who(BaseModel):
    """What those who are counted are called."""

    nl: PeopleWords
    en: PeopleWords


class About(BaseModel):
    """What a reader must know beside the figures."""

    model_config = ConfigDict(extra="allow")

    snapshot: str = Field(description="identity of the snapshot that answered")
    naam: str = Field(description="name of the snapshot", examples=["nl-2019"])
    voorbeeldgegevens: bool = Field(description="true if no school or student is real")
    methodeversie: str = Field(examples=["1"])
    peildata: dict[str, str] = Field(
        description="of what the answer really rests on",
        examples=[{"leerlingen": "2019-10-01", "aanbod": "2019/2020"}],
    )
    vraag: dict[str, Any] = Field(
        default={},
        description="what was asked, in full",
        examples=[{"modus": "hemelsbreed", "drempel": [10000.0], "eenheid": "m"}],
    )
    wie: dict[str, Who] = Field(
        default={}, description="who are counted, by the leerweg asked for"
    )
    toelichting: list[str] = Field(default=[], description="method and assumptions")
    bronnen: list[SourceFile] = Field(
        default=[], description="the files that the answer really rests on"
    )


def described(forms: Iterable[Form], description: str) -> dict[int | str, Any]:
    """Return the OpenAPI description of a success in several representations."""
    content: dict[str, Any] = {}
    for form in forms:
        media_type = MEDIA_TYPES[form].partition(";")[0]
        if form in _BINARY:
            schema: dict[str, Any] = {"type": "string", "format": "binary"}
        elif form in (Form.CSV, Form.HTML):
            schema = {"type": "string"}
        elif form is Form.GEOJSON:
            schema = {"$ref": "#/components/schemas/FeatureCollection"}
        else:
            continue
        content[media_type] = {"schema": schema}
    headers = {
        name: {"description": text, "schema": {"type": "string"}}
        for name, text in (
            ("ETag", "changes when the answer could"),
            ("Bereik-Snapshot", "identity of the snapshot that answered"),
            ("API-Version", "version of this interface"),
        )
    }
    return {200: {"description": description, "content": content, "headers": headers}}
