"""What everything that stands somewhere, or is of some kind, is called when a person reads it.

The kernel names its own words (`kernel.words`); here are those of the rooms, where one English word may
be two in a language that tells a closed incident from a closed mission.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from najda.domain.aid.status import Status as AidStatus
from najda.domain.closures.status import Status as ClosureStatus
from najda.domain.hazards.status import Status as HazardStatus
from najda.domain.incidents.events import Ending
from najda.domain.incidents.status import Status as IncidentStatus
from najda.domain.installation.status import Status as InstallationStatus
from najda.domain.missions.status import Part
from najda.domain.missions.status import Status as MissionStatus
from najda.domain.reports.status import Status as ReportStatus
from najda.domain.subjects.events import Purpose
from najda.domain.subjects.status import Status as SubjectStatus
from najda.domain.teams.status import Status as TeamStatus
from najda.intake.places import Kind
from najda.kernel import words as kernel_words
from najda.kernel.phrases import N_, Phrase, phrase, phrase_of
from najda.kernel.places import Precision


def word(member: Enum) -> Phrase:
    """Return what a member of an enumeration is called, in lower case, for use in a sentence.

    One that has no word (and so is not meant for people) is called as it is written.
    """
    if type(member) in kernel_words.WORDS:
        return kernel_words.word(member)
    return WORDS.get(type(member), {}).get(member) or phrase("{word}", word=str(member))


def thing_word(room: str) -> Phrase:
    """Return what one thing in a room is called."""
    return phrase(THINGS[room])


THINGS: Mapping[str, str] = {
    "reports": N_("report"),
    "incidents": N_("incident"),
    "hazards": N_("hazard"),
    "closures": N_("closure"),
    "aid": N_("request for aid"),
    "teams": N_("team"),
    "missions": N_("mission"),
    "subjects": N_("subject"),
    "installation": N_("installation"),
}

LISTED_BY: Mapping[str, str] = {"closures": "roads"}
"""Rooms whose things another command lists than the one called like them."""

WORDS: Mapping[type[Enum], Mapping[Enum, Phrase]] = {
    ReportStatus: {
        ReportStatus.RECEIVED: phrase_of("report", "not judged yet"),
        ReportStatus.LINKED: phrase_of("report", "linked to an incident"),
        ReportStatus.SET_ASIDE: phrase_of("report", "set aside"),
    },
    IncidentStatus: {
        IncidentStatus.WAITING: phrase_of("incident", "waiting"),
        IncidentStatus.SERVED: phrase_of("incident", "being served"),
        IncidentStatus.CLOSED: phrase_of("incident", "closed"),
    },
    Ending: {
        Ending.RESOLVED: phrase_of("incident", "resolved"),
        Ending.NOTHING_FOUND: phrase_of("incident", "nothing found"),
        Ending.HANDED_OVER: phrase_of("incident", "handed over"),
        Ending.OUT_OF_REACH: phrase_of("incident", "out of reach"),
        Ending.SAME_AS_ANOTHER: phrase_of("incident", "same as another"),
    },
    MissionStatus: {
        MissionStatus.PLANNED: phrase_of("mission", "planned"),
        MissionStatus.UNDER_WAY: phrase_of("mission", "under way"),
        MissionStatus.CLOSED: phrase_of("mission", "closed"),
        MissionStatus.ABORTED: phrase_of("mission", "aborted"),
    },
    Part: {
        Part.SET_DOWN: phrase_of("team", "set down, not sent"),
        Part.SENT: phrase_of("team", "sent"),
        Part.ACCEPTED: phrase_of("team", "accepted"),
        Part.ON_THE_WAY: phrase_of("team", "on the way"),
        Part.ON_SITE: phrase_of("team", "on site"),
        Part.DONE: phrase_of("team", "done"),
        Part.REFUSED: phrase_of("team", "refused"),
        Part.WITHDRAWN: phrase_of("team", "called back"),
    },
    TeamStatus: {
        TeamStatus.OFF_SHIFT: phrase_of("team", "off shift"),
        TeamStatus.AVAILABLE: phrase_of("team", "available"),
        TeamStatus.PREASSIGNED: phrase_of("team", "preassigned"),
        TeamStatus.COMMITTED: phrase_of("team", "committed"),
        TeamStatus.STOOD_DOWN: phrase_of("team", "stood down"),
    },
    HazardStatus: {
        HazardStatus.STANDING: phrase_of("hazard", "standing"),
        HazardStatus.CLEARED: phrase_of("hazard", "cleared"),
    },
    ClosureStatus: {
        ClosureStatus.CLOSED: phrase_of("road", "closed"),
        ClosureStatus.SLOWED: phrase_of("road", "slowed"),
        ClosureStatus.REOPENED: phrase_of("road", "open again"),
    },
    AidStatus: {
        AidStatus.ASKED: phrase_of("aid", "asked for"),
        AidStatus.GRANTED: phrase_of("aid", "granted"),
        AidStatus.DECLINED: phrase_of("aid", "declined"),
        AidStatus.WITHDRAWN: phrase_of("aid", "withdrawn"),
    },
    SubjectStatus: {
        SubjectStatus.KEPT: phrase_of("sealed data", "kept"),
        SubjectStatus.ERASED: phrase_of("sealed data", "erased"),
    },
    Purpose: {
        Purpose.DISPATCH: phrase_of("purpose", "dispatch"),
        Purpose.REVIEW: phrase_of("purpose", "review"),
        Purpose.FAMILY: phrase_of("purpose", "answering the family"),
        Purpose.AUDIT: phrase_of("purpose", "audit"),
        Purpose.REQUEST: phrase_of("purpose", "the person's own request"),
    },
    InstallationStatus: {InstallationStatus.FOUNDED: phrase_of("installation", "founded")},
    Precision: {
        Precision.EXACT: phrase_of("place", "exact position"),
        Precision.SETTLEMENT: phrase_of("place", "centre of the settlement"),
        Precision.AREA: phrase_of("place", "centre of the area"),
        Precision.UNKNOWN: phrase_of("place", "position not known"),
    },
    Kind: {
        Kind.GOVERNORATE: phrase_of("place", "governorate"),
        Kind.DISTRICT: phrase_of("place", "district"),
        Kind.SUBDISTRICT: phrase_of("place", "subdistrict"),
        Kind.SETTLEMENT: phrase_of("place", "settlement"),
        Kind.NEIGHBOURHOOD: phrase_of("place", "neighbourhood"),
    },
}
