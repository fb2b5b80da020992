"""Faults in the writing itself (brackets, quotes, indentation), shown where they are made and not where they tell."""

from __future__ import annotations

import yaml

from pilot.errors import Problem
from pilot.ruleset.reading.look_alikes import among_the_marks
from pilot.ruleset.reading.source_text import Mark, SourceText
from pilot.ruleset.reading.syntax.parser_messages import OTHERWISE, SYNTAX_FAULTS

_CLOSING = {"[": "]", "{": "}"}
_INSIDE_A_VALUE = ("escape", "hexdecimal", "tag handle")


def syntax_problem(
    error: yaml.MarkedYAMLError, source: SourceText, brackets: list[Mark], quoted: Mark | None
) -> Problem:
    """The problem behind a parser's error.

    `brackets` are those still open there, outermost first; `quoted` is the last quoted text if it ran over a line end:
    it is then likely that its closing quote was forgotten, and that the next quote was taken for it.
    """
    sentence = f"{error.context or ''} {error.problem or ''}"
    # A key without a colon is noticed only on the next line.
    spot = error.context_mark if "simple key" in sentence else error.problem_mark or error.context_mark
    assert spot is not None, "the parser marks every error"
    mark = Mark(source, min(spot.line + 1, len(source.lines)), spot.column + 1)
    return (
        among_the_marks(source, mark.line)
        or _odd_character(sentence, mark, source.text[spot.index : spot.index + 1])
        or _odd_quotes(error, sentence, mark, quoted)
        or _odd_bracket(sentence, mark, brackets)
        or _in_other_words(sentence, mark)
    )


def _odd_character(sentence: str, mark: Mark, found: str) -> Problem | None:
    if found == "\t" or "a tab character" in sentence:
        message = "found a tab; lines are indented with spaces only."
        return mark.problem("tab", message, "replace the tab by spaces, two for each level.")
    if "cannot start any token" in sentence:
        mend = f'write it in quotes: "{found}...".'
        return mark.problem("reserved-character", f'a value cannot begin with "{found}".', mend)
    return None


def _odd_quotes(error: yaml.MarkedYAMLError, sentence: str, mark: Mark, quoted: Mark | None) -> Problem | None:
    if "scanning a quoted scalar" in sentence and error.context_mark:
        return _unclosed_quote(Mark(mark.source, error.context_mark.line + 1, error.context_mark.column + 1))
    if quoted and not _is_inside_a_value(sentence):
        return _unclosed_quote(quoted)
    before = mark.source.lines[mark.line - 1][: mark.column - 1].rstrip(" ")
    if "expected key" in sentence and before.endswith(("'", '"')):
        found = "the text goes on although its closing quote has come."
        mend = "write a quote inside the text twice ('') or, in double quotes, as \\\"; or delete the quotes."
        return mark.problem("text-after-quotes", found, mend)
    return None


def _odd_bracket(sentence: str, mark: Mark, brackets: list[Mark]) -> Problem | None:
    if "simple key" in sentence and _character(mark) in _CLOSING:
        return _unclosed_bracket(mark, "what follows")
    is_ill_written = "while scanning a" in sentence and "simple key" not in sentence
    if not brackets or is_ill_written or _is_inside_a_value(sentence):
        return None
    is_near = mark.line == brackets[-1].line
    return _unclosed_bracket(
        brackets[-1], f"what stands in {f'column {mark.column}' if is_near else f'line {mark.line}'}"
    )


def _unclosed_bracket(mark: Mark, what_follows: str) -> Problem:
    opened = _character(mark)
    found = f"the {opened} opened here is not closed, and {what_follows} does not fit into it."
    mend = f"close it with {_CLOSING.get(opened, ']')}, and put a comma between its entries."
    return mark.problem("unclosed-bracket", found, mend)


def _in_other_words(sentence: str, mark: Mark) -> Problem:
    fault = next((fault for fault in SYNTAX_FAULTS if fault.words in sentence), OTHERWISE)
    return mark.problem(fault.code, fault.found, fault.mend)


def _unclosed_quote(mark: Mark) -> Problem:
    quote = _character(mark)
    found = f"the text that begins here with {quote} is not closed where it should be."
    opening = Mark(mark.source, mark.line, mark.column)
    return opening.problem("unclosed-quote", found, f"close it with {quote} at the end of the text.")


def _is_inside_a_value(sentence: str) -> bool:
    return any(word in sentence for word in _INSIDE_A_VALUE)


def _character(mark: Mark) -> str:
    """The character that the mark begins with."""
    return mark.source.lines[mark.line - 1][mark.column - 1 : mark.column]
