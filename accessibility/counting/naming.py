"""What to call those whom a demand model counts: the one place for every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from accessibility.codes import Leerweg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accessibility.codes import Denominator

_GROWN_UP: Final = 18
"""Inhabitants of this age and older are no children."""

_ESTIMATED: Final = {"gravity", "herkomst"}
"""Models whose numbers are estimates; they are labelled so."""


class Words(NamedTuple):
    """Words for people in one language.

    Parameters
    ----------
    plural, one
        As they stand after a number, or after "of the".
    label
        What a column of numbers holds; an estimate is called one.
    """

    plural: str
    one: str
    label: str


class People(NamedTuple):
    """Words for people in Dutch and in English."""

    nl: Words
    en: Words


def people_of(
    method: str, denominator: Denominator, leerweg: Leerweg | None = None
) -> People:
    """Name those whom a demand model counts.

    Parameters
    ----------
    method
        Name of the model, as `Students.method` gives it.
    denominator
        Of whom a share is taken.
    leerweg
        The leerweg asked for; None for several at once.

    Examples
    --------
    >>> from accessibility.codes import Denominator
    >>> people_of("inhabitants:10-14", Denominator.COMMON).nl.plural
    'kinderen van 10-14'
    >>> people_of("own", Denominator.LEERWEG, Leerweg.GL).nl.label
    'derdejaars van de gl'
    >>> people_of("gravity", Denominator.LEERWEG, Leerweg.GL).nl.label
    'geschat aantal gl-leerlingen'
    """
    name, _, option = method.partition(":")
    if name == "inhabitants":
        return _inhabitants(option)
    told = _pupils if name == "gravity" else _third_years
    people = told(denominator, leerweg)
    return _labelled(people) if name in _ESTIMATED else people


def people_by_leerweg(
    method: str, denominator: Denominator, leerwegen: Iterable[Leerweg]
) -> dict[str, People]:
    """Name those whom a model counts for each leerweg asked for, by its code."""
    return {
        leerweg.value: people_of(method, denominator, leerweg) for leerweg in leerwegen
    }


def _inhabitants(ages: str) -> People:
    youngest = int(ages.partition("-")[0] or 0)
    if youngest >= _GROWN_UP:
        words = ("inwoners", "inwoner"), ("inhabitants", "inhabitant")
    else:
        words = ("kinderen", "kind"), ("children", "child")
    (many, one), (several, single) = words
    dutch, english = f"{many} van {ages}", f"{several} aged {ages}"
    return People(
        Words(dutch, f"{one} van {ages}", dutch),
        Words(english, f"{single} aged {ages}", english),
    )


def _third_years(denominator: Denominator, leerweg: Leerweg | None) -> People:
    nl, en = _of_leerweg(denominator, leerweg)
    plural = f"derdejaars{nl}"
    return People(
        Words(plural, plural, plural),
        Words(f"third-years{en}", f"third-year{en}", f"third-years{en}"),
    )


def _of_leerweg(denominator: Denominator, leerweg: Leerweg | None) -> tuple[str, str]:
    if denominator.whole:
        codes = [one.value for one in Leerweg]
        first, last = ", ".join(codes[:-1]), codes[-1]
        return f" van {first} en {last}", f" of {first} and {last}"
    if leerweg is None:
        return "", ""
    return f" van de {leerweg.value}", f" of the {leerweg.value}"


def _pupils(denominator: Denominator, leerweg: Leerweg | None) -> People:
    of_one = not denominator.whole and leerweg is not None
    code = leerweg.value if of_one and leerweg is not None else "vmbo"
    nl, en = f"{code}-leerlingen", f"{code} pupils"
    return People(
        Words(nl, f"{code}-leerling", nl),
        Words(en, f"{code} pupil", en),
    )


def _labelled(people: People) -> People:
    nl, en = people
    return People(
        nl._replace(label=f"geschat aantal {nl.plural}"),
        en._replace(label=f"estimated number of {en.plural}"),
    )
