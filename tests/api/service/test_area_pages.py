"""Pages per area: no script, a finding, reasons, a picture, and how to cite them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from api.service.middleware import FRAMED_CSP

if TYPE_CHECKING:
    from starlette.testclient import TestClient

SLUG = "westdorp"
"""A gemeente of the small land with gaps, for three reasons."""

PAGE = f"/gebied/gemeente/{SLUG}"


def test_a_page_tells_figure_reasons_shares_and_sources(client: TestClient) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    page = answer.text
    assert "<script" not in page
    assert re.search(r'<p class="groot">[\d,]+%</p>', page)
    for heading in ("Waarom niet?", "Citeer dit", "Bronnen", "Deel dat het wel kan"):
        assert heading in page
    title = re.findall(r"<h1>(.*?)</h1>", page)[0]
    assert f'<meta property="og:title" content="{title}">' in page
    assert f"<title>{title} · Bereik</title>" in page


def test_reasons_add_up_to_those_who_are_not_reached(client: TestClient) -> None:
    page = client.get(PAGE).text
    table = page.partition('id="waarom"')[2].partition("</table>")[0]
    rows = re.findall(r'</th><td class="getal">([\d.]+)</td>', table)
    (missed,) = re.findall(r'<p class="niet"><strong>([\d.]+) ', page)
    assert rows
    assert abs(sum(int(n.replace(".", "")) for n in rows) - int(missed)) <= len(rows)
    # One number of postcodes: in the sentence, by reason, and in the list.
    (said,) = re.findall(r"niet, in (\d+) postcodes?", page)
    by_reason = re.findall(r'</td><td class="getal">(\d+)</td><td>', table)
    listed = page.partition('id="gaten"')[2].partition("</table>")[0].count("<tr>")
    assert sum(map(int, by_reason)) == int(said) == listed - 1


def test_a_link_that_is_shared_has_a_picture(client: TestClient) -> None:
    page = client.get(PAGE).text
    (picture,) = re.findall(r'property="og:image" content="([^"]+)"', page)
    assert picture.startswith("http")
    answer = client.get(picture)
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert client.get(picture).content == answer.content


@pytest.mark.parametrize("other", ["GM9001", "Westdorp", "WESTDORP"])
def test_another_name_leads_to_the_page(client: TestClient, other: str) -> None:
    answer = client.get(f"/gebied/gemeente/{other}", follow_redirects=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == PAGE


@pytest.mark.parametrize("path", ["gemeente/nergenshuizen", "straat/nergenshuizen"])
def test_who_mistypes_an_area_finds_those_there_are(
    client: TestClient, path: str
) -> None:
    answer = client.get(f"/gebied/{path}")
    assert answer.status_code == 404
    assert "<h1>Geen gebied heet hier nergenshuizen; kies er een</h1>" in answer.text
    assert f'href="{PAGE}"' in answer.text
    assert "<b>" not in client.get("/gebied/gemeente/<b>").text


@pytest.mark.parametrize("path", ["/gebied/straat", "/insluiten/gemeente/nergens"])
def test_what_else_is_not_there_is_told_in_dutch(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Geen gebied heet hier" in answer.text
    framed = "frame-ancestors *" in answer.headers["content-security-policy"]
    assert framed == path.startswith("/insluiten")


def test_only_what_is_made_for_it_stands_in_a_frame(client: TestClient) -> None:
    framed = client.get(f"/insluiten/gemeente/{SLUG}")
    whole = client.get("/insluiten?leerweg=kl")
    for one in (framed, whole):
        assert one.headers["content-security-policy"] == FRAMED_CSP
        assert "x-frame-options" not in one.headers
    assert "data-ingesloten" in whole.text
    assert "Bron:" in framed.text
    assert "<nav" not in framed.text
    for path in (PAGE, "/", "/v1"):
        headers = client.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_search_engines_find_every_page(client: TestClient) -> None:
    assert "Sitemap: http" in client.get("/robots.txt").text
    tree = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    places = [place.text or "" for place in tree.iter() if place.tag.endswith("loc")]
    pages = [place for place in places if "/gebied/gemeente/" in place]
    assert pages
    assert client.get(pages[-1]).status_code == 200
    assert len(places) == len(set(places))
