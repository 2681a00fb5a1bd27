"""What can be read by the API: things, proposals, the feed, the situation, sealed words on the record."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, Field, create_model

from najda.application import codec
from najda.application.permissions import MAY, Elsewhere, Permission, Role, can
from najda.application.planning.cover import Cover
from najda.application.reach import reach_of
from najda.application.rooms import ROOMS
from najda.application.sealed_words import sealed_under
from najda.application.situation.window import days_period
from najda.application.situation.wording import said_label
from najda.application.usecases.propose_teams import (
    explain_proposal,
    plan_all_teams,
    propose_teams,
    rank_teams,
    watch_cover,
    what_if_sent,
)
from najda.application.usecases.protect_person import mask_words, open_words
from najda.dispatch.explain import Explanation
from najda.dispatch.plan import Plan, Ranking
from najda.dispatch.whatif import WhatIf
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Malformed
from najda.kernel.ids import split_stream
from najda.kernel.phrases import N_, phrase
from najda.kernel.tasks import Capability
from najda.kernel.values import replace

from ..board.views import around
from ..day.counting import report_on
from . import vocabulary
from .acts import ActId, act_from, tag
from .models import Scope
from .reading import AreaCode, Asked, Cursor, Limit, as_told, listed, one
from .schemas import Given, thing_model, told, told_model, words_of

SINGULAR = {"reports": "report", "incidents": "incident", "missions": "mission",
            "teams": "team", "hazards": "hazard", "closures": "closure"}  # fmt: skip
"""Rooms whose things are read one by one, and how the path calls one."""

BELONGS = {"reports", "missions", "hazards"}
"""Rooms whose things may belong to an incident."""

LONGEST_DAYS = 62
FEED_LOOKED_AT = 500

THINGS = {room: thing_model(ROOMS[room].state) for room in SINGULAR}


def lists(room: str) -> tuple[Callable[..., Any], type[BaseModel]]:
    """Return the function that lists a room's things, and the model of its answer."""
    statuses = _status_of(room)
    permission = Permission(f"{room}.read")

    def answer(request: HttpRequest, **given: Any) -> Any:
        """List what is within reach: heaviest first, then longest waiting, then by id."""
        incident = given.get("incident")
        asked = Asked(
            room, permission, given["status"] or None, str(incident) if incident else None,
            given["area"], given["after"], request.grant.areas, given["limit"],
        )  # fmt: skip
        return listed(request, asked)

    belongs = [_query("incident", vocabulary.ID | None, None)] if room in BELONGS else []
    answer.__signature__ = inspect.Signature(
        [
            _request(),
            _query("status", list[words_of(statuses)], Query(default_factory=list, max_length=10)),
            *belongs,
            _query("area", AreaCode, None),
            _query("after", Cursor, None),
            _query("limit", Limit, 50),
        ]
    )
    answer.__name__ = f"list_{room}"
    return answer, page_model(THINGS[room])


def reads(room: str) -> Callable[..., Any]:
    """Return the function that reads one thing of a room."""
    permission, called = Permission(f"{room}.read"), SINGULAR[room]

    def answer(request: HttpRequest, response: HttpResponse, **given: Any) -> Any:
        """Read one as it stands; ETag is what If-Match takes."""
        found = one(request, room, given[called], permission)
        tag(response, found.stream, found.version)
        return as_told(request, found)

    answer.__signature__ = inspect.Signature(
        [_request(), _positional("response", HttpResponse), _positional(called, UUID)]
    )
    answer.__name__ = f"read_{called}"
    return answer


class WordsGiven(Given):
    """Why sealed words are to be read."""

    purpose: Purpose = Field(description="Kept beside who read them.")


class Words(BaseModel):
    """Sealed words, opened."""

    fact: str = Field(description="The kind of fact they stand in.", examples=["ReportReceived"])
    field: str = Field(examples=["text"])
    at: datetime
    words: str | None = Field(description="None: erased for good.")


