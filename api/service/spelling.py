"""Words of a query as people write them: in any case, in full, or by another name."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from pydantic_core import PydanticCustomError

from accessibility.codes import PROFIEL_CHOICES, Leerweg, profiel_of
from accessibility.regions import OTHER_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

_LONGEST_ECHO: Final = 40
_MOST_NEAR: Final = 3
_WORDS: Final = re.compile(r"[A-Za-z&, ]{1,80}")


class UnknownNameError(ValueError):
    """A value that names nothing; the message says it, and what comes near."""


def names_in(
    text: str,
    known: Collection[str],
    *,
    several: bool = True,
    also: Mapping[str, str] | None = None,
) -> list[str]:
    """Return what a text names, with commas between names, each once and in order.

    Parameters
    ----------
    text
        Names in any case; the whole of it may be one name that has a comma in it.
    known
        Everything that can be named.
    several
        Whether commas part names.
    also
        Further names, and what each stands for.

    Raises
    ------
    UnknownNameError
        With the first name that is not known.
    """
    by_name = {
        **{
            OTHER_NAMES[k]: one for one in known if (k := one.casefold()) in OTHER_NAMES
        },
        **{name.casefold(): one for name, one in (also or {}).items()},
        **{one.casefold(): one for one in known},
    }
    for name, other in OTHER_NAMES.items():
        if name in by_name:
            by_name.setdefault(other, by_name[name])
    whole = by_name.get(text.strip().casefold())
    if whole is not None:
        return [whole]
    found = []
    for piece in text.split(",") if several else [text]:
        one = by_name.get(piece.strip().casefold())
        if one is None:
            raise UnknownNameError(_unknown(piece.strip(), [*known, *(also or {})]))
        found.append(one)
    return list(dict.fromkeys(found))


def _unknown(name: str, names: Iterable[str]) -> str:
    written = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(name.casefold(), written, _MOST_NEAR)
    hint = ", ".join(written[one] for one in near)
    shown = repr(name[:_LONGEST_ECHO])
    return f"{shown} is not known here" + (f"; did you mean {hint}?" if hint else ".")


def spelled(
    known: Iterable[str], also: Mapping[str, str] | None = None
) -> Callable[[object], object]:
    """Return what writes a list of a query as the interface does, or says what is not.

    Parameters
    ----------
    known
        The codes of the interface.
    also
        Other spellings, and the code that each stands for.
    """
    codes = [str(one) for one in known]

    def written(text: object) -> object:
        if not isinstance(text, str):
            return text
        try:
            return ",".join(names_in(text, codes, also=also))
        except UnknownNameError as error:
            kind, message = "unknown_name", "{reason} Choose of {codes}"
            told = {"reason": str(error), "codes": ", ".join(codes)}
            raise PydanticCustomError(kind, message, told) from error

    return written


def profielen_written(text: object) -> object:
    """Return profielen by their codes, whatever spelling they came in."""
    codes = profielen_in_codes(text) if isinstance(text, str) else text
    return spelled(PROFIEL_CHOICES)(codes)


def profielen_in_codes(text: str) -> str:
    """Return a list of profielen with the code of each that is known by a name."""
    # A full name has commas of its own.
    whole = _code_of(text) if " " in text else text
    pieces = [whole] if whole != text else map(_code_of, text.split(","))
    return ",".join(pieces)


def _code_of(name: str) -> str:
    found = profiel_of(name) if _WORDS.fullmatch(name) else None
    return name if found is None else found.value


LEERWEG_SPELLINGS: Final = {
    name: leerweg.value
    for leerweg in Leerweg
    for name in (leerweg.full_name, *leerweg.spellings)
}
