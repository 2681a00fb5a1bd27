"""Entries of the ledger as a page lists them: when, what, about what, by whom. Those about things outside
the person's areas are left out and counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from najda.application import codec
from najda.application.codec import FACTS
from najda.application.fact_words import fact_word
from najda.application.permissions import Permission, can
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.application.words import thing_word
from najda.kernel.entry import Entry
from najda.kernel.ids import split_stream
from najda.kernel.phrases import N_, Phrase, counted, phrase
from najda.kernel.places import Place

from ..naming import place_name

_PAGES = {"incidents": "incident", "missions": "mission", "teams": "team", "hazards": "hazard",
          "reports": "report"}  # fmt: skip
"""The name of the address that shows a thing of each room."""


UNFOLDED = 10
"""Rows of a list that are shown at once."""


class Row(NamedTuple):
    """An entry: its number, when it happened, what it is called, what it is about (and where that is
    shown, if anywhere), who did it, and how that thing stands now."""

    sequence: int
    at: str
    what: Phrase
    about: str
    url: str
    person: str
    status: Any


class Listed(NamedTuple):
    """Rows, and how many were left out."""

    rows: list[Row]
    hidden: int

    @property
    def first(self) -> list[Row]:
        """Return the rows shown at once."""
        return self.rows[:UNFOLDED]

    @property
    def rest(self) -> list[Row]:
        """Return the rows that are folded."""
        return self.rows[UNFOLDED:]

    @property
    def says_rest(self) -> Phrase:
        """Return how many are folded."""
        return counted(N_("One more"), N_("{count} more"), len(self.rest))

    @property
    def left_out(self) -> Phrase:
        """Return how many were left out, as a sentence."""
        return counted(
            N_("One entry is not shown, as it lies outside your areas."),
            N_("{count} entries are not shown, as they lie outside your areas."),
            self.hidden,
        )


def listed(request: HttpRequest, entries: Iterable[Entry]) -> Listed:
    """Return the entries as rows, in their order."""
    rows, hidden = [], 0
    with request.desk.store.reading() as view:
        for entry in entries:
            room, id_ = split_stream(entry.stream)
            thing = view.standing(room, id_)
            if thing is None or not _may_see(request, view, thing):
                hidden += 1
                continue
            state = codec.state_from(room, thing.state)
            what, about = fact_word(FACTS[entry.kind]), _about(request, view, room, state)
            status = getattr(state, "status", None)
            url = _url(room, id_)
            rows.append(
                Row(entry.sequence, entry.occurred_at, what, about, url, entry.person, status)
            )
    return Listed(rows, hidden)


def _may_see(request: HttpRequest, view: Reading, thing: Standing) -> bool:
    if thing.room not in _PAGES:
        return not request.grant.areas
    return can(request.grant, Permission(f"{thing.room}.read"), reach_of(view, thing))


def _about(request: HttpRequest, view: Reading, room: str, state: Any) -> str:
    """Return what a thing is called: a team by its name, the others by their kind and place."""
    language = request.language
    if room == "teams":
        return state.name
    if room == "missions":
        incident = view.standing("incidents", state.incident)
        if incident is not None:
            state = codec.state_from("incidents", incident.state)
    kind = getattr(state, "task", None) or getattr(state, "kind", None)
    place = getattr(state, "place", None)
    if kind is None or place is None:
        where = _called(request, place) if place else ""
        what = language.say(thing_word(room))
        return f"{what}, {where}" if where else what
    text = N_("{kind}, {place}")
    return language.say(phrase(text, kind=kind, place=_called(request, place)))


def _called(request: HttpRequest, place: Place) -> str:
    return place_name(request.language, place, request.desk.gazetteer)


def _url(room: str, id_: str) -> str:
    try:
        return reverse(_PAGES[room], args=[id_]) if room in _PAGES else ""
    except NoReverseMatch:
        return ""
