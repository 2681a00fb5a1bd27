"""What templates say and draw: phrases of the core, dates and numbers, icons, hidden fields of a form.

These are built in: no `{% load %}` is needed. `{% translate %}` and `{% blocktranslate %}` are too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from najda.application.fact_words import fact_word
from najda.application.measures import distance as distance_said
from najda.application.permissions import Role, role_word
from najda.domain.closures.state import Closure
from najda.kernel.need import Level
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Place
from najda.kernel.time import from_text
from najda.kernel.values import Fact

from .. import naming
from ..acting import ACT, SEEN, fresh_id
from ..looks import look_of
from ..stale import who as username

register = template.Library()
_CODE = re.compile("`([^`]+)`")


@register.filter
def code(text: str) -> SafeString:
    """Draw text with what stands between backticks as code: commands, and names of fields."""
    parts = enumerate(_CODE.split(text))
    drawn = (
        (format_html('<code dir="ltr">{}</code>', part) if at % 2 else part,) for at, part in parts
    )
    return format_html_join("", "{}", drawn)


@register.simple_tag(takes_context=True)
def say(context: Any, what: Any) -> str:
    """Say a phrase, a word of an enumeration, a kind of fact, a moment, a day or a number."""
    language = context["language"]
    match what:
        case Phrase():
            said = language.say(what)
            return code(said) if "`" in said else said
        case Enum():
            return language.word(what)
        case bool() | None:
            return ""
        case int() | float():
            return language.number(what)
        case datetime():
            return language.moment(what)
        case date():
            return language.day(what)
        case type() if issubclass(what, Fact):
            return language.say(fact_word(what))
    return str(what)


@register.simple_tag(takes_context=True)
def moment(context: Any, at: datetime | str) -> SafeString:
    """Say when something was, exactly: `<time>` in the person's language and the installation's zone."""
    when = from_text(at) if isinstance(at, str) else at
    return format_html(
        '<time datetime="{}">{}</time>', when.isoformat(), context["language"].moment(when)
    )


@register.simple_tag(takes_context=True)
def time_of_day(context: Any, at: datetime | str) -> SafeString:
    """Say at what time of day something was today, the day in its title; of another day, the day too."""
    when, language = from_text(at) if isinstance(at, str) else at, context["language"]
    site = context["request"].site
    zone = ZoneInfo(site.zone)
    is_today = when.astimezone(zone).date() == site.now().astimezone(zone).date()
    exactly = language.moment(when)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        when.isoformat(), exactly, language.clock(when) if is_today else exactly,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def age(context: Any, at: datetime | str) -> SafeString:
    """Say how long ago something was, and keep saying it; without scripts, when it was."""
    when = from_text(at) if isinstance(at, str) else at
    said = context["language"].moment(when)
    return format_html(
        '<time data-age datetime="{}" title="{}">{}</time>', when.isoformat(), said, said
    )


@register.simple_tag(takes_context=True)
def wait(context: Any, at: datetime) -> SafeString:
    """Say how long it has been by now in two units, and keep saying it; without scripts, since when."""
    language = context["language"]
    since = language.say(phrase(N_("since {moment}"), moment=at))
    return format_html(
        '<time data-wait datetime="{}" title="{}">{}</time>',
        at.isoformat(), since, since,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def act_fields(context: Any, *seen: Any) -> SafeString:
    """Give a form what makes it an act: `{% act_fields incident team %}` with the things looked at."""
    request = context["request"]
    form = context.get("form")
    corrected = getattr(form, "is_bound", False) and not getattr(form, "refusal", None)
    fields = [("csrfmiddlewaretoken", get_token(request))]
    again = request.POST.get(ACT) if request.method == "POST" and corrected else ""
    fields.append((ACT, again or fresh_id(request)))
    fields += [(SEEN, thing.seen) for thing in seen if thing]
    return format_html_join("\n", '<input type="hidden" name="{}" value="{}">', fields)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside a word; it says nothing by itself and is hidden from screen readers."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', asset("icons.svg"), name
    )


@register.simple_tag(takes_context=True)
def badge(context: Any, member: Enum) -> SafeString:
    """Draw where something stands: an icon, a word, a tone."""
    look = look_of(member)
    word = context["language"].word(member)
    return format_html('<span class="badge {}">{}{}</span>', look.tone, icon(look.icon), word)


@register.simple_tag(takes_context=True)
def badge_of_level(context: Any, level: int) -> SafeString:
    """Draw a priority, which states keep as its number."""
    return badge(context, Level(level))


@register.simple_tag(takes_context=True)
def say_listed(context: Any, phrases: Iterable[Phrase]) -> str:
    """Say several phrases one after another: "280 m away, 12 minutes apart"."""
    comma = "، " if context["language"].code == "ar" else ", "
    return comma.join(context["language"].say(each) for each in phrases)


@register.simple_tag(takes_context=True)
def opened(context: Any, sealed: Sealed, words: Mapping[str, str | None] | None) -> str:
    """Say a sealed text if it was just opened: `words` holds texts by their box, None where erased."""
    if not words or sealed.box not in words:
        return context["language"].say(phrase(N_("(sealed)")))
    text = words[sealed.box]
    return context["language"].say(phrase(N_("(erased)"))) if text is None else text


@register.simple_tag(takes_context=True)
def reason_of(context: Any, sealed: Sealed, words: Mapping[str, str | None] | None) -> SafeString:
    """Say the reason of an entry, or that it is sealed."""
    return format_html('<span class="words" dir="auto">{}</span>', opened(context, sealed, words))


@register.simple_tag(takes_context=True)
def role_name(context: Any, role: str) -> str:
    """Say what a role is called."""
    return context["language"].say(role_word(Role(role)))


@register.simple_tag(takes_context=True)
def area_name(context: Any, code: str) -> str:
    """Say what an area is called in the person's language; its code where it has no name."""
    return naming.area_name(context["language"], context["request"].desk.gazetteer, code)


