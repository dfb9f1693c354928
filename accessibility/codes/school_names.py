"""The short name of a school: what people call it, out of what the register writes.

The register writes 'Protestants Scholengemeenschap Het Noordik voor Lyceum Havo Mavo
Vbo Lwoo'; people say 'Het Noordik'. What is taken away are the school types, the kind
of school and the foundation it rests on; a location is kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_TYPE: Final = (
    r"(?:l(?:y|u)ce(?:u|y)m|lyc|ly|gymnasium|gymn|gym|gem|ath?enn?e?um|atheum|ath|havo|"
    r"mavo|vmbo(?:-?tl|-t(?!\w)|-?bk|-?loot)?|vbo|vwo|lwoo|pro|praktijk\s?onderwijs|"
    r"prak vorm|lhno|leao|lto|eoa|tto|mbo|bbo|tl|basis/kader|nieuwkomers|"
    r"v(?=ath\b|lyc\b))"
)
_BETWEEN: Final = r"(?:[\s,./&-]+(?:(?:en|met|of)\s+)?)"
_FOR: Final = (
    r"(?:\b(?:voor\s*|v\.?\s+)(?:(?:reformatorisch|christelijk|katholiek|rk|openbaar|"
    r"(?:algemeen )?bijzonder|bijz\.|tto|vo|chr\.? vo op ref\.? grondslag voor)\s+)?)"
)
_TYPES: Final = re.compile(
    rf"[\s,(]*(?:{_FOR}{_TYPE}|(?<![\w-]){_TYPE}(?={_BETWEEN}{_TYPE}\b))"
    rf"(?:{_BETWEEN}?{_TYPE}(?!\w))*\)?(?!\w)",
    re.IGNORECASE,
)
_LEVELS: Final = re.compile(r",?\s*basis, kader en theoretische leerweg", re.IGNORECASE)
_PUBLIC: Final = re.compile(r",?\s*\bopb\.", re.IGNORECASE)
_ALL_OF_IT: Final = re.compile(
    r"\s*\bvoor (?:christelijk |chr\.? )?voortgezet onderwijs\b|\s*\bvoorbereidend "
    r"beroeps onderwijs\b|\(disl\)|\(nevenvestiging\)\s*",
    re.IGNORECASE,
)
_PLACE: Final = re.compile(
    r"[\s,.-]*(?:\b|(?<=lwoo))(?:locatie|loc|vestiging|vest|vst)\b[\s.:,]*",
    re.IGNORECASE,
)
_FAITH: Final = (
    r"(?:openbaar|openbare|openb|open|opbare|stedelijke|gemeentelijke|regionale|christelijke?"
    r"|chr|protestantse?|pc|rooms|katholieke?|rk|r\.k|gereformeerde|interconfessionele|"
    r"interconf|evangelische|en|brede)"
)
_KIND: Final = (
    r"(?:scholengemeen?s?schap|schoolgemeenschap|schiolengemeenschap|scholengemeensch|"
    r"scholengem|scholengroep|scholengr|onderwijsgroep|rsgm|sgm|sgs|sg|s\.g|gemeensch"
    r"|csg|osg|rsg|omo)"
)
_KIND_OF: Final = re.compile(
    rf"(?:(?<=\s)|^|,)(?:(?:{_FAITH}[.\s]+)*{_KIND}|(?:{_FAITH}[.\s]+)+school)\b[.,\s-]*",
    re.IGNORECASE,
)
_GLUED: Final = re.compile(
    r"(?<=\bvoor)(?=[A-Z])|(?<=\bVwo)(?=Havo)|(?<=[a-z])(?=voor Vwo\b)|\(ath\.-gymn\.\)"
)


@cache
def short_name(name: str) -> str:
    """Return what people call a school, out of its name in the register.

    Examples
    --------
    >>> short_name("Protestants Scholengemeenschap Het Noordik voor Lyceum Havo")
    'Het Noordik'
    >>> short_name("Calvijn Chr. SGM voor vwo havo mavo vmbo lwoo, loc. Juliana")
    'Calvijn, Juliana'
    >>> short_name("Christelijke Scholengemeenschap voor Mavo en Vbo Eekeringe")
    'Eekeringe'
    >>> short_name("Zone.college vmbo Enschede")
    'Zone.college vmbo Enschede'
    """
    whole = " ".join(name.split())
    words = _GLUED.sub(" ", whole)
    place = _PLACE.search(words)
    school, where = (
        (words[: place.start()], words[place.end() :]) if place else (words, "")
    )
    parts = [_bare(school), _bare(where)]
    return ", ".join(part for part in parts if part) or whole


def _bare(words: str) -> str:
    """Leave out the types, and then the kind of school unless nothing is left."""
    typeless = _tidy(_TYPES.sub(_kept_lyceum, words))
    typeless = _tidy(_ALL_OF_IT.sub("", _PUBLIC.sub("", _LEVELS.sub("", typeless))))
    return _tidy(_KIND_OF.sub(" ", typeless)) or typeless


def _kept_lyceum(found: re.Match[str]) -> str:
    """Keep the lyceum that a name ends with, where the types follow it at once."""
    before = found.string[: found.start()].lower()
    run = found[0].strip(" ,(")
    starts = run.lower().startswith("lyceum ")
    named = before and not before.endswith(("college", "lyceum", "scholengemeenschap"))
    return " Lyceum " if starts and named else " "


def _tidy(words: str) -> str:
    return " ".join(words.split()).replace(" ,", ",").strip(" ,.-/")
