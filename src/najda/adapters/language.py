"""Says phrases in a language: gettext catalogues for the words, Babel for numbers, dates and plurals."""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from importlib.resources import as_file, files
from math import inf
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, dates, lists, numbers

from najda.adapters.bidi import isolated, with_typed_parts_apart
from najda.application.fact_words import fact_word
from najda.application.words import word
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Coming, Phrase
from najda.kernel.values import Fact


class LanguageUnknown(Refusal):
    """Nobody has translated Najda into this language yet."""

    says = N_("Najda does not speak “{code}”. Choose one of: {known}.")


class CatalogueMissing(Refusal):
    """The catalogue of a language was not compiled."""

    says = N_(
        "The catalogue of “{code}” was not compiled. Run `make` once, or install Najda again."
    )


class _Manner(NamedTuple):
    """How a language writes days and moments (CLDR patterns), and under which locale."""

    locale: str
    day: str
    moment: str
    short_day: str = "d MMMM"


# ar_SY: the months as Syria calls them, آذار and not مارس.
_MANNERS = {
    "en": _Manner("en_GB", "EEEE d MMMM y", "d MMMM y, HH:mm", "d MMM"),
    "ar": _Manner("ar_SY", "EEEE d MMMM y", "d MMMM y، HH:mm"),
}
LANGUAGES = tuple(_MANNERS)
_COMMANDS = re.compile("(`[^`]*`)")
LONG_NUMBER = 1e15
"""Nobody counts so far: it was typed by mistake or in malice, and is beyond what Babel writes out."""
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class CatalogueLanguage:
    """Speaks one language in one time zone; fulfils `ports.Language`.

    `native_digits` None writes figures as CLDR says for the locale (Syria: ٠١٢٣), False always 0123.
    """

    def __init__(
        self, code: str, *, zone: str = "Asia/Damascus", native_digits: bool | None = None
    ) -> None:
        if code not in _MANNERS:
            raise LanguageUnknown(code=code, known=", ".join(LANGUAGES))
        self.code, self._manner = code, _MANNERS[code]
        self._locale = Locale.parse(self._manner.locale)
        self.right_to_left = self._locale.text_direction == "rtl"
        native = self._locale.default_numbering_system == "arab"
        self._arabic_digits = native if native_digits is None else native and native_digits
        self._zone = ZoneInfo(zone)
        self._catalogue = _catalogue(code)

    def say(self, phrase: Phrase) -> str:
        """Return the phrase in this language; values running the other way are isolated, but for those
        inside a command (`najda teams show {team}`), which must be what it takes when copied."""
        template = self._template(phrase)
        if self.right_to_left:
            template = with_typed_parts_apart(template)
        given = phrase.all_values()
        values = {key: self._inserted(value) for key, value in given.items()}
        return "".join(
            part.format(**(_bare(given) if part.startswith("`") else values))
            for part in _COMMANDS.split(template)
        )

    def word(self, member: Enum) -> str:
        """Return what a member of an enumeration is called."""
        return self.say(word(member))

    def number(self, value: int | float) -> str:
        """Return a number with its separators, to at most three decimals; from `LONG_NUMBER` on with its
        power of ten."""
        system = "arab" if self._arabic_digits else "latn"
        long = LONG_NUMBER <= abs(value) < inf
        write = numbers.format_scientific if long else numbers.format_decimal
        text = write(value, locale=self._locale, numbering_system=system)
        return self._digits(text)

    def moment(self, at: datetime) -> str:
        """Return date and time of day where the installation is."""
        text = dates.format_datetime(at, self._manner.moment, self._zone, self._locale)
        return self._digits(text)

    def _coming(self, moment: Coming) -> str:
        day, today = (at.astimezone(self._zone).date() for at in (moment.at, moment.now))
        return self.clock(moment.at) if day == today else self.moment(moment.at)

    def clock(self, at: datetime) -> str:
        """Return the time of day where the installation is."""
        return self._digits(dates.format_time(at, "HH:mm", self._zone, self._locale))

    def day(self, day: date) -> str:
        """Return a date with its weekday."""
        return self._digits(dates.format_date(day, self._manner.day, self._locale))

    def short_day(self, day: date) -> str:
        """Return day and month alone."""
        return self._digits(dates.format_date(day, self._manner.short_day, self._locale))

    def listed(self, items: Sequence[str]) -> str:
        """Return items as one enumerates them in a sentence; a dash if there are none."""
        return lists.format_list(list(items), "standard", self._locale) if items else "–"

    def _template(self, phrase: Phrase) -> str:
        if phrase.plural is not None and phrase.count is not None:
            return self._catalogue.ngettext(phrase.template, phrase.plural, phrase.count)
        if phrase.context is not None:
            return self._catalogue.pgettext(phrase.context, phrase.template)
        return self._catalogue.gettext(phrase.template) if phrase.template else ""

    def _inserted(self, value: Any) -> str:
        match value:
            case Phrase():
                return self.say(value)
            case Enum():
                return self.word(value)
            case bool():
                return str(value)
            case int() | float():
                return self.number(value)
            case datetime():
                return self.moment(value)
            case Coming():
                return self._coming(value)
            case date():
                return self.day(value)
            case list() | tuple():
                return self.listed([self._inserted(item) for item in value])
            case type() if issubclass(value, Fact):
                return self.say(fact_word(value))
        return isolated(str(value), right_to_left=self.right_to_left)

    def _digits(self, text: str) -> str:
        return text.translate(ARABIC_DIGITS) if self._arabic_digits else text


def _bare(given: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(value) for key, value in given.items()}


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()  # the templates are English
    with as_file(files("najda") / "locale") as folder:
        try:
            catalogue = gettext.translation("najda", folder, [code])
        except OSError:
            raise CatalogueMissing(code=code) from None
        for pages in sorted(Path(str(folder)).glob(f"{code}/LC_MESSAGES/web*.mo")):
            catalogue.add_fallback(gettext.translation(pages.stem, folder, [code]))
    return catalogue
