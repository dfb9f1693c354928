"""The field's own codes, each with its record: profiel, leerweg, mode, unit, area."""

from accessibility.codes.bells import (
    DAY_S,
    DEFAULT_BELLS,
    TO_STOP,
    BellRule,
    HeadwayWait,
    Luck,
    Vehicle,
)
from accessibility.codes.date_roles import (
    ROADS,
    ROLES,
    TIMETABLE,
    DateRole,
    dates_in_brief,
)
from accessibility.codes.groups import (
    ROUTE,
    SCHOOL_YEAR_STARTS,
    THIRD_YEAR,
    AreaKind,
    Denominator,
)
from accessibility.codes.modes import ROAD_MODES, Mode, ModeRecord, ModeWords, Unit
from accessibility.codes.profielen import (
    COMBINATION_YEARS,
    COMBINATIONS,
    PROFIEL_CHOICES,
    TECHNIEK,
    TECHNISCH,
    Leerweg,
    Profiel,
    combination_of,
    profiel_of,
    profielen_of,
)
from accessibility.codes.school_names import short_name
from accessibility.codes.told import NOTHING, Told, same

__all__ = [
    "COMBINATIONS",
    "COMBINATION_YEARS",
    "DAY_S",
    "DEFAULT_BELLS",
    "NOTHING",
    "PROFIEL_CHOICES",
    "ROADS",
    "ROAD_MODES",
    "ROLES",
    "ROUTE",
    "SCHOOL_YEAR_STARTS",
    "TECHNIEK",
    "TECHNISCH",
    "THIRD_YEAR",
    "TIMETABLE",
    "TO_STOP",
    "AreaKind",
    "BellRule",
    "DateRole",
    "Denominator",
    "HeadwayWait",
    "Leerweg",
    "Luck",
    "Mode",
    "ModeRecord",
    "ModeWords",
    "Profiel",
    "Told",
    "Unit",
    "Vehicle",
    "combination_of",
    "dates_in_brief",
    "profiel_of",
    "profielen_of",
    "same",
    "short_name",
]
