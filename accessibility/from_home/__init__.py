"""Seen from home: who lives where, and what is known of ways from there."""

from accessibility.from_home.changes import span_changes
from accessibility.from_home.closing import ready_to_close
from accessibility.from_home.people import People
from accessibility.from_home.per_postcode import postcode_rows
from accessibility.from_home.seen import FromHome

__all__ = [
    "FromHome",
    "People",
    "postcode_rows",
    "ready_to_close",
    "span_changes",
]
