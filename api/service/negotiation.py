"""Which representation a caller gets: by the query key `f`, else by `Accept`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.datastructures import Headers
    from starlette.requests import Request


class Form(StrEnum):
    """A representation by its short name."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    HTML = "html"
    FLATGEOBUF = "fgb"
    GEOPARQUET = "parquet"


MEDIA_TYPES: Final = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.GEOJSON: "application/geo+json",
    Form.HTML: "text/html; charset=utf-8",
    Form.FLATGEOBUF: "application/flatgeobuf",
    Form.GEOPARQUET: "application/vnd.apache.parquet",
}

FormKey = Annotated[
    Form | SkipJsonSchema[None],
    Field(description="representation; goes before the header Accept"),
]


def chosen_form(request: Request, f: Form | None, offered: tuple[Form, ...]) -> Form:
    """Return the representation to give.

    Parameters
    ----------
    request
        Its header `Accept` decides if `f` does not.
    f
        What the query asks for.
    offered
        What the resource has, the default first.

    Raises
    ------
    ProblemError
        400 if `f` is not offered here, 406 if nothing in `Accept` is.
    """
    if f is not None:
        if f in offered:
            return f
        message = f"f={f.value} is not offered here; choose {', '.join(offered)}."
        raise ProblemError(400, message)
    accept = request.headers.get("accept", "*/*")
    for wanted in _by_preference(accept):
        for form in offered:
            if _fits(wanted, MEDIA_TYPES[form].partition(";")[0]):
                return form
    types = ", ".join(MEDIA_TYPES[form].partition(";")[0] for form in offered)
    message = f"Nothing in the header Accept is offered here; there is {types}."
    raise ProblemError(406, message)


def takes_gzip(headers: Headers) -> bool:
    """Tell whether a caller can read what was compressed with gzip."""
    return "gzip" in _by_preference(headers.get("accept-encoding", ""))


def _by_preference(accept: str) -> Iterator[str]:
    """Yield the media ranges of a header from most to least wanted."""
    ranges: list[tuple[float, str]] = []
    for piece in accept.split(","):
        name, *parameters = (part.strip().lower() for part in piece.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _quality(parameter[2:])
        if name and quality > 0:
            ranges.append((quality, name))
    # A stable sort: of two equally wanted ranges the first counts.
    for _, name in sorted(ranges, key=lambda one: -one[0]):
        yield name


def _quality(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _fits(wanted: str, media_type: str) -> bool:
    if wanted in ("*/*", "*"):
        return True
    kind, _, detail = wanted.partition("/")
    return wanted == media_type or (detail == "*" and media_type.startswith(kind + "/"))
