"""Calls and reports in as few words as a test of pages needs. Everybody and every place is invented."""

from __future__ import annotations

from itertools import count

from najda.application import codec
from najda.application.desk import Act
from najda.application.usecases.open_incident import open_incident
from najda.application.usecases.receive_report import receive_report
from najda.application.whereabouts import Where
from najda.kernel.ids import derived_id
from najda.kernel.need import LifeThreat, Need
from najda.kernel.places import Position
from najda.kernel.tasks import Channel, Task

JABLEH = Position(lat=35.3619, lon=35.9256)
SAID = "دخان كثيف من المدرسة"
GRAVE = Need(life_threat=LifeThreat.IMMEDIATE, people_at_risk=3)
_numbers = count(1)


def act(person="person/somebody"):
    return Act(id=derived_id("test", str(next(_numbers))), person=person)


def receive(desk, text=SAID, position=JABLEH, **more):
    """Take a report in; return its id."""
    where = Where(position=position)
    done = receive_report(desk, act(), text=text, channel=Channel.CALL, where=where, **more)
    return done.made("reports")


def incident(desk, position=JABLEH, task=Task.FIREFIGHTING, **more):
    """Open an incident; return its id."""
    where = Where(position=position)
    done = open_incident(desk, act(), task=task, need=GRAVE, where=where, **more)
    return done.made("incidents")


def states(site, room):
    """How everything in a room stands."""
    with site.desk.store.reading() as view:
        return [codec.state_from(room, row.state) for row in view.standings(room)]


def state(site, room, id_):
    """How one thing stands."""
    return site.desk.view(room, id_)


def words(site, sealed):
    """What is sealed, opened by the test itself."""
    with site.desk.store.reading() as view:
        return site.desk.seals.open(view, sealed)
