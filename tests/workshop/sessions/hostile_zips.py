"""Zips that no program of good will writes, made by hand from the parts of the format."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

DEFLATED, STORED = 8, 0


@dataclass
class Entry:
    """One entry, whose directory may say whatever it likes about the bytes that it stands for."""

    name: bytes
    content: bytes = b""
    flags: int = 0x800
    method: int = DEFLATED
    mode: int = 0o100644
    declared: int | None = None
    at: int | None = None
    packed: bytes | None = None


def hostile_zip(entries: list[Entry]) -> bytes:
    """A zip of the entries as they are; one with `at` shares the bytes of the entry of that number."""
    body, offsets, directory = b"", list[int](), b""
    for entry in entries:
        packed = entry.packed if entry.packed is not None else _packed(entry)
        size = len(entry.content) if entry.declared is None else entry.declared
        common = struct.pack(
            "<HHHHHIIIHH", 20, entry.flags, entry.method, 0, 33, zlib.crc32(entry.content), len(packed), size,
            len(entry.name), 0,
        )  # fmt: skip
        offset = len(body) if entry.at is None else offsets[entry.at]
        offsets.append(offset)
        if entry.at is None:
            body += b"PK\x03\x04" + common + entry.name + packed
        made_by = struct.pack("<H", (3 << 8) | 20)
        rest = struct.pack("<HHHII", 0, 0, 0, entry.mode << 16, offset)
        directory += b"PK\x01\x02" + made_by + common + rest + entry.name
    count = len(entries)
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0)


def _packed(entry: Entry) -> bytes:
    if entry.method != DEFLATED:
        return entry.content
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(entry.content) + packer.flush()
