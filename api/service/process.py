"""One process of the service, from the settings handed down to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from accessibility.errors import BereikError
from api.service.assembly import create_app
from api.service.database import Database
from api.service.logs import log_to_stderr
from api.service.service import open_service
from api.service.settings import read_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.service.service import Service


def opened() -> FastAPI:
    """Return the application that this process serves by itself."""
    service = loaded()
    return create_app(service.settings, service)


def loaded() -> Service:
    """Return the service that the settings ask for, its snapshot loaded."""
    settings = read_settings()
    log_to_stderr(settings.log_level)
    if settings.snapshot is None:
        sys.exit("bereik: BEREIK_SNAPSHOT names no snapshot; start with 'bereik serve'")
    try:
        state = Database(settings.database_url)
        return open_service(settings, state, settings.snapshot)
    except BereikError as error:
        sys.exit(f"bereik: {error}")
