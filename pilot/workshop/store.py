"""The store: where drafts, versions and rooms are kept, opened once for the whole process."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from pilot.errors import DataError
from pilot.workshop.database.connection import Database, Result
from pilot.workshop.database.database_url import address_of
from pilot.workshop.database.holders import holder_of
from pilot.workshop.database.opening import bring_up_to_date
from pilot.workshop.database.refusals import no_such_room, refusal
from pilot.workshop.database.tables import ParticipantRow, RoomRow
from pilot.workshop.desk import Desk
from pilot.workshop.facilitator import Facilitator
from pilot.workshop.rooms import pins, rooms
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.rooms.waits import WrongCodes, seconds_left, too_early, wait_after

_FREE_PINS = 3


@dataclass(frozen=True)
class Seat:
    """A place in a room: the room as it is, and the alias under which the visitor has a copy there."""

    room: Room
    alias: str


def utc_now() -> dt.datetime:
    """The clock."""
    return dt.datetime.now(dt.UTC)


class Store:
    """The workshop's database. Safe to use from many threads; open it once.

    Every call raises DataError `store-unreachable` while the database cannot be used, and works again once it can.
    A visitor is known by a random token, such as a cookie holds; only its hash is kept. An `address` is any text that
    tells one device from another; wrong codes from one are slowed down.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wrong_codes = WrongCodes()

    @classmethod
    def open(cls, url: str | None = None, now: Callable[[], dt.datetime] = utc_now) -> Store:
        """Opens what `url` names, else PILOT_DATABASE_URL, else a file in the user's data folder.

        What is missing is built; rooms that expired more than 30 days ago are wiped. DataError if it cannot be opened,
        with the mend.
        """
        database = Database(address_of(url), now)
        try:
            bring_up_to_date(database)
            if database.write(lambda session: rooms.wipe_long_expired(session, now())):
                database.forget_pages()
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def place(self) -> str:
        """Where it lies: a path, or host, port and database; never a password."""
        return self._database.address.place

    def close(self) -> None:
        """Lets go of the database."""
        self._database.close()

    def desk(self, token: str, room: str | None = None) -> Desk:
        """What the visitor has outside of rooms; or in the room of that code, which they have joined."""
        if room is None:
            return Desk(self._database, token)
        return Desk(self._database, token, self._database.read(lambda session: _room_joined(session, token, room)))

    def open_room(self, token: str, pin: str, plan: Plan) -> tuple[Room, Facilitator]:
        """A new room with a code of its own. The PIN is kept as a hash and cannot be looked up again."""
        checked, hashed = rooms.checked_plan(plan), pins.hashed(pin)

        def work(session: Session) -> tuple[Room, int]:
            row = rooms.new_room(session, holder_of(token), hashed, checked, self._database.now())
            return rooms.room_of(session, row, self._database.now()), _number(row)

        room, room_id = self._database.write(work)
        return room, Facilitator(self._database, room_id)

    def rooms_of(self, token: str) -> tuple[Room, ...]:
        """The rooms that the visitor opened, newest first; to act in them takes the PIN."""
        found = select(RoomRow).where(col(RoomRow.owner) == holder_of(token)).order_by(col(RoomRow.id).desc())
        return self._rooms(found)

    def rooms_joined(self, token: str) -> tuple[Room, ...]:
        """The rooms in which the visitor has a copy, the last joined first."""
        found = (
            select(RoomRow)
            .join(ParticipantRow, col(ParticipantRow.room_id) == col(RoomRow.id))
            .where(col(ParticipantRow.owner) == holder_of(token))
            .order_by(col(ParticipantRow.id).desc())
        )
        return self._rooms(found)

    def room(self, code: str, address: str | None = None) -> Room:
        """The room of that code, as typed, for whoever is about to join it."""
        return self._guarded(
            address,
            lambda: self._database.read(
                lambda session: rooms.room_of(session, rooms.room_coded(session, code), self._database.now())
            ),
        )

    def join(self, token: str, code: str, alias: str, address: str | None = None) -> Seat:
        """A place in the room with a copy of its text; whoever was there before comes back under the first alias."""

        def work(session: Session) -> Seat:
            now, row = self._database.now(), rooms.room_coded(session, code, lock=True)
            participant = rooms.join(session, row, holder_of(token), alias, now)
            return Seat(rooms.room_of(session, row, now), participant.alias)

        return self._guarded(address, lambda: self._database.write(work))

    def unlock(self, code: str, pin: str, address: str | None = None) -> Facilitator:
        """The facilitator of that room, for whoever knows the PIN; also once it is closed or has expired.

        After the third wrong PIN each further try must wait 2, 4, 8 ... up to 300 seconds, whoever makes it. A try is
        counted before it is looked at, so that many at once are no more than many one after the other.
        """
        room_id, kept = self._guarded(
            address, lambda: self._database.write(lambda session: self._claim_try(session, code))
        )
        if not pins.is_right(pin, kept):
            raise refusal(
                "wrong-pin",
                "this is not the PIN of the room.",
                "Type it again; after the third wrong one each further try has to wait.",
            )
        self._database.write(lambda session: _forget_tries(session, room_id))
        return Facilitator(self._database, room_id)

    def _claim_try(self, session: Session, code: str) -> tuple[int, str]:
        now, row = self._database.now(), rooms.room_coded(session, code, lock=True)
        if row.next_pin_at is not None and now < row.next_pin_at:
            raise too_early(seconds_left(row.next_pin_at, now), "PINs")
        row.wrong_pins += 1
        row.next_pin_at = now + wait_after(row.wrong_pins, _FREE_PINS)
        return _number(row), row.pin

    def _guarded(self, address: str | None, call: Callable[[], Result]) -> Result:
        """A call that names a code: wrong ones are counted for the address that they come from."""
        if address is None:
            return call()
        self._wrong_codes.refuse_early(address, self._database.now())
        try:
            return call()
        except DataError as error:
            if error.problems[0].code == no_such_room().problems[0].code:
                self._wrong_codes.count(address, self._database.now())
            raise

    def _rooms(self, found: SelectOfScalar[RoomRow]) -> tuple[Room, ...]:
        now = self._database.now()
        return self._database.read(
            lambda session: tuple(rooms.room_of(session, row, now) for row in session.exec(found).all())
        )


def _room_joined(session: Session, token: str, code: str) -> int:
    """The same words whether there is no such room or one is not in it."""
    try:
        row = rooms.room_coded(session, code)
        of_room = select(ParticipantRow.id).where(col(ParticipantRow.room_id) == row.id)
        if session.exec(of_room.where(col(ParticipantRow.owner) == holder_of(token))).first() is not None:
            return _number(row)
    except DataError as error:
        if error.problems[0].code != no_such_room().problems[0].code:
            raise
    mend = "Join it with its code and an alias; if your alias was released, join under it again."
    raise refusal("not-in-room", "you are not in a room of that code.", mend)


def _forget_tries(session: Session, room_id: int) -> None:
    row = session.get(RoomRow, room_id)
    if row is None:
        raise no_such_room()
    row.wrong_pins, row.next_pin_at = 0, None


def _number(row: RoomRow) -> int:
    assert row.id is not None
    return row.id
