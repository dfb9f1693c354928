"""The subject of a drawing: offer, threshold, students and area."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from accessibility.codes import TECHNIEK, Denominator, Leerweg, Mode, Unit
from accessibility.counting import people_of
from maps import dutch
from maps.dutch import DUTCH

if TYPE_CHECKING:
    from accessibility.counting import Words
    from maps.tongue import Tongue


@dataclass(frozen=True)
class Subject:
    """Which offer, within which distance or time, of whom, and where.

    Parameters
    ----------
    profiel
        The code of one, or `techniek` for any of the technical ones.
    leerweg
        The leerweg of the offer.
    area_name
        Name of the region as readers know it.
    mode
        How the way is measured.
    within
        Threshold in `unit`, inclusive.
    unit
        Metres or seconds.
    denominator
        Of whom shares are taken.
    method
        The demand model that counts them, which says what they are called.
    searched
        How far offers were searched, in `unit`; 0 if that is not known.
    say
        The language of offer, threshold and people.
    """

    profiel: str
    leerweg: Leerweg
    area_name: str
    mode: Mode = Mode.STRAIGHT
    within: float = 10_000.0
    unit: Unit = Unit.METRES
    denominator: Denominator = Denominator.LEERWEG
    method: str = "own"
    searched: float = 0.0
    say: Tongue = DUTCH

    @property
    def people(self) -> Words:
        """What to call the people of whom the share is taken."""
        return self.say.named(people_of(self.method, self.denominator, self.leerweg))

    @property
    def who(self) -> str:
        """The people of whom the share is taken, plural."""
        return self.people.plural

    @property
    def offer(self) -> str:
        """The offer asked for, as in 'PIE in de gl'."""
        return self.say.offer_words(self.profiel, self.leerweg)

    @property
    def threshold(self) -> str:
        """The threshold with its unit, as in '10 km'."""
        return self.say.threshold(self.within, self.unit)

    @property
    def beyond(self) -> str:
        """The words for living too far away, as in 'verder dan 10 km hemelsbreed'."""
        more = "verder" if self.unit is Unit.METRES else "meer"
        return f"{more} dan {self.threshold} {dutch.MODE_WORDS[self.mode]}"

    @property
    def not_found(self) -> str:
        """The words for having no offer as far as was searched."""
        if not self.searched:
            return "niet gevonden"
        return f"meer dan {dutch.threshold(self.searched, self.unit)}"

    @property
    def abbreviations(self) -> str:
        """The codes in the title, written out."""
        leerweg = f"{self.leerweg.value} = {dutch.leerweg_name(self.leerweg)}"
        if self.profiel == TECHNIEK:
            return f"technisch profiel = BWI, MaT, MVI, M&T of PIE · {leerweg}"
        return f"{self.profiel} = {dutch.profiel_name(self.profiel)} · {leerweg}"
