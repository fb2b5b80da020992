"""Runs many random worlds through both readings and prints the first on which they differ, made as small as it will go.

python -m tests.evaluation.soak --cases 2000 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from random import Random
from typing import Any

from pilot.errors import DataError
from pilot.ruleset.reading.load import read_ruleset
from tests.evaluation.cases import World, random_world
from tests.evaluation.small import COLUMNS, OUT, by_kernel, by_plain_reading

REFERENCES = ("subject_id", "other_id", "record_id")


def difference(world: World) -> str | None:
    """The first row on which the readings differ, in words; None where they agree."""
    try:
        kernel = by_kernel(world.ruleset, world.city, world.as_of, world.joined)
    except Exception as error:
        return f"the kernel raises {type(error).__name__}: {error}"
    plain = by_plain_reading(world.ruleset, world.city, world.as_of, world.joined)
    for table, columns in OUT.items():
        ours, theirs = plain.tables[table], kernel.tables[table]
        for number in range(max(len(ours), len(theirs))):
            one, other = (rows[number] if number < len(rows) else None for rows in (ours, theirs))
            if one != other:
                return f"{table}, row {number + 1} {columns}\n  plain  {one}\n  kernel {other}"
    return None


def smallest(world: World) -> World:
    """A world as small as taking away one thing at a time makes it, on which the readings still differ."""
    shrunk = True
    while shrunk:
        shrunk = False
        for smaller in _smaller(world):
            if _is_valid(smaller) and difference(smaller):
                world, shrunk = smaller, True
                break
    return world


def _is_valid(world: World) -> bool:
    try:
        read_ruleset(world.file_text, "smaller.yaml")
    except DataError:
        return False
    return True


def _smaller(world: World) -> Iterator[World]:
    for table, rows in world.tables.items():
        for number in range(len(rows)):
            yield replace(world, tables=_without(world.tables, table, number))
    for path in _parts(world.given):
        given = deepcopy(world.given)
        part: Any = given
        for key in path[:-1]:
            part = part[key]
        del part[path[-1]]
        yield replace(world, given=given)


def _without(tables: Mapping[str, list[dict[str, Any]]], table: str, number: int) -> dict[str, list[dict[str, Any]]]:
    gone = tables[table][number]
    key = {"residents": "subject_id", "companies": "subject_id", "records": "record_id"}.get(table)
    kept = {name: [row for row in rows if row is not gone] for name, rows in tables.items()}
    if key is None:
        return kept
    references = REFERENCES[:2] if key == "subject_id" else REFERENCES[2:]
    left = {name: [row for row in rows if gone[key] not in map(row.get, references)] for name, rows in kept.items()}
    records = {row["record_id"] for row in left["records"]}
    return {**left, "appeals": [row for row in left["appeals"] if row["record_id"] in records]}


def _parts(part: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    items = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in items:
        if path[:1] not in (("lists",), ("consequences",)) or len(path) > 1:
            yield (*path, key)
        yield from _parts(value, (*path, key))


def shown(world: World) -> str:
    """The world as its files would hold it: the ruleset's YAML and each table's CSV."""
    lines = [f"as_of: {world.as_of}  joined: {world.joined}", world.file_text]
    for table, rows in world.tables.items():
        names = [name for name in COLUMNS[table] if any(row.get(name) is not None for row in rows)]
        lines += [
            f"{table}.csv: {','.join(names)}",
            *(",".join(str(row.get(name) or "") for name in names) for row in rows),
        ]
    return "\n".join(lines)


def main() -> int:
    """Exit status 0 where the readings agree on every world, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    began = time.perf_counter()
    for number in range(arguments.cases):
        world = random_world(Random(f"{arguments.seed}-{number}"))
        if found := difference(world):
            world = smallest(world)
            print(f"case {number} of seed {arguments.seed}: {found}\n\nsmallest: {difference(world)}\n\n{shown(world)}")
            return 1
    print(f"{arguments.cases} worlds of seed {arguments.seed} agree, in {time.perf_counter() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
