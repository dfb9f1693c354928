"""One thing has one name in every command, and one name means one thing."""

from __future__ import annotations

from collections import defaultdict

from tests.command_options import Told, every_option

TOLD = every_option()
SEVERAL_KINDS = {
    "--within": "a number, or for some a list or two ways: 12km bike or 45min ov",
    "--year": "one year, or school years such as 2023/2024",
}
SAME_WORDS = {("--origins", "--destinations"): "both are lists of points"}
GONE = {
    "--region": "--area",
    "--balance": "--area",
    "--since": "--before",
    "--map": "--figure",
    "--speed": "--kmh",
    "--area-name": "--in",
    "--limit-m": "--within",
}
"""What options were called once in some command, and the name that they have in all."""
ONLY_IN = {
    "--cost": {"distances"},
    "--limit": {"distances"},
    "--modes": {"compare"},
    "--from": {"outlook"},
}
"""Names kept for one command: the same thing is called otherwise in the others."""


def _names() -> dict[str, list[Told]]:
    found: dict[str, list[Told]] = defaultdict(list)
    for told in TOLD:
        for name in told.names:
            found[name].append(told)
    return found


def test_a_name_takes_one_kind_of_value() -> None:
    several = {
        name: sorted({one.takes for one in all_of_it})
        for name, all_of_it in _names().items()
        if name not in SEVERAL_KINDS and len({one.takes for one in all_of_it}) > 1
    }
    assert several == {}


def test_no_two_names_say_the_same() -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for told in TOLD:
        names[told.what].add(told.names[0])
    allowed = {frozenset(one) for one in SAME_WORDS}
    assert {
        what: same
        for what, same in names.items()
        if len(same) > 1 and frozenset(same) not in allowed
    } == {}


def test_every_option_says_what_it_is() -> None:
    assert [told for told in TOLD if not told.what] == []


def test_older_names_are_gone() -> None:
    names = _names()
    assert set(names) & set(GONE) == set()
    assert set(GONE.values()) <= set(names)


def test_some_names_are_of_one_command() -> None:
    names = _names()
    assert {name: {t.command for t in names[name]} for name in ONLY_IN} == ONLY_IN


def test_short_names_stay_with_their_long_one() -> None:
    pairs = {told.names for told in TOLD if len(told.names) > 1}
    assert pairs == {("--output", "-o"), ("--quiet", "-q"), ("--in", "--gebied")}
