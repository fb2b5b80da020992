"""The guard over a ruleset: its whole text with the comments, and what a value comes to that is written otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pilot.errors import Problem
from pilot.guard import Suspicion, line_suspicions, suspicions
from pilot.ruleset.reading.nodes import Items, Node, Scalar
from pilot.ruleset.reading.source_text import Mark, SourceText

MOST_LISTED = 20


def real_people(source: SourceText, tree: Node) -> list[Problem]:
    """What looks like a real person's data, twenty of it in lines and twenty in values at the most."""
    lines = islice(line_suspicions(source.text), MOST_LISTED)
    problems = [_problem(_at(source, line, found), found) for line, found in lines]
    known = {(problem.place.line, problem.code) for problem in problems}
    others = ((mark, found) for mark, found in _in_values(source, tree) if (mark.line, found.code) not in known)
    return [*problems, *(_problem(mark, found) for mark, found in islice(others, MOST_LISTED))]


def _at(source: SourceText, line: int, found: Suspicion) -> Mark:
    """Where it stands; lines are counted as YAML does, and columns as they are but for rare letters."""
    before = "\n".join(source.text.split("\n")[: line - 1])
    return Mark(source, source.at(len(before) + (line > 1)).line, found.start + 1, found.end - found.start)


def _in_values(source: SourceText, tree: Node) -> Iterator[tuple[Mark, Suspicion]]:
    """What is not written in its line as it comes out: values over several lines, or with letters by their number."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Scalar):
            texts = [] if node.word is None else [(node.mark, str(node.word))]
        elif isinstance(node, Items):
            waiting += node.values
            continue
        else:
            waiting += node.values.values()
            texts = [(node.keys[key], key) for key in node.keys]
        for mark, text in texts:
            if mark.line > len(source.lines) or text not in source.lines[mark.line - 1]:
                yield from ((mark, found) for found in suspicions(text))


def _problem(mark: Mark, found: Suspicion) -> Problem:
    mend = "take it out, and make sure that nobody in the text is real."
    problem = mark.problem(found.code, f"{found.why}.", mend, "Only invented people may stand in a ruleset.")
    # The line is not repeated: it would carry on what is refused.
    return Problem(problem.place, problem.code, problem.found, problem.mend, problem.allowed)
