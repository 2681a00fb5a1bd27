"""A message as a file gives it: what was said, when, where, by whom; read from a row by its mapping."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from datetime import datetime, tzinfo
from typing import Any

from najda.kernel.errors import Malformed, Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Position
from najda.kernel.tasks import Channel
from najda.kernel.values import Value

from .coordinates import read_degree, read_pair
from .headings import Field
from .names import plain
from .times import DateOrder, read_time

LONGEST_TEXT = 20_000
"""A message longer than this is a document; it is refused rather than cut."""

_CHANNELS = {
    Channel.CALL: "call phone telephone hotline voice اتصال هاتف مكالمه تلفون",
    Channel.RADIO: "radio vhf uhf tetra لاسلكي راديو قبضه",
    Channel.SMS: "sms رساله",
    Channel.MESSAGE: "message whatsapp telegram signal messenger facebook twitter x واتساب واتس تلغرام "
    "تليجرام فيسبوك تويتر",
    Channel.FORM: "form odk kobo kobotoolbox web website app استماره نموذج موقع تطبيق",
    Channel.IN_PERSON: "person walkin desk شخصيا حضوري حضور",
    Channel.TEAM: "team crew patrol فريق دوريه",
    Channel.FILE: "file import ملف",
}
_CHANNEL_OF = {word: channel for channel, words in _CHANNELS.items() for word in words.split()}

_NO_TEXT = N_(
    "The row has no text in the column “{column}”. Write what was reported and send it again."
)
_NO_TIME = N_("The row has no time in the column “{column}”. Write when it was reported.")
_TOO_LONG = N_("The text has {length} characters; a message has at most {limit}. Shorten it.")
_HALF = N_("both latitude and longitude, or neither")


class Message(Value, frozen=True, omit_defaults=True):
    """One message. `at` is aware and in UTC; `words` name the place in the giver's own words."""

    text: str
    at: datetime
    words: str = ""
    position: Position | None = None
    channel: Channel = Channel.FILE
    reporter: str = ""
    contact: str = ""
    external_id: str = ""
    language: str = ""


def read_message(
    columns: AnyMapping[Field, str], values: AnyMapping[str, Any], *, zone: tzinfo, order: DateOrder
) -> Message | Phrase:
    """Return the message in a row, or what is wrong with the row as a sentence; raises nothing."""

    def given(field: Field) -> Any:
        value = values.get(columns[field]) if field in columns else None
        return value.strip() if isinstance(value, str) else value

    text = as_words(given(Field.TEXT))
    if not text:
        return phrase(_NO_TEXT, column=columns.get(Field.TEXT, ""))
    if len(text) > LONGEST_TEXT:
        return phrase(_TOO_LONG, length=len(text), limit=LONGEST_TEXT)
    time = given(Field.TIME)
    if time in (None, ""):
        return phrase(_NO_TIME, column=columns.get(Field.TIME, ""))
    try:
        return Message(
            text=text,
            at=read_time(time, zone=zone, order=order, clock=given(Field.CLOCK)),
            words=_place_words(as_words(given(Field.PLACE)), as_words(given(Field.AREA))),
            position=_position(given(Field.POSITION), given(Field.LAT), given(Field.LON)),
            channel=channel_of(given(Field.CHANNEL)) or Channel.FILE,
            reporter=as_words(given(Field.REPORTER)),
            contact=as_words(given(Field.CONTACT)),
            external_id=as_words(given(Field.EXTERNAL_ID)),
            language=as_words(given(Field.LANGUAGE)).lower()[:20],
        )
    except Refusal as refusal:
        return refusal.phrase


def as_words(value: Any) -> str:
    """Return a cell as text: whole numbers without the ".0" that spreadsheets give them."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def channel_of(value: Any) -> Channel | None:
    """Return the channel a cell names, None if it names none that is known."""
    for word in plain(as_words(value))[:200].split():
        if channel := _CHANNEL_OF.get(word) or _CHANNEL_OF.get(word.removeprefix("ال")):
            return channel
    return None


def _place_words(place: str, area: str) -> str:
    if not place or not area or plain(area) in plain(place):
        return place or area
    return f"{place}, {area}"


def _position(pair: Any, lat: Any, lon: Any) -> Position | None:
    if pair not in (None, ""):
        return read_pair(pair)
    if lat in (None, "") and lon in (None, ""):
        return None
    if lat in (None, "") or lon in (None, ""):
        raise Malformed(
            what=phrase(N_("position")), given=f"{lat or ''}, {lon or ''}", expected=phrase(_HALF)
        )
    return Position.at(read_degree(lat, "latitude"), read_degree(lon, "longitude"))
