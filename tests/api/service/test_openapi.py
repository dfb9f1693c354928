"""The description of the interface against the service itself, by schemathesis.

Generated requests, valid and invalid, must be answered as `openapi.json` says: with a
status and shape it names, refused where they break it, and never with a 500.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from api.service.assembly import create_app
from api.service.keys import KeyRing, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.service.database import Database
    from api.service.service import Service

EXAMPLES = int(os.environ.get("BEREIK_SCHEMATHESIS_EXAMPLES", "5"))


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_the_service_answers_as_described(
    make_service: Callable[..., Service], database: Database, mode: GenerationMode
) -> None:
    service = make_service()
    app = create_app(service.settings, service)
    schema = schemathesis.openapi.from_asgi("/v1/openapi.json", app)
    _, key = KeyRing(database).make("generated", Role.BEHEERDER)
    headers = {"Authorization": f"Bearer {key}"}
    faults: dict[str, BaseException] = {}
    count = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=True,
            database=None,
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def answered(case: Any) -> None:  # noqa: ANN401 - schemathesis is untyped
            nonlocal count
            count += 1
            case.call_and_validate(
                headers=headers,
                # Keys that contradict each other cannot be described: 400 is right.
                excluded_checks=[positive_data_acceptance],
            )

        try:
            answered()
        except Unsatisfiable:
            assert not operation.query, operation.label  # nothing that can be wrong
        except BaseExceptionGroup as group:
            faults[operation.label] = group
        except Exception as error:  # noqa: BLE001 - all operations are tried
            faults[operation.label] = error
    print(f"{count} requests generated, {mode.value}")  # noqa: T201 - for the report
    assert count > EXAMPLES
    assert not faults, "\n\n".join(f"{k}: {v}" for k, v in faults.items())
