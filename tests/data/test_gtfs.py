"""A feed is read from a zip or a folder; what does not fit is counted or refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from accessibility.errors import DataError, TableError
from data.gtfs import MISSING, read_feed, seconds_of
from tests.gtfs_files import HEADERS, write_feed, write_files
from tests.made_timetables import feed_a


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_feed(feed_a(), tmp_path / "feed")


def _zipped(folder: Path, name: str, *, inside: str = ".") -> Path:
    root = folder.parent if inside == "." else folder
    base = "feed" if inside == "." else "."
    made = shutil.make_archive(str(folder.parent / name), "zip", root, base)
    return Path(made)


def test_folder_zip_and_zip_with_a_folder_inside_are_one(folder: Path) -> None:
    places = (folder, _zipped(folder, "in"), _zipped(folder, "flat", inside=""))
    ids = np.array(["t3", "t0"])
    for place in places:
        calls = read_feed(place).calls(ids)
        assert calls.trip.tolist() == [1, 1, 1, 0, 0]
        assert calls.stop.tolist() == [0, 1, 2, 2, 3]
        assert calls.arrive_s[:3].tolist() == [25_200, 26_400, 27_600]


def test_times_go_beyond_a_day_and_need_no_leading_zero() -> None:
    texts = ["07:05:00", "7:05:00", "25:10:01", "", "7:5:0", "x", "100:00:00"]
    assert seconds_of(pa.array(texts)).tolist() == [
        25_500, 25_500, 90_601, MISSING, MISSING, MISSING, 360_000,
    ]  # fmt: skip


def test_identifiers_are_text_and_keep_their_zeros(tmp_path: Path) -> None:
    folder = write_files(
        tmp_path / "feed",
        {
            "stops": ["007,a,52,5,,", "7,b,52,5,,"],
            "routes": ["01,x,1,,3"],
            "trips": ["01,s,0001,"],
            "calendar": ["s,1,1,1,1,1,1,1,20191001,20191231"],
            "stop_times": ["0001,07:00:00,07:00:00,7,1,,", "1,07:00:00,07:00:00,7,1,,"],
        },
    )
    feed = read_feed(folder)
    assert feed.tables["trips"].trip_id.tolist() == ["0001"]
    assert feed.calls(np.array(["0001"])).stop.tolist() == [1]


def test_a_line_with_too_few_fields_is_left_out_and_told(folder: Path) -> None:
    path = folder / "stop_times.txt"
    path.write_text(path.read_text() + "t0,07:00:00\n")
    feed = read_feed(folder)
    assert len(feed.calls(np.array(["t0"])).trip) == 3
    assert [(one.what, one.count) for one in feed.findings] == [("broken rows", 1)]


def test_numbers_that_are_none_count_as_not_given(folder: Path) -> None:
    path = folder / "stop_times.txt"
    path.write_text(
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,"
        "shape_dist_traveled\nt0,07:00:00,,s0,1,x,\nt0,, 7:01:00,nowhere,2,1,1.5e3\n"
    )
    calls = read_feed(folder).calls(np.array(["t0"]))
    assert calls.depart_s.tolist() == [MISSING, 25_260]
    assert calls.pickup.tolist() == [0, 1]
    assert calls.drop_off.tolist() == [0, 0]
    assert calls.stop.tolist() == [0, MISSING]
    assert np.isnan(calls.travelled[0])
    assert calls.travelled[1] == 1_500


def test_quotes_line_breaks_and_a_byte_order_mark(folder: Path) -> None:
    text = '\ufeffstop_id, stop_name ,stop_lat,stop_lon\ns0,"Aa, ""de""\nbrug",52,5\n'
    (folder / "stops.txt").write_text(text, encoding="utf-8")
    stops = read_feed(folder).tables["stops"]
    assert stops.stop_name.tolist() == ['Aa, "de"\nbrug']
    assert stops.parent_station.tolist() == [""]


def test_missing_files_are_named_all_at_once(folder: Path) -> None:
    for name in ("stops", "trips", "calendar"):
        (folder / f"{name}.txt").unlink()
    with pytest.raises(TableError, match=r"(?s)no stops.*no trips.*neither calendar"):
        read_feed(folder)


def test_a_missing_column_is_named(folder: Path) -> None:
    (folder / "trips.txt").write_text("route_id,trip_id\n")
    with pytest.raises(TableError, match=r"trips.txt.*\n.*no column 'service_id'"):
        read_feed(folder)


def test_a_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "feed.zip"
    path.write_text("<html>")
    with pytest.raises(DataError, match="not a readable zip file"):
        read_feed(path)


def test_a_table_of_a_header_alone_is_empty(folder: Path) -> None:
    (folder / "transfers.txt").write_text(HEADERS["transfers"] + "\n")
    (folder / "stop_times.txt").write_text(HEADERS["stop_times"])
    feed = read_feed(folder)
    assert not len(feed.tables["transfers"])
    assert not len(feed.calls(np.array(["t0"])).trip)
