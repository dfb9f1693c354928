"""Telling a caller that a job has ended, at an address that the operator allows."""

from __future__ import annotations

import http.client
import json
import logging
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from api.service.problems import ProblemError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from api.service.jobs import Done, Job, JobStatus

_LOG: Final = logging.getLogger("bereik.jobs")
_PATIENCE_S: Final = 10.0
_CONNECTIONS: Final[Mapping[str, type[http.client.HTTPConnection]]] = {
    "http": http.client.HTTPConnection,
    "https": http.client.HTTPSConnection,
}


def refuse_unless_allowed(address: str, hosts: Collection[str]) -> None:
    """Refuse an address to call that the operator does not allow.

    Raises
    ------
    ProblemError
        400 unless its host is one of those, by http or https, without a password.
    """
    try:
        parts = urlsplit(address)
        fits = parts.scheme in _CONNECTIONS and parts.hostname in hosts
        _ = parts.port
    except ValueError:
        fits = False
    if not fits or "@" in parts.netloc:
        message = (
            "This service does not call that address; who runs it names the hosts "
            "that may be called in BEREIK_CALLBACK_HOSTS."
        )
        raise ProblemError(400, message)


class Callbacks:
    """Calls the addresses that jobs name, once each, and follows no redirects.

    Parameters
    ----------
    hosts
        Hosts that may be called; asked again when a job ends, as settings may change.
    """

    def __init__(self, hosts: Collection[str]) -> None:
        self._hosts = hosts

    def tell(self, job: Job, status: JobStatus, done: Done | None) -> None:
        """Send the result of a job, or that it failed, to the address it names.

        Parameters
        ----------
        job
            Which has ended.
        status
            How.
        done
            What it brought forth, if it did.
        """
        subscriber = json.loads(job.request).get("subscriber") or {}
        name = "successUri" if done else "failedUri"
        address = subscriber.get(name)
        if not address:
            return
        failed = json.dumps({"jobID": job.id, "status": status.value}).encode()
        body, kind = (done.body, done.media_type) if done else (failed, _JSON)
        try:
            refuse_unless_allowed(address, self._hosts)
            _posted(address, body, {"Content-Type": kind, "Bereik-Job": job.id})
        except (OSError, http.client.HTTPException, ProblemError):
            _LOG.warning("who asked for a job could not be told that it has ended")


_JSON: Final = "application/json"


def _posted(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    connection = _CONNECTIONS[parts.scheme](host, parts.port, timeout=_PATIENCE_S)
    target = parts.path or "/"
    try:
        query = f"?{parts.query}" if parts.query else ""
        connection.request("POST", target + query, body, dict(headers))
        connection.getresponse().read(0)
    finally:
        connection.close()
