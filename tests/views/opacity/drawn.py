"""What is to be seen in a drawing, counted from its strokes."""

from __future__ import annotations

import re
from collections import Counter

PATH = re.compile(r'<path class="(?P<look>[^"]*)" d="(?P<d>[^"]*)"(?P<rest>[^>]*)/>')


def dots(picture: str) -> Counter[str]:
    """How many dots there are of each look; an outline counts once."""
    found: Counter[str] = Counter()
    for path in PATH.finditer(picture):
        kind, _, look = path["look"].partition(" ")
        if kind == "dots" and look != "inside":
            pitch = re.search(r'dasharray="0 ([\d.]+)"', path["rest"])
            lengths = [float(length) for length in re.findall(r"v([\d.]+)", path["d"])]
            found[look] += sum(round(length / float(pitch[1])) + 1 for length in lengths) if pitch else 0
    return found


def single_dots(picture: str) -> int:
    """Dots that are drawn one by one."""
    return len(re.findall(r"h0", picture))


def segments(picture: str) -> list[int]:
    """The sizes of the stretches of dots, in order."""
    stretches = [path.group() for path in PATH.finditer(picture) if path["look"].startswith("dots ")]
    return [sum(dots(stretch).values()) for stretch in stretches]


def marks(picture: str) -> dict[str, Counter[str]]:
    """How many marks of each look stand in each line, by the words of the line."""
    lines = re.split(r'<text x="0"[^>]*>', picture)[1:]
    return {line.split("<", 1)[0]: _of_line(line) for line in lines}


def _of_line(line: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for path in PATH.finditer(line):
        kind, _, look = path["look"].partition(" ")
        dash = re.search(r'dasharray="([\d.]+) ([\d.]+)"', path["rest"])
        ends = re.fullmatch(r"M([\d.]+) [\d.]+H([\d.]+)", path["d"])
        if kind == "mark" and "inside" not in look and dash and ends:
            long, gap, left, right = (float(part) for part in (dash[1], dash[2], ends[1], ends[2]))
            found[look] += round((right - left + gap) / (long + gap))
    return found
