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
from pilot.workshop.rooms import pin_tries, pins, rooms
from pilot.workshop.rooms.gatekeeper import Gatekeeper
from pilot.workshop.rooms.rooms import Plan, Room
from pilot.workshop.rooms.waits import too_early


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
    A visitor is known by a random token, such as a cookie holds; only its hash is kept. An `address` is the network's,
    which a whole class may share; it is kept in memory alone. What a visitor may do at the doors of rooms is bounded by
    both, see `Gatekeeper`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gate = Gatekeeper()

    @classmethod
    def open(cls, url: str | None = None, now: Callable[[], dt.datetime] = utc_now) -> Store:
        """Opens what `url` names, else PILOT_DATABASE_URL, else a file in the user's data folder.

        What is missing is built; rooms that expired more than 30 days ago are wiped, see `rooms.sweep`. DataError if it
        cannot be opened, with the mend.
        """
        database = Database(address_of(url), now)
        try:
            bring_up_to_date(database)
            if database.write(lambda session: rooms.sweep(session, now())):
                database.forget_pages()
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def place(self) -> str:
        """Where it lies: a path, or host, port and database; never a password."""
        return self._database.address.place

    @property
    def beside(self) -> str:
        """What belongs to that place besides, as a sentence; empty where it is a server's."""
        file = self._database.address.file
        if file is None:
            return ""
        return (
            f"While the app runs, the newest changes lie beside it, in {file.name}-wal: whoever takes the file home "
            "stops the app first, or copies both."
        )

    def settle(self) -> None:
        """Brings the newest changes from the log into the file, as far as nobody is at work with them."""
        self._database.settle()

    def close(self) -> None:
        """Lets go of the database; its file then holds everything."""
        self._database.settle()
        self._database.close()

    def desk(self, token: str, room: str | None = None) -> Desk:
        """What the visitor has outside of rooms; or in the room of that code, which they have joined."""
        if room is None:
            return Desk(self._database, token)
        return Desk(self._database, token, self._database.read(lambda session: _room_joined(session, token, room)))

    def open_room(self, token: str, pin: str, plan: Plan, address: str | None = None) -> tuple[Room, Facilitator]:
        """A new room with a code of its own, which the visitor leads. The PIN is kept as a hash alone."""
        checked, hashed = rooms.checked_plan(plan), pins.hashed(pin)
        self._gate.claim_room(address, self._database.now())

        def work(session: Session) -> tuple[Room, int]:
            now, browser = self._database.now(), holder_of(token)
            row = rooms.new_room(session, browser, hashed, checked, now)
            pin_tries.was_right(session, _number(row), browser, now)
            return rooms.room_of(session, row, now), _number(row)

        room, room_id = self._database.write(work)
        return room, Facilitator(self._database, room_id)

    def facilitator(self, token: str, code: str) -> Facilitator | None:
        """The facilitator of that room, if the visitor leads it: they opened it or gave its PIN, and did not leave."""

        def work(session: Session) -> int | None:
            room_id = _number(rooms.room_coded(session, code))
            return room_id if pin_tries.leads(session, room_id, holder_of(token)) else None

        room_id = self._database.read(work)
        return None if room_id is None else Facilitator(self._database, room_id)

    def leave(self, token: str, code: str) -> None:
        """The visitor leads that room no more, until they give its PIN again."""
        browser = holder_of(token)
        self._database.write(
            lambda session: pin_tries.leave(session, _number(rooms.room_coded(session, code)), browser)
        )

    def rooms_of(self, token: str) -> tuple[Room, ...]:
        """The rooms that the visitor opened, newest first."""
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

    def room(self, code: str, token: str | None = None, address: str | None = None) -> Room:
        """The room of that code, as typed, for whoever is about to join it."""

        def work(session: Session) -> Room:
            return rooms.room_of(session, rooms.room_coded(session, code), self._database.now())

        return self._guarded(code, token, address, lambda: self._database.read(work))

    def join(self, token: str, code: str, alias: str, address: str | None = None) -> Seat:
        """A place in the room with a copy of its text; whoever was there before comes back under the first alias."""

        def work(session: Session) -> tuple[Seat, int | None]:
            now, row = self._database.now(), rooms.room_coded(session, code, lock=True)
            room_id = _number(row)
            may_be_new = self._gate.has_seats(room_id, address)
            participant, is_new = rooms.join(session, row, holder_of(token), alias, now, may_be_new=may_be_new)
            return Seat(rooms.room_of(session, row, now), participant.alias), room_id if is_new else None

        seat, joined = self._guarded(code, token, address, lambda: self._database.write(work))
        if joined is not None:
            self._gate.took_seat(joined, address)
        return seat

    def unlock(self, code: str, pin: str, token: str | None = None, address: str | None = None) -> Facilitator:
        """The facilitator of that room, for whoever knows the PIN; also once it is closed or has expired.

        After the third wrong PIN from a browser each further try from it must wait 2, 4, 8 ... up to 300 seconds; after
        the thirtieth from an address all browsers there, but for those that have led the room. The browser that opened
        it never waits. A try is counted before it is looked at, so that many at once are no more than many one after
        the other.
        """
        browser = holder_of(token or "")

        def find(session: Session) -> tuple[int, bool]:
            row = rooms.room_coded(session, code)
            return _number(row), pin_tries.is_trusted(session, row, browser)

        room_id, trusted = self._guarded(code, token, address, lambda: self._database.read(find))
        counted = None if trusted else address
        self._gate.claim_pin(room_id, counted, self._database.now())
        left, kept = self._database.write(lambda session: self._claim_try(session, code, browser))
        is_right = not left and pins.is_right(pin, kept)
        if left or is_right:
            self._gate.take_back_pin(room_id, counted)
        if left:
            raise too_early(left, "PINs")
        if not is_right:
            raise refusal(
                "wrong-pin",
                "this is not the PIN of the room.",
                "Type it again; after the third wrong one each further try has to wait.",
            )
        self._database.write(lambda session: pin_tries.was_right(session, room_id, browser, self._database.now()))
        return Facilitator(self._database, room_id)

    def _claim_try(self, session: Session, code: str, browser: str) -> tuple[int, str]:
        row = rooms.room_coded(session, code, lock=True)
        return pin_tries.claim(session, row, browser, self._database.now()), row.pin

    def _guarded(self, code: str, token: str | None, address: str | None, call: Callable[[], Result]) -> Result:
        """A call that names a code: wrong ones are counted where they come from. Those inside a room never wait."""
        browser = None if token is None else holder_of(token)
        try:
            self._gate.refuse_code(browser, address, self._database.now())
        except DataError:
            if browser is None or not self._database.read(lambda session: rooms.belongs(session, browser, code)):
                raise
        try:
            return call()
        except DataError as error:
            if error.problems[0].code == no_such_room().problems[0].code:
                self._gate.wrong_code(browser, address, self._database.now())
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


def _number(row: RoomRow) -> int:
    assert row.id is not None
    return row.id
