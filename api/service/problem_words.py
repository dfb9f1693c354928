"""What problems say in Dutch: each sentence of the service beside its translation.

Sentences are written in English where they arise; `problems_nl.toml` has their Dutch.
What differs in them stays as it is unless it is a sentence of the service itself. A
sentence of the core that has no Dutch is told after what its status means.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from starlette.types import Scope

DUTCH: Final = "nl"
ENGLISH: Final = "en"
_HEADER: Final = b"accept-language"
_KEYED: Final = re.compile(r"([A-Za-z][\w.-]{0,40}): (.*)", re.DOTALL)


class Words(NamedTuple):
    """The Dutch of titles and general sentences per status, and of each sentence."""

    titles: dict[int, str]
    general: dict[int, str]
    sentences: tuple[tuple[str, str], ...]


@cache
def words() -> Words:
    """Return the Dutch of all problems."""
    kept = files("api.service").joinpath("problems_nl.toml").read_text(encoding="utf-8")
    read = tomllib.loads(kept)
    titles, general = (
        {int(status): text for status, text in read[name].items()}
        for name in ("titles", "general")
    )
    told = tuple((one["english"], one["dutch"]) for one in read["sentence"])
    return Words(titles, general, told)


def language_of(scope: Scope) -> str:
    """Return the language in which a caller reads problems."""
    liking = {DUTCH: 0.0, ENGLISH: 0.0}
    header = next((v for k, v in scope["headers"] if k == _HEADER), b"")
    for piece in header.decode("latin-1").lower().split(","):
        name, _, quality = piece.strip().partition(";q=")
        language = name.partition("-")[0]
        if language in liking:
            liking[language] = max(liking[language], _number(quality))
    return DUTCH if liking[DUTCH] > liking[ENGLISH] else ENGLISH


def _number(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0


def title_of(status: int, language: str) -> str:
    """Return what a status is called."""
    phrase = HTTPStatus(status).phrase
    return words().titles.get(status, phrase) if language == DUTCH else phrase


def detail_in(language: str, status: int, detail: str) -> str:
    """Return a sentence in a language; what has none follows a general sentence."""
    if language != DUTCH:
        return detail
    found = _translated(detail)
    if found is not None:
        return found
    general = words().general
    return f'{general.get(status, general[400])} In het Engels: "{detail}"'


def fault_in(language: str, detail: str) -> str:
    """Return what is wrong with one part of a request, in a language."""
    found = _translated(detail) if language == DUTCH else None
    return detail if found is None else found


def _translated(text: str) -> str | None:
    """Return the Dutch of a sentence, or None."""
    for pattern, dutch in _patterns():
        match = pattern.fullmatch(text)
        if match is not None:
            return dutch.format(*(_translated(part) or part for part in match.groups()))
    keyed = _KEYED.fullmatch(text)
    if keyed is not None and (rest := _translated(keyed[2])) is not None:
        return f"{keyed[1]}: {rest}"
    return None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(english), dutch) for english, dutch in words().sentences)


def _pattern(english: str) -> re.Pattern[str]:
    pieces = map(re.escape, english.split("{}"))
    return re.compile("(.*?)".join(pieces), re.DOTALL)
