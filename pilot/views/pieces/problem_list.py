"""What could not be done, each in a sentence with its mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from pilot.errors import Problem
from pilot.phrases import capitalised
from pilot.views import html


def called(path: Sequence[str | int], numbers: Mapping[str, int]) -> str:
    """A place in a ruleset as the screens call it: a rule by its number, a grade by its name; empty for no place."""
    match [str(step) for step in path]:
        case ["rules", name, *inside]:
            steps = [f"Rule {numbers[name]}, {name}" if name in numbers else f"Rule {name}", *inside]
        case ["bands", name, *inside]:
            steps = [f"Grade {name}", *inside]
        case steps:
            pass
    return " > ".join(steps)


def say(problems: Sequence[Problem]) -> None:
    """One line for each problem; nothing where there is none."""
    for problem in problems:
        html.show(html.block(Markup("<p>{}</p>").format(sentence(problem)), role="alert"))


def sentence(problem: Problem) -> Markup:
    """What is wrong, and the mend."""
    return Markup("<b>{}</b> {}").format(capitalised(problem.found), capitalised(problem.mend))