def opens(room: str) -> Callable[..., Any]:
    """Return the function that opens the words sealed under a thing of a room."""
    permission, called = Permission.ORIGINALS_READ, SINGULAR[room]

    def answer(request: HttpRequest, key: UUID, given: WordsGiven, **path: UUID) -> Any:
        """Read the words sealed here. Who read them and why is recorded before they are shown."""
        found = one(request, room, path[called], permission)
        boxes = sealed_under(request.desk, found.id)
        act = act_from(request, key, None, None)
        opened = open_words(
            request.desk, act, sealed=[box.sealed for box in boxes], purpose=given.purpose
        )
        return [
            {"fact": box.fact.__name__, "field": box.field, "at": box.at, "words": words}
            for box, words in zip(boxes, opened, strict=True)
        ]

    answer.__signature__ = inspect.Signature(
        [_request(), _positional(called, UUID), _positional("key", ActId),
         _positional("given", WordsGiven)]
    )  # fmt: skip
    answer.__name__ = f"open_{called}_words"
    return answer


class MaskedWords(BaseModel):
    """Sealed words as dispatchers read them."""

    fact: str = Field(description="The kind of fact they stand in.", examples=["ReportReceived"])
    field: str = Field(examples=["text"])
    at: datetime
    words: str | None = Field(
        description="Masked words are replaced by “▮▮▮”, each; None: erased for good."
    )
    masked: int = Field(description="How many words are masked.")


def mask_report_words(request: HttpRequest, report: UUID, key: ActId, given: WordsGiven) -> Any:
    """Read what was said without the words that name religion, sect, people or side. Who read it and why
    is recorded before it is shown; how to call back stays sealed."""
    found = one(request, "reports", report, Permission.REPORTS_MASKED)
    boxes = [box for box in sealed_under(request.desk, found.id) if box.field != "reporter"]
    act = act_from(request, key, None, None)
    texts = mask_words(
        request.desk, act, sealed=[box.sealed for box in boxes], purpose=given.purpose
    )
    return [
        {
            "fact": box.fact.__name__, "field": box.field, "at": box.at,
            "words": text.text if text else None, "masked": text.count if text else 0,
        }
        for box, text in zip(boxes, texts, strict=True)
    ]  # fmt: skip


def rank(request: HttpRequest, incident: UUID) -> Any:
    """See every team you may send for one incident: the fit best first, the unfit with why not."""
    one(request, "incidents", incident, Permission.MISSIONS_SEND)
    ranking = rank_teams(request.desk, incident=str(incident), grant=request.grant)
    return told(ranking, request.language)


def propose(
    request: HttpRequest,
    area: AreaCode = None,
    most: Annotated[int, Field(ge=1, le=50, description="The weightiest so many.")] = 20,
) -> Any:
    """See one proposal for all waiting incidents at once. Nothing is decided by asking."""
    _within_areas(request, area)
    plan = propose_teams(request.desk, most=most, area=area, grant=request.grant)
    return told(plan, request.language)


def plan(request: HttpRequest) -> Any:
    """See the plan that stands for all open incidents, as far as they are within reach; its cost is that
    of the whole."""
    whole = plan_all_teams(request.desk).plan()
    with request.desk.store.reading() as view:
        may = _Incidents(request, view)
        within = replace(
            whole,
            assignments=tuple(one for one in whole.assignments if may.see(one.incident)),
            open=tuple(slot for slot in whole.open if may.see(slot.incident)),
            routes=tuple(
                route
                for route in whole.routes
                if all(may.see(stop.incident) for stop in route.stops)
            ),
        )
    return told(within, request.language)


def explain(request: HttpRequest, incident: UUID, capability: Capability) -> Any:
    """See why the plan fills a capability of one incident as it does: when its team arrives, who else
    could and at what cost, who waits longer because of it, who may not go."""
    one(request, "incidents", incident, Permission.MISSIONS_SEND)
    found = explain_proposal(request.desk, incident=str(incident), capability=capability)
    with request.desk.store.reading() as view:
        may = _Incidents(request, view)
        within = replace(
            found, slips=may.only(found.slips),
            instead=tuple(replace(other, slips=may.only(other.slips)) for other in found.instead),
        )  # fmt: skip
    return told(within, request.language)


def what_if(request: HttpRequest, incident: UUID, team: UUID, capability: Capability) -> Any:
    """See what sending one team now would change against the plan that stands; nothing is decided."""
    one(request, "incidents", incident, Permission.MISSIONS_SEND)
    one(request, "teams", team, Permission.MISSIONS_SEND)
    found = what_if_sent(
        request.desk, incident=str(incident), capability=capability, team=str(team)
    )
    with request.desk.store.reading() as view:
        found = replace(found, slips=_Incidents(request, view).only(found.slips))
    cost = found.cost if math.isfinite(found.cost) else None
    return told(found, request.language) | {"cost": cost}


