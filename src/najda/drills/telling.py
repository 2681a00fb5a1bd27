"""What callers say: their words, how exactly they know the place, and how often they call."""

from __future__ import annotations

from typing import NamedTuple

from najda.kernel.places import Position
from najda.kernel.tasks import Channel, Task

from .chance import Draw
from .places import Spot, near
from .words import Scenario, lists

ARABIC_SHARE = 0.85
POSITION_SHARE = 0.4
NOWHERE_SHARE = 0.12
"""Shares of callers who speak Arabic, whose telephone sends where they are, who name no town."""

_CHANNELS = {
    Channel.CALL: 60,
    Channel.MESSAGE: 18,
    Channel.SMS: 8,
    Channel.FORM: 6,
    Channel.RADIO: 5,
    Channel.IN_PERSON: 3,
}
_KNOWS_ITS_PLACE = (Channel.MESSAGE, Channel.FORM, Channel.CALL)


class Telling(NamedTuple):
    """One report of an event, `after` so many seconds; `sent` is how often a telephone sends it."""

    key: str
    after: int
    channel: Channel
    language: str
    text: str
    words: str
    position: Position | None
    task: Task | None
    reporter: str
    sent: int


def tellings(
    draw: Draw, key: str, spot: Spot, scenario: Scenario | None, calls: int
) -> tuple[Telling, ...]:
    """Return `calls` reports of one event, or one of nothing, as different people tell them."""
    told, after = [], draw.minutes(0.5, 6)
    for number in range(calls):
        told.append(_telling(draw, f"{key}.{number}", spot, scenario, after, number > 0))
        after += draw.minutes(0.5, 12) if draw.happens(0.7) else draw.minutes(10, 90)
    return tuple(told)


def _telling(
    draw: Draw, key: str, spot: Spot, scenario: Scenario | None, after: int, again: bool
) -> Telling:
    language = "ar" if draw.happens(ARABIC_SHARE) else "en"
    channel = draw.weighted(list(_CHANNELS), list(_CHANNELS.values()))
    exact = channel in _KNOWS_ITS_PLACE and draw.happens(POSITION_SHARE)
    nowhere = not exact and draw.happens(NOWHERE_SHARE)
    place = spot.town.place.name_ar if language == "ar" else spot.town.place.name_en
    where = draw.one(lists()["somewhere"][language]) if nowhere else place
    return Telling(
        key=key,
        after=after,
        channel=channel,
        language=language,
        text=_text(draw, language, where, scenario, again),
        words="" if exact else where,
        position=near(spot.position, draw, 0.3) if exact else None,
        task=scenario.task if scenario and channel is Channel.FORM else None,
        reporter=_reporter(draw, language),
        sent=draw.between(2, 5) if channel is Channel.FORM and draw.happens(0.3) else 1,
    )


def _text(draw: Draw, language: str, where: str, scenario: Scenario | None, again: bool) -> str:
    """Return the words of a report, marked as a drill's."""
    said = scenario and (scenario.ar if language == "ar" else scenario.en)
    words = draw.one(said or lists()["nothing"][language])
    opening = draw.one(lists()["again"][language]) if again else ""
    near_by = draw.one(lists()["near"][language])
    return f"{lists()['mark'][language]} – {opening}{words.format(near=near_by, place=where)}"


def _reporter(draw: Draw, language: str) -> str:
    if draw.happens(0.5):
        return ""
    people = lists()["people"]
    first = draw.one(people[f"first_{language}"])
    return f"{first} ({people[f'invented_{language}']})"
