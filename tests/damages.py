"""Random damage to rulesets and cities, read and evaluated: nothing but DataError may come of it.

`python -m tests.damages --cases 20000`; a case that fails is named by its number, and made again with `--only`.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable
from random import Random

from pilot import City, evaluate, load_city
from pilot.city.reading.city_files import CityFiles
from pilot.city.reading.conventions import WrittenOtherwiseError
from pilot.city.reading.load import read_city, shipped_city
from pilot.errors import DataError
from pilot.evaluation.assess import last_day
from pilot.evaluation.examples import check_examples
from pilot.ruleset.model import Ruleset
from pilot.ruleset.reading.load import read_ruleset
from pilot.ruleset.reading.shipped import shipped_rulesets
from pilot.ruleset.reading.source_text import text_of_bytes

ODD = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xe2\x80\xae", b'"', b"'", b",", b";",
    b"\n", b"\r", b"\t", b"#", b":", b"- ", b"&a ", b"*a", b"!!", b"{", b"[", b"}", b"]", b"9" * 30, b"-", b"1e9",
    b"0x10", b"2999-01-01", b"31.12.2024", b"1.200,50", b"null", b"true", b"\\",
)  # fmt: skip


def damaged(data: bytes, dice: Random) -> bytes:
    """The bytes with one to four faults in them, each of a kind that happens."""
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(data) + 1)
        length = dice.choice((0, 1, 1, 2, 5, 40))
        kind = dice.randrange(5)
        if kind == 0:
            data = data[:place] + dice.choice(ODD) + data[place + length :]
        elif kind == 1:
            data = data[:place] + dice.randbytes(dice.randint(1, 3)) + data[place + length :]
        elif kind == 2:
            data = data[:place]
        else:
            lines = data.split(b"\n")
            one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
            if kind == 3:
                lines[one], lines[other] = lines[other], lines[one]
            else:
                lines.insert(one, lines[other])
            data = b"\n".join(lines)
        data = data or b" "
    return data


def cut_short(data: bytes, rows: int = 40) -> bytes:
    """A table's header and its first rows, so that a case takes little time."""
    return b"\n".join(data.split(b"\n")[: rows + 1]) + b"\n"


class Cases:
    """The shipped rulesets and a piece of the shipped city, to be damaged again and again."""

    def __init__(self) -> None:
        self.city = load_city(shipped_city())
        self.texts = {name: path.read_bytes() for name, path in shipped_rulesets().items()}
        self.rulesets = [read_ruleset(text.decode(), name) for name, text in self.texts.items()]
        self.files = {
            file.name: cut_short(file.read_bytes()) for file in shipped_city().glob("*.csv") if file.name != "cast.csv"
        }
        self.files["records.csv"] = b"record_id,subject_id,date,kind,amount,agency,settled_on,act_id,note\n" + b"".join(
            f"R{n},P{n % 30 + 1:04},2021-03-{n % 28 + 1:02},traffic.red_light,{n}.5,,,,\n".encode() for n in range(40)
        )
        for name in ("relationships.csv", "appeals.csv", "companies.csv"):
            self.files.pop(name, None)

    def ruleset(self, dice: Random) -> None:
        """A damaged ruleset, read, its examples run, and held against the city."""
        name = dice.choice(list(self.texts))
        ruleset = read_ruleset(text_of_bytes(damaged(self.texts[name], dice), name).text, name)
        check_examples(ruleset)
        self._evaluated(ruleset, self.city)

    def town(self, dice: Random) -> None:
        """A damaged city, read by any of the conventions that fit it, and evaluated."""
        name = dice.choice(list(self.files))
        files = CityFiles("town", {**self.files, name: damaged(self.files[name], dice)})
        try:
            city = read_city(files)
        except WrittenOtherwiseError as otherwise:
            city = read_city(files, dice.choice(otherwise.choices).convention)
        self._evaluated(dice.choice(self.rulesets), city)

    def _evaluated(self, ruleset: Ruleset, city: City) -> None:
        assessment = evaluate(ruleset, city, max(last_day(city), ruleset.opens_on))
        for table in (assessment.ledger, assessment.standing, assessment.memberships, assessment.consequences):
            assert table is not None


def fails(number: int, cases: Cases) -> bool:
    """Whether a case comes to anything but a result or a DataError."""
    dice = Random(number)
    run: Callable[[Random], None] = dice.choice((cases.ruleset, cases.town))
    try:
        run(dice)
    except DataError as error:
        str(error)
    except Exception:
        print(f"case {number}:")
        traceback.print_exc()
        return True
    return False


def main() -> int:
    """Runs the cases; the exit status is 1 if any failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000)
    parser.add_argument("--only", type=int)
    given = parser.parse_args()
    cases = Cases()
    numbers = range(given.cases) if given.only is None else [given.only]
    failed = [number for number in numbers if fails(number, cases)]
    print(f"{len(numbers):,} cases, {len(failed):,} of them came to something else than DataError")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
