"""What a valid table of a snapshot is, and the check that finds all its faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import pandas as pd

from accessibility.codes import COMBINATIONS, ROUTE, Leerweg, Profiel
from accessibility.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["text", "number", "flag", "date", "geometry"]

BRIN6: Final = r"[0-9A-Z]{6}"
PC4: Final = r"[0-9A-Z]{4}"
EVIDENCE: Final = ("pupils", "exams", "combined", "declared")
"""What shows an offer; `combined` is a programme of two profiles, with no count of its
own, so that its pupils are never counted twice."""

_PROFIELEN: Final = tuple(p.value for p in Profiel)
_LEERWEGEN: Final = tuple(w.value for w in Leerweg)
_MOST_EXAMPLES: Final = 3


@dataclass(frozen=True)
class Column:
    """One column: its kind, whether it may be empty, and the values allowed."""

    name: str
    kind: Kind = "text"
    nullable: bool = False
    pattern: str | None = None
    choices: tuple[str, ...] | None = None
    lowest: float | None = None


@dataclass(frozen=True)
class TableSchema:
    """A table of a snapshot: its columns and the columns that identify a row."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    holds: str = ""

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def is_spatial(self) -> bool:
        """True if the table carries geometry."""
        return any(column.kind == "geometry" for column in self.columns)


def _counts(*, nullable: bool = False) -> tuple[Column, ...]:
    return tuple(
        Column(name, "number", nullable=nullable, lowest=0)
        for name in ("students_low", "students", "students_high")
    )


_BRIN6: Final = Column("brin6", pattern=BRIN6)
_PC4: Final = Column("pc4", pattern=PC4)
_POINT: Final = Column("geometry", "geometry", nullable=True)
_PROFIEL: Final = Column("profiel", choices=_PROFIELEN)
_PROFIEL_OR_COMBINED: Final = Column("profiel", choices=(*_PROFIELEN, *COMBINATIONS))
_LEERWEG: Final = Column("leerweg", choices=_LEERWEGEN)
_AREA_COLUMNS: Final = tuple(
    Column(name, nullable=True)
    for name in ("gemeente", "provincie", "corop", "rmc", "sto_regio")
)

