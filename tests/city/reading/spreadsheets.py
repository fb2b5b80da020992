"""The same small city as spreadsheets of many countries save it, and what must be read from it."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import openpyxl

from pilot.city.city import City
from pilot.city.reading.city_files import files_given
from pilot.city.reading.conventions import convention_named
from pilot.city.reading.load import read_city
from pilot.city.reading.problems import Findings

RESIDENTS = [("subject_id", "name", "born", "district", "enrolled"), ("P1", "Zoë Müller", "1990", "Mühle", "{yes}")]
RECORDS = [
    ("record_id", "subject_id", "date", "kind", "amount"),
    ("R1", "P1", "{late}", "order.noise", "{large}"),
    ("R2", "P1", "{early}", "order.noise", "{small}"),
]
LATE, EARLY, LARGE, SMALL = dt.date(2024, 12, 31), dt.date(2024, 3, 4), Decimal("1200.5"), Decimal("12.25")


def saved(mark: str, encoding: str, ends: str = "\r\n", before: str = "", **cells: str) -> dict[str, bytes]:
    """The two files as a spreadsheet saves them."""
    files = {}
    for name, rows in (("residents.csv", RESIDENTS), ("records.csv", RECORDS)):
        lines = []
        for row in rows:
            written = [cell.format(**cells) for cell in row]
            lines.append(mark.join(f'"{cell}"' if mark in cell else cell for cell in written))
        files[name] = (before + ends.join(lines) + ends).encode(encoding)
    return files


def opened(files: dict[str, bytes], written: str = "") -> City:
    findings = Findings()
    given_files = files_given(files, "mill town", findings)
    return read_city(given_files, convention_named(written) if written else None, findings)


def assert_read(city: City) -> None:
    assert ["Zoë Müller"] == list(city.residents["name"])
    assert ["Mühle"] == list(city.residents["district"])
    assert ["true"] == list(city.residents["enrolled"])
    assert [LATE, EARLY] == [day.date() for day in city.records["date"]]
    assert [LARGE, SMALL] == list(city.records["amount"])


GERMAN = {"late": "31.12.2024", "early": "04.03.2024", "large": "1.200,50", "small": "12,25", "yes": "WAHR"}
FRENCH = {"late": "31/12/2024", "early": "04/03/2024", "large": "1\u202f200,50", "small": "12,25", "yes": "VRAI"}
AMERICAN = {"late": "12/31/2024", "early": "3/4/2024", "large": "1,200.50", "small": "12.25", "yes": "TRUE"}
CHINESE = {"late": "2024/12/31", "early": "2024/3/4", "large": "1200.5", "small": "12.25", "yes": "TRUE"}
SAVED = {
    "Excel in Germany": (
        saved(";", "windows-1252", **GERMAN),
        "semicolons windows-1252 day-first decimal-comma local-words",
    ),
    "Excel in Germany, as UTF-8": (
        saved(";", "utf-8-sig", **GERMAN),
        "semicolons day-first decimal-comma local-words",
    ),
    "Excel in France": (
        saved(";", "utf-8-sig", **FRENCH),
        "semicolons day-first decimal-comma local-words",
    ),
    "Excel in the United States": (saved(",", "utf-8-sig", **AMERICAN), "month-first grouped-thousands"),
    "Excel in China": (saved(",", "gb18030", **CHINESE), "gb18030 year-first"),
    "Excel, Unicode text": (saved("\t", "utf-16", **CHINESE), "tabs year-first"),
    "Numbers in Germany": (
        saved(";", "utf-8", ends="\n", **GERMAN),
        "semicolons day-first decimal-comma local-words",
    ),
    "LibreOffice in Germany": (
        saved(",", "utf-8", ends="\n", **(GERMAN | {"yes": "true"})),
        "day-first decimal-comma",
    ),
    "a file that names its separator": (
        saved(";", "utf-8", before="sep=;\r\n", **(GERMAN | {"yes": "true"})),
        "semicolons day-first decimal-comma",
    ),
    "Excel in Germany, on a Mac": (
        saved(";", "mac-roman", ends="\r", **GERMAN),
        "semicolons mac-roman day-first decimal-comma local-words",
    ),
    "Excel in France, on a Mac": (
        saved(";", "mac-roman", **(FRENCH | {"large": "1\u00a0200,50"})),
        "semicolons mac-roman day-first decimal-comma local-words",
    ),
    "LibreOffice in France": (
        saved(";", "windows-1252", ends="\n", **(FRENCH | {"large": "1\u00a0200,50 €", "late": "31/12/24"})),
        "semicolons windows-1252 day-first decimal-comma local-words",
    ),
    "Numbers in the United States": (
        saved(",", "utf-8", ends="\n", **(AMERICAN | {"large": "$1,200.50", "late": "12/31/24"})),
        "month-first grouped-thousands",
    ),
    "Unicode text whose first bytes do not say so": (saved("\t", "utf-16-le", **CHINESE), "tabs year-first"),
    "a file of an old Mac that names its separator": (
        saved(";", "utf-8", ends="\r", before="sep=;\r", **GERMAN),
        "semicolons day-first decimal-comma local-words",
    ),
    "days and their numbers in one file": (
        saved(";", "utf-8", **(GERMAN | {"late": "45657"})),
        "semicolons any-order decimal-comma local-words",
    ),
    "days with midnight": (
        saved(",", "utf-8", **(AMERICAN | {"late": "12/31/2024 12:00:00 AM"})),
        "month-first grouped-thousands",
    ),
    "Excel in Switzerland": (
        saved(";", "windows-1252", **(GERMAN | {"large": "CHF 1'200.50", "small": "CHF 12.25"})),
        "semicolons windows-1252 day-first grouped-thousands local-words",
    ),
    "Excel in Germany, for MS-DOS": (
        saved(";", "cp850", **GERMAN),
        "semicolons cp850 day-first decimal-comma local-words",
    ),
    "Excel in Britain, with the names of months": (
        saved(",", "utf-8-sig", **(AMERICAN | {"late": "31-Dec-24", "early": "04-Mar-24"})),
        "named-months grouped-thousands",
    ),
    "LibreOffice in Germany, with the names of months": (
        saved(";", "utf-8", ends="\n", **(GERMAN | {"late": "31. Dezember 2024", "early": "4. März 2024"})),
        "semicolons named-months decimal-comma local-words",
    ),
    "Numbers in France, with the name of the table": (
        saved(";", "utf-8", ends="\n", before="Tableau 1\n;;;;\n", **FRENCH),
        "semicolons day-first decimal-comma local-words",
    ),
    "days as a spreadsheet counts them": (
        saved(",", "utf-8", late="45657", early="45355", large="1200.5", small="12.25", yes="TRUE"),
        "day-numbers",
    ),
}


def in_a_workbook(**sheets: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HOME = [("subject_id", "name", "born", "district", "enrolled"), ("P1", "Zoë Müller", 1990, "Mühle", True)]
FILE = [
    ("record_id", "subject_id", "date", "kind", "amount"),
    ("R1", "P1", dt.date(2024, 12, 31), "order.noise", 1200.5),
    ("R2", "P1", dt.date(2024, 3, 4), "order.noise", 12.25),
]
