"""Network addresses of callers: what counts as one, and how much each has open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ipaddress import IPv4Network, IPv6Network

NO_ADDRESS: Final = "unknown"
_ONE_LINE: Final = 64
"""Bits of an IPv6 address that are the same for all machines behind one line."""


def group_of(host: str | None) -> str:
    """Return what counts as one address: of IPv6 the whole network of a line.

    Parameters
    ----------
    host
        As the connection or a trusted proxy tells it; None where there is none.
    """
    if not host:
        return NO_ADDRESS
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _ONE_LINE), strict=False))


@dataclass(frozen=True)
class Proxies:
    """Addresses that speak for others, so that no limit per address holds for them.

    Parameters
    ----------
    everyone
        Whoever connects is one.
    networks
        Those that are.
    """

    everyone: bool
    networks: tuple[IPv4Network | IPv6Network, ...]

    @classmethod
    def named(cls, names: Iterable[str]) -> Proxies:
        """Return the proxies of a setting; what is no address is a name, and no proxy.

        Parameters
        ----------
        names
            Addresses, networks such as 10.0.0.0/8, or `*`.
        """
        networks = []
        every = list(names)
        for name in every:
            try:
                networks.append(ip_network(name, strict=False))
            except ValueError:
                continue
        return cls("*" in every, tuple(networks))

    def holds(self, host: str | None) -> bool:
        """Tell whether an address is one; a connection without one is the machine's."""
        if self.everyone or not host:
            return True
        address = ip_address(host)
        return any(address in network for network in self.networks)


class OpenCount:
    """How much each address has open at once, within one process.

    Parameters
    ----------
    most
        For one address; 0 for no limit.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    def take(self, who: str) -> bool:
        """Count one more, or tell that it is one too many."""
        if 0 < self._most <= self._open[who]:
            return False
        self._open[who] += 1
        return True

    def give_back(self, who: str) -> None:
        """Count one less."""
        self._open[who] -= 1
        if self._open[who] <= 0:
            del self._open[who]
