"""A fault of an edit reads as its sentence, and has a kind that programs know."""

from __future__ import annotations

from accessibility.scenario.faults import Fault, FaultKind


def test_a_fault_reads_as_its_sentence() -> None:
    assert str(Fault(FaultKind.CLOSED_SITE, "it is closed")) == "it is closed"


def test_kinds_are_words_of_an_address() -> None:
    kinds = {"nothing", "unknown-site", "closed-site", "impossible"}
    assert {kind.value for kind in FaultKind} == kinds
