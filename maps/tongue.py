"""How a language writes numbers, dates and intervals, and the words it has for things.

One class for every language: a language is its marks, its months and its words. What is
said is looked up by a key, so that a page has one structure and two sets of words.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from accessibility.codes import TECHNIEK, Told, Unit
from accessibility.counting import percent_of, rounded_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from accessibility.codes import Leerweg, Mode, ModeWords
    from accessibility.counting import People, Words

_METRES_PER_KM: Final = 1_000
_SECONDS_PER_MINUTE: Final = 60
_ISO: Final = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_DUTCH_MARKS: Final = str.maketrans(",.", ".,")


@dataclass(frozen=True, eq=False)
class Tongue:
    """A language on paper.

    Parameters
    ----------
    code
        `nl` or `en`, as a document tells its language.
    words
        What is said, by key; braces stand for what differs.
    """

    code: str
    words: Mapping[str, str]

    def __call__(self, key: str, /, **given: object) -> str:
        """Say what stands under a key, filled in."""
        return self.words[key].format(**given)

    def with_words(self, words: Mapping[str, str]) -> Tongue:
        """Return the same language with more words."""
        return replace(self, words={**self.words, **words})

    @property
    def is_dutch(self) -> bool:
        """Tell whether this is Dutch, in which the field's own words are written."""
        return self.code == "nl"

    def of(self, told: str) -> str:
        """Return the words of a sentence that knows both languages."""
        english = told.english if isinstance(told, Told) else told
        return str(told) if self.is_dutch else english

    def named(self, people: People) -> Words:
        """Return what people are called in this language."""
        return people.nl if self.is_dutch else people.en

    def mode(self, mode: Mode) -> ModeWords:
        """Return how this language speaks of a mode."""
        return mode.record.nl if self.is_dutch else mode.record.en

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number with a mark per thousand and the decimal mark.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.number(1234.5, 1)
        '1.234,5'
        >>> DUTCH.number(float("nan"))
        'geen gegevens'
        """
        if not math.isfinite(value):
            return self("no_data")
        return self._written(rounded_up(value, decimals))

    def _written(self, value: Decimal) -> str:
        text = f"{value:,f}"
        return text.translate(_DUTCH_MARKS) if self.is_dutch else text

    def few(self, count: int) -> str:
        """Write a number up to ten in a word."""
        return self("counting").split()[count]

    def percentage(self, share: float, decimals: int = 1) -> str:
        """Write a fraction of 0-1 as a percentage.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.percentage(0.381)
        '38,1%'
        """
        if not math.isfinite(share):
            return self("no_data")
        return f"{self._written(percent_of(share, decimals))}%"

    def distance(self, metres: float, decimals: int = 1) -> str:
        """Write metres as kilometres.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.distance(12_500)
        '12,5 km'
        """
        if not math.isfinite(metres):
            return self("no_data")
        return f"{self.number(metres / _METRES_PER_KM, decimals)} km"

    def duration(self, seconds: float) -> str:
        """Write seconds as whole minutes.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.duration(2_700)
        '45 minuten'
        """
        if not math.isfinite(seconds):
            return self("no_data")
        minutes = round(seconds / _SECONDS_PER_MINUTE)
        unit = self("minute" if minutes == 1 else "minutes")
        return f"{self.number(minutes)} {unit}"

    def cost(self, value: float, unit: Unit) -> str:
        """Write a distance in metres or a time in seconds, as the unit says."""
        return self.distance(value) if unit is Unit.METRES else self.duration(value)

    def threshold(self, value: float, unit: Unit) -> str:
        """Write a threshold without needless decimals.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.threshold(10_000, Unit.METRES)
        '10 km'
        >>> DUTCH.threshold(12_500, Unit.METRES)
        '12,5 km'
        """
        if unit is Unit.SECONDS:
            return self.duration(value)
        whole = value % _METRES_PER_KM == 0
        return self.distance(value, 0 if whole else 1)

    def date(self, text: str) -> str:
        """Write an ISO date in words; leave a year or school year as it is.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.date("2019-10-01")
        '1 oktober 2019'
        >>> DUTCH.date("2026-06")
        'juni 2026'
        >>> DUTCH.date("2019/20")
        '2019/20'
        """
        found = _ISO.fullmatch(text)
        months = self("months").split()
        if found is None or not 1 <= int(found[2]) <= len(months):
            return text
        month_and_year = f"{months[int(found[2]) - 1]} {found[1]}"
        return f"{int(found[3])} {month_and_year}" if found[3] else month_and_year

    def between(self, low: float, high: float, *, decimals: int = 1) -> str:
        """Write an interval of shares in words; empty if both ends read the same.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.between(0.549, 0.562)
        'tussen 54,9 en 56,2%'
        """
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        ends = self.percentage(low, decimals), self.percentage(high, decimals)
        if ends[0] == ends[1]:
            return ""
        return self("between", low=ends[0].removesuffix("%"), high=ends[1])

    def between_people(self, low: float, high: float) -> str:
        """Write an interval of people in words; empty if both ends read the same.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.between_people(1434.6, 1481.2)
        'tussen 1.435 en 1.481'
        """
        if not (math.isfinite(low) and math.isfinite(high)):
            return ""
        ends = self.number(low), self.number(high)
        same = ends[0] == ends[1]
        return "" if same else self("between", low=ends[0], high=ends[1])

    def likely(self, words: str) -> str:
        """Say of an interval in words that it is likely; nothing of none.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.likely(DUTCH.between(0.549, 0.562))
        'waarschijnlijk tussen 54,9 en 56,2%'
        """
        return self("likely_ends", words=words) if words else ""

    def certain(self, words: str) -> str:
        """Say of an interval in words that it is all that is guaranteed.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.certain(DUTCH.between(0.455, 0.644))
        'zeker is alleen: tussen 45,5 en 64,4%'
        """
        return self("certain_ends", words=words) if words else ""

    def people(self, count: float, who: Words) -> str:
        """Write a whole number of people with what they are called.

        Examples
        --------
        >>> from accessibility.codes import Denominator
        >>> from accessibility.counting import people_of
        >>> from maps.dutch import DUTCH
        >>> DUTCH.people(7080.4, people_of("inhabitants:10-14", Denominator.COMMON).nl)
        '7.080 kinderen van 10-14'
        """
        if not math.isfinite(count):
            return self("no_data")
        text = self.number(count)
        return f"{text} {who.one if text == '1' else who.plural}"

    def offer_words(self, choice: str, leerweg: Leerweg) -> str:
        """Name an offer so that it fits after 'een school met'.

        Examples
        --------
        >>> from accessibility.codes import Leerweg
        >>> from maps.dutch import DUTCH
        >>> DUTCH.offer_words("PIE", Leerweg.GL)
        'PIE in de gl'
        """
        what = self("a_technical_one") if choice == TECHNIEK else choice
        return self("offer", what=what, leerweg=leerweg.value)

    def joined(self, words: Sequence[str]) -> str:
        """Join words as in a sentence: commas, and 'en' before the last.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.joined(["bl", "kl", "gl"])
        'bl, kl en gl'
        """
        last = self("and")
        return last.join([", ".join(words[:-1]), words[-1]] if words[1:] else words)

    def demand_words(self, method: str) -> str:
        """Say in one sentence how it is known who lives where.

        Parameters
        ----------
        method
            Name of a demand model, as `Students.method` gives it.

        Examples
        --------
        >>> from maps.dutch import DUTCH
        >>> DUTCH.demand_words("inhabitants:10-14")[:32]
        'Inwoners van 10 tot en met 14 ja'
        """
        name, _, ages = method.partition(":")
        youngest, _, oldest = ages.partition("-")
        key = f"counted_by_{name}"
        return self(key, youngest=youngest, oldest=oldest) if key in self.words else ""
