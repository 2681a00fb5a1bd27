"""The network on the disk: one file, replaced whole, that says what it is and whether it is whole.

First a line of JSON (format, checksum, where the roads are from), then the arrays as NumPy writes them.
The new file gets its name only when all of it is on the disk; until then the old one stays.
"""

from __future__ import annotations

import hashlib
import io
import os
import time
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import NamedTuple
from zipfile import BadZipFile

import msgspec
import numpy as np

from najda.adapters.folders import FolderNotWritable
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.time import from_text
from najda.kernel.values import Value

from .extract import Names
from .network import Arcs, Network, Segments
from .refusals import NetworkDamaged
from .turns import Graph

FORMAT = "najda-roads-1"
"""Changes with anything that makes an older file unreadable."""

FILE = "network.roads"
_HALF = ".unfinished-"
LEFT_SECONDS = 3600
"""A half-written file this old was left by whoever was killed while writing; nobody writes so long."""

_PARTS: dict[str, type] = {"segments": Segments, "arcs": Arcs, "graph": Graph}
_WHOLE = ("lat", "lon", "order")


class About(Value, frozen=True):
    """What a stored network is. `made_at` is when it was built, `source` the extract's name."""

    format: str
    sha256: str
    source: str
    made_at: str
    junctions: int
    km: float
    box: tuple[float, float, float, float]
    islands_km: float = 0.0
    restricted: int = 0
    not_understood: int = 0


class Stored(NamedTuple):
    """A network and what it is."""

    about: About
    network: Network


def store(folder: Path, network: Network, *, source: str, made_at: str) -> About:
    """Keep a network in a folder in place of the one there, and return what it is.

    Raises FolderNotWritable, also where the disk is full; then the one there stays.
    """
    data = _packed(network)
    metres, main = network.segments.metres, network.segments.main
    about = About(
        format=FORMAT,
        sha256=hashlib.sha256(data).hexdigest(),
        source=source,
        made_at=made_at,
        junctions=len(network.lat),
        km=round(float(metres.sum(dtype=float)) / 1000, 1),
        box=network.box,
        islands_km=round(float(metres[~main].sum(dtype=float)) / 1000, 1),
        restricted=len(network.graph.at) - len(network.lat),
        not_understood=network.not_understood,
    )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(folder, msgspec.json.encode(about) + b"\n" + data)
    except OSError as error:
        raise FolderNotWritable(where=folder, why=error.strerror) from None
    return about


def _replace(folder: Path, content: bytes) -> None:
    _clear(folder)
    half = NamedTemporaryFile(dir=folder, prefix=_HALF, delete=False)  # noqa: SIM115
    try:
        with half:
            half.write(content)
            half.flush()
            os.fsync(half.fileno())
        os.replace(half.name, folder / FILE)
    except BaseException:
        Path(half.name).unlink(missing_ok=True)
        raise


def _clear(folder: Path) -> None:
    """Remove what was left half-written; what somebody else may be writing now stays."""
    for left in folder.glob(f"{_HALF}*"):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > LEFT_SECONDS:
                left.unlink()


def about(folder: Path) -> About | None:
    """Return what network a folder holds without reading all of it; None if there is none."""
    try:
        with (folder / FILE).open("rb") as file:
            return _about(file.readline(), folder)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NetworkDamaged(where=folder / FILE, why=error.strerror) from None


def load(folder: Path) -> Stored | None:
    """Return the network of a folder; None if there is none, NetworkDamaged if it is not as it was."""
    try:
        with (folder / FILE).open("rb") as file:
            what, data = _about(file.readline(), folder), file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NetworkDamaged(where=folder / FILE, why=error.strerror) from None
    if hashlib.sha256(data).hexdigest() != what.sha256:
        raise NetworkDamaged(where=folder / FILE, why=phrase(N_("the checksum is another")))
    try:
        return Stored(what, _unpacked(data))
    except (ValueError, KeyError, BadZipFile, msgspec.MsgspecError) as error:
        raise NetworkDamaged(where=folder / FILE, why=error) from None


def _about(line: bytes, folder: Path) -> About:
    try:
        what = msgspec.json.decode(line, type=About)
        from_text(what.made_at)
    except (msgspec.MsgspecError, UnicodeDecodeError, Malformed) as error:
        raise NetworkDamaged(where=folder / FILE, why=error) from None
    if what.format != FORMAT:
        raise NetworkDamaged(where=folder / FILE, why=what.format)
    return what


def _packed(network: Network) -> bytes:
    arrays = {name: getattr(network, name) for name in _WHOLE}
    for part in _PARTS:
        arrays |= {
            f"{part}.{key}": value for key, value in getattr(network, part)._asdict().items()
        }
    arrays["names"] = np.frombuffer(msgspec.json.encode(network.names), dtype=np.uint8)
    arrays["not_understood"] = np.array(network.not_understood)
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def _unpacked(data: bytes) -> Network:
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        parts = {
            part: kind(*(arrays[f"{part}.{field}"] for field in kind._fields))
            for part, kind in _PARTS.items()
        }
        names = msgspec.json.decode(arrays["names"].tobytes(), type=list[Names])
        whole = {name: arrays[name] for name in _WHOLE}
        return Network(**whole, **parts, names=names, not_understood=int(arrays["not_understood"]))
