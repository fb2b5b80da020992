"""What was measured, as text for the terminal, as Markdown for the repository, and as plain values."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal

PACKAGES = ("numpy", "pandas", "pyarrow", "polars", "duckdb")


Sign = Literal["at least", "at most"]


@dataclass(frozen=True)
class FigureRow:
    """The median time of one contender in a city of so many residents, in seconds."""

    city: str
    name: str
    wall: float
    cpu: float


@dataclass(frozen=True)
class Bar:
    """A ratio of two times, and the most or the least that it may be; `cpu` is the same ratio in the cores' time."""

    city: str
    label: str
    ratio: float
    cpu: float
    sign: Sign
    bound: float | None

    @property
    def met(self) -> bool | None:
        """Whether the wall-clock ratio keeps to the bound; None where there is none."""
        if self.bound is None:
            return None
        return self.ratio >= self.bound if self.sign == "at least" else self.ratio <= self.bound

    @property
    def demanded(self) -> str:
        """The bound in words, and whether it is kept."""
        return "" if self.bound is None else f"{self.sign} {self.bound:g}: {'met' if self.met else 'missed'}"


@dataclass(frozen=True)
class Machine:
    """Where it was measured: system, cores, versions, and how busy the machine was before and after."""

    system: str
    cores: int
    versions: tuple[tuple[str, str], ...]
    load_before: float | None
    load_after: float | None

    def __str__(self) -> str:
        load = (
            ""
            if self.load_before is None
            else f"; load {self.load_before:.1f} before, {self.load_after or 0:.1f} after"
        )
        return f"{self.system}, {self.cores} cores{load}; {', '.join(' '.join(pair) for pair in self.versions)}"


def load() -> float | None:
    """How many processes wanted to run over the last minute; None where the system does not say."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else None


def machine(load_before: float | None) -> Machine:
    """This machine, now."""
    versions = [("Python", platform.python_version())]
    for package in PACKAGES:
        try:
            versions.append((package, version(package)))
        except PackageNotFoundError:
            continue
    return Machine(
        f"{platform.system()} {platform.machine()}", os.cpu_count() or 1, tuple(versions), load_before, load()
    )


@dataclass(frozen=True)
class Report:
    """Everything measured in one run."""

    machine: Machine
    rounds: int
    notes: tuple[str, ...]
    rows: tuple[FigureRow, ...] = field(repr=False)
    bars: tuple[Bar, ...] = field(repr=False)
    title: str = "Side by side with the peers"
    module: str = "benchmarks.compare"

    @property
    def missed(self) -> tuple[Bar, ...]:
        """The bars that were not kept."""
        return tuple(bar for bar in self.bars if bar.met is False)

    def as_text(self) -> str:
        """Both tables for a terminal, columns aligned."""
        return "\n\n".join([str(self.machine), *self.notes, _aligned(self._times()), _aligned(self._ratios())])

    def as_markdown(self) -> str:
        """A part of the results' page, headed by the title."""
        notes = "\n".join(f"- {note}" for note in self.notes)
        return (
            f"# {self.title}\n\n"
            f"Written by `python -m {self.module} --write`. Times only orient; the ratios are what counts.\n\n"
            f"{self.machine}; {self.rounds} rounds.\n\n{notes}\n\n"
            f"## Ratios\n\n{_markdown(self._ratios())}\n## Times\n\n{_markdown(self._times())}"
        )

    def write(self, page: Path) -> None:
        """Puts this part into the page of results: in place of the one of the same title, else at the end."""
        text = page.read_text(encoding="utf-8") if page.exists() else ""
        parts = [part for part in re.split(r"^(?=# )", text, flags=re.MULTILINE) if part.strip()]
        titles = [part.splitlines()[0] for part in parts]
        place = titles.index(f"# {self.title}") if f"# {self.title}" in titles else len(parts)
        parts[place : place + 1] = [self.as_markdown()]
        page.write_text("\n".join(part.strip("\n") + "\n" for part in parts), encoding="utf-8", newline="\n")

    def as_values(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self) | {"bars": [asdict(bar) | {"met": bar.met} for bar in self.bars]}

    def _times(self) -> list[tuple[str, ...]]:
        head = ("city", "measured", "wall, ms", "cores' time, ms")
        return [head, *((row.city, row.name, _ms(row.wall), _ms(row.cpu)) for row in self.rows)]

    def _ratios(self) -> list[tuple[str, ...]]:
        head = ("city", "ratio", "wall", "cores' time", "bar")
        return [head, *((bar.city, bar.label, _times(bar.ratio), _times(bar.cpu), bar.demanded) for bar in self.bars)]


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:,.1f}"


def _times(ratio: float) -> str:
    return f"{ratio:.2f}"


def _aligned(table: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[place]) for row in table) for place in range(len(table[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table
    )


def _markdown(table: Sequence[tuple[str, ...]]) -> str:
    head, *rows = table
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
