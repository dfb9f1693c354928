"""One file of every area and pair: the figures of the service, and what they are."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq
import pytest

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def test_the_file_holds_what_the_service_answers(client: TestClient) -> None:
    answer = client.get("/alles.parquet")
    assert answer.status_code == 200, answer.text
    assert 'filename="alles_' in answer.headers["content-disposition"]
    whole = pd.read_parquet(io.BytesIO(answer.content))
    assert {"nl", "provincie", "gemeente"} <= set(whole.gebiedsindeling)
    assert {"techniek", "PIE"} <= set(whole.profiel)
    key = ["gebiedsindeling", "gebied", "profiel", "leerweg"]
    assert not whole.duplicated(key).any()
    asked = "gebiedsindeling=gemeente&profiel=PIE&leerweg=gl&noemer=leerweg"
    rows = client.get(f"/v1/bereik?{asked}").json()["rijen"]
    told = whole[
        (whole.gebiedsindeling == "gemeente")
        & (whole.profiel == "PIE")
        & (whole.leerweg == "gl")
    ].set_index("gebied")
    assert len(rows) == len(told) > 0
    for row in rows:
        share = told.deel[row["gebied"]]
        if row["deel"] is None:
            assert pd.isna(share)
        else:
            assert share == pytest.approx(row["deel"], abs=1e-6)


def test_the_file_says_of_what_date_and_by_which_method(client: TestClient) -> None:
    content = client.get("/alles.parquet").content
    metadata = pq.read_schema(io.BytesIO(content)).metadata
    about = json.loads(metadata[b"PANDAS_ATTRS"])
    assert about["methodeversie"]
    assert about["peildata"]["leerlingen"]
    assert "gebiedsindeling" not in about["vraag"]
    book = pd.read_excel(
        io.BytesIO(client.get("/alles.xlsx").content), sheet_name=None, header=None
    )
    assert list(book) == ["toelichting", "tabel"]
    assert "methodeversie" in set(book["toelichting"][0])
