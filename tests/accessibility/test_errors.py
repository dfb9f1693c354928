"""Errors: one tree, each also the built-in a reader expects."""

from __future__ import annotations

import inspect

import pytest

from accessibility import errors


def _leaves() -> list[type[errors.BereikError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [k for k in found if issubclass(k, errors.BereikError)]


@pytest.mark.parametrize("kind", _leaves())
def test_every_error_is_ours_and_a_builtin(kind: type[errors.BereikError]) -> None:
    assert issubclass(kind, errors.BereikError)
    if kind is not errors.BereikError:
        assert issubclass(kind, (ValueError, LookupError, ImportError))
    assert kind.exit_code in (2, 3)


def test_table_error_lists_every_fault() -> None:
    error = errors.TableError("pupils.csv", ["row 1: a", "row 7: b"])
    assert error.faults == ("row 1: a", "row 7: b")
    assert "2 fault(s)" in str(error)
    assert "row 7: b" in str(error)
