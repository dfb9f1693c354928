"""A service of Bereik asked from Python: typed answers, jobs that wait, errors told.

Examples
--------
>>> from bereik.client import Client
>>> service = Client("https://bereik.example.nl")
>>> for one in service.shares(profiel="PIE", leerweg="gl"):  # doctest: +SKIP
...     print(one.area_name, one.share.estimate)
"""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_JSON: Final = "application/json"
_PATIENCE_S: Final = 60.0
_POLL_S: Final = 1.0
_MOST_TRIES: Final = 5
_BUSY: Final = (429, 503)
_ENDED: Final = ("klaar", "mislukt", "geannuleerd")


class ServiceError(Exception):
    """An answer other than success (RFC 9457).

    Parameters
    ----------
    status
        HTTP status; 0 if there was no answer.
    title, detail
        What went wrong, in words.
    errors
        Each fault of the request: where, which key and what is wrong with it.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = tuple(errors)


@dataclass(frozen=True)
class Figure:
    """A figure with how sure it is; every part is None where it is hidden.

    Parameters
    ----------
    low, high
        What holds whatever the truth is.
    likely_low, likely_high
        What the model holds 95 % likely.
    estimate
        One number inside both.
    """

    low: float | None
    likely_low: float | None
    estimate: float | None
    likely_high: float | None
    high: float | None


@dataclass(frozen=True)
class Row:
    """A row of an answer: of whom, where, to what; `members` holds all there is."""

    area: str
    area_name: str
    profiel: str
    leerweg: str
    threshold: float
    unit: str
    suppressed: bool
    members: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Share(Row):
    """Students with an offer within reach: counts, and a fraction from 0 to 1."""

    students: Figure
    reached: Figure
    share: Figure


@dataclass(frozen=True)
class Change(Row):
    """What edits change: the fraction before and after, and students who lose."""

    before: Figure
    after: Figure
    difference: Figure
    only_option_lost: Figure


@dataclass(frozen=True)
class Job:
    """Long work of the service, as it stood when it was asked for."""

    id: str
    kind: str
    status: str
    progress: float
    message: str

    @property
    def has_ended(self) -> bool:
        """True if it will not change any more."""
        return self.status in _ENDED


class Client:
    """A service, by its address and perhaps a key.

    Parameters
    ----------
    address
        As in `https://bereik.example.nl`, without `/v1`.
    key
        For counts as they are, jobs and scenarios.
    language
        Of what goes wrong: `en` or `nl`.
    """

    def __init__(self, address: str, key: str = "", language: str = "en") -> None:
        parts = urlsplit(address)
        secure = parts.scheme == "https"
        self._kind = (
            http.client.HTTPSConnection if secure else http.client.HTTPConnection
        )
        self._host = parts.netloc
        self._root = f"{parts.path.rstrip('/')}/v1"
        self._headers = {"Accept-Language": language}
        if key:
            self._headers["Authorization"] = f"Bearer {key}"

    def shares(self, **asked: object) -> list[Share]:
        """Return shares of students within reach; keys are those of `/v1/bereik`."""
        rows = self.get("/bereik", **asked)["rijen"]
        return [
            Share(
                **_about(row),
                students=_figure(row, "leerlingen"),
                reached=_figure(row, "bereikt"),
                share=_figure(row, "deel", likely="vermoedelijk"),
            )
            for row in rows
        ]

    def effect(self, edits: str | Sequence[str], **asked: object) -> list[Change]:
        """Return what edits change, such as `sluit-XA0000-PIE-gl`.

        Parameters
        ----------
        edits
            One or several, as `/v1/effect` writes them.
        asked
            Its other keys.
        """
        als = edits if isinstance(edits, str) else "_".join(edits)
        rows = self.get("/effect", als=als, **asked)["rijen"]
        return [
            Change(
                **_about(row),
                before=_figure(row, "deelVoor"),
                after=_figure(row, "deelNa"),
                difference=_figure(row, "verschil"),
                only_option_lost=_figure(row, "enigeKwijt"),
            )
            for row in rows
        ]

    def features(self, collection: str, **asked: object) -> Iterator[dict[str, Any]]:
        """Yield every feature of a collection as GeoJSON, page after page."""
        page = self.get(f"/collections/{collection}/items", **asked)
        while True:
            yield from page["features"]
            links = {one["rel"]: one["href"] for one in page["links"]}
            if "next" not in links:
                return
            following = urlsplit(links["next"])
            path = following.path.partition("/v1")[2]
            page = self._json("GET", f"{path}?{following.query}")

    def begin(self, kind: str, **work: object) -> Job:
        """Begin a job of a kind, as `/v1/taken` names them, such as `bereik`."""
        return _job(self._json("POST", "/taken", {"soort": kind, **work}))

    def follow(self, job: Job) -> Job:
        """Return a job as it stands now."""
        return _job(self._json("GET", f"/taken/{job.id}"))

    def wait(self, job: Job, within_s: float = 600.0) -> bytes:
        """Return the result of a job when it is there.

        Raises
        ------
        ServiceError
            If it failed or was cancelled.
        TimeoutError
            If it has not ended in time.
        """
        until = time.monotonic() + within_s
        while not job.has_ended:
            if time.monotonic() > until:
                message = f"job {job.id} has not ended within {within_s:g} s"
                raise TimeoutError(message)
            time.sleep(_POLL_S)
            job = self.follow(job)
        if job.status != "klaar":
            raise ServiceError(409, job.status, job.message)
        return self._asked("GET", f"/taken/{job.id}/resultaat")[0]

    def get(self, path: str, **asked: object) -> Any:  # noqa: ANN401 - any JSON
        """Return the JSON of any address under `/v1`; lists are joined with commas."""
        given = {k.rstrip("_"): _text(v) for k, v in asked.items() if v is not None}
        return self._json("GET", f"{path}?{urlencode(given)}" if given else path)

    def _json(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        return json.loads(self._asked(method, path, body)[0])

    def _asked(
        self, method: str, path: str, body: object = None
    ) -> tuple[bytes, Mapping[str, str]]:
        """Ask, and ask again as long as the service is only busy."""
        for tries_left in reversed(range(_MOST_TRIES)):
            status, content, headers = self._once(method, path, body)
            wait = headers.get("retry-after", "")
            if status not in _BUSY or not wait.isdigit() or not tries_left:
                break
            time.sleep(min(int(wait), _PATIENCE_S))
        if status >= http.client.BAD_REQUEST or not status:
            raise _error(status, content)
        return content, headers

    def _once(
        self, method: str, path: str, body: object
    ) -> tuple[int, bytes, Mapping[str, str]]:
        connection = self._kind(self._host, timeout=_PATIENCE_S)
        headers = {"Accept": f"{_JSON}, */*;q=0.5", **self._headers}
        payload = None if body is None else json.dumps(body).encode()
        if payload is not None:
            headers["Content-Type"] = _JSON
        try:
            connection.request(method, self._root + path, payload, headers)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read(), told
        except (OSError, http.client.HTTPException) as error:
            raise ServiceError(0, "No answer", str(error)) from error
        finally:
            connection.close()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return str(value)


def _about(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "area": row["gebied"],
        "area_name": row["gebiedsnaam"],
        "profiel": row["profiel"],
        "leerweg": row["leerweg"],
        "threshold": row["drempel"],
        "unit": row["eenheid"],
        "suppressed": row["afgeschermd"],
        "members": row,
    }


def _figure(row: Mapping[str, Any], name: str, *, likely: str = "") -> Figure:
    """Return a figure of a row by its name, and by that of its likely bounds."""
    probable = likely or f"{name}Vermoedelijk"
    return Figure(
        low=row.get(f"{name}Laag"),
        likely_low=row.get(f"{probable}Laag"),
        estimate=row.get(name),
        likely_high=row.get(f"{probable}Hoog"),
        high=row.get(f"{name}Hoog"),
    )


def _job(told: Mapping[str, Any]) -> Job:
    return Job(
        id=told["id"],
        kind=told["soort"],
        status=told["status"],
        progress=told["voortgang"],
        message=told["melding"],
    )


def _error(status: int, content: bytes) -> ServiceError:
    try:
        told = json.loads(content)
    except ValueError:
        told = {}
    return ServiceError(
        status, told.get("title", ""), told.get("detail", ""), told.get("errors", ())
    )
