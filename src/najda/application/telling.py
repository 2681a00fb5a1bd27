"""What each fact about an incident, its missions, reports and hazards says, as a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from najda.domain.hazards import events as hazards
from najda.domain.incidents import events as incidents
from najda.domain.missions import events as missions
from najda.domain.reports import events as reports
from najda.domain.subjects import events as subjects
from najda.kernel.need import Level, reasons
from najda.kernel.personal import Sealed
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.places import Place
from najda.kernel.values import Fact

from .fact_words import fact_word
from .outcome_words import outcome_words

TeamName = Callable[[str], str]


class Box(NamedTuple):
    """Sealed words, and what they are: a reason, what was told, …"""

    called: Phrase
    sealed: Sealed


class Told(NamedTuple):
    """A fact in words: the sentence, what belongs to it, the place it names, the boxes it holds."""

    says: Phrase
    details: tuple[Phrase, ...] = ()
    place: Place | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def sealed(self) -> tuple[Sealed, ...]:
        """Return what is sealed in it."""
        return tuple(box.sealed for box in self.boxes)


def told(fact: Fact, team: TeamName) -> Told:
    """Return what a fact says; `team` gives what a team is called."""
    says, details = _of_team(fact, team) or _of_thing(fact)
    place = getattr(fact, "place", None)
    return Told(says, details, place if isinstance(place, Place) else None, boxes(fact))


def boxes(fact: Fact) -> tuple[Box, ...]:
    """Return what is sealed in a fact, each with what it is called."""
    values = ((name, getattr(fact, name)) for name in fact.__struct_fields__)
    return tuple(
        Box(phrase(SEALED_WORDS[name]), value)
        for name, value in values
        if isinstance(value, Sealed)
    )


def _of_thing(fact: Fact) -> tuple[Phrase, tuple[Phrase, ...]]:
    match fact:
        case reports.ReportReceived():
            return phrase(N_("Report received: {channel}."), channel=fact.channel), ()
        case incidents.IncidentOpened():
            return phrase(N_("Incident opened: {task}."), task=fact.task), _asks(fact.capabilities)
        case incidents.NeedAssessed():
            level = Level(fact.level)
            return phrase(N_("Need assessed: {level}."), level=level), reasons(fact.need)
        case incidents.IncidentRevised():
            says = phrase(N_("Kind of incident revised: {task}."), task=fact.task)
            return says, _asks(fact.capabilities)
        case incidents.IncidentClosed():
            return phrase(N_("Incident closed: {ending}."), ending=fact.ending), ()
        case hazards.HazardReported():
            says = N_("Hazard reported: {kind}, within {radius} metres.")
            return phrase(says, kind=fact.kind, radius=fact.radius_m), ()
        case subjects.SubjectOpened(masked=True):
            says = N_("Sealed words were read masked, for {purpose}.")
            return phrase(says, purpose=fact.purpose), ()
        case subjects.SubjectOpened():
            return phrase(N_("Sealed words were read, for {purpose}."), purpose=fact.purpose), ()
    return phrase(_PLAIN[type(fact)]) if type(fact) in _PLAIN else fact_word(type(fact)), ()


def _of_team(fact: Fact, team: TeamName) -> tuple[Phrase, tuple[Phrase, ...]] | None:
    says = _TEAM.get(type(fact))
    if says is None:
        return None
    details: tuple[Phrase, ...] = ()
    match fact:
        case missions.TeamSent():
            details = _proposed(fact, team)
        case missions.OutcomeRecorded():
            details = (*outcome_words(fact.outcome), *_believed(fact))
    return phrase(says, team=team(_team_of(fact))), details


def _team_of(fact: Any) -> str:
    return fact.team


def corrected(fact: missions.OutcomeCorrected, team: str) -> Told:
    """Return what a correction says; whose record it was is known from the mission, not from the fact."""
    says = phrase(N_("The outcome of {team} was corrected."), team=team)
    return Told(says, outcome_words(fact.outcome), None, boxes(fact))


def _believed(fact: missions.OutcomeRecorded) -> tuple[Phrase, ...]:
    says = N_("What it was told or believes, and has not seen, is kept apart:")
    return (phrase(says),) if fact.believed else ()


def _asks(capabilities: tuple[Any, ...]) -> tuple[Phrase, ...]:
    return (phrase(N_("It asks for: {capabilities}."), capabilities=capabilities),)


def _proposed(fact: missions.TeamSent, team: TeamName) -> tuple[Phrase, ...]:
    if not fact.proposed:
        return (phrase(N_("No team was fit to be proposed.")),) if fact.override else ()
    names = [team(option.team) for option in fact.proposed]
    if fact.override is None:
        return (phrase(N_("Best first, these were fit: {teams}."), teams=names),)
    return (phrase(N_("Against the proposal. Best first, these were fit: {teams}."), teams=names),)


SEALED_WORDS = {
    "text": N_("what was told"),
    "directions": N_("directions"),
    "reporter": N_("how to reach the reporter"),
    "reason": N_("the reason"),
    "override": N_("the reason"),
    "believed": N_("what it was told or believes"),
}
"""What sealed words are called, by the field they stand in."""
_TEAM = {
    missions.TeamSetDown: N_("{team} was set down, and not sent."),
    missions.TeamTakenOff: N_("{team} was taken off again."),
    missions.TeamSent: N_("{team} was sent."),
    missions.TeamAccepted: N_("{team} goes."),
    missions.TeamRefused: N_("{team} does not go."),
    missions.TeamDeparted: N_("{team} is on its way."),
    missions.TeamArrived: N_("{team} is there."),
    missions.TeamWithdrawn: N_("{team} was called back."),
    missions.TeamDone: N_("{team} is done and free."),
    missions.OutcomeRecorded: N_("{team} told its outcome."),
}
_PLAIN = {
    reports.ReportLinked: N_("A report was linked to this incident."),
    reports.ReportSplit: N_("A report was split off: it tells of something else."),
    reports.ReportSetAside: N_("A report was set aside."),
    reports.ReportTakenUp: N_("A report was taken up again."),
    incidents.IncidentPlaced: N_("The place was corrected."),
    incidents.ReportAttached: N_("A report was linked to this incident."),
    incidents.ReportDetached: N_("A report was split off: it tells of something else."),
    incidents.MissionSent: N_("A mission was sent."),
    incidents.MissionEnded: N_("A mission ended."),
    incidents.WaitResumed: N_("Nobody is out for it any more: it waits."),
    incidents.IncidentReopened: N_("Incident reopened."),
    missions.MissionPlanned: N_("Mission planned."),
    missions.MissionAborted: N_("Mission aborted."),
    missions.MissionClosed: N_("Mission closed."),
    hazards.HazardExtended: N_("The end of the hazard was changed."),
    hazards.HazardCleared: N_("The hazard was cleared."),
    subjects.SubjectErased: N_("Sealed words were erased for good."),
}
