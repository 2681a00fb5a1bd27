"""What columns are called, in English and Arabic, and how well a heading says what a column holds."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from .names import plain


class Field(StrEnum):
    """What a message can say, as columns of a file give it."""

    TEXT = "text"
    TIME = "time"
    CLOCK = "clock"  # the time of day, where date and time have a column each
    PLACE = "place"
    AREA = "area"  # the area that says which place of a name is meant
    LAT = "lat"
    LON = "lon"
    POSITION = "position"  # both coordinates in one column
    CHANNEL = "channel"
    REPORTER = "reporter"
    CONTACT = "contact"
    EXTERNAL_ID = "id"
    LANGUAGE = "language"


_WORDS = {
    Field.TEXT: """text; full text; message; message text; sms; sms text; body; content; msg; tweet;
        tweet text; report; report text; description; details; narrative; comment; comments; notes; note;
        transcript; summary; what happened; needs; request; النص; نص; الرساله; نص الرساله; رساله; البلاغ;
        نص البلاغ; بلاغ; المحتوي; محتوي; الوصف; وصف; التفاصيل; تفاصيل; الملاحظات; ملاحظات; الخبر;
        وصف الحاله; وصف البلاغ; الحاله; الطلب""",
    Field.TIME: """time; date; datetime; date time; date and time; timestamp; created at; created;
        sent at; sent; received; received at; reported at; report time; report date; submitted at;
        submission time; submission date; published; published at; posted at; post date; when; start;
        event date; source date; entry date; date of report; time of call; call time; message time;
        الوقت; وقت;
        التاريخ; تاريخ; التاريخ والوقت; تاريخ ووقت; الوقت والتاريخ; تاريخ البلاغ; وقت البلاغ;
        تاريخ الرساله; وقت الرساله; تاريخ الارسال; وقت الارسال; زمن البلاغ""",
    Field.CLOCK: """time; hour; time of day; call time; report time; الساعه; ساعه; الوقت; وقت;
        وقت البلاغ""",
    Field.PLACE: """place; place name; location; location name; locality; address; city; town; village;
        community; where; neighbourhood; neighborhood; settlement; site; last known location; street;
        place words; المكان; مكان; الموقع; موقع; العنوان; عنوان; المدينه; مدينه; القريه; قريه; البلده;
        بلده; الحي; حي; مكان البلاغ; موقع البلاغ; اسم المكان; اسم الموقع; اسم القريه; المدينه القريه""",
    Field.AREA: """governorate; province; district; subdistrict; sub district; area; region; county;
        state; admin1; admin2; admin3; المحافظه; محافظه; المنطقه; منطقه; الناحيه; ناحيه; القضاء""",
    Field.LAT: """lat; latitude; y; lat y; latitude y; y coord; gps latitude; point y; خط العرض; العرض;
        دائره العرض""",
    Field.LON: """lon; lng; long; longitude; x; lon x; longitude x; x coord; gps longitude; point x;
        خط الطول; الطول""",
    Field.POSITION: """coordinates; coordinate; coords; gps; gps coordinates; latlon; lat lon; latlng;
        lat lng; lat long; geopoint; geolocation; geo; position; point; wkt; map link; الاحداثيات;
        احداثيات; الاحداثيه; احداثيه""",
    Field.CHANNEL: """channel; source; medium; via; platform; origin; received by; type of contact;
        القناه; قناه; المصدر; مصدر; الوسيله; وسيله; طريقه البلاغ; مصدر البلاغ""",
    Field.REPORTER: """reporter; reporter name; caller; caller name; sender; sender name; from; author;
        author name; user; username; user name; screen name; reported by; name; full name; contact name;
        الاسم; اسم; اسم المبلغ; المبلغ; المتصل; اسم المتصل; المرسل; اسم المرسل; صاحب البلاغ""",
    Field.CONTACT: """phone; phone number; mobile; mobile number; tel; telephone; contact; contact number;
        msisdn; whatsapp; number; caller number; sender number; reporter phone; author phone; email;
        الهاتف; هاتف; رقم الهاتف; الجوال; جوال; رقم الجوال; موبايل; الموبايل;
        رقم المتصل; رقم التواصل; التواصل""",
    Field.EXTERNAL_ID: """id; uuid; guid; external id; message id; msg id; id str; tweet id; report id;
        ref; reference; record id; case id; case no; ticket; serial; serial no; no; nr; instanceid;
        instance id; person record id; المعرف; معرف; رقم البلاغ; رقم الرساله; الرقم; رقم;
        الرقم التسلسلي; م""",
    Field.LANGUAGE: "lang; language; locale; text language; اللغه; لغه",
}
_NAMES = {
    field: frozenset(" ".join(name.split()) for name in words.split(";"))
    for field, words in _WORDS.items()
}
_EVERY = frozenset().union(*_NAMES.values())
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LESS_TELLING = frozenset(
    ["name", "full name", "number", "no", "notes", "x", "y", "الاسم", "اسم", "رقم"]
)
_PEOPLE = frozenset(["user", "author", "sender", "retweeted status"])
_LEAVES = frozenset(["name", "text", "value", "label", "title", "address", "full name"])

WHOLE, LEAF, NESTED_LEAF, PARENT, PART = 1.0, 0.85, 0.6, 0.7, 0.5
"""How well it fits where the whole heading, its path's end, its path or a part of it is a known one."""


@lru_cache(maxsize=4096)
def heading_fit(heading: str, field: Field) -> float:
    """Return 0..1: how well a heading (dotted where the file is nested) says that it holds the field."""
    names = _NAMES[field]
    path = [part for part in map(_words, heading.split(".")) if part]
    steps = [part for part in path if not part.isdigit()]
    if path[-2:-1] == ["coordinates"] and field in (Field.LAT, Field.LON):
        # GeoJSON gives longitude first (RFC 7946, 3.1.1); the field that Twitter calls "geo" does not.
        first = Field.LAT if path[-3:-2] == ["geo"] else Field.LON
        return LEAF if path[-1] == ("0" if field is first else "1") else 0.0
    if not steps or any(part.isdigit() and part != "0" for part in path):
        return 0.0  # of a list only the first item speaks for the message
    if " ".join(steps) in names:
        return WHOLE if " ".join(steps) not in _LESS_TELLING else LEAF
    leaf, parents = steps[-1], steps[:-1]
    if field is Field.PLACE and set(parents) & _PEOPLE:
        return 0.0  # where a sender says to live is not where help is needed
    if parents and leaf in names:
        return NESTED_LEAF if field in (Field.TEXT, Field.REPORTER) else LEAF
    if leaf in _LEAVES and any(_contains(parent, names) for parent in parents):
        return PARENT
    return PART if not parents and _contains(leaf, names) else 0.0


def is_heading(cell: str) -> bool:
    """Tell whether a cell is what a column of messages is often called."""
    words = _words(cell)
    return len(words) > 1 and words in _EVERY


def _words(heading: str) -> str:
    return plain(_CAMEL.sub(" ", heading))


def _contains(words: str, names: frozenset[str]) -> bool:
    """Tell whether a heading of several words begins or ends with a known one of four letters or more."""
    tokens = words.split()
    tokens += [token.removesuffix("s") for token in tokens]
    return any(token in names and len(token) > 3 for token in tokens)
