"""A zip of a few texts as bytes, written the same every time and read with distrust; nothing is ever put on disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence

from pilot.errors import DataError, Place, Problem
from pilot.ruleset.reading.source_text import one_line

MOST_ENTRIES = 500
LARGEST_TEXT = 4_000_000
LARGEST_TOTAL = 64_000_000
HIGHEST_RATIO = 100
"""A member that unpacks to more than so many times its packed size is a bomb, not a text."""

_OLDEST = (1980, 1, 1, 0, 0, 0)
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LOCAL_HEADER = 30
_AS_SAVED = "take the session file as Points Pilot saved it."
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip


def zip_bytes(members: Mapping[str, bytes], name: str) -> bytes:
    """A zip of the members in the order of their names; the same members give the same bytes.

    DataError where they are more, or larger, than `members_of` would read.
    """
    if problems := list(_too_much([(file, len(content)) for file, content in members.items()], name)):
        raise DataError(problems)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for file in sorted(members):
            info = zipfile.ZipInfo(file, _OLDEST)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            packed = len(zlib.compress(members[file]))
            is_dense = len(members[file]) <= packed * HIGHEST_RATIO
            info.compress_type = zipfile.ZIP_DEFLATED if is_dense else zipfile.ZIP_STORED
            archive.writestr(info, members[file])
    return out.getvalue()


def members_of(data: bytes, name: str) -> dict[str, bytes]:
    """The members of a zip by name, all of them small; DataError with all that is wrong with it.

    What the directory declares is checked before anything is unpacked, and no member is read beyond what it declares.
    """
    _refuse_what_is_no_zip(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if problems := [*_unsafe(entries, name), *_overlapping(entries, data, name)]:
                raise DataError(problems)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except _UNREADABLE as error:
        found = f"the zip is damaged or cut short ({one_line(str(error)) or type(error).__name__})."
        raise DataError([Problem(Place(name), "damaged-zip", found, "copy or download the file again.")]) from None


def _refuse_what_is_no_zip(data: bytes, name: str) -> None:
    if len(data) > LARGEST_TOTAL:
        found = f"the file has {len(data):,} bytes; a session file has at most {LARGEST_TOTAL:,}."
        raise DataError([Problem(Place(name), "too-large-file", found, _AS_SAVED)])
    if not data.startswith(b"PK\x03\x04"):
        mend = "choose the file that was saved as a session; a single ruleset is opened where rulesets are."
        raise DataError([Problem(Place(name), "not-a-session-file", "this is no zip file.", mend)])
    # Each entry of a zip's directory begins so. Counted first, because the directory is read as a whole.
    if (count := data.count(b"PK\x01\x02")) > MOST_ENTRIES:
        raise DataError([_too_many(count, name)])


def _too_many(count: int, name: str) -> Problem:
    found = f"there are {count:,} files in it; a session file holds at most {MOST_ENTRIES}."
    return Problem(Place(name), "too-many-files", found, "save the copies in several session files.")


def _too_much(sizes: Sequence[tuple[str, int]], name: str) -> Iterator[Problem]:
    if len(sizes) > MOST_ENTRIES:
        yield _too_many(len(sizes), name)
    for file, size in sizes:
        if size > LARGEST_TEXT:
            found = f"the file has {size:,} bytes; one text has at most {LARGEST_TEXT:,}."
            yield Problem(_place(name, file), "too-large-file", found, "leave the file out, or make it shorter.")
    if (total := sum(size for _, size in sizes)) > LARGEST_TOTAL:
        found = f"the files have {total:,} bytes together; a session file holds at most {LARGEST_TOTAL:,}."
        yield Problem(Place(name), "too-large-file", found, "save the copies in several session files.")


def _unsafe(entries: Sequence[zipfile.ZipInfo], name: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        file = entry.orig_filename
        same = unicodedata.normalize("NFC", file).casefold()
        if same in seen:
            yield _refused(name, file, "repeated-file", "there are two files of this name.")
        seen.add(same)
        if _leads_out(file):
            yield _refused(name, file, "unsafe-name", "the name is not a plain path inside the zip.")
        if entry.flag_bits & _ENCRYPTED:
            yield _refused(name, file, "encrypted", "the file is encrypted.")
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            yield _refused(name, file, "not-a-file", "this is a link or a device, not a file.")
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield _refused(name, file, "unknown-packing", "the file is packed in a way that session files do not use.")
        if entry.file_size > entry.compress_size * HIGHEST_RATIO:
            found = f"{entry.compress_size:,} bytes would unpack to {entry.file_size:,}."
            yield _refused(name, file, "zip-bomb", found)
    yield from _too_much([(entry.orig_filename, entry.file_size) for entry in entries], name)


def _leads_out(file: str) -> bool:
    """Whether a name is anything but a plain path below: climbing, absolute, of a drive, or with odd characters."""
    return bool(re.search(r"[\\:\x00-\x1f\x7f]", file)) or any(step in ("", ".", "..") for step in file.split("/"))


def _overlapping(entries: Sequence[zipfile.ZipInfo], data: bytes, name: str) -> Iterator[Problem]:
    """Entries that share bytes: how a small zip unpacks to far more than it holds."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        start = entry.header_offset
        if start < end:
            yield _refused(name, entry.orig_filename, "overlapping-files", "the file shares its bytes with another.")
        named, extra = struct.unpack_from("<HH", data, start + 26)
        end = max(end, start + _LOCAL_HEADER + named + extra + entry.compress_size)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile(f"{entry.filename} is not as long as it says")
    return content


def _refused(name: str, file: str, code: str, found: str) -> Problem:
    return Problem(_place(name, file), code, found, _AS_SAVED)


def _place(name: str, file: str) -> Place:
    return Place(name, path=(one_line(file)[:200],))
