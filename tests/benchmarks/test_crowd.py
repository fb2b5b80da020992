"""The crowd of `benchmarks.crowd`, small and quick: what it says to the app is understood, and what it awaits comes."""

from __future__ import annotations

from benchmarks.crowd import Crowd
from benchmarks.people import Person, token_of
from benchmarks.serving import Server, served
from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.store import Store
from tests import own_loop


def points_kept(server: Server, person: Person, room: str | None = None) -> dict[str, int | None]:
    """What the person's one draft in the store says of the rules that the person changed."""
    store = Store.open(server.database)
    (draft,) = store.desk(token_of(person.visit), room).drafts()
    store.close()
    assert person.number == draft.revision, "every change is one step"
    rules = {rule.id: rule.points for rule in read_ruleset(draft.text, draft.origin).rules}
    return {rule_id: rules[rule_id] for rule_id in person.made}


def test_every_change_of_a_crowd_of_three_arrives_and_is_kept() -> None:
    with served() as server:
        waits, people = own_loop.run(Crowd(people=3, seconds=3, every=1, seed=1).run(server))

        store = Store.open(server.database)
        sitting, *others = people
        (room,) = store.rooms_joined(token_of(sitting.visit))
        store.close()
        assert waits.errors == []
        assert [len(waits.whole)] * 2 == [sum(person.number for person in people), len(waits.summary)]
        assert all(person.number >= 2 for person in people)
        assert sitting.made == points_kept(server, sitting, room.code)
        assert [person.made for person in others] == [points_kept(server, person) for person in others]