SCHEMAS: Final[dict[str, TableSchema]] = {
    schema.name: schema
    for schema in (
        TableSchema(
            "vestigingen",
            (
                _BRIN6,
                Column("naam"),
                Column("plaats", nullable=True),
                Column("postcode", nullable=True),
                Column("pc4", nullable=True),
                *_AREA_COLUMNS,
                Column("bestuur", nullable=True),
                Column("denominatie", nullable=True),
                Column("structuur", nullable=True),
                Column("placed", choices=("address", "postcode", "none")),
                _POINT,
            ),
            key=("brin6",),
            holds="school sites, EPSG:28992; `placed` says how the point was found",
        ),
        TableSchema(
            "offers",
            (
                _BRIN6,
                _PROFIEL,
                _LEERWEG,
                Column("evidence", choices=EVIDENCE),
                *_counts(nullable=True),
            ),
            key=("brin6", "profiel", "leerweg"),
            holds="what a vestiging offers, with its third-years where they are known",
        ),
        TableSchema(
            "pupils",
            (
                _BRIN6,
                Column("soort"),
                Column("leerweg", choices=("", *_LEERWEGEN, "tl")),
                Column("profiel", choices=("", *_PROFIELEN, *COMBINATIONS, ROUTE)),
                Column("leerjaar", "number", lowest=1),
                Column("sex", choices=("", "m", "v")),
                *_counts(),
            ),
            key=("brin6", "soort", "leerweg", "profiel", "leerjaar", "sex"),
            holds="enrolment; profiel `route` is the vakmanschaps- and beroepsroute, "
            "`BWI en PIE` the combined programme",
        ),
        TableSchema(
            "exams",
            (_BRIN6, _PROFIEL_OR_COMBINED, _LEERWEG, *_counts()),
            key=("brin6", "profiel", "leerweg"),
            holds="exam candidates",
        ),
        TableSchema(
            "licences",
            (
                _BRIN6,
                _PROFIEL,
                _LEERWEG,
                Column("leerjaar", "number", nullable=True),
                Column("code", nullable=True),
                Column("valid_until", nullable=True),
            ),
            holds="permissions to offer, with an end date if they hang on an RPO",
        ),
        TableSchema(
            "herkomst",
            (_BRIN6, _PC4, Column("leerjaar", "number", lowest=1), *_counts()),
            key=("brin6", "pc4", "leerjaar"),
            holds="pupils per vestiging and home postcode, all school types together",
        ),
        TableSchema(
            "own_students",
            (
                _PC4,
                _LEERWEG,
                Column("profiel", choices=("", *_PROFIELEN)),
                Column("sex", choices=("", "m", "v")),
                *_counts(),
            ),
            key=("pc4", "leerweg", "profiel", "sex"),
            holds="own counts of third-years by home postcode",
        ),
        TableSchema(
            "inhabitants",
            (
                _PC4,
                Column("age_from", "number", lowest=0),
                Column("age_to", "number", lowest=0),
                Column("inhabitants", "number", lowest=0),
            ),
            key=("pc4", "age_from"),
            holds="inhabitants by age, `age_from` to `age_to` inclusive",
        ),
        TableSchema(
            "postcodes",
            (
                _PC4,
                Column("plaats", nullable=True),
                *_AREA_COLUMNS,
                Column("sto_regio_how", choices=("table", "nearest", "none")),
                _POINT,
            ),
            key=("pc4",),
            holds="postcode areas with their representative point, EPSG:28992",
        ),
        TableSchema(
            "pc4_areas",
            (_PC4, Column("geometry", "geometry")),
            key=("pc4",),
            holds="polygons of the postcode areas, EPSG:28992",
        ),
        TableSchema(
            "points",
            (
                Column("point_id"),
                _PC4,
                Column("weight", "number", lowest=0),
                Column("geometry", "geometry"),
            ),
            key=("point_id",),
            holds="several points per postcode; weights sum to 1 per postcode",
        ),
        TableSchema(
            "areas",
            (
                Column(
                    "area_kind",
                    choices=("provincie", "gemeente", "corop", "rmc", "sto-regio"),
                ),
                Column("area_code"),
                Column("area_name"),
                Column("geometry", "geometry", nullable=True),
            ),
            key=("area_kind", "area_code"),
            holds="names and, where known, polygons of areas, EPSG:28992",
        ),
        TableSchema(
            "sto_regios",
            (
                _BRIN6,
                Column("regio_code"),
                Column("regio_name"),
                Column("valid_from", nullable=True),
                Column("valid_until", nullable=True),
            ),
            key=("brin6", "valid_from"),
            holds="which vestiging belongs to which STO-regio, from when until when",
        ),
        TableSchema(
            "basisscholen",
            (
                _BRIN6,
                Column("naam"),
                Column("plaats", nullable=True),
                Column("pc4", nullable=True),
                Column("pupils", "number", nullable=True, lowest=0),
                _POINT,
            ),
            key=("brin6",),
            holds="primary schools, EPSG:28992",
        ),
        TableSchema(
            "primary_ages",
            (
                _PC4,
                Column("age", "number", lowest=0),
                Column("known", "number", lowest=0),
                Column("masked", "number", lowest=0),
            ),
            key=("pc4", "age"),
            holds="primary pupils by home and age: `known`, and cells of 1 to 4",
        ),
        TableSchema(
            "school_forecasts",
            (
                Column("brin4", pattern="[0-9A-Z]{4}"),
                Column("soort"),
                Column("year", "number", lowest=0),
                Column("students", "number", lowest=0),
            ),
            key=("brin4", "soort", "year"),
            holds="pupils that a forecast expects at a school",
        ),
        TableSchema(
            "area_forecasts",
            (
                Column("gemeente", pattern=r"GM\d{4}"),
                Column("year", "number", lowest=0),
                Column("age", "number", lowest=0),
                Column("persons", "number", lowest=0),
            ),
            key=("gemeente", "year", "age"),
            holds="inhabitants that a regional forecast expects",
        ),
        TableSchema(
            "targets",
            (
                *(Column(name) for name in ("indicator", "leerweg", "region", "year")),
                Column("target", "number"),
                Column("set_on"),
                Column("set_by"),
            ),
            key=("indicator", "leerweg", "region", "year"),
            holds="targets of rungs of the impact ladder, with who set them and when",
        ),
        TableSchema(
            "initiatives",
            (
                *(Column(name) for name in ("initiative_id", "naam")),
                *(
                    Column(name, nullable=True)
                    for name in ("kind", "owner", "date", "until", "target_group")
                ),
                Column("rung", nullable=True, pattern="[0-7]"),
                Column("pc4", nullable=True, pattern=PC4),
                *(Column(name, nullable=True) for name in ("plaats", "website")),
            ),
            key=("initiative_id",),
            holds="initiatives with their dates, owner, target group and rung",
        ),
        TableSchema(
            "keuzevakken",
            (_BRIN6, Column("keuzevak"), Column("profiel", nullable=True)),
            key=("brin6", "keuzevak"),
            holds="keuzevakken that a vestiging gives, and of which profiel each is",
        ),
        TableSchema(
            "boards",
            (Column("bestuur"), Column("naam")),
            key=("bestuur",),
            holds="names of school boards, by the number that vestigingen have",
        ),
        TableSchema(
            "teachers",
            (
                Column("brin4", pattern="[0-9A-Z]{4}"),
                Column("profiel"),
                *(
                    Column(name, "number", nullable=True, lowest=0)
                    for name in ("persons", "fte")
                ),
            ),
            key=("brin4", "profiel"),
            holds="teachers of technical programmes per school, and no finer",
        ),
        TableSchema(
            "region_attributes",
            (
                Column("region"),
                Column("scheme"),
                Column("budget_eur", "number", nullable=True, lowest=0),
                Column("techniekluw", nullable=True, choices=("ja", "nee")),
                Column("techkwadraat", nullable=True, choices=("ja", "nee")),
                Column("beheer", nullable=True),
            ),
            key=("region", "scheme"),
            holds="what is known of a region in a regeling: its budget in euros, and "
            "how it works",
        ),
        TableSchema(
            "mbo_sites",
            (
                Column("site"),
                Column("naam"),
                Column("plaats", nullable=True),
                Column("postcode", nullable=True),
                Column("programmes", "number", lowest=0),
                Column("technical", "number", lowest=0),
                Column("placed", choices=("address", "postcode", "none")),
                _POINT,
            ),
            key=("site",),
            holds="sites of mbo, EPSG:28992, with how many programmes each gives, and "
            "how many of technical domains",
        ),
        TableSchema(
            "facilities",
            (
                Column("facility_id"),
                Column("naam"),
                Column("kind", choices=("hotspot", "techlab", "event", "mbo")),
                Column("owner", nullable=True),
                Column("date", nullable=True),
                Column("geometry", "geometry"),
            ),
            key=("facility_id",),
            holds="hotspots, techlabs and events, EPSG:28992",
        ),
    )
}
"""Every table a snapshot may hold, by name."""