def cover(request: HttpRequest) -> Any:
    """See which areas no fit team reaches in time now and later, where standing by would help, and where
    teams run out."""
    found, mine = watch_cover(request.desk), request.grant.areas

    def within(things: Any) -> tuple[Any, ...]:
        return tuple(t for t in things if not mine or set(mine) & set(around(request, t.area)))

    ahead = tuple(replace(one, gaps=within(one.gaps)) for one in found.ahead)
    seen = replace(found, ahead=ahead, moves=within(found.moves), shortages=within(found.shortages))
    return told(seen, request.language)


class _Incidents:
    """Remembers, within one answer, which incidents whoever asks may see."""

    def __init__(self, request: HttpRequest, view: Any) -> None:
        self._request, self._view, self._known = request, view, {}

    def see(self, incident: str) -> bool:
        if incident not in self._known:
            row = self._view.standing("incidents", incident)
            self._known[incident] = row is not None and can(
                self._request.grant, Permission.INCIDENTS_READ, reach_of(self._view, row)
            )
        return self._known[incident]

    def only(self, slips: Any) -> tuple[Any, ...]:
        return tuple(slip for slip in slips if self.see(slip.incident))


class Entry(BaseModel):
    """An entry of the ledger; what is sealed in it stays so."""

    sequence: int = Field(ge=1)
    stream: str = Field(examples=[f"incidents/{vocabulary.EXAMPLE_ID}"])
    version: int = Field(ge=1)
    fact: str = Field(description="The kind of fact.", examples=["incidents.IncidentOpened"])
    body: dict[str, Any] = Field(description="What the fact says.")
    act: str
    occurred_at: datetime
    recorded_at: datetime
    person: str = Field(examples=["person/amal"])
    device: str = Field(examples=["device/tablet-2"])
    hash: str = Field(description="The entry's own hash, hexadecimal.")


class Feed(BaseModel):
    """Entries after a number; ask again with `next`."""

    items: list[Entry]
    next: int = Field(ge=0, description="The number to ask after next; the same when all was seen.")
    head: int = Field(ge=0, description="How many entries the ledger has.")


def feed(
    request: HttpRequest,
    after: Annotated[int, Field(ge=0, le=2**53, description="Entries after this number.")] = 0,
    limit: Annotated[int, Field(ge=1, le=200)] = 100,
) -> Any:
    """Read what was recorded after an entry, of all that is within reach, in order."""
    found: list[dict[str, Any]] = []
    with request.desk.store.reading() as view:
        head, seen, may = view.head().size, after, _Reach(request, view)
        for entry in view.entries(after=after, upto=after + FEED_LOOKED_AT):
            seen = entry.sequence
            if may.read(entry.stream):
                found.append(_entry(request, entry))
            if len(found) == limit:
                break
    return {"items": found, "next": min(seen, max(head, after)), "head": head}


class _Reach:
    """Remembers, within one answer, which streams whoever asks may read."""

    def __init__(self, request: HttpRequest, view: Any) -> None:
        self._grant, self._device = request.grant, request.device_by_token
        self._view, self._known = view, {}

    def read(self, stream: str) -> bool:
        if stream not in self._known:
            self._known[stream] = self._may(*split_stream(stream))
        return self._known[stream]

    def _may(self, room: str, id_: str) -> bool:
        permission = Permission(f"{room}.read") if room in SINGULAR else Permission.LEDGER_AUDIT
        row = self._view.standing(room, id_) if room in SINGULAR else None
        reach = reach_of(self._view, row) if row is not None else None
        return self._device.covers(permission) and can(self._grant, permission, reach)


def _entry(request: HttpRequest, entry: Any) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in Entry.model_fields if hasattr(entry, name)},
        "fact": entry.kind,
        "body": told(codec.fact_of(entry), request.language),
    }


class FigureTold(BaseModel):
    """One number of a situation report, and the entries it rests on."""

    key: str = Field(examples=["people.rescued"])
    label: str
    value: float | None = Field(description="None: there was nothing to measure.")
    unit: Literal["count", "people", "minutes"]
    entries: str = Field(description="Sequences and ranges of them.", examples=["12 15..19"])


class SectionTold(BaseModel):
    """Figures that belong together, and what must be known to read them right."""

    key: str
    title: str
    figures: list[FigureTold]
    notes: list[str]


