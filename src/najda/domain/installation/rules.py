"""What an installation may say of itself."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class ZoneUnknown(Refusal):
    """The time zone has no such name."""

    says = N_("There is no time zone “{zone}”. Give an IANA name such as Asia/Damascus.")


class PhoneUnreadable(Refusal):
    """Nobody could call this number."""

    says = N_(
        "“{given}” is no telephone number. Give digits, with a + before the country if need be, or leave "
        "it out."
    )


class PublicReportsNotOpen(Refusal):
    """What is not open cannot be ended."""

    says = N_(
        "Public reports are not open, so nothing was ended. Open them first, if that was meant."
    )


_PHONE = re.compile(r"\+?[0-9](?:[ -]?[0-9]){1,18}")


def check_phone(phone: str) -> None:
    """Raise PhoneUnreadable unless `phone` is empty or a number people can call."""
    if phone and not _PHONE.fullmatch(phone):
        raise PhoneUnreadable(given=phone[:40])


def check_zone(zone: str) -> None:
    """Raise ZoneUnknown unless the IANA database has the name."""
    try:
        ZoneInfo(zone)
    except (ValueError, KeyError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise ZoneUnknown(zone=zone) from None
