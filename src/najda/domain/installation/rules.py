"""What an installation may say of itself."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class ZoneUnknown(Refusal):
    """The time zone has no such name."""

    says = N_("There is no time zone “{zone}”. Give an IANA name such as Asia/Damascus.")


def check_zone(zone: str) -> None:
    """Raise ZoneUnknown unless the IANA database has the name."""
    try:
        ZoneInfo(zone)
    except (ValueError, KeyError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise ZoneUnknown(zone=zone) from None
