"""What several rooms chose is counted, one vote for every room."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pilot.workshop.merging.choices import Choice, tally


class TestTally:
    def test_twenty_participants_in_one_room_weigh_one(self) -> None:
        many = [Choice("rules > red-light", "mild", by=(f"participant {number}",)) for number in range(20)]
        rooms = {"Room 1": many, "Room 2": [Choice("rules > red-light", "harsh")]}

        assert {1} == {count.votes for count in tally(rooms)["rules > red-light"]}

    def test_a_room_that_chooses_again_has_its_last_choice_counted(self) -> None:
        counts = tally({"Room 1": [Choice("bands", "a"), Choice("bands", "b")], "Room 2": [Choice("bands", "a")]})

        assert {"a": ("Room 2",), "b": ("Room 1",)} == {count.chosen: count.rooms for count in counts["bands"]}

    def test_the_content_that_most_rooms_chose_stands_first(self) -> None:
        rooms = {f"Room {number}": [Choice("bands", chosen)] for number, chosen in enumerate("abb")}

        assert [("b", 2), ("a", 1)] == [(count.chosen, count.votes) for count in tally(rooms)["bands"]]

    @given(st.dictionaries(st.text(), st.lists(st.builds(Choice, st.sampled_from("pq"), st.sampled_from("ab")))))
    def test_no_place_ever_has_more_votes_than_there_are_rooms(self, rooms: dict[str, list[Choice]]) -> None:
        for place, counts in tally(rooms).items():
            voting = [name for name, choices in rooms.items() if place in {choice.place for choice in choices}]
            assert len(voting) == sum(count.votes for count in counts)
