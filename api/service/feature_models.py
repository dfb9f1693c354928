"""Features and their query keys, for the description of the interface."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import SkipJsonSchema

from api.service.asking import Keys
from api.service.features import CRS84_URI, RD_URI, Kind
from api.service.filtering import LONGEST_FILTER
from api.service.models import Link
from api.service.negotiation import FormKey

CRS_CHOICES: Final = (CRS84_URI, RD_URI)
_NUMBER: Final = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?"
_BOX: Final = f"^{_NUMBER}(?:,{_NUMBER}){{3}}(?:(?:,{_NUMBER}){{2}})?$"
_LONGEST_BOX: Final = 600
_MOMENT: Final = (
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[Tt][0-2][0-9]:[0-5][0-9]:[0-6][0-9](?:\.[0-9]{1,9})?"
    r"(?:[Zz]|[+-][0-2][0-9]:[0-5][0-9]))?"
)
_WHEN: Final = f"^(?:{_MOMENT}|{_MOMENT}/(?:{_MOMENT}|\\.\\.)?|(?:\\.\\.)?/{_MOMENT})$"


class Collection(BaseModel):
    """A collection of features (OGC API Features)."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(examples=["vestigingen"])
    title: str
    description: str
    itemType: str = "feature"
    crs: list[str]
    storageCrs: str
    links: list[Link]


class Collections(BaseModel):
    """All collections of the snapshot in service."""

    model_config = ConfigDict(extra="allow")

    links: list[Link]
    crs: list[str]
    collections: list[Collection]


class Feature(BaseModel):
    """A feature as GeoJSON (RFC 7946)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(pattern="^Feature$")
    id: str | int
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeatureCollection(BaseModel):
    """Features as GeoJSON (RFC 7946), with paging as in OGC API Features."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(pattern="^FeatureCollection$")
    features: list[Feature]
    links: list[Link] | None = None
    numberMatched: int | None = None
    numberReturned: int | None = None


class FeatureKeys(Keys):
    """In which system and representation a feature is written."""

    crs: Annotated[
        str,
        Field(
            description="coordinate reference system of the answer",
            json_schema_extra={"enum": list(CRS_CHOICES)},
        ),
    ] = CRS84_URI
    f: FormKey = None


class ItemKeys(FeatureKeys):
    """Which features: by box, by page; the properties of a collection come beside."""

    bbox: Annotated[
        # What holds of the text stands with the text, or it is not described.
        Annotated[str, Field(pattern=_BOX, max_length=_LONGEST_BOX)]
        | SkipJsonSchema[None],
        Field(
            description="west, south, east, north; in degrees unless bbox-crs says "
            "otherwise. Of six numbers the third and the sixth, heights, are passed "
            "over",
            examples=["4.0,51.5,5.0,52.5"],
        ),
    ] = None
    bbox_crs: Annotated[
        str,
        Field(
            alias="bbox-crs",
            description="coordinate reference system of bbox",
            json_schema_extra={"enum": list(CRS_CHOICES)},
        ),
    ] = CRS84_URI
    condition: Annotated[
        Annotated[str, Field(min_length=1, max_length=LONGEST_FILTER)]
        | SkipJsonSchema[None],
        Field(
            alias="filter",
            description="a condition in CQL2 that the features must hold",
            examples=["gemeente = 'GM9001' AND S_INTERSECTS(geometry, POINT(5 52))"],
        ),
    ] = None
    filter_lang: Annotated[
        Literal["cql2-text", "cql2-json"],
        Field(alias="filter-lang", description="how filter is written"),
    ] = "cql2-text"
    filter_crs: Annotated[
        str,
        Field(
            alias="filter-crs",
            description="coordinate reference system of places in filter",
            json_schema_extra={"enum": list(CRS_CHOICES)},
        ),
    ] = CRS84_URI
    datetime: Annotated[
        Annotated[str, Field(pattern=_WHEN)] | SkipJsonSchema[None],
        Field(
            description="accepted as the standard asks; these features have no time",
            examples=["2026-01-05T00:00:00Z"],
        ),
    ] = None
    limit: Annotated[
        int,
        Field(
            ge=1,
            description="features per page; of more than 1000, 1000 are given. Files "
            "(fgb, parquet) hold all features unless a limit is asked for",
        ),
    ] = 100
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0


def item_keys(kind: Kind) -> type[ItemKeys]:
    """Return the query keys of a collection: the common ones and its properties."""
    text = Annotated[
        Annotated[str, Field(min_length=1, max_length=200)] | SkipJsonSchema[None],
        Field(
            description="only features with this value, or one of these with commas",
        ),
    ]
    properties: dict[str, Any] = dict.fromkeys(kind.asked, (text, None))
    return create_model(f"{kind.name.title()}Keys", __base__=ItemKeys, **properties)
