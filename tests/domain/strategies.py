"""Values of any type the rooms use, made from the type itself: a new fact needs nothing here."""

import types
import typing
from base64 import b64encode
from datetime import UTC, datetime
from enum import Enum
from functools import cache

import msgspec
from hypothesis import strategies as st

from najda.kernel.need import Need
from najda.kernel.personal import Sealed
from najda.kernel.places import Place, Position
from najda.kernel.roads import RoadPart, RoadSpot
from najda.kernel.values import Count

IDS = [f"0195aaaa-0000-7000-8000-00000000000{n}" for n in range(2)]
"""Few, so that decisions meet the things that earlier ones made."""

START = datetime(2025, 3, 7, tzinfo=UTC)
moments = st.integers(0, 3 * 24 * 60 * 60 * 1000).map(
    lambda ms: datetime.fromtimestamp(START.timestamp() + ms / 1000, UTC).replace(
        microsecond=ms % 1000 * 1000
    )
)
ids = st.sampled_from(IDS)
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
sealed = st.builds(
    Sealed, subject=ids, box=st.binary(min_size=1, max_size=8).map(lambda b: b64encode(b).decode())
)
positions = st.builds(
    Position.at,
    st.floats(-90, 90, allow_nan=False),
    st.floats(-180, 180, allow_nan=False),
)
spots = st.one_of(
    st.builds(
        RoadSpot,
        part=st.sampled_from([RoadPart.STRETCH, RoadPart.CROSSING]),
        points=st.tuples(positions),
    ),
    st.builds(
        RoadSpot,
        part=st.just(RoadPart.AREA),
        points=st.lists(positions, min_size=3, max_size=5, unique=True).map(tuple),
    ),
)
counts = st.integers(0, 40)

_KNOWN = {
    str: ids,
    bool: st.booleans(),
    int: counts,
    datetime: moments,
    Sealed: sealed,
    Position: positions,
}
_KNOWN[float] = st.floats(0, 1e6, allow_nan=False)
_KNOWN[Count] = counts

_NAMED = {
    "time_zone": st.sampled_from(["Asia/Damascus", "Europe/Madrid", "Mars/Olympus"]),
    "radius_m": st.integers(0, 30_000),
    "check_in_minutes": st.integers(4, 60),
    "times_as_long": st.sampled_from([0.5, 1.0, 1.5, 3.0, 25.0]),
    "teams": st.integers(0, 60),
    "longest_shift_hours": st.integers(0, 73),
}


def called(name, kind):
    """Return a strategy for a field: some figures have a range of their own."""
    return _NAMED[name] if name in _NAMED else of(kind)


@cache
def of(kind):
    """Return a strategy for values of a type: of a field, a fact, a state."""
    if kind in _KNOWN:
        return _KNOWN[kind]
    if kind is RoadSpot:
        return spots
    if kind is Need:
        return _need()
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return of(arguments[0])
    if origin in (types.UnionType, typing.Union):
        return st.one_of(*(st.none() if a is type(None) else of(a) for a in arguments))
    if origin is tuple:
        return st.lists(of(arguments[0]), max_size=3).map(tuple)
    if origin is dict:
        return st.dictionaries(of(arguments[0]), of(arguments[1]), max_size=3)
    if issubclass(kind, Enum):
        return st.sampled_from(kind)
    if issubclass(kind, msgspec.Struct):
        return _struct(kind)
    raise TypeError(f"say in tests/domain/strategies.py how to make {kind}")


def _struct(kind):
    fixed = {"words": st.just("")} if kind is Place else {}
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = {n: called(n, hint) for n, hint in hints.items() if n in kind.__struct_fields__}
    return st.builds(kind, **{**fields, **fixed})


def _need():
    hints = typing.get_type_hints(Need)
    return st.builds(Need, **{name: of(hint) for name, hint in hints.items()})
