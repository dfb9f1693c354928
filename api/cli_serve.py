"""`bereik serve` and `bereik keys`: the HTTP service and who may use it."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import typer
import uvicorn

from accessibility.errors import DataError, UsageError
from accessibility.snapshot import METHOD_VERSION
from api.service.background import background_of
from api.service.connections import patient_protocol
from api.service.database import Database
from api.service.docs_site import checked_site
from api.service.keys import KeyRing, Role
from api.service.logs import log_to_stderr
from api.service.release import program_version
from api.service.settings import Settings, hand_down, read_settings, state_folder
from data.example import example_country, with_roads, with_transit
from data.snapshots import read_snapshot, snapshot_folders, write_snapshot

_GRACE_S: Final = 20

keys_app = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)

Snapshots = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[SNAPSHOT]...",
        help="Folder of a snapshot, or a link that may be moved; further ones "
        "are other years to choose from. Also a folder that holds them.",
    ),
]
BackgroundMap = Annotated[
    str | None,
    typer.Option(
        help="Background map that the page may draw: pdok, or an address of tiles "
        "with {z}, {x} and {y}. By default no other host is asked."
    ),
]

DocsSite = Annotated[
    Path | None,
    typer.Option(
        help="Folder of the site of the documents, as `make site` writes it: served at "
        "/docs/."
    ),
]


def serve(
    snapshots: Snapshots = None,
    *,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port; 0 for any.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes.")] = None,
    database: Annotated[
        str | None,
        typer.Option(help="sqlite:///FILE or postgresql://... for keys, jobs."),
    ] = None,
    no_keys: Annotated[
        bool, typer.Option("--no-keys", help="Serve others though no key exists.")
    ] = False,
    background: BackgroundMap = None,
    docs: DocsSite = None,
    open_writing: Annotated[
        bool,
        typer.Option(
            "--open-writing", help="Scenarios without a key: own machine only."
        ),
    ] = False,
) -> None:
    """Serve the figures, the map and what-if scenarios over HTTP.

    Everything can also be set as BEREIK_HOST, BEREIK_PORT and so on; see
    docs/service.md.

    Examples
    --------
      bereik serve

      bereik serve nl-2019 --port 8080 --workers 2

      bereik serve nl-2020 nl-2019

      bereik serve --docs site
    """
    first, *beside = snapshot_folders(snapshots or []) or (None,)
    settings = read_settings().with_changes(
        snapshot=first,
        beside=tuple(str(one) for one in beside) or None,
        host=host,
        port=port,
        workers=workers,
        database=database,
        background=_checked(background),
        docs=checked_site(docs) if docs else None,
        open_writing=open_writing or None,
    )
    state = Database(settings.database_url)
    state.migrate()
    _refuse_open_door(settings, KeyRing(state), no_keys=no_keys)
    state.close()
    run(settings.with_changes(snapshot=settings.snapshot or example_folder()))


def _checked(background: str | None) -> str | None:
    try:
        background_of(background or "")
    except ValueError as error:
        message = f"--background {background!r}: {error}"
        raise UsageError(message) from error
    return background


def _refuse_open_door(settings: Settings, keys: KeyRing, *, no_keys: bool) -> None:
    """Refuse what would let strangers in by accident."""
    if settings.is_loopback:
        return
    if settings.open_writing:
        message = (
            f"--open-writing with --host {settings.host} would let anyone write; "
            "listen on 127.0.0.1, or leave --open-writing out"
        )
        raise UsageError(message)
    if not no_keys and not keys.any_valid():
        message = (
            f"--host {settings.host} opens the service to others, and there is no API "
            "key yet: make one with 'bereik keys make NAME --role beheerder', or say "
            "--no-keys to serve open figures only"
        )
        raise UsageError(message)
    if not settings.public_url:
        message = (
            f"--host {settings.host} opens the service to others: say in "
            "BEREIK_PUBLIC_URL by which address they know it, as in "
            "https://bereik.example.nl; links in answers begin with it"
        )
        raise UsageError(message)


def example_folder() -> Path:
    """Return the example country as a snapshot on disk, built if none can be read."""
    folder = state_folder() / f"voorbeeld-{program_version()}-{METHOD_VERSION}"
    if not _is_readable(folder):
        typer.echo("building the example country, once", err=True)
        write_snapshot(with_transit(with_roads(example_country())), folder)
    return folder


def _is_readable(folder: Path) -> bool:
    """Tell whether a snapshot is there, with roads and timetable as they are now."""
    try:
        snapshot = read_snapshot(folder)
        # These are read when they are looked at.
        for parts in (snapshot.roads, snapshot.transit):
            dict(parts)
    except DataError:
        return False
    return True


def run(settings: Settings) -> None:
    """Run the server until it is told to stop."""
    log_to_stderr(settings.log_level)
    with tempfile.TemporaryDirectory(prefix="bereik-metrics-") as shared:
        several = settings.workers > 1
        hand_down(settings, shared_metrics=Path(shared) if several else None)
        # Only now: whether metrics are shared is decided when they are imported.
        from api.service import process, workers  # noqa: PLC0415 - see above

        how: dict[str, Any] = {
            "host": settings.host,
            "port": settings.port,
            "access_log": False,
            "log_config": None,
            "server_header": False,
            "proxy_headers": bool(settings.trusted_proxies),
            "forwarded_allow_ips": list(settings.trusted_proxies),
            "timeout_graceful_shutdown": _GRACE_S,
            "timeout_keep_alive": 30,
            "http": patient_protocol(settings),
        }
        if several:
            workers.serve(process.loaded(), settings.workers, _GRACE_S, how)
        else:
            uvicorn.run(process.opened(), **how)


@keys_app.command("make")
def make_key(
    name: Annotated[str, typer.Argument(help="For whom or what the key is.")],
    role: Annotated[Role, typer.Option(help="What it may do.")] = Role.LEZER,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Last day on which it is valid (UTC)."),
    ] = None,
    per_day: Annotated[
        int | None, typer.Option(help="Requests it may make in a day (UTC).")
    ] = None,
    database: Annotated[str | None, typer.Option(help="As for serve.")] = None,
) -> None:
    """Make an API key; it is shown once and cannot be shown again.

    BEREIK_KEY_DAYS and BEREIK_KEY_PER_DAY say what holds where nothing is said.
    """
    settings = read_settings()
    last = until.date() if until else None
    if last is None and settings.key_days:
        last = datetime.now(UTC).date() + timedelta(days=settings.key_days)
    most = per_day if per_day is not None else settings.key_per_day or None
    key, text = _keys(database).make(name, role, until=last, per_day=most)
    typer.echo(text)
    typer.echo(f"key {key.id} ({key.role.value}) for {key.name}: keep it now", err=True)


@keys_app.command("list")
def list_keys(
    database: Annotated[str | None, typer.Option(help="As for serve.")] = None,
) -> None:
    """List all keys, without their secrets: until when, last used, asked today."""
    typer.echo(
        "id            role       made        until       revoked     used        "
        "today          name"
    )
    for key in _keys(database).all():
        days = (key.created, key.expires, key.revoked, key.used)
        moments = "  ".join(f"{(day or '-')[:10]:<10}" for day in days)
        asked = f"{key.today} of {key.per_day}" if key.per_day else str(key.today)
        row = f"{key.id}  {key.role.value:<9}  {moments}  {asked:<13}  "
        typer.echo(row + key.name)


@keys_app.command("revoke")
def revoke_key(
    identifier: Annotated[str, typer.Argument(help="Its id, as `keys list` shows.")],
    database: Annotated[str | None, typer.Option(help="As for serve.")] = None,
) -> None:
    """End the validity of a key."""
    _keys(database).revoke(identifier)
    typer.echo(f"key {identifier} is revoked", err=True)


def _keys(database: str | None) -> KeyRing:
    settings = read_settings().with_changes(database=database)
    state = Database(settings.database_url)
    state.migrate()
    return KeyRing(state)