class Situation(BaseModel):
    """A situation report: what happened and what was done, from the ledger alone."""

    organisation: str
    realm: str = Field(description="`real`, or `drill:` and a name: then nothing in it is real.")
    start: datetime
    end: datetime
    time_zone: str
    area: str
    made_at: datetime
    size: int = Field(description="The number of entries it was made from.")
    root: str = Field(description="The Merkle root over them, hexadecimal.")
    sections: list[SectionTold]


Day = Annotated[
    vocabulary.DAY, Field(description="A day where the installation is.", examples=["2025-03-07"])
]


def situation(
    request: HttpRequest, first: Day, last: Day | None = None, area: AreaCode = None
) -> Any:
    """Report on a period of days and an area."""
    _within_areas(request, area)
    last = last or first
    if not timedelta() <= last - first < timedelta(days=LONGEST_DAYS):
        expected = phrase(N_("from one day to {most} days"), most=LONGEST_DAYS)
        raise Malformed(what=phrase(N_("period")), given=f"{first} – {last}", expected=expected)
    language = request.language
    made = report_on(request, days_period(first, last, request.site.zone), area or "")
    heading = made.heading
    return {
        "organisation": heading.organisation,
        "realm": heading.realm,
        "start": heading.period.start,
        "end": heading.period.end,
        "time_zone": heading.zone,
        "area": heading.area,
        "made_at": heading.made_at,
        "size": heading.size,
        "root": heading.root,
        "sections": [
            {
                "key": section.key,
                "title": language.say(section.title),
                "notes": [language.say(note) for note in section.notes],
                "figures": [
                    {
                        "key": figure.key,
                        "label": said_label(language, figure.label),
                        "value": figure.value,
                        "unit": figure.unit.value,
                        "entries": str(figure.ground),
                    }
                    for figure in section.figures
                ],
            }
            for section in made.sections
        ],
    }


class Me(BaseModel):
    """Who asks, and what they may do with this token."""

    person: str
    device: str
    role: Role
    areas: list[str] = Field(description="Codes of the areas they work for; empty: everywhere.")
    team: str = Field(description="The team of somebody who works in one, or empty.")
    scope: Scope
    permissions: list[Permission]
    installation: str
    realm: str = Field(description="`real`, or `drill:` and a name: then nothing here is real.")


def me(request: HttpRequest) -> Any:
    """See who this token is, and what it may do."""
    grant, device = request.grant, request.device_by_token
    covered = sorted(p for p in MAY[grant.role] if device.covers(p))
    return {
        "person": grant.person,
        "device": device.in_ledger,
        "role": grant.role,
        "areas": list(grant.areas),
        "team": grant.team,
        "scope": device.scope,
        "permissions": covered,
        "installation": request.site.name,
        "realm": request.site.realm,
    }


class Health(BaseModel):
    """The server and its store answer."""

    ok: Literal[True]


def health(request: HttpRequest) -> Any:
    """Tell whether the server and its store answer; needs no token."""
    with request.desk.store.reading() as view:
        view.head()
    return {"ok": True}


def page_model(thing: type[BaseModel]) -> type[BaseModel]:
    """Return the model of a page of things."""
    going_on = Field(description="Give it as `after` for the next page; None: there is none.")
    return create_model(
        f"{thing.__name__}Page", __doc__="A page of a list.",
        items=(list[thing], ...), next=(str | None, going_on),
    )  # fmt: skip


RANKING, PLAN, WHY = told_model(Ranking), told_model(Plan), told_model(Explanation)
COVER = told_model(Cover)
WHAT_IF = create_model(
    "WhatIfTold", __doc__=told_model(WhatIf).__doc__, __base__=told_model(WhatIf),
    cost=(float | None, Field(description="None: the team may not be sent; see `obstacles`.")),
)  # fmt: skip


def _within_areas(request: HttpRequest, area: str | None) -> None:
    """Somebody limited to areas asks about one of them."""
    if request.grant.areas and area not in request.grant.areas:
        raise Elsewhere()


def _status_of(room: str) -> type[Enum]:
    return next(type(status) for status in ROOMS[room].moves.values() if status is not None)


def _request() -> inspect.Parameter:
    return _positional("request", HttpRequest)


def _positional(name: str, typed: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=typed)


def _query(name: str, typed: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, annotation=typed, default=default
    )
