"""Sentences of the core, said with names: what carries an id there is called by its name on a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from najda.application.look_up import short
from najda.application.permissions import Permission, can
from najda.application.ports import Reading, Standing
from najda.application.reach import reach_of
from najda.application.rooms import CLOSURES, HAZARDS, INCIDENTS, MISSIONS, REPORTS, TEAMS
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import replace

from . import naming
from .finding import Thing, as_thing

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_READ = {
    TEAMS.name: Permission.TEAMS_READ,
    MISSIONS.name: Permission.MISSIONS_READ,
    INCIDENTS.name: Permission.INCIDENTS_READ,
    HAZARDS.name: Permission.HAZARDS_READ,
    REPORTS.name: Permission.REPORTS_READ,
    CLOSURES.name: Permission.CLOSURES_READ,
}

_ADDRESSES = {TEAMS.name: "team", INCIDENTS.name: "incident", MISSIONS.name: "mission"}
_ELSEWHERE = {
    TEAMS.name: N_("a team of another area"),
    INCIDENTS.name: N_("a call in another area"),
    MISSIONS.name: N_("a mission in another area"),
}
_MARKS = 0xE000
"""Private-use characters stand for names until the sentence is escaped."""


class Names:
    """What things are called for one person, in one view; each is looked up once."""

    def __init__(self, request: HttpRequest, view: Reading) -> None:
        self._request, self._view = request, view
        self._said: dict[str, str] = {}

    def of(self, id_: str) -> str:
        """Return what a thing is called; the end of its id where the person may not see it."""
        if id_ not in self._said:
            self._said[id_] = self._look_up(id_)
        return self._said[id_]

    def thing(self, room: str, id_: str) -> Thing | None:
        """Return a thing if there is one that the person may see."""
        row = self._view.standing(room, id_) if id_ else None
        return as_thing(row) if row is not None and self._may_see(row) else None

    def place(self, incident: str) -> str:
        """Return where an incident is; empty where the person may not see it."""
        found = self.thing(INCIDENTS.name, incident)
        if found is None:
            return ""
        gazetteer = self._request.desk.gazetteer
        return naming.place_name(self._request.language, found.state.place, gazetteer)

    def in_phrase(self, said: Phrase) -> Phrase:
        """Return a phrase with names for the ids in it, of teams and of what else there is."""
        return replace(said, values={key: self._named(key, v) for key, v in said.values.items()})

    def linked(self, said: Phrase) -> SafeString:
        """Return a sentence with links in place of ids; whatever the person may not see is called what it
        is, and never by its id."""
        marked: list[str] = []

        def mark(id_: str) -> str:
            marked.append(id_)
            return chr(_MARKS + len(marked) - 1)

        text = escape(self._request.language.say(self._with(said, mark)))
        for number, id_ in enumerate(marked):
            text = text.replace(chr(_MARKS + number), self.link(id_))
        return mark_safe(text)

    def link(self, id_: str) -> SafeString:
        """Return a link to a thing by its name."""
        for room, address in _ADDRESSES.items():
            row = self._view.standing(room, id_)
            if row is not None and self._may_see(row):
                url = reverse(address, args=[id_])
                return format_html('<a href="{}"><bdi>{}</bdi></a>', url, self.of(id_))
            if row is not None:
                return format_html(
                    "<bdi>{}</bdi>", self._request.language.say(phrase(_ELSEWHERE[room]))
                )
        return format_html("<bdi>{}</bdi>", short(id_))

    def _with(self, said: Phrase, mark: Callable[[str], str]) -> Phrase:
        def put(key: str, value: Any) -> Any:
            match value:
                case Phrase():
                    return self._with(value, mark)
                case list() | tuple():
                    return [put(key, each) for each in value]
                case str() if type(value) is str and _ID.fullmatch(value):
                    return mark(value)
            return self._named(key, value)

        return replace(said, values={key: put(key, value) for key, value in said.values.items()})

    def _named(self, key: str, value: Any) -> Any:
        match value:
            case Phrase():
                return self.in_phrase(value)
            case list() | tuple():
                return [self._named(key, each) for each in value]
            case str() if key == "area":
                return naming.area_name(self._request.language, self._request.desk.gazetteer, value)
            case str() if type(value) is str:
                return _ID.sub(lambda found: self.of(found[0]), value)
        return value

    def _look_up(self, id_: str) -> str:
        for room in _READ:
            found = self.thing(room, id_)
            if found is not None:
                return self._called(found)
        return short(id_)

    def _called(self, found: Thing) -> str:
        match found.room:
            case TEAMS.name:
                return found.state.name
            case MISSIONS.name if place := self.place(found.state.incident):
                return self._request.language.say(phrase(N_("the mission to {place}"), place=place))
            case INCIDENTS.name:
                return self.place(found.id)
            case CLOSURES.name:
                desk, language = self._request.desk, self._request.language
                return naming.closure_name(language, found.state, desk.roads, desk.gazetteer)
        return short(found.id)

    def _may_see(self, row: Standing) -> bool:
        return can(self._request.grant, _READ[row.room], reach_of(self._view, row))
