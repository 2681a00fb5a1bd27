"""What somebody who watches a drill is told: a sentence for what matters, figures for all of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from typing import Any, NamedTuple

from najda.application.codec import fact_of
from najda.application.errors import StaleVersion
from najda.application.ports import Gazetteer
from najda.domain.missions.events import Outcome, OutcomeRecorded
from najda.intake.places import Names
from najda.kernel.entry import Entry
from najda.kernel.errors import Refusal
from najda.kernel.ids import split_stream
from najda.kernel.need import Level
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Place
from najda.kernel.words import word

from .board import Board
from .hands import Deed


class Kind(StrEnum):
    """What a sentence is about; a screen colours it accordingly."""

    REPORT = "report"
    INCIDENT = "incident"
    SENT = "sent"
    DONE = "done"
    TROUBLE = "trouble"


class Told(NamedTuple):
    """A sentence, and what it is about."""

    kind: Kind
    says: Phrase


class Teller:
    """Turns deeds into sentences, and counts."""

    def __init__(self, board: Board, gazetteer: Gazetteer, *, arabic: bool) -> None:
        self._board, self._gazetteer, self._arabic = board, gazetteer, arabic
        self.counts: Counter[str] = Counter()
        self._tellers: dict[str, Callable[[Deed], Told | None]] = {
            "receive_report": self._received,
            "open_incident": self._opened,
            "send_teams": self._sent,
            "arrive": self._arrived,
            "record_outcome": self._recorded,
            "refuse_mission": self._refused,
            "abort_mission": self._aborted,
            "raise_alarms": self._alarm,
            "answer_alarm": self._answered,
            "report_hazard": self._hazard,
        }

    def tell(self, deed: Deed) -> Told | None:
        """Return what to say of a deed, if anything."""
        for entry in deed.entries:
            self._count(entry)
        if deed.refusal is not None:
            self.counts["refused"] += 1
            return Told(Kind.TROUBLE, _refused(deed.refusal))
        teller = self._tellers.get(deed.step)
        return teller(deed) if teller and deed.entries else None

    def _count(self, entry: Entry) -> None:
        self.counts[entry.kind.partition(".")[2]] += 1
        if entry.kind == "missions.OutcomeRecorded":
            fact: OutcomeRecorded = fact_of(entry)
            self.counts["rescued"] += fact.outcome.rescued
            self.counts["moved"] += sum(fact.outcome.moved.values())

    def _received(self, deed: Deed) -> Told | None:
        return Told(Kind.REPORT, phrase("{text}", text=deed.what["text"]))

    def _opened(self, deed: Deed) -> Told | None:
        id_ = next(
            split_stream(one.stream)[1] for one in deed.entries if "incidents/" in one.stream
        )
        state = self._board.incident(id_)
        if state is None:
            return None
        says = N_("Incident opened: {task}, {place}; {level}")
        level = word(Level(state.level)) if state.level else "–"
        values = {"task": word(state.task), "place": self.place(state.place), "level": level}
        return Told(Kind.INCIDENT, phrase(says, **values))

    def _sent(self, deed: Deed) -> Told | None:
        teams = _ids(deed.entries, "teams")
        incident = next(iter(_ids(deed.entries, "incidents")), "")
        state = self._board.incident(incident)
        if state is None:
            return None
        says = N_("Sent: {teams} to {place} ({task})")
        values = {"place": self.place(state.place), "task": word(state.task)}
        return Told(Kind.SENT, phrase(says, teams=[self._name(one) for one in teams], **values))

    def _arrived(self, deed: Deed) -> Told | None:
        return Told(Kind.SENT, phrase(N_("{team} is there"), team=self._team(deed)))

    def _recorded(self, deed: Deed) -> Told | None:
        outcome = fact_of(deed.entries[0]).outcome
        if outcome == Outcome():
            return Told(
                Kind.DONE, phrase(N_("{team}: nobody to help there"), team=self._team(deed))
            )
        says = N_("{team}: {rescued} rescued, {treated} treated, {moved} moved, {dead} dead found")
        values = {
            "team": self._team(deed),
            "rescued": outcome.rescued,
            "treated": outcome.treated,
            "moved": sum(outcome.moved.values()),
            "dead": outcome.dead_found,
        }
        return Told(Kind.DONE, phrase(says, **values))

    def _refused(self, deed: Deed) -> Told | None:
        says = phrase(N_("{team} does not go; somebody else is asked"), team=self._team(deed))
        return Told(Kind.TROUBLE, says)

    def _aborted(self, deed: Deed) -> Told | None:
        return Told(Kind.TROUBLE, phrase(N_("A mission was aborted; the incident waits again")))

    def _alarm(self, deed: Deed) -> Told | None:
        teams = [self._name(one) for one in _ids(deed.entries, "teams")]
        return Told(Kind.TROUBLE, phrase(N_("ALARM: {teams} not heard from"), teams=teams))

    def _answered(self, deed: Deed) -> Told | None:
        team = self._name(next(iter(_ids(deed.entries, "teams"))))
        return Told(Kind.DONE, phrase(N_("Alarm answered: {team} was found"), team=team))

    def _hazard(self, deed: Deed) -> Told | None:
        fact: Any = fact_of(deed.entries[0])
        says = N_("Danger: {kind}, {place}")
        values = {"kind": word(fact.kind), "place": self.place(fact.place)}
        return Told(Kind.TROUBLE, phrase(says, **values))

    def place(self, place: Place) -> str | Phrase:
        """Return a place in a word or two, in the watcher's script where it has a name in it."""
        names = Names(en=place.name_en, ar=place.name_ar)
        if not (names.en or names.ar) and place.areas:
            names = self._gazetteer.area_names(place.areas[-1]) or names
        name = (names.ar or names.en) if self._arabic else (names.en or names.ar)
        return name or phrase(N_("place not known yet"))

    def _team(self, deed: Deed) -> str:
        """Return the name of the team that says something of its mission."""
        number = deed.what.get("team")
        if number is None:  # met again in the past, where only the entries tell
            number = fact_of(deed.entries[0]).team
        return self._name(number)

    def _name(self, team: str) -> str:
        return self._board.team(team).name


def _ids(entries: tuple[Entry, ...], room: str) -> list[str]:
    found = (split_stream(entry.stream) for entry in entries)
    return list(dict.fromkeys(id_ for name, id_ in found if name == room))


def _refused(refusal: Refusal) -> Phrase:
    if isinstance(refusal, StaleVersion):
        return phrase(N_("Somebody else was faster: looked at again, and decided anew"))
    return phrase(N_("Not possible, and decided anew: {why}"), why=refusal.phrase)
