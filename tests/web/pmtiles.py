"""A real, tiny PMTiles file: one vector tile of the whole world with one street right through Syria."""

from __future__ import annotations

import json

ONE_TILE = 0
_NONE, _VECTOR = 1, 1  # compression, kind of tile
EXTENT = 4096


def streets(layer: str = "roads") -> bytes:
    """Return the file; see https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md."""
    tile = _tile(layer)
    root = b"".join(map(_varint, (1, ONE_TILE, 1, len(tile), 1)))
    told = {
        "vector_layers": [{"id": layer, "fields": {}}],
        "attribution": "<b>Invented</b> streets",
    }
    metadata = json.dumps(told).encode()
    parts, at = [], 127
    for part in (root, metadata, b"", tile):
        parts.append((at, len(part)))
        at += len(part)
    numbers = [number for part in parts for number in part] + [1, 1, 1]
    head = b"PMTiles\x03" + b"".join(number.to_bytes(8, "little") for number in numbers)
    head += bytes((1, _NONE, _NONE, _VECTOR, 0, 0))
    bounds = (-180, -85, 180, 85)
    head += b"".join(round(edge * 1e7).to_bytes(4, "little", signed=True) for edge in bounds)
    head += bytes(1) + b"".join(round(edge * 1e7).to_bytes(4, "little") for edge in (36, 35))
    assert len(head) == 127
    return head + root + metadata + tile


def _tile(layer: str) -> bytes:
    """Return a Mapbox vector tile: a line from west to east at Latakia's latitude."""
    line = [_command(1, 1), _zigzag(2400), _zigzag(1620), _command(2, 1), _zigzag(200), _zigzag(0)]
    geometry = b"".join(map(_varint, line))
    feature = _varint(3 << 3) + _varint(2) + _field(4, geometry)
    whole = _varint(15 << 3) + _varint(2) + _field(1, layer.encode()) + _field(2, feature)
    whole += _varint(5 << 3) + _varint(EXTENT)
    return _field(3, whole)


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _command(what: int, count: int) -> int:
    return what | count << 3


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _varint(number: int) -> bytes:
    made = bytearray()
    while number > 127:
        made.append(number & 127 | 128)
        number >>= 7
    made.append(number)
    return bytes(made)
