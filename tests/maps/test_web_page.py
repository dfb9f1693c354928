"""The page's files: all there, small, and none that asks elsewhere."""

from __future__ import annotations

import gzip
import re
from enum import StrEnum
from functools import partial
from importlib import resources
from itertools import takewhile
from operator import ne
from pathlib import PurePosixPath

import pytest

from accessibility.codes import Leerweg, Profiel
from api.service.vocabulary import Modus, Noemer
from maps.palette import style_variables
from maps.web_page import media_type, page_files

ALSO_A_COLUMN = {"profielen"}
"""A code that is the name of a column of the page too."""

OWN = sorted(path for path in page_files() if not path.startswith("maplibre/"))


def test_page_names_every_module_it_loads() -> None:
    page = page_files()["index.html"].decode()
    modules = {path for path in OWN if path.endswith(".js") and "/" not in path}
    preloaded = set(re.findall(r'rel="modulepreload" href="([\w.-]+)"', page))
    assert preloaded == modules


@pytest.mark.parametrize("path", [path for path in OWN if path.endswith(".js")])
def test_modules_import_only_what_is_there(path: str) -> None:
    text = page_files()[path].decode()
    folder = PurePosixPath(path).parent
    for up, name in re.findall(r'from "\.(\.?)/([\w.-]+)"', text):
        assert str((folder.parent if up else folder) / name) in page_files()
    assert "innerHTML" not in text
    assert "eval(" not in text
    assert len(text.splitlines()) < 400


@pytest.mark.parametrize("codes", [Profiel, Leerweg, Modus, Noemer])
@pytest.mark.parametrize("path", [path for path in OWN if path.endswith(".js")])
def test_no_file_lists_codes_that_the_service_tells(
    path: str, codes: type[StrEnum]
) -> None:
    text = page_files()[path].decode()
    # Texts in quotes and names before a colon; one is a default, two are a list.
    words = re.findall(r'"([^"\n]+)"|([\w&]+):', text)
    listed = {word for both in words for word in both} & {one.value for one in codes}
    listed -= ALSO_A_COLUMN
    assert len(listed) <= 1


def test_nothing_of_our_own_names_another_host() -> None:
    allowed = ("http://www.w3.org/2000/svg",)
    for path in OWN:
        for address in re.findall(r"https?://[\w./-]+", page_files()[path].decode()):
            assert address in allowed, (path, address)


@pytest.mark.parametrize("path", ["index.html", "plannen/index.html"])
def test_page_has_no_code_or_style_of_its_own_inside(path: str) -> None:
    page = page_files()[path].decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)


def test_colours_are_those_of_all_maps() -> None:
    assert page_files()["colours.css"].decode() == style_variables()


def test_page_weighs_little() -> None:
    packed = sum(len(gzip.compress(content)) for content in page_files().values())
    assert packed < 400_000


def test_icons_of_controls_that_no_page_has_are_not_sent() -> None:
    style = page_files()["maplibre/maplibre-gl.css"].decode()
    assert ".maplibregl-ctrl-geolocate .maplibregl-ctrl-icon{" not in style
    for name in ("zoom-in", "zoom-out", "compass", "attrib", "scale"):
        assert f"maplibregl-ctrl-{name}" in style
    assert style.count("{") == style.count("}")
    own = b"".join(page_files()[path] for path in OWN if path.endswith(".js"))
    for name in ("Geolocate", "Terrain", "Globe", "Fullscreen"):
        assert f"{name}Control".encode() not in own


@pytest.mark.parametrize("path", [path for path in OWN if path.endswith(".js")])
def test_comments_stay_at_home_and_code_does_not(path: str) -> None:
    written = resources.files("maps").joinpath("web", path).read_text(encoding="utf-8")
    served = page_files()[path].decode().splitlines()
    lines = iter(written.splitlines())
    # Each line that is served is one of the file, in its order; what is left out is
    # words about the code.
    left = []
    for line in served:
        left += list(takewhile(partial(ne, line), lines))
    left += lines
    assert not [line for line in left if not re.match(r"\s*(//|/\*\*|\*)|.*\*/$", line)]
    assert not [line for line in served if re.match(r"\s*(//|/\*\*)", line)]


def test_every_file_has_a_media_type() -> None:
    for path in page_files():
        assert media_type(path)


def test_library_is_not_kept_here() -> None:
    assert page_files()["maplibre/maplibre-gl.js"].startswith(b"/**\n * MapLibre GL JS")
    assert not any("maplibre-gl" in path for path in OWN)