@register.simple_tag(takes_context=True)
def place_name(context: Any, place: Place) -> str:
    """Say what a place is called: `{% place_name incident.state.place %}`."""
    return naming.place_name(context["language"], place, context["request"].desk.gazetteer)


@register.simple_tag(takes_context=True)
def closure_name(context: Any, closure: Closure) -> SafeString:
    """Say what a closure is called: by its roads and the place it is near. It is a sentence's part in the
    page's own direction, whichever script its first road is named in."""
    desk, language = context["request"].desk, context["language"]
    said = naming.closure_name(language, closure, desk.roads, desk.gazetteer)
    direction = "rtl" if language.right_to_left else "ltr"
    return format_html('<bdi dir="{}">{}</bdi>', direction, said)


@register.simple_tag(takes_context=True)
def place_areas(context: Any, place: Place) -> str:
    """Say which areas a place lies in, narrowest first; nothing where that is not known."""
    gazetteer = context["request"].desk.gazetteer
    return naming.areas_said(context["language"], gazetteer, place.areas)


@register.simple_tag(takes_context=True)
def locale_code(context: Any) -> str:
    """Return the locale by which scripts write numbers and ages, digits as the language adapter does."""
    return "ar-SY-u-nu-arab" if context["language"].code == "ar" else "en-GB"


@register.simple_tag(takes_context=True)
def distance(context: Any, metres: float) -> str:
    """Say a distance as it matters on the way: 40 m, 450 m, 2.3 km."""
    return distance_said(context["language"], metres)


@register.simple_tag(takes_context=True)
def clock(context: Any) -> SafeString:
    """Tell scripts what time it is here, and how fast it goes (`script/clock.js`)."""
    site = context["request"].site
    return format_html(' data-now="{}" data-pace="{}"', site.now().isoformat(), site.pace)


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a bundled file: `{% asset "najda.css" %}`."""
    return static(f"dist/{_manifest()[name]}")


@register.simple_tag
def board_address(name: str) -> str:
    """Return an address by its name, empty while no page has it."""
    from ..board.lines import address

    return address(name)


@register.inclusion_tag("components/map.html", takes_context=True)
def map_here(context: Any, label: str) -> dict[str, Any]:
    """Draw a map with this name: `frontend/script/map.js` fills it where the page's script opens it."""
    from najda import bootstrap

    site = context["request"].site
    extent = site.desk.roads.extent()
    return {
        "streets": bootstrap.streets(site.folder), "label": label,
        "roads": extent and ",".join(f"{edge:.5f}" for edge in extent),
        "language": context["language"],
    }  # fmt: skip


@register.filter
def who(person: str) -> str:
    """Say who acted: the username of `person/amal`."""
    return username(person)


@register.filter
def attr(field: Any, pair: str) -> Any:
    """Draw a field with one more attribute: `{{ form.text|attr:"autofocus=autofocus" }}`."""
    name, _, value = pair.partition("=")
    return field.as_widget(attrs={name: value})


@cache
def _manifest() -> dict[str, str]:
    made = files("najda.web") / "static" / "dist" / "manifest.json"
    try:
        return json.loads(made.read_text(encoding="utf-8"))
    except OSError:
        raise RuntimeError(
            "The front end was not bundled. Run `make`, or install Najda again."
        ) from None
