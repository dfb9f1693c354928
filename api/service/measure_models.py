"""The description of a measure's answer, made from its record."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, create_model

from accessibility.measures import ColumnKind, Measure
from api.service.models import About

_TYPES: Final[dict[ColumnKind, Any]] = {
    ColumnKind.TEXT: str,
    ColumnKind.KEY: float,
    ColumnKind.COUNT: float | None,
    ColumnKind.SHARE: float | None,
    ColumnKind.FIGURE: float | None,
    ColumnKind.FLAG: bool,
}
"""What is hidden of a small group is null."""


@cache
def answer_model(measure: Measure) -> type[About]:
    """Return the shape of an answer: what a reader must know, and the rows."""
    name = measure.key.capitalize()
    fields: dict[str, Any] = {
        column.dutch: (_TYPES[column.kind], Field(description=column.what))
        for column in measure.columns
    }
    row: type[BaseModel] = create_model(
        f"{name}Rij",
        __config__=ConfigDict(extra="allow"),
        __doc__="One row; shares are fractions of 1.",
        **fields,
    )
    return create_model(
        name,
        __base__=About,
        __doc__=measure.summary,
        rijen=(list[row], ...),  # type: ignore[valid-type] # made from the record
    )
