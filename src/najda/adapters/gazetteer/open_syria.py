"""Areas from Open-Syria's JSON lists: names, aliases, centroids and OCHA's P-codes."""

from __future__ import annotations

from typing import Any

from najda.intake.places import AREA_KINDS, KnownPlace
from najda.kernel.errors import Malformed
from najda.kernel.phrases import N_, phrase
from najda.kernel.places import Position

from .taking import Taking, by_script

_NOT_AREA = N_("The record is not an area with a name.")
_NO_CODE = N_("“{name}” has no P-code (externalIds.ochaPcode).")
_CODE_LENGTHS = (4, 6, 8)
"""OCHA's codes for Syria nest: SY08, SY0800, SY080000."""


def is_open_syria(value: Any) -> bool:
    """Tell whether decoded JSON is a list of such areas."""
    first = value[0] if isinstance(value, list) and value else None
    return (
        isinstance(first, dict) and isinstance(first.get("name"), dict) and "externalIds" in first
    )


def take_open_syria(records: list[Any], taking: Taking) -> None:
    """Take every area that has a name and a P-code."""
    for number, record in enumerate(records, 1):
        name = record.get("name") if isinstance(record, dict) else None
        names = [value for value in name.values() if _text(value)] if isinstance(name, dict) else []
        if not names:
            taking.refuse("", number, phrase(_NOT_AREA))
            continue
        ids = record.get("externalIds")
        code = _text(ids.get("ochaPcode")) if isinstance(ids, dict) else ""
        if not code:
            taking.refuse("", number, phrase(_NO_CODE, name=names[0]))
            continue
        aliases = [one.get("value") for one in record.get("aliases") or () if isinstance(one, dict)]
        en, ar, other = by_script([*names, *(alias for alias in aliases if _text(alias))])
        level = 3 if "districtId" in record else 2 if "governorateId" in record else 1
        lat, lon = _centroid(record.get("centroid"))
        around = tuple(code[:length] for length in _CODE_LENGTHS[: level - 1])
        kind = AREA_KINDS[level - 1]
        taking.add(KnownPlace(code, kind, en, ar, other, lat, lon, (*around, code)))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _centroid(value: Any) -> tuple[float | None, float | None]:
    try:
        position = Position.at(value["latitude"], value["longitude"])
    except (TypeError, KeyError, ValueError, Malformed):
        return None, None
    return position.lat, position.lon
