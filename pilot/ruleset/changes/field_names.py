"""What each field of a ruleset is called when it changes, and how its value is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pilot.ruleset.changes import field_values
from pilot.ruleset.changes.field_sentences import Side, Tell, Telling, bare, named, whether
from pilot.ruleset.model import ContactWhen, ProfileWhen, RecordWhen, When
from pilot.ruleset.model.values import Audience
from pilot.ruleset.sentences.gaps import AUDIENCES
from pilot.ruleset.sentences.phrases import count, number

PROSE = ("text", "title", "summary")
"""Fields that are read as text: what changed in them is shown word by word."""
_NOTICES = {
    "none": "not promised",
    "on_change": "due on the day of a change",
    "before_effect": "due before a change takes effect",
}
_HOLDS = {RecordWhen: "records", ProfileWhen: "the profile", ContactWhen: "contacts"}


def _points(before: int | None, after: int | None, sides: tuple[Side, Side], _: str) -> str:
    """Told by the verb: "Falls by 10 points instead of 5.", "Rises by 5 points instead of falling by 3."."""
    if before is None or after is None:
        change = "gone" if after is None else "new"
        return f"The weight, {field_values.weight(before or after or 0, sides[0])}, is {change}."
    verb = "Stays as it is" if after == 0 else f"{'Rises' if after > 0 else 'Falls'} by {count(abs(after), 'point')}"
    same_way = before * after > 0
    return f"{verb} instead of {number(abs(before)) if same_way else field_values.weight(before, sides[0])}."


def _kind_of_rule(before: When, after: When, *_: Any) -> str:
    return f"It holds for {_HOLDS[type(after)]} instead of {_HOLDS[type(before)]}."


def _cell(audience: Audience) -> Telling:
    who = AUDIENCES[audience]
    return Telling(
        f"To {who}: {{key}} {{new}} instead of {{old}}.",
        f"To {who}: {{key}} {{new}}; before, nothing was said, and so it was hidden.",
        f"To {who}: of {{key}} nothing is said, and so it is hidden; before, {{old}}.",
        field_values.words,
    )


_MONTHS, _POINTS, _NOTHING = field_values.counted_as("month"), field_values.counted_as("point"), ""
_CITED: dict[str, Tell] = {
    "source": named("source", field_values.citation),
    "source.ref": named("source", field_values.source, link=" "),
    "source.at": named("place in the source"),
    "source.basis": named("basis"),
    "source.disputed_by": named("word against it", field_values.sources, link=" in "),
}
_RULE: dict[str, Tell] = {
    "text": bare("text", "reworded"),
    "when": _kind_of_rule,
    "when.kind": named("kind of record", field_values.any_of, link=" "),
    "when.amount": named("bound of the amount", field_values.amounts),
    "when.amount.at_least": named("lowest amount that counts", field_values.numeral),
    "when.amount.below": named("amount from which it no longer holds", field_values.numeral),
    "when.agency": named("agency that supplies the record", field_values.any_of),
    "when.subject.*": named("condition on {key}", field_values.any_of),
    "when.while_on": named("list that the subject must be on", field_values.list_),
    "when.profile.*": named("condition on {key}", field_values.asked),
    "when.profile.*.at_least": named("lower bound of {key}", field_values.plain_number),
    "when.profile.*.below": named("upper bound of {key}", field_values.plain_number),
    "when.contacts.relationship": named("relative whose score is looked at", field_values.words),
    "when.contacts.score_below": named("score below which a relative counts", field_values.numeral),
    "when.contacts.score_at_least": named("score from which a relative counts", field_values.numeral),
    "points": _points,
    "points_per": named("points by the amount", field_values.points_per, many=True),
    "points_per.amount": named("step of the amount", field_values.numeral),
    "points_per.points": _points,
    "repeat": named("weight of repeats", field_values.repeat),
    "repeat.within_months": named("span in which a match is a repeat", _MONTHS),
    "repeat.multiply": named("weights of the first match and of repeats", field_values.factors, many=True),
    "cap": named("cap", field_values.cap, link=" of "),
    "cap.points": named("cap", _POINTS, link=" of "),
    "cap.per": Telling("The cap holds {new} instead of {old}.", "", "", field_values.period),
    "expires_after_months": Telling(
        "The points count for {new} instead of {old}.", "The expiry after {new} is new.",
        "The expiry after {old} is gone.", _MONTHS,
    ),
    "until": Telling(_NOTHING, "Settling the matter now ends it.", "Settling the matter no longer ends it."),
    "valid_from": named("first day", field_values.date),
    "valid_until": named("last day", field_values.date),
    "factor": named("factor", field_values.factor, link=" "),
    "lists": Telling(
        "It puts on {new} instead of {old}.", "It puts on {new}, which is new.", "It no longer puts on {old}.",
        field_values.lists,
    ),
    "override": named("grade whatever the score", field_values.override),
    "override.grade": named("grade whatever the score", link=" "),
    "override.months": Telling(
        "The grade holds for {new} instead of {old}.", "The end of the grade after {new} is new.",
        "The end of the grade after {old} is gone.", _MONTHS,
    ),
    "carry": named("share for relatives", field_values.carry),
    "repair": whether("it is a way to put a standing right"),
    "topic": named("topic", link=" "),
    "plausible": named("range in which the real weight may lie", field_values.plausible),
    "plausible.points": named("range in which the real weight may lie", field_values.range_),
    **_CITED,
}  # fmt: skip
_OTHERS: dict[str, dict[str, Tell]] = {
    "head": {
        "title": bare("title", "reworded"),
        "place": named("place", link=" "),
        "period": named("period", link=" "),
        "summary": bare("summary", "reworded"),
        "participation": Telling("Taking part is {new} instead of {old}.", "", ""),
        "applies_to": named("kind of subject that is scored", field_values.all_of),
        "opens_on": named("first day that counts", field_values.date),
        "overlap": Telling("Of rules that fit one record, {new} count instead of {old}.", "", "",
                           lambda value, _: "all" if value == "all" else "only the heaviest"),
    },
    "score": {
        "": named("score", field_values.score, link=" "),
        "start": named("start", field_values.numeral),
        "floor": named("lower end of the score", field_values.numeral),
        "ceiling": named("upper end of the score", field_values.numeral),
        "factors.*": bare("factor {key}", "another"),
        "factors.*.title": bare("title of the factor", "reworded"),
        "factors.*.min": named("lower end of the factor", field_values.with_sign),
        "factors.*.max": named("upper end of the factor", field_values.with_sign),
    },
    "bands": {
        "from": Telling("It holds from {new} points instead of {old}.", "It holds from {new} points, and not for all.",
                        "It holds for all, and not from {old} points.", field_values.numeral),
        "title": bare("title", "reworded"),
        "consequences": named("list of what follows", field_values.consequences),
    },
    "lists": {
        "title": bare("title", "reworded"),
        "kind": named("kind"),
        "text": bare("text", "reworded"),
        "agency": named("agency that keeps it"),
        "lasts_months": named("term of a listing", _MONTHS),
        "carry": named("relatives who are on it too", field_values.all_of, many=True),
        "entered_when": named("way in through other lists", field_values.entered_when),
        "entered_when.at_least": named("number of other lists that lead onto it", field_values.numeral),
        "entered_when.of": named("lists that lead onto it", field_values.lists, many=True),
        "publishes": named("published particulars", field_values.all_of, many=True),
        "consequences": named("list of what follows", field_values.consequences),
        **_CITED,
    },
    "consequences": {
        "title": bare("title", "reworded"),
        "text": bare("text", "reworded"),
        "effect": named("effect"),
        "area": named("field of life", link=" "),
        "agency": named("agency that carries it out"),
        "falls_on": named("bearer", field_values.all_of),
        "basic_right": whether("it touches a basic right"),
        **_CITED,
    },
    "disclosure": {
        **{f"{audience}.*": _cell(audience) for audience in AUDIENCES},
        "delay_hours": Telling(
            "What is shown lags {new} behind instead of {old}.", "", "", field_values.counted_as("hour")
        ),
        "notice": Telling("Notice is {new}; before, it was {old}.", "", "", lambda value, _: _NOTICES[value]),
    },
    "recourse": {
        "appeal": bare("way to contest an entry", "another"),
        "appeal.available": whether("an entry can be contested"),
        "appeal.window_days": named("time to contest an entry", field_values.counted_as("day"), link=" of "),
        "appeal.decided_by": named("office that decides on an appeal"),
        "repair": bare("way to make good", "another"),
        "repair.available": whether("a true entry can be made good"),
        "repair.text": bare("text of how a true entry is made good", "reworded"),
    },
    "sources": {
        "title": bare("title", "reworded"),
        "by": named("author", link=" "),
        "date": named("date", link=" "),
        "url": named("address", link=" "),
        "kind": named("kind"),
    },
    "examples": {
        "as_of": named("day", field_values.date),
        "subject.*": named("{key} of the subject"),
        "records": bare("list of records", "another"),
        "expect.points": named("expected points", field_values.signs,
                               many=True),
        "expect.score": named("expected score", field_values.numeral, link=" of "),
        "expect.grade": named("expected grade", link=" "),
        "expect.because": named("expected reason", link=" "),
        "expect.lists": named("expected lists", field_values.lists, many=True),
    },
}  # fmt: skip
_TELLINGS: Mapping[str, Mapping[tuple[str, ...], Tell]] = {
    part: {tuple(filter(None, pattern.split("."))): tell for pattern, tell in fields.items()}
    for part, fields in {"rules": _RULE, **_OTHERS}.items()
}


def told(part: str, path: tuple[str, ...], values: tuple[Any, Any], sides: tuple[Side, Side]) -> str:
    """The sentence for a field of that part of a ruleset, from its value before and after."""
    for pattern, tell in _TELLINGS[part].items():
        if len(pattern) == len(path) and all(step in ("*", key) for step, key in zip(pattern, path, strict=True)):
            keys = [key for step, key in zip(pattern, path, strict=True) if step == "*"]
            return tell(*values, sides, keys[-1] if keys else "")
    raise KeyError(".".join((part, *path)))
