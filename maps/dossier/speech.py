"""The languages of a dossier: one structure, and a set of words for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from maps.dossier import sheet_words_en, sheet_words_nl, words_en, words_nl
from maps.dutch import DUTCH
from maps.english import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.tongue import Tongue

NL: Final = DUTCH.with_words({**words_nl.WORDS, **sheet_words_nl.WORDS})
EN: Final = ENGLISH.with_words({**words_en.WORDS, **sheet_words_en.WORDS})
SPEECH: Final[Mapping[str, Tongue]] = {one.code: one for one in (NL, EN)}
"""Each language by its code."""
