"""One table in every form: what Dutch Excel opens, and nothing it would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from accessibility.snapshot import ACCEPTED, Finding
from api.service.representations import csv_for_excel

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from accessibility.snapshot import Snapshot

QUESTION = "/v1/bereik?gebiedsindeling=gemeente&profiel=PIE&leerweg=bl"


def test_csv_opens_in_dutch_excel(client: TestClient) -> None:
    answer = client.get(f"{QUESTION}&f=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    named = "bereik_PIE_bl_10000m_hemelsbreed_per-gemeente_klein_2023-10-01.csv"
    assert answer.headers["content-disposition"] == f'attachment; filename="{named}"'
    assert answer.content.startswith(b"\xef\xbb\xbf")
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    told = client.get(QUESTION).json()["rijen"]
    for row, same in zip(rows, told, strict=True):
        assert float(row["deel"].replace(",", ".")) == pytest.approx(same["deel"])
        assert "." not in row["deel"]


def test_xlsx_explains_itself_first(client: TestClient) -> None:
    answer = client.get(f"{QUESTION}&f=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["toelichting", "tabel"]
    assert book["tabel"].max_row == 3


def test_geojson_has_the_shapes_of_its_areas(client: TestClient) -> None:
    answer = client.get(QUESTION, headers={"Accept": "application/geo+json"})
    assert answer.headers["content-type"] == "application/geo+json"
    kinds = [one["geometry"]["type"] for one in answer.json()["features"]]
    assert kinds == ["Polygon", "Polygon"]


def test_accept_decides_and_f_goes_before(client: TestClient) -> None:
    as_csv = {"Accept": "text/csv;q=0.9, application/json;q=0.1"}
    assert (
        client.get(QUESTION, headers=as_csv)
        .headers["content-type"]
        .startswith("text/csv")
    )
    both = client.get(f"{QUESTION}&f=json", headers=as_csv)
    assert both.headers["content-type"] == "application/json"
    assert client.get(QUESTION, headers={"Accept": "image/png"}).status_code == 406


def test_a_cell_is_never_a_formula(snapshot: Snapshot) -> None:
    table = snapshot.vestigingen[["brin6", "naam"]]
    text = csv_for_excel(table)
    assert "X00300;'=Formule" in text


def test_example_data_say_so_everywhere(
    make_client: Callable[..., TestClient], snapshot: Snapshot
) -> None:
    from dataclasses import replace  # noqa: PLC0415 - only here

    example = replace(snapshot, manifest=replace(snapshot.manifest, example=True))
    client = make_client(snapshot=example)
    for form in ("json", "csv", "geojson", "html"):
        answer = client.get(f"{QUESTION}&f={form}")
        assert answer.headers["bereik-label"] == "voorbeeldgegevens"
        assert "oorbeeldgegevens" in answer.content.decode()
    assert (
        "Voorbeeldgegevens" in client.get("/v1", headers={"Accept": "text/html"}).text
    )


def test_rows_of_a_csv_tell_of_doubts_that_were_let_through(
    snapshot: Snapshot,
    make_service: Callable[..., object],
    make_client: Callable[..., TestClient],
) -> None:
    doubt = Finding("offers", ACCEPTED, 1, "f.csv (repeated-rows): line 3")
    manifest = replace(snapshot.manifest, findings=(doubt,))
    service = make_service(replace(snapshot, manifest=manifest))
    text = make_client(service).get(f"{QUESTION}&f=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert {row["toegelaten"] for row in rows} == {doubt.why}
