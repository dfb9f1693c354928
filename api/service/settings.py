"""Settings: one frozen object, read once; nothing else reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from accessibility.errors import UsageError
from api.service.background import background_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX: Final = "BEREIK_"
SHARED_METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"
_YES: Final = ("1", "true", "yes", "ja")
_NO: Final = ("0", "false", "no", "nee", "")


def _flag(text: str) -> bool:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    message = "expected yes or no"
    raise ValueError(message)


def _list(text: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in text.split(",") if piece.strip())


def _background(text: str) -> str:
    background_of(text)
    return text


def _path(text: str) -> Path | None:
    return Path(text) if text else None


def _setting(default: Any, read: Callable[[str], Any]) -> Any:  # noqa: ANN401 - a field
    return field(default=default, metadata={"read": read})


@dataclass(frozen=True)
class Settings:
    """How the service runs; every field can be set as `BEREIK_<NAME>`.

    Parameters
    ----------
    snapshot
        Folder of a snapshot, or a link to one that may be moved while serving; None
        serves the built-in example country.
    beside
        Folders of snapshots of other years, read once, that `snapshot=` can ask for.
    host, port, workers
        Where to listen, with how many processes.
    public_url
        Address under which callers know the service, for links; may be empty only
        where this machine alone can connect.
    contact_email
        Of who runs the service, for its description; empty for the postmaster.
    database
        SQLAlchemy URL of the state (keys, scenarios, jobs); empty for a SQLite file
        in the user's state folder.
    cors_origins
        Origins that may read from a browser; `*` for all.
    open_writing
        Let anyone make scenarios and read detail without a key; for a service on
        one's own machine only.
    key_days, key_per_day
        How many days a new key is valid, and how many requests it may make in a day,
        where the command that makes it says nothing; 0 for no end and no limit.
    rate_per_s, rate_burst
        Requests per second and at once, per key or address, over all workers; 0 for
        no limit.
    computing_slots, computing_wait_s
        How many questions are computed at once per worker, and how long a further
        one waits before it is answered 503; of one address all but one of them.
    open_figures
        Figures per area that one question without a key may ask: profielen times
        leerwegen times thresholds, four times that per postcode; 0 for no limit.
    most_requests
        Requests under way at once per worker; more are answered 503.
    body_bytes
        Largest request body.
    headers_s, body_s
        How long a caller may take to send the headers, and then the body, of a
        request.
    address_connections, address_requests
        Connections open, and requests under way, of one address at once per worker; 0
        for no limit.
    cache_mb
        Memory for all that is remembered, per worker, beside the snapshot in service.
    watch_s
        How often the link to the snapshot is looked at; 0 for never.
    silent_s
        How long one of several workers may say nothing before it is replaced; 0 for
        ever.
    jobs
        Job threads per worker; 0 leaves jobs to other processes.
    kept_jobs
        Jobs of each key that are kept after they ended, with their results.
    callback_hosts
        Hosts that may be told that a job has ended, at the wish of who asked for it.
    trusted_proxies
        Addresses whose `X-Forwarded-For` is believed.
    metrics_open
        Let anyone read `/v1/metrics`; otherwise a key with role `beheerder` is
        needed.
    background
        Background map that the page may draw: `pdok`, or an address of tiles with
        `{z}`, `{x}` and `{y}`; empty for none, so that no other host is asked.
    docs
        Folder of the site of the documents, served at `/docs/`; None for none.
    log_level
        Level of the structured log.
    """

    snapshot: Path | None = _setting(None, _path)  # noqa: RUF009 - a field
    beside: tuple[str, ...] = _setting((), _list)
    host: str = _setting("127.0.0.1", str)
    port: int = _setting(8000, int)
    workers: int = _setting(1, int)
    public_url: str = _setting("", str)
    contact_email: str = _setting("", str)
    database: str = _setting("", str)
    cors_origins: tuple[str, ...] = _setting(("*",), _list)
    open_writing: bool = _setting(False, _flag)  # noqa: FBT003 - the default
    key_days: int = _setting(0, int)
    key_per_day: int = _setting(0, int)
    rate_per_s: float = _setting(50.0, float)
    rate_burst: int = _setting(200, int)
    computing_slots: int = _setting(2, int)
    computing_wait_s: float = _setting(20.0, float)
    open_figures: int = _setting(500, int)
    most_requests: int = _setting(64, int)
    body_bytes: int = _setting(262_144, int)
    headers_s: float = _setting(10.0, float)
    body_s: float = _setting(20.0, float)
    address_connections: int = _setting(128, int)
    address_requests: int = _setting(32, int)
    cache_mb: int = _setting(512, int)
    watch_s: float = _setting(2.0, float)
    silent_s: float = _setting(20.0, float)
    jobs: int = _setting(1, int)
    kept_jobs: int = _setting(200, int)
    callback_hosts: tuple[str, ...] = _setting((), _list)
    trusted_proxies: tuple[str, ...] = _setting((), _list)
    metrics_open: bool = _setting(False, _flag)  # noqa: FBT003 - the default
    background: str = _setting("", _background)
    docs: Path | None = _setting(None, _path)  # noqa: RUF009 - a field
    log_level: str = _setting("INFO", str)

    @property
    def is_loopback(self) -> bool:
        """True if only this machine can connect."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def database_url(self) -> str:
        """The database, by default a file in the user's state folder."""
        if self.database:
            return self.database
        return f"sqlite:///{state_folder() / 'state.sqlite'}"

    def with_changes(self, **changes: Any) -> Settings:  # noqa: ANN401 - any field
        """Return the settings with some values replaced; None keeps what was."""
        given = {name: value for name, value in changes.items() if value is not None}
        return replace(self, **given)


def state_folder() -> Path:
    """Return the folder in which state and the example country are kept."""
    base = os.environ.get("XDG_STATE_HOME")
    return (Path(base) if base else Path.home() / ".local" / "state") / "bereik"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Parameters
    ----------
    environ
        By default the environment of this process.

    Raises
    ------
    UsageError
        With every variable that cannot be read.
    """
    environ = os.environ if environ is None else environ
    values: dict[str, Any] = {}
    faults: list[str] = []
    for one in fields(Settings):
        name = PREFIX + one.name.upper()
        if name not in environ:
            continue
        try:
            values[one.name] = one.metadata["read"](environ[name])
        except ValueError as error:
            faults.append(f"{name} is not valid ({error})")
    if faults:
        message = "; ".join(faults)
        raise UsageError(message)
    return Settings(**values)


def hand_down(settings: Settings, *, shared_metrics: Path | None = None) -> None:
    """Write the settings to the environment, from which worker processes read them.

    Parameters
    ----------
    settings
        What the command line made of them.
    shared_metrics
        Folder in which several workers add up their metrics.
    """
    for one in fields(Settings):
        os.environ[PREFIX + one.name.upper()] = _text(getattr(settings, one.name))
    if shared_metrics is not None:
        os.environ[SHARED_METRICS] = str(shared_metrics)


def shares_metrics() -> bool:
    """Tell whether several workers add up their metrics."""
    return SHARED_METRICS in os.environ


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