def check_table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame if it is a valid table of that name.

    Parameters
    ----------
    name
        A key of `SCHEMAS`.
    frame
        The table; columns beyond the schema are allowed and kept.

    Raises
    ------
    TableError
        With every fault found: missing columns, empty cells, unknown values,
        duplicate keys. Values of pupil rows are never quoted, only their row.
    """
    schema = SCHEMAS[name]
    faults = [*_missing_columns(schema, frame)]
    if not faults:
        for column in schema.columns:
            faults += _column_faults(column, frame[column.name])
        faults += _key_faults(schema, frame)
    if faults:
        where = f"table {name}"
        raise TableError(where, faults)
    return frame


def _missing_columns(schema: TableSchema, frame: pd.DataFrame) -> Iterator[str]:
    for name in schema.column_names:
        if name not in frame.columns:
            found = ", ".join(map(str, frame.columns))
            yield f"column {name!r} is missing; found: {found}"


def _column_faults(column: Column, values: pd.Series) -> Iterator[str]:
    empty = values.isna()
    if not column.nullable and empty.any():
        yield f"column {column.name!r} is empty in {_rows(empty)}"
    filled = values[~empty]
    if column.choices is not None:
        wrong = ~filled.isin(column.choices)
        if wrong.any():
            allowed = ", ".join(repr(choice) for choice in column.choices)
            yield f"column {column.name!r}, {_rows(wrong)}: expected one of {allowed}"
    if column.pattern is not None:
        wrong = ~filled.astype("str").str.fullmatch(column.pattern).astype(bool)
        if wrong.any():
            yield f"column {column.name!r}, {_rows(wrong)}: expected {column.pattern}"
    if column.kind == "number":
        yield from _number_faults(column, filled)


def _number_faults(column: Column, filled: pd.Series) -> Iterator[str]:
    number = pd.to_numeric(filled, errors="coerce")
    wrong = number.isna()
    if wrong.any():
        yield f"column {column.name!r}, {_rows(wrong)}: expected a number"
    if column.lowest is not None and (number < column.lowest).any():
        low = number < column.lowest
        yield f"column {column.name!r}, {_rows(low)}: below {column.lowest:g}"


def _key_faults(schema: TableSchema, frame: pd.DataFrame) -> Iterator[str]:
    if not schema.key:
        return
    twice = frame.duplicated(list(schema.key))
    if twice.any():
        yield f"{' x '.join(schema.key)} occurs more than once: {_rows(twice)}"


def _rows(mask: pd.Series) -> str:
    """Name the first rows of a mask, counted from 1."""
    numbers = [str(i + 1) for i, hit in enumerate(mask.to_numpy()) if hit]
    more = len(numbers) - _MOST_EXAMPLES
    text = ", ".join(numbers[:_MOST_EXAMPLES])
    return f"row {text}" + (f" and {more} more" if more > 0 else "")
