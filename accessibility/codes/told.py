"""A sentence that is told in Dutch and knows its English."""

from __future__ import annotations

from typing import Any, Self


class Told(str):
    """Dutch words that know their English; a string of the Dutch to who asks no more.

    Parameters
    ----------
    dutch, english
        The words; braces stand for what differs.
    given
        What differs. One that is told in both languages itself fills in each.

    Examples
    --------
    >>> norm = Told("norm van {school}", "norm of {school}", school="A")
    >>> norm, norm.english
    ('norm van A', 'norm of A')
    """

    __slots__ = ("english",)
    english: str

    def __new__(cls, dutch: str, english: str, /, **given: object) -> Self:
        """Fill in both languages."""
        if given:
            dutch = dutch.format(**given)
            english = english.format(**{key: in_english(v) for key, v in given.items()})
        told = super().__new__(cls, dutch)
        told.english = english
        return told

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a copy is made of."""
        return Told, (str(self), self.english)


def same(words: str) -> Told:
    """Return what reads the same in both, such as a name or a whole number."""
    return Told(words, words)


def in_english(value: object) -> object:
    """Return the English of what has it, and anything else as it is."""
    return value.english if isinstance(value, Told) else value


NOTHING = same("")
