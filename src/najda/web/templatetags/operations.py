"""What the pages of incidents and missions say and draw: `{% load operations %}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

from django import template
from django.utils.safestring import SafeString

from najda.application.telling import Box
from najda.kernel.need import Level
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, counted, phrase

from .najda import badge

register = template.Library()

CHOSEN = "‹›"
"""What a script puts the names of the chosen teams in place of."""


@register.simple_tag(takes_context=True)
def level_badge(context: Any, level: int) -> SafeString | str:
    """Draw a level given as a number; a dash until somebody has assessed the need."""
    return badge(context, Level(level)) if level else "–"


@register.simple_tag(takes_context=True)
def minutes(context: Any, value: float) -> str:
    """Say in how many minutes, rounded up."""
    return context["language"].say(
        counted(N_("one minute"), N_("{count} minutes"), max(1, ceil(value)))
    )


@register.simple_tag(takes_context=True)
def send_words(context: Any, names: Sequence[str] | str, place: str) -> str:
    """Say what the button that sends does: whom, and where to."""
    if not names:
        return context["language"].say(phrase(N_("Send the chosen teams to {place}"), place=place))
    teams = [CHOSEN] if isinstance(names, str) else list(names)
    return context["language"].say(phrase(N_("Send {teams} to {place}"), teams=teams, place=place))


@register.simple_tag
def opened_words(read: Mapping[Sealed, str] | None, box: Sealed) -> str | None:
    """Return what a box held, if it was opened for this page; None if it was not."""
    return (read or {}).get(box)


@register.simple_tag(takes_context=True)
def closed_words(context: Any, read: Mapping[Sealed, str] | None, boxes: Sequence[Box]) -> str:
    """Say in one line what stays sealed; nothing where all was opened for this page."""
    language = context["language"]
    called = [language.say(box.called) for box in boxes if box.sealed not in (read or {})]
    return language.say(phrase(N_("sealed: {what}"), what=called)) if called else ""


@register.filter
def value_of(mapping: Mapping[str, Any], key: str) -> Any:
    """Return a value by its key; the key where there is none."""
    return mapping.get(key, key)
