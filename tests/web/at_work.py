"""Everyday operations behind the pages: reports, incidents, teams and missions made through use cases.

Names, numbers and places are invented.
"""

from __future__ import annotations

from datetime import timedelta
from html.parser import HTMLParser
from random import SystemRandom

from najda.application.desk import Act
from najda.application.usecases.manage_team import register_team
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.run_shift import start_shift
from najda.kernel.ids import new_id
from najda.kernel.places import Place, Position, Precision
from najda.kernel.tasks import Capability, Task
from najda.web.site import Site
from tests.application.operations import GRAVE, TOWN, Operations

SAMIR = "person/samir"


class _ItsClock:
    """The installation's own clock, as `Operations` asks it."""

    def __init__(self, desk):
        self._desk = desk

    @property
    def at(self):
        return self._desk.clock.now()

    def pass_(self, **time):
        """It passes by itself."""


class AtWork(Operations):
    """Operations on an open installation, by the clock it has; everything is at a place with a name."""

    def __init__(self, site: Site):
        super().__init__(desk=site.desk, clock=_ItsClock(site.desk), random=SystemRandom())

    def incident(
        self, name="Invented Street", name_ar="شارع الاختراع", areas=("SY02",), need=GRAVE,
        task=Task.RESCUE, position=TOWN, **more,
    ):  # fmt: skip
        place = Place(
            name_en=name, name_ar=name_ar, position=position, areas=areas,
            precision=Precision.SETTLEMENT if position else Precision.UNKNOWN,
        )  # fmt: skip
        done = open_incident(self.desk, self.act(SAMIR), task=task, need=need, where=place, **more)
        return done.made("incidents")

    def named_team(
        self, name, *, north=0.0, areas=(), capabilities=(Capability.SEARCH_AND_RESCUE,)
    ):
        base = Place(position=Position.at(TOWN.lat + north, TOWN.lon), areas=areas)
        done = register_team(
            self.desk, self.act(SAMIR), name=name, base=base, capabilities=capabilities
        )
        team = done.made("teams")
        until = self.clock.at + timedelta(hours=12)
        start_shift(self.desk, self.act(SAMIR), team=team, until=until)
        return team

    def act(self, person=SAMIR, **more):
        return Act(id=new_id(self.clock.at, self.random), person=person, **more)


class _Forms(HTMLParser):
    """Reads what each form of a page would send untouched, but for text areas and choices."""

    def __init__(self):
        super().__init__()
        self.forms = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("action", ""), {}))
        kind = given.get("type")
        sends = kind == "hidden" or (kind in ("checkbox", "radio") and "checked" in given)
        if tag == "input" and sends and self.forms and given.get("name"):
            self.forms[-1][1].setdefault(given["name"], []).append(given.get("value", ""))


def fields(answer, action=""):
    """Return the hidden and ticked fields of the first form of a page that goes to an action; without
    one, of the form that comes back to the page itself."""
    reader = _Forms()
    reader.feed(answer.content.decode())
    return next(found for to, found in reader.forms if to == action and "act" in found)
