"""DUO's catalogue of open data (CKAN): the files of a data set, by its name.

File names change from year to year; a data set keeps its name: `01voins-v1`,
`06_vomtgo`, `adressen_vo`. The catalogue tells where its files are now.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from pathlib import PurePosixPath
from typing import Any, Final

from accessibility.errors import DataError
from data.downloads import Download

CATALOGUE: Final = "https://onderwijsdata.duo.nl"
READABLE: Final = ("CSV", "XLSX")
"""Formats that the readers know; the same table in others is left out."""

_TIMEOUT_S: Final = 60
_NOT_FOUND: Final = 404


def dataset_files(name: str, *, catalogue: str = CATALOGUE) -> list[Download]:
    """Return the files of a data set, as the catalogue lists them today.

    Parameters
    ----------
    name
        Name of the data set in the catalogue.
    catalogue
        Address of the catalogue.

    Raises
    ------
    DataError
        If the catalogue cannot be reached, does not know the data set, or lists no
        file that can be read.
    """
    query = urllib.parse.urlencode({"id": name})
    told = _asked(f"{catalogue}/api/3/action/package_show?{query}", name)
    files = {
        PurePosixPath(urllib.parse.urlsplit(one["url"]).path).name: _here(
            one["url"], catalogue
        )
        for one in told.get("resources", ())
        if one.get("url") and str(one.get("format", "")).upper() in READABLE
    }
    if not files:
        message = f"data set {name!r}: the catalogue lists no file as CSV or XLSX"
        raise DataError(message)
    return [Download(file, url) for file, url in files.items()]


def _here(url: str, catalogue: str) -> str:
    """Return an address of the catalogue's own files at the catalogue itself.

    Of some it lists one of the publisher's inner network, which nobody else reaches.
    """
    path = urllib.parse.urlsplit(url).path
    inside = path.startswith("/dataset/") and "/download/" in path
    return f"{catalogue}{path}" if inside else url


def _asked(url: str, name: str) -> dict[str, Any]:
    """Return what the catalogue tells of a data set."""
    try:
        with urllib.request.urlopen(url, timeout=_TIMEOUT_S) as answer:  # noqa: S310 - the caller's own address
            told = json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == _NOT_FOUND:
            message = (
                f"data set {name!r} is not in the catalogue; its names are such as "
                "01voins-v1, 02voins-v1, 06_vomtgo, voprognoses and adressen_vo"
            )
            raise DataError(message) from error
        message = f"{url}: cannot be reached ({error})"
        raise DataError(message) from error
    except (OSError, ValueError) as error:
        message = f"{url}: cannot be reached, or tells nothing readable ({error})"
        raise DataError(message) from error
    if not isinstance(told, dict) or not isinstance(told.get("result"), dict):
        message = f"{url}: the catalogue answers in another form than expected"
        raise DataError(message)
    found: dict[str, Any] = told["result"]
    return found
