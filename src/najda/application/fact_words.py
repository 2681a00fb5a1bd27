"""What every kind of fact is called when a person reads it, as what happened."""

from __future__ import annotations

from collections.abc import Mapping

from najda.domain.aid import events as aid
from najda.domain.closures import events as closures
from najda.domain.hazards import events as hazards
from najda.domain.incidents import events as incidents
from najda.domain.installation import events as installation
from najda.domain.missions import events as missions
from najda.domain.reports import events as reports
from najda.domain.subjects import events as subjects
from najda.domain.teams import events as teams
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import Fact


def fact_word(fact: type[Fact]) -> Phrase:
    """Return what a kind of fact is called, in lower case, for use in a sentence."""
    return phrase(FACT_WORDS[fact]) if fact in FACT_WORDS else phrase("{word}", word=fact.__name__)


FACT_WORDS: Mapping[type[Fact], str] = {
    reports.ReportReceived: N_("report received"),
    reports.ReportLinked: N_("report linked to an incident"),
    reports.ReportSplit: N_("report split off from its incident"),
    reports.ReportSetAside: N_("report set aside"),
    reports.ReportTakenUp: N_("report taken up again"),
    incidents.IncidentOpened: N_("incident opened"),
    incidents.NeedAssessed: N_("need assessed"),
    incidents.IncidentPlaced: N_("incident placed"),
    incidents.IncidentRevised: N_("kind of incident revised"),
    incidents.ReportAttached: N_("report attached"),
    incidents.ReportDetached: N_("report detached"),
    incidents.MissionSent: N_("mission sent"),
    incidents.MissionEnded: N_("mission ended"),
    incidents.WaitResumed: N_("waiting again"),
    incidents.IncidentClosed: N_("incident closed"),
    incidents.IncidentReopened: N_("incident reopened"),
    missions.MissionPlanned: N_("mission planned"),
    missions.TeamSetDown: N_("team set down for the mission"),
    missions.TeamTakenOff: N_("team taken off the mission"),
    missions.TeamSent: N_("team sent"),
    missions.TeamAccepted: N_("mission accepted by the team"),
    missions.TeamRefused: N_("mission refused by the team"),
    missions.TeamDeparted: N_("team departed"),
    missions.TeamArrived: N_("team arrived"),
    missions.TeamWithdrawn: N_("team called back"),
    missions.TeamDone: N_("team done"),
    missions.OutcomeRecorded: N_("outcome recorded"),
    missions.OutcomeCorrected: N_("outcome corrected"),
    missions.MissionAborted: N_("mission aborted"),
    missions.MissionClosed: N_("mission closed"),
    hazards.HazardReported: N_("hazard reported"),
    hazards.HazardExtended: N_("end of the hazard changed"),
    hazards.HazardCleared: N_("hazard cleared"),
    closures.RoadClosed: N_("road closed"),
    closures.RoadSlowed: N_("road slowed"),
    closures.ClosureExtended: N_("end of the closure changed"),
    closures.RoadReopened: N_("road reopened"),
    aid.AidAsked: N_("aid asked for"),
    aid.AidGranted: N_("aid granted"),
    aid.AidDeclined: N_("aid declined"),
    aid.AidExtended: N_("end of the request for aid changed"),
    aid.AidWithdrawn: N_("request for aid withdrawn"),
    aid.AidTeamCame: N_("team came as aid"),
    aid.AidTeamLeft: N_("team that came as aid left"),
    teams.TeamRegistered: N_("team registered"),
    teams.TeamRevised: N_("team revised"),
    teams.MemberJoined: N_("member joined"),
    teams.MemberLeft: N_("member left"),
    teams.VehicleJoined: N_("vehicle given to the team"),
    teams.VehicleLeft: N_("vehicle taken from the team"),
    teams.ShiftStarted: N_("shift started"),
    teams.ShiftExtended: N_("shift extended"),
    teams.ShiftEnded: N_("shift ended"),
    teams.TeamPreassigned: N_("team preassigned"),
    teams.PreassignmentLifted: N_("preassignment lifted"),
    teams.TeamCommitted: N_("team committed"),
    teams.TeamReleased: N_("team released"),
    teams.CheckedIn: N_("check-in"),
    teams.CheckInMissed: N_("check-in missed"),
    teams.AlarmAnswered: N_("alarm answered"),
    teams.TeamStoodDown: N_("team stood down"),
    subjects.SubjectOpened: N_("sealed data read"),
    subjects.SubjectErased: N_("sealed data erased"),
    installation.InstallationFounded: N_("installation founded"),
    installation.InstallationRevised: N_("installation revised"),
    installation.PublicReportsOpened: N_("public reports opened"),
    installation.PublicReportsEnded: N_("public reports ended"),
}
