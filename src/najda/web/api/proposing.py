"""Who could go, by the API. Nothing is decided by asking."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from najda.application.permissions import Permission
from najda.application.usecases.propose_teams import propose_teams, rank_teams
from najda.dispatch.plan import Plan, Ranking

from .reading import AreaCode, check_within_areas, one
from .schemas import told, told_model

RANKING, PLAN = told_model(Ranking), told_model(Plan)


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
    check_within_areas(request, area)
    plan = propose_teams(request.desk, most=most, area=area, grant=request.grant)
    return told(plan, request.language)
