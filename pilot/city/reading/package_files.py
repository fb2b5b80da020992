"""The files of a data package as text: a table decoded, datapackage.json read for what the city is called."""

from __future__ import annotations

import hashlib
import json
import re

from pilot.city.format import TableFormat
from pilot.city.reading.encodings import Decoded, decoded
from pilot.city.reading.problems import LISTED, Fault, Findings, quoted
from pilot.guard import Suspicion, suspicions_within
from pilot.phrases import count

PACKAGE_FILE = "datapackage.json"
LONGEST_NAME, LONGEST_TITLE = 100, 200
_NAME = re.compile(rf"[A-Za-z0-9_][A-Za-z0-9._-]{{0,{LONGEST_NAME - 1}}}")
_SAVE_AS = "Save the file again as CSV in UTF-8."


def table_text(form: TableFormat, data: bytes, findings: Findings, encoding: str = "") -> Decoded | None:
    """A table's file as UTF-8, `encoding` being its own where it does not tell; None where it is no text.

    Slips in the coding are reported and smoothed over, so that the rest of the file can be checked in the same pass.
    """
    if not data or data.isspace():
        mend = "Write the column names into the first row, or delete the file."
        findings.add(form.file, Fault("empty-file", "the file is empty.", mend))
        return None
    if data.startswith(b"PK\x03\x04"):
        found = "this is a workbook or another packed file, not text."
        findings.add(
            form.file, Fault("not-csv", found, "Give it the ending .xlsx or .zip that it had, or save it as CSV.")
        )
        return None
    text = decoded(form, data, encoding)
    if text is None:
        _report_bad_bytes(form.file, data, findings)
        text = Decoded(data.decode("utf-8", errors="replace").encode())
    if b"\0" in text.data:
        row = text.data.count(b"\n", 0, text.data.index(b"\0")) + 1
        findings.add(form.file, Fault("nul-byte", f"row {row:,} holds a NUL byte, which no text has.", _SAVE_AS), row)
        return Decoded(text.data.replace(b"\0", b""), text.mark, text.encoding, text.letters)
    return text


def _report_bad_bytes(name: str, data: bytes, findings: Findings) -> None:
    """One problem for each row with bytes that are not UTF-8, with what they would be in Latin-1."""
    header = data.split(b"\n", 1)[0].decode("utf-8", errors="replace").strip().split(",")
    bad = [(row, line) for row, line in enumerate(data.splitlines(), start=1) if not _is_utf8(line)]
    for row, line in bad[:LISTED]:
        start = len(line.decode("utf-8", errors="replace").split("\ufffd", 1)[0].encode())
        place = line.count(b",", 0, start)
        column = header[place] if row > 1 and place < len(header) and b'"' not in line else None
        code, letter = line[start], bytes([line[start]]).decode("latin-1")
        found = f'row {row:,} holds the byte 0x{code:02X}, which is not UTF-8; in Latin-1 it is "{letter}".'
        findings.add(name, Fault("not-utf-8", found, _SAVE_AS), row, column)
    if len(bad) > LISTED:
        findings.add(
            name,
            Fault("not-utf-8", f"{count(len(bad) - LISTED, 'more row has', 'more rows have')} such bytes.", _SAVE_AS),
        )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def read_package(data: bytes | None, findings: Findings) -> dict[str, str]:
    """`name` and `title` as the city's datapackage.json gives them; what else it declares is not used."""
    if data is None:
        return {}
    try:
        package = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        fault = Fault("not-utf-8", "the file is not written in UTF-8.", "Save it again in UTF-8, or delete it.")
        findings.add(PACKAGE_FILE, fault)
        return {}
    except json.JSONDecodeError as error:
        mend = "Mend the JSON (a comma, quote or bracket is missing or too many), or delete the file."
        fault = Fault("broken-package", "the file is not JSON: it breaks off or goes wrong here.", mend)
        findings.add(PACKAGE_FILE, fault, error.lineno, error.colno)
        return {}
    except (RecursionError, ValueError):
        package = None
    if not isinstance(package, dict):
        mend = 'Write {"name": "...", "title": "..."}, or delete the file.'
        findings.add(PACKAGE_FILE, Fault("broken-package", "the file does not hold a plain JSON object.", mend))
        return {}
    for real in suspicions_within(package):
        findings.add(PACKAGE_FILE, real_person(real))
        break
    given = {key: package[key] for key in ("name", "title") if key in package}
    for key, value in given.items():
        if wrong := _wrong(key, value):
            findings.add(PACKAGE_FILE, wrong)
    return {key: value for key, value in given.items() if not _wrong(key, value) and value.strip()}


def ascii_name(name: str, content: str) -> str:
    """A name that can name files: the words of `name` where they are ASCII, else a number by the content."""
    words = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") if name.isascii() else ""
    return words[:LONGEST_NAME] or f"city-{hashlib.sha256(content.encode()).hexdigest()[:6]}"


def real_person(found: Suspicion) -> Fault:
    """What is said of a city's name, title or description that holds something of a real person's."""
    return Fault(found.code, f"{found.why}.", "Take it out; only invented people may live in a city.")


def _wrong(key: str, value: object) -> Fault | None:
    if not isinstance(value, str):
        return Fault("broken-package", f'"{key}" is not text.', f'Write "{key}": "..." with quotes.')
    if key == "name" and value.strip() and not _NAME.fullmatch(value):
        mend = f"Write at most {LONGEST_NAME} letters a to z, digits, dots, hyphens and underscores; titles are free."
        return Fault("not-a-name", f"the name {quoted(value)} cannot name a file.", mend)
    if key == "title" and (len(value) > LONGEST_TITLE or not value.isprintable()):
        mend = f"Write at most {LONGEST_TITLE} characters, all of them letters, marks or spaces."
        return Fault("not-a-title", "the title is too long, or holds characters that cannot be seen.", mend)
    return None
