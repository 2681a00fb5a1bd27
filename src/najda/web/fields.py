"""Fields that several pages share. `PlaceField` asks where: in words of either script, by coordinates, by
choosing among places called so, or by pointing at the map.

    class HazardForm(Form):
        where = PlaceField()

What comes of it (`cleaned_data["where"]`) is a `Place`, which every use case takes as `where`. Without
scripts the words are read when the form is sent, and if several places may be meant they are shown to
choose from; with scripts (`frontend/script/places.js`) the same is offered while typing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.application.whereabouts import (
    NONE_OF_THEM,
    PlaceUnclear,
    Where,
    choices,
    read_place,
)
from najda.intake.coordinates import read_pair
from najda.intake.places import clearly_best
from najda.kernel.errors import Refusal
from najda.kernel.places import Place, Position, Precision
from najda.kernel.visible import visible

from .naming import choice_detail, choice_name, figures
from .site import the_site

LONGEST_WORDS = 300
"""Characters a place may be described in; a report's text is where the rest belongs."""


class Given(NamedTuple):
    """A place as a form carries it: the words, the position pointed at, and what was chosen."""

    words: str = ""
    at: str = ""
    choice: str = ""
    sent: bool = False

    def __bool__(self) -> bool:
        return bool(visible(self.words) or self.at)


class Option(NamedTuple):
    """A place to choose: its code, what it is called, what tells it from others."""

    value: str
    name: str
    detail: str = ""
    chosen: bool = False


class PlaceInput(forms.Widget):
    """Draws the field (components/place.html)."""

    template_name = "components/place.html"

    def use_required_attribute(self, initial: Any) -> bool:
        """Never: a position says where just as well, and no browser is to ask for words then."""
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Given:
        """Return what was sent."""
        words, at, choice = (data.get(key, "") for key in (name, f"{name}-at", f"{name}-choice"))
        return Given(words, at, choice, sent=True)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Tell whether nothing of the field was sent."""
        return name not in data and f"{name}-at" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template draws from."""
        given, language = _given(value), language_spoken()
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "words": given.words,
            "longest": LONGEST_WORDS,
            "at": _at(given.at),
            "options": _options(language, given),
            "none": NONE_OF_THEM,
            "is_none": given.choice == NONE_OF_THEM,
        }
        return context


class PlaceField(forms.Field):
    """Asks where; gives a `Place`, or None where the field may stay empty and did."""

    widget = PlaceInput
    default_error_messages: ClassVar = {
        "required": _("Say where: a place, what is near it, or coordinates."),
        "too_long": _("The place is described at too great length. Shorten it."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Where"))
        kwargs.setdefault("help_text", _("A place in Arabic or Latin letters, or coordinates."))
        super().__init__(**kwargs)

    def clean(self, value: Given) -> Place | None:
        """Return the place meant, or say what is missing."""
        if not value:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(value.words) > LONGEST_WORDS or len(value.at) > LONGEST_WORDS:
            raise ValidationError(self.error_messages["too_long"], code="too_long")
        try:
            return read_place(the_site().desk, value.words, at=value.at, choice=value.choice)
        except Refusal as refusal:
            said = language_spoken().say(refusal.phrase)
            raise ValidationError(said, code=refusal.name) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether another place was given than the form showed."""
        return _given(initial)[:3] != _given(data)[:3]


def worded(members: Iterable[Enum]) -> list[tuple[str, str]]:
    """Return choices for members of an enumeration, called as people call them; give it to a field as
    `choices=lambda: worded(Channel)`, so that each person reads them in their language."""
    language = language_spoken()
    return [(str(member.value), capfirst(language.word(member))) for member in members]


def _given(value: Any) -> Given:
    """Return a value as the form shows it: what was sent, or a place to begin with."""
    match value:
        case Given():
            return value
        case Where():
            return Given(value.words, figures(value.position) if value.position else "")
        case Place():
            exact = value.position is not None and value.precision is Precision.EXACT
            name = value.name_ar if language_spoken().code == "ar" else value.name_en
            words = value.words or name or value.name_en or value.name_ar
            return Given(words, figures(value.position) if exact else "")
    return Given(str(value or ""))


def _options(language: Language, given: Given) -> list[Option]:
    """Return the places to choose from, where it has to be asked; or the one that was chosen."""
    desk = the_site().desk
    if given.at or not given.sent or len(given.words) > LONGEST_WORDS:
        return []
    found = choices(desk, " ".join(given.words.split()))
    if given.choice not in ("", NONE_OF_THEM):
        if all(one.code != given.choice for one in found) and _means(given):
            found = [desk.gazetteer.known(given.choice), *found]
    elif clearly_best(found):
        return []
    return [
        Option(
            one.code,
            choice_name(language, one),
            choice_detail(language, desk.gazetteer, one),
            one.code == given.choice,
        )
        for one in found
    ]


def _means(given: Given) -> bool:
    known = the_site().desk.gazetteer.known(given.choice)
    try:
        meant = read_place(the_site().desk, given.words, choice=given.choice)
    except PlaceUnclear:
        return False
    return known is not None and meant.position == known.place.position


def _at(text: str) -> str:
    """Return a position that was pointed at, if it is one."""
    try:
        return figures(_position(text)) if text else ""
    except Refusal:
        return ""


def _position(text: str) -> Position:
    return read_pair(text[:LONGEST_WORDS])


def language_spoken() -> Language:
    """Return who says things in the language the page is in."""
    return the_site().language("ar" if (get_language() or "").startswith("ar") else "en")
