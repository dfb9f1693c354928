"""Each edit on the working copy: what is wrong with it, or what it changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from accessibility.codes import AreaKind, Leerweg, Mode, Profiel
from accessibility.scenario.draft import Draft, start_of
from accessibility.scenario.edits import (
    AddLink,
    CloseLink,
    CloseOffer,
    CloseVestiging,
    Edit,
    Forecast,
    FoundVestiging,
    LapseLicences,
    LineHeadway,
    MergeVestiging,
    MoveVestiging,
    OpenOffer,
    OwnCount,
    Place,
    PlannedOffer,
    RemoveLine,
)
from accessibility.scenario.faults import FaultKind
from accessibility.scenario.staging import stage
from accessibility.snapshot import Snapshot
from tests.made_days import made_day
from tests.small_country import country
from tests.town import Town

ONE, OTHER = "X00000", "X00001"
GL = Leerweg.GL
AT = Place(120_000.0, 420_000.0)
PIE = PlannedOffer(Profiel.PIE, GL)


def offers_of(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["brin6", "profiel", "leerweg", "students"])
    low, high = table.students - 1, table.students + 1
    return table.assign(evidence="pupils", students_low=low, students_high=high)


def draft_of(snapshot: Snapshot | None = None) -> Draft:
    """Return a working copy with PIE and BWI in gl at one, PIE in gl at the other."""
    offers = offers_of(
        (ONE, "PIE", "gl", 20.0), (ONE, "BWI", "gl", 7.0), (OTHER, "PIE", "gl", 12.0)
    )
    snapshot = (snapshot or country()).edited(offers=offers)
    return Draft(snapshot, start_of(snapshot))


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (OpenOffer("XXXXXX", Profiel.PIE, GL), "XXXXXX is not in the snapshot"),
        (OpenOffer(ONE, Profiel.PIE, GL), "PIE gl at X00000 is already offered"),
        (CloseOffer("XXXXXX", Profiel.PIE, GL), "XXXXXX is not in the snapshot"),
        (CloseOffer(OTHER, Profiel.MT, GL), "it offers PIE gl"),
        (CloseVestiging("XXXXXX"), "XXXXXX is not in the snapshot"),
        (MergeVestiging(ONE, ONE), "merge with itself"),
        (MergeVestiging(ONE, "XXXXXX"), "XXXXXX is not in the snapshot"),
        (MoveVestiging("XXXXXX", AT), "XXXXXX is not in the snapshot"),
        (FoundVestiging(ONE, "Nieuw", AT, (PIE,)), "X00000 is already in use"),
        (FoundVestiging("XNEW01", "Nieuw", AT, (PIE, PIE)), "PIE gl at XNEW01 is"),
        (LapseLicences("2026-07-31"), "holds no licences"),
        (Forecast(AreaKind.NL, "NL", 1.0), "the factor is 1"),
        (Forecast(AreaKind.NL, "BE", 2.0), "no postcode lies in nl 'BE'"),
        (Forecast(AreaKind.GEMEENTE, "G9", 2.0), "lies in gemeente 'G9'"),
        (OwnCount("B000", GL, 3.0), "postcode B000 is not in the snapshot"),
        (CloseLink(Mode.BIKE, AT), "no road network for mode 'bike'"),
        (AddLink(Mode.BIKE, AT, AT, 4.0), "no road network for mode 'bike'"),
    ],
)
def test_an_edit_that_cannot_be_changes_nothing(edit: Edit, fault: str) -> None:
    draft = draft_of()
    (found,) = stage(edit, draft)
    assert fault in found.sentence
    assert draft.offers == draft.first_offers
    assert draft.sites == draft.first_sites
    assert not draft.roads
    assert not draft.lapsed


def test_both_unknown_sides_of_a_merger_are_named() -> None:
    faults = stage(MergeVestiging("XXXXXX", "YYYYYY"), draft_of())
    assert [fault.sentence.split()[1] for fault in faults] == ["XXXXXX", "YYYYYY"]


def test_offers_open_and_close() -> None:
    draft = draft_of()
    assert stage(CloseOffer(ONE, Profiel.PIE, GL), draft) == []
    assert (ONE, Profiel.PIE, GL) not in draft.offers
    assert stage(OpenOffer(ONE, Profiel.PIE, GL), draft) == []
    assert draft.offers == draft.first_offers
    assert stage(OpenOffer(ONE, Profiel.MT, GL), draft) == []
    assert np.isnan(draft.offers[ONE, Profiel.MT, GL]).all()


def test_closing_a_vestiging_takes_its_offers_along() -> None:
    draft = draft_of()
    assert stage(CloseVestiging(ONE), draft) == []
    assert set(draft.offers) == {(OTHER, Profiel.PIE, GL)}
    assert ONE not in draft.sites
    assert stage(CloseVestiging(ONE), draft)
    assert stage(FoundVestiging(ONE, "Nieuw", AT, (PIE,)), draft)


def test_a_merger_adds_what_both_offer() -> None:
    draft = draft_of()
    assert stage(MergeVestiging(ONE, OTHER), draft) == []
    assert draft.offers == {
        (OTHER, Profiel.PIE, GL): (30.0, 32.0, 34.0),
        (OTHER, Profiel.BWI, GL): (6.0, 7.0, 8.0),
    }
    assert ONE not in draft.sites
    ended = draft_of()
    assert stage(MergeVestiging(ONE, OTHER, take_over=False), ended) == []
    assert ended.offers == {(OTHER, Profiel.PIE, GL): (11.0, 12.0, 13.0)}


def test_a_vestiging_moves_once_to_a_place() -> None:
    draft = draft_of()
    assert stage(MoveVestiging(ONE, AT), draft) == []
    assert draft.sites[ONE].place == AT
    assert "already stands there" in stage(MoveVestiging(ONE, AT), draft)[0].sentence


def test_a_founded_vestiging_stands_and_offers() -> None:
    draft = draft_of()
    new = FoundVestiging("XNEW01", "Nieuw", AT, (PIE,))
    assert stage(new, draft) == []
    assert draft.sites["XNEW01"] == (AT, new)
    assert np.isnan(draft.offers["XNEW01", Profiel.PIE, GL]).all()
    assert "already in use" in stage(new, draft)[0].sentence


def test_an_offer_lapses_unless_another_licence_goes_on() -> None:
    columns = ["brin6", "profiel", "leerweg", "leerjaar", "valid_from", "valid_until"]
    rows = [
        (ONE, "PIE", "gl", 3, None, "2026-07-31"),
        (ONE, "BWI", "gl", 3, None, "2026-07-31"),
        (ONE, "BWI", "gl", 4, None, None),
        (OTHER, "PIE", "gl", 3, None, "2026-08-01"),
        (OTHER, "BWI", "gl", 3, None, "2026-07-30"),
    ]
    licences = pd.DataFrame(rows, columns=columns)
    draft = draft_of(country().edited(licences=licences))
    assert "no licence ends" in stage(LapseLicences("2026-07-29"), draft)[0].sentence
    assert stage(LapseLicences("2026-07-31"), draft) == []
    assert draft.lapsed == {0, 1, 4}
    assert set(draft.offers) == {(ONE, Profiel.BWI, GL), (OTHER, Profiel.PIE, GL)}
    # What has lapsed does not lapse again.
    assert "does nothing" in stage(LapseLicences("2026-07-31"), draft)[0].sentence
    assert stage(LapseLicences("2026-08-01"), draft) == []
    assert draft.lapsed == {0, 1, 3, 4}


def test_forecasts_and_counts_of_known_areas_are_taken() -> None:
    draft = draft_of()
    assert stage(Forecast(AreaKind.NL, "NL", 0.5), draft) == []
    assert stage(Forecast(AreaKind.GEMEENTE, "G1", 0.5), draft) == []
    assert stage(Forecast(AreaKind.STO_REGIO, "G1", 2.0), draft) == []
    bare = country()
    postcodes = bare.postcodes.drop(columns="sto_regio")
    without = draft_of(bare.edited(postcodes=postcodes))
    assert stage(Forecast(AreaKind.STO_REGIO, "G1", 2.0), without)
    assert stage(OwnCount("A000", GL, 3.0), draft) == []
    assert stage(OwnCount("A000", Leerweg.BL, 3.0), draft) == []
    assert (
        "A000 gl is given twice" in stage(OwnCount("A000", GL, 4.0), draft)[0].sentence
    )


def test_roads_are_closed_and_joined(town: Town) -> None:
    bare = country()
    network = town.network()
    roads = Snapshot(bare.manifest, bare.tables, roads={Mode.BIKE: network})
    draft = draft_of(roads)
    middle = Place(104_000.0, 405_000.0)
    assert stage(CloseLink(Mode.BIKE, middle), draft) == []
    assert draft.roads[Mode.BIKE].n_links == network.n_links + 2
    # Both banks end there now.
    (fault,) = stage(CloseLink(Mode.BIKE, middle), draft)
    assert fault.kind is FaultKind.NOTHING
    assert "the road ends there" in fault.sentence
    south, north = Place(104_000.0, 403_500.0), Place(104_000.0, 406_500.0)
    assert stage(AddLink(Mode.BIKE, south, north, 4.0), draft) == []
    assert draft.roads[Mode.BIKE].link_length_cm[-1] == 300_000
    far = Place(150_000.0, 450_000.0)
    (fault,) = stage(AddLink(Mode.BIKE, far, north, 4.0), draft)
    assert "near its start" in fault.sentence
    (fault,) = stage(AddLink(Mode.BIKE, north, north, 4.0), draft)
    assert "same spot" in fault.sentence


def test_what_is_no_edit_is_refused() -> None:
    @dataclass(frozen=True)
    class Rename:
        brin6: str

    with pytest.raises(TypeError, match="Rename is not an edit"):
        stage(Rename(ONE), draft_of())  # type: ignore[arg-type] # is refused


def _draft_with_lines() -> Draft:
    bare = country()
    timetabled = Snapshot(bare.manifest, bare.tables, transit={Mode.OV: made_day()})
    return draft_of(timetabled)


def test_a_line_runs_as_often_as_asked_in_minutes() -> None:
    draft = _draft_with_lines()
    assert stage(LineHeadway("L", 30.0, "06:00", "19:59"), draft) == []
    timetable = draft.transit[Mode.OV].timetable
    # One boards the new trips only: fourteen hours of two an hour, in both directions.
    runs = timetable.may_board[timetable.pattern_ptr[:-1]]
    assert timetable.n_trips[runs].tolist() == [28, 28]


def test_a_line_goes_once() -> None:
    draft = _draft_with_lines()
    assert stage(RemoveLine("L"), draft) == []
    (fault,) = stage(RemoveLine("L"), draft)
    assert fault.kind is FaultKind.NOTHING
    (fault,) = stage(RemoveLine("M"), draft)
    assert "M" in fault.sentence
