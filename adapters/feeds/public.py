"""Which addresses of the internet protocol are anybody's: everything that can lead into a private network is not.

`ipaddress.is_global` is not enough: it calls loopback behind NAT64, behind 6to4 and all of multicast global
(`reliability` M17).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # behind a carrier's NAT; a cloud's metadata among it
            "127.0.0.0/8",  # this machine
            "168.63.129.16/32",  # a cloud's platform, at a public number
            "169.254.0.0/16",  # link-local, and most clouds' metadata
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, broadcast
        ),
    )
)
_OPEN_6 = IPv6Network("2000::/3")
"""All that is given out so far; what lies outside is loopback, mapped, link-local, unique-local, multicast."""
_CLOSED_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address is inside, and nobody offers a calendar there
            "3fff::/20",  # documentation
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether one may connect there. False for what is no address at all."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inside = _inside(found)
        if inside is None:
            return found in _OPEN_6 and not any(found in closed for closed in _CLOSED_6)
        found = inside
    return not any(found in closed for closed in _CLOSED_4)


def _inside(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that is reached in truth: how a network without IPv4 reaches the rest."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped
