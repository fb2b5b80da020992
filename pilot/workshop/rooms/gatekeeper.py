"""What one browser or one address may do at the doors of rooms, so that one guest cannot shut out the others.

A browser is its cookie, which whoever likes can throw away; an address cannot be thrown away, but a whole class may
share one. So an address may do much more than a browser. All of it is kept in memory: no address is ever on disk.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import threading
from collections import Counter, OrderedDict
from contextlib import suppress

from pilot.workshop.database.refusals import refusal
from pilot.workshop.rooms.waits import Allowance, WrongTries

SEATS_OF_AN_ADDRESS = 100
"""Of the 200 seats of a room."""
ROOMS_OF_A_BROWSER = 10
"""That are open at the same time."""
ROOMS_OF_AN_ADDRESS = 30
"""Opened within a day."""
_CODES_OF_A_BROWSER = Allowance(free=5)
_CODES_OF_AN_ADDRESS = Allowance(free=300, longest=10)
_PINS_OF_AN_ADDRESS = Allowance(free=30)
_QUARTER, _DAY = dt.timedelta(minutes=15), dt.timedelta(days=1)
_MOST_ADDRESSES = 10_000


class Gatekeeper:
    """Counts what comes from where. An address of None is not counted, such as a program's own."""

    def __init__(self) -> None:
        self._codes_of_browsers = WrongTries("codes", _CODES_OF_A_BROWSER, _QUARTER)
        self._codes_of_addresses = WrongTries("codes from this address", _CODES_OF_AN_ADDRESS, _QUARTER)
        self._pins_of_addresses = WrongTries("PINs from this address", _PINS_OF_AN_ADDRESS, _DAY)
        self._lock = threading.Lock()
        self._seats: Counter[tuple[int, str]] = Counter()
        self._rooms: OrderedDict[str, list[dt.datetime]] = OrderedDict()

    def refuse_code(self, browser: str | None, address: str | None, now: dt.datetime) -> None:
        """DataError while nobody there may try another code."""
        if address is not None:
            self._codes_of_browsers.refuse_early(browser or network_of(address), now)
            self._codes_of_addresses.refuse_early(network_of(address), now)

    def wrong_code(self, browser: str | None, address: str | None, now: dt.datetime) -> None:
        """A code that is no room's."""
        if address is not None:
            self._codes_of_browsers.count(browser or network_of(address), now)
            self._codes_of_addresses.count(network_of(address), now)

    def claim_pin(self, room_id: int, address: str | None, now: dt.datetime) -> None:
        """Counts a PIN before it is looked at; DataError if it comes too early."""
        if address is not None:
            self._pins_of_addresses.claim((room_id, network_of(address)), now)

    def take_back_pin(self, room_id: int, address: str | None) -> None:
        """The PIN was right, or not looked at."""
        if address is not None:
            self._pins_of_addresses.take_back((room_id, network_of(address)))

    def has_seats(self, room_id: int, address: str | None) -> bool:
        """Whether somebody new may come into the room from there."""
        with self._lock:
            return address is None or self._seats[room_id, network_of(address)] < SEATS_OF_AN_ADDRESS

    def took_seat(self, room_id: int, address: str | None) -> None:
        """Somebody new came in from there."""
        if address is not None:
            with self._lock:
                self._seats[room_id, network_of(address)] += 1

    def claim_room(self, address: str | None, now: dt.datetime) -> None:
        """Counts a room that is about to be opened from there; DataError if there were too many within a day."""
        if address is None:
            return
        with self._lock:
            opened = [when for when in self._rooms.pop(network_of(address), []) if now - _DAY < when <= now]
            self._rooms[network_of(address)] = opened
            if len(self._rooms) > _MOST_ADDRESSES:
                self._rooms.popitem(last=False)
            if len(opened) >= ROOMS_OF_AN_ADDRESS:
                found = f"{ROOMS_OF_AN_ADDRESS} rooms were opened from this address within a day."
                raise refusal("too-many-rooms", found, "Use one of those, or open another tomorrow.")
            opened.append(now)


def network_of(address: str) -> str:
    """What one visitor cannot change at will: of the newer addresses only the first half, as one household gets it."""
    with suppress(ValueError):
        parsed = ipaddress.ip_address(address)
        if parsed.version == 6:
            mapped = parsed.ipv4_mapped
            return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
