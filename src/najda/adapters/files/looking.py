"""What kind of file this is, told by its content and never by its name."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from najda.kernel.phrases import N_, phrase

from .encodings import text_encoding
from .in_memory import packed
from .refusals import (
    FileEmpty,
    FileIsFolder,
    FileKindUnknown,
    FileMissing,
    FileNotAllowed,
    FileProtected,
)

HEAD_BYTES = 65_536
_SAVE_AS = N_("Save it as XLSX or CSV and try again.")
_UNPACK = N_("Unpack it and give the file inside.")
_RECORDS = N_("Give a CSV, XLSX or JSON lines file.")

_SIGNATURES = (
    (b"%PDF", N_("a PDF document"), _SAVE_AS),
    (b"\x1f\x8b", N_("compressed with gzip"), _UNPACK),
    (b"BZh", N_("compressed with bzip2"), _UNPACK),
    (b"\xfd7zXZ", N_("compressed with xz"), _UNPACK),
    (b"7z\xbc\xaf", N_("a 7z archive"), _UNPACK),
    (b"Rar!", N_("a RAR archive"), _UNPACK),
    (b"SQLite format 3", N_("a database"), _RECORDS),
    (b"PAR1", N_("a Parquet file"), _RECORDS),
    (b"\x89PNG", N_("a picture"), _RECORDS),
    (b"\xff\xd8\xff", N_("a picture"), _RECORDS),
    (b"GIF8", N_("a picture"), _RECORDS),
    (b"{\\rtf", N_("a text document (RTF)"), _SAVE_AS),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_CONTROLS, _FEW_CONTROLS = 0.02, 10


class Format(StrEnum):
    """The kinds of files that are read."""

    CSV = "CSV"
    XLSX = "XLSX"
    JSON_LINES = "JSON lines"
    JSON = "JSON"


def format_of(path: Path) -> tuple[Format, str]:
    """Return the format and, for text, its encoding; raise a named refusal for anything else."""
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(path), ""
    if head.startswith(_OLE):
        _refuse_ole(path)
    for signature, kind, instead in _SIGNATURES:
        if head.startswith(signature):
            raise _unknown(path, kind, instead)
    encoding = text_encoding(path, head)
    start = head.decode(encoding, "ignore").lstrip("\ufeff\0 \t\r\n")
    if not start:
        raise FileEmpty(path=path)
    _refuse_binary(path, start)
    _refuse_markup(path, start)
    if start[0] == "[":
        return Format.JSON, encoding
    return (Format.JSON_LINES if start[0] == "{" else Format.CSV), encoding


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise FileIsFolder(path=path)
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        raise FileMissing(path=path) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise FileNotAllowed(path=path, why=why) from None
    if not head:
        raise FileEmpty(path=path)
    return head


def _of_zip(path: Path) -> Format:
    try:
        with zipfile.ZipFile(packed(path)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        names = {"xl/workbook.xml"}  # a workbook cut short: opening it says what is wrong
    if "xl/workbook.xml" in names or any(name.endswith("/workbook.xml") for name in names):
        return Format.XLSX
    if "xl/workbook.bin" in names:
        raise _unknown(path, N_("a binary workbook (XLSB)"), _SAVE_AS)
    if "content.xml" in names and "mimetype" in names:
        raise _unknown(path, N_("an OpenDocument file"), _SAVE_AS)
    if "word/document.xml" in names:
        raise _unknown(path, N_("a Word document"), _SAVE_AS)
    raise _unknown(path, N_("a ZIP archive"), _UNPACK)


def _refuse_ole(path: Path) -> None:
    marker = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        tail = b""
        while block := file.read(1 << 20):
            if marker in tail + block:
                raise FileProtected(path=path)
            tail = block[-len(marker) :]
    raise _unknown(path, N_("a file of old Excel or Word (XLS, DOC)"), _SAVE_AS)


def _refuse_binary(path: Path, start: str) -> None:
    controls = sum(1 for c in start if (c < " " and c not in "\t\r\n\f\v\x1a") or c == "\x7f")
    if controls > max(_FEW_CONTROLS, _MOST_CONTROLS * len(start)):
        raise _unknown(path, N_("a binary file"), _RECORDS)


def _refuse_markup(path: Path, start: str) -> None:
    begun = start[:2000].lower()
    if begun.startswith(("<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<div")):
        raise _unknown(path, N_("a web page (HTML), whatever its name says"), _SAVE_AS)
    if begun.startswith(("<?xml", "<!--")) or (begun[0] == "<" and "</" in begun):
        raise _unknown(path, N_("an XML file"), _RECORDS)


def _unknown(path: Path, kind: str, instead: str) -> FileKindUnknown:
    return FileKindUnknown(path=path, kind=phrase(kind), instead=phrase(instead))
