"""The language a person is spoken to in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from najda import bootstrap
from najda.application.ports import Language as Speaker
from najda.kernel.phrases import Phrase, phrase

LANGUAGE = "NAJDA_LANGUAGE"


class Language(StrEnum):
    """Languages there are catalogues for."""

    ARABIC = "ar"
    ENGLISH = "en"


_chosen: ContextVar[Language | None] = ContextVar("language", default=None)
_zone: ContextVar[str] = ContextVar("zone", default="UTC")


def speak(language: Language | None, zone: str = "UTC") -> None:
    """Use this language and time zone from now on; None: the language the environment asks for."""
    _chosen.set(language)
    _zone.set(zone)


def language() -> Language:
    """Return the language chosen, or that of NAJDA_LANGUAGE or the locale; English otherwise."""
    if chosen := _chosen.get():
        return chosen
    for name in (LANGUAGE, "LC_ALL", "LC_MESSAGES", "LANG"):
        if given := os.environ.get(name):
            return Language.ARABIC if given.lower().startswith("ar") else Language.ENGLISH
    return Language.ENGLISH


def speaker() -> Speaker:
    """Return who speaks the person's language."""
    return bootstrap.language(language(), _zone.get())


def say(said: Any) -> str:
    """Return a phrase, a member of an enumeration, a moment or a list of these in the person's language;
    a plain template too, and any other text as it is."""
    match said:
        case Phrase():
            return speaker().say(said)
        case Enum():
            return speaker().word(said)
        case datetime():
            return speaker().moment(said)
        case int() | float() if not isinstance(said, bool):
            return speaker().number(said)
        case list() | tuple():
            return speaker().listed([say(each) for each in said])
    return "" if said is None else str(said)


def heading(template: str) -> str:
    """Return a heading or a field's name in the person's language."""
    return say(phrase(template))


def listed(items: Sequence[Any]) -> str:
    """Return items as they are enumerated, nothing if there are none."""
    return say(list(items)) if items else ""
