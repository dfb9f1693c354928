"""Where in its postcode a student may live, and how far offers lie from its land."""

from accessibility.position.land import Land, land_of
from accessibility.position.spans import (
    SiteSpans,
    Span,
    SpanChange,
    nowhere,
    span_over_roads,
)
from accessibility.position.straight_ends import straight_spans

__all__ = [
    "Land",
    "SiteSpans",
    "Span",
    "SpanChange",
    "land_of",
    "nowhere",
    "span_over_roads",
    "straight_spans",
]
