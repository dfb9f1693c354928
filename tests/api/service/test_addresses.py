"""Addresses: which are one caller, which are proxies, and what each has open."""

from __future__ import annotations

import pytest

from api.service.addresses import NO_ADDRESS, OpenCount, Proxies, group_of


@pytest.mark.parametrize(
    ("host", "group"),
    [
        (None, NO_ADDRESS),
        ("", NO_ADDRESS),
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::7", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_line_are_one(host: str | None, group: str) -> None:
    assert group_of(host) == group


def test_proxies_are_addresses_and_networks() -> None:
    proxies = Proxies.named(["127.0.0.1", "10.0.0.0/8", "not-an-address"])
    assert proxies.holds("127.0.0.1")
    assert proxies.holds("10.9.8.7")
    assert proxies.holds(None)
    assert not proxies.holds("192.0.2.7")
    assert Proxies.named(["*"]).holds("192.0.2.7")


def test_what_is_open_is_counted_per_address() -> None:
    opened = OpenCount(2)
    assert [opened.take("a") for _ in range(3)] == [True, True, False]
    assert opened.take("b")
    opened.give_back("a")
    assert opened.take("a")
    assert all(OpenCount(0).take("a") for _ in range(100))
