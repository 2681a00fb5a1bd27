"""Everything that can be done by the API: an address, a use case and a permission each, in one table.

What is sent is the use case's own arguments, described by its signature and docstring; so a use case
gets its address by one line here, and says nothing twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest
from ninja import Body, Status

from najda.application.permissions import Permission
from najda.application.usecases import (
    ask_for_aid,
    assess_incident,
    check_in,
    close_incident,
    close_road,
    end_mission,
    judge_report,
    manage_team,
    open_incident,
    receive_report,
    record_outcome,
    report_hazard,
    run_shift,
    send_teams,
    take_call,
    work_mission,
)

from .acts import (
    ActId,
    Happened,
    Seen,
    act_from,
    arguments_of,
    check_opens_within_reach,
    check_within_reach,
    parts_of,
    receipt,
)
from .signatures import named, sign


class Write(NamedTuple):
    """One thing that can be done: where, what, who may, and the room of what it makes."""

    path: str
    use_case: Callable[..., Any]
    permission: str
    makes: str = ""
    leave: tuple[str, ...] = ()


WRITES = (
    Write("/reports", receive_report.receive_report, "reports.take", makes="reports"),
    Write("/calls", take_call.take_call, "reports.take", makes="reports"),
    Write("/reports/{report}/link", judge_report.link_report, "reports.judge"),
    Write("/reports/{report}/split", judge_report.split_report, "reports.judge"),
    Write("/reports/{report}/set-aside", judge_report.set_report_aside, "reports.judge"),
    Write("/reports/{report}/take-up", judge_report.take_report_up, "reports.judge"),
    Write("/incidents", open_incident.open_incident, "incidents.open", makes="incidents"),
    Write("/incidents/{incident}/assess", assess_incident.assess_need, "incidents.assess"),
    Write("/incidents/{incident}/place", assess_incident.place_incident, "incidents.assess"),
    Write("/incidents/{incident}/revise", assess_incident.revise_incident, "incidents.assess"),
    Write("/incidents/{incident}/close", close_incident.close_incident, "incidents.close"),
    Write("/incidents/{incident}/reopen", close_incident.reopen_incident, "incidents.close"),
    Write("/incidents/{incident}/plan", send_teams.plan_mission, "missions.send", makes="missions"),
    Write("/incidents/{incident}/send", send_teams.send_teams, "missions.send", makes="missions"),
    Write("/missions/{mission}/teams/{team}/set-down", send_teams.set_team_down, "missions.send"),
    Write("/missions/{mission}/teams/{team}/take-off", send_teams.take_team_off, "missions.send"),
    Write("/missions/{mission}/teams/{team}/accept", work_mission.accept_mission, "missions.work"),
    Write("/missions/{mission}/teams/{team}/refuse", work_mission.refuse_mission, "missions.work"),
    Write("/missions/{mission}/teams/{team}/depart", work_mission.depart, "missions.work"),
    Write("/missions/{mission}/teams/{team}/arrive", work_mission.arrive, "missions.work"),
    Write("/missions/{mission}/teams/{team}/finish", work_mission.finish, "missions.work"),
    Write("/missions/{mission}/teams/{team}/call-back", work_mission.call_back, "missions.end"),
    Write("/missions/{mission}/teams/{team}/outcome", record_outcome.record_outcome, "missions.work"),
    Write("/missions/{mission}/records/{record}/correct", record_outcome.correct_outcome, "missions.end"),
    Write("/missions/{mission}/close", end_mission.close_mission, "missions.end"),
    Write("/missions/{mission}/abort", end_mission.abort_mission, "missions.end"),
    Write("/teams", manage_team.register_team, "teams.manage", makes="teams"),
    Write("/teams/{team}/revise", manage_team.revise_team, "teams.manage"),
    Write("/teams/{team}/members", manage_team.join_team, "teams.manage"),
    Write("/teams/{team}/members/{member}/leave", manage_team.leave_team, "teams.manage"),
    Write("/teams/{team}/vehicles", manage_team.give_vehicle, "teams.manage"),
    Write("/teams/{team}/vehicles/{vehicle}/take", manage_team.take_vehicle, "teams.manage"),
    Write("/teams/{team}/stand-down", manage_team.stand_team_down, "teams.manage"),
    Write("/teams/{team}/shift/start", run_shift.start_shift, "teams.run_shift"),
    Write("/teams/{team}/shift/extend", run_shift.extend_shift, "teams.run_shift"),
    Write("/teams/{team}/shift/end", run_shift.end_shift, "teams.run_shift"),
    Write("/teams/{team}/check-in", check_in.check_in, "teams.check_in"),
    Write("/teams/{team}/alarm/answer", check_in.answer_alarm, "teams.run_shift"),
    Write("/hazards", report_hazard.report_hazard, "hazards.report", makes="hazards"),
    Write("/hazards/{hazard}/extend", report_hazard.extend_hazard, "hazards.end"),
    Write("/hazards/{hazard}/clear", report_hazard.clear_hazard, "hazards.end"),
    Write("/closures", close_road.close_road, "roads.close", makes="closures"),
    Write("/closures/slow", close_road.slow_road, "roads.close", makes="closures"),
    Write("/closures/{closure}/extend", close_road.extend_closure, "roads.close"),
    Write("/closures/{closure}/reopen", close_road.reopen_road, "roads.close"),
    Write("/aid", ask_for_aid.ask_for_aid, "aid.ask", makes="aid"),
    Write("/aid/{aid}/extend", ask_for_aid.extend_aid, "aid.ask"),
    Write("/aid/{aid}/withdraw", ask_for_aid.withdraw_aid, "aid.ask"),
    Write("/aid/{aid}/grant", ask_for_aid.grant_aid, "aid.answer"),
    Write("/aid/{aid}/decline", ask_for_aid.decline_aid, "aid.answer"),
    Write("/aid/{aid}/came", ask_for_aid.welcome_team, "aid.answer"),
    Write("/aid/{aid}/left", ask_for_aid.let_team_go, "aid.answer"),
)  # fmt: skip
"""Every write. What stands beside these belongs to no program: founding, accounts, importing, erasing."""


def endpoint(write: Write) -> Callable[..., Any]:
    """Return the function that answers at a write's address, with the signature its schema is made of."""
    path = tuple(re.findall(r"{(\w+)}", write.path))
    parts = parts_of(write.use_case, path, write.leave)
    permission = Permission(write.permission)

    def answer(request: HttpRequest, key: UUID, seen: Any, happened: Any, **given: Any) -> Any:
        body = given.pop("given", None)
        arguments = arguments_of(parts, given, body)
        check_within_reach(request, permission, arguments)
        if "opens" in arguments or write.use_case is open_incident.open_incident:
            check_opens_within_reach(request, arguments)
        act = act_from(request, key, seen, happened)
        done = write.use_case(request.desk, act, **arguments)
        return Status(201 if write.makes else 200, receipt(done, act, write.makes))

    body = [] if parts.body is None else [named("given", parts.body, Body(...))]
    sign(
        answer, write.use_case.__name__,
        *(named(name, UUID) for name in path), named("key", ActId),
        named("seen", Seen, None), named("happened", Happened, None), *body,
    )  # fmt: skip
    answer.__doc__ = write.use_case.__doc__
    return answer
