"""Fields for times: as the browser's own picker writes them, or typed, in the installation's zone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from najda.intake.digits import western
from najda.intake.times import read_time
from najda.kernel.errors import Malformed

from .site import the_site

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")


class MomentInput(forms.DateTimeInput):
    """The browser's own picker; where there is none, a line to type in."""

    input_type = "datetime-local"

    def format_value(self, value: Any) -> str | None:
        """Return a moment as the picker takes it; what was typed as it was typed."""
        if isinstance(value, datetime):
            return f"{value.astimezone(_zone()):%Y-%m-%dT%H:%M}"
        return value or None


class MomentField(forms.Field):
    """Asks for a moment; gives it in UTC. A time of day alone is the next one to come."""

    widget = MomentInput
    default_error_messages: ClassVar = {
        "unreadable": _(
            "This time cannot be read. Give a date and a time such as 2025-03-07 16:05."
        )
    }

    def clean(self, value: Any) -> datetime | None:
        """Return the moment meant; None where it may stay empty and did."""
        text = western(str(value or "")).strip()
        super().clean(text)  # spaces alone are nothing
        if not text:
            return None
        now = the_site().now()
        try:
            if found := _CLOCK.fullmatch(text):
                today = now.astimezone(_zone())
                then = today.replace(
                    hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0
                )
                return then if then > today else then + timedelta(days=1)
            return read_time(text[:60], zone=_zone())
        except (Malformed, ValueError):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None


def _zone() -> ZoneInfo:
    return ZoneInfo(the_site().zone)
