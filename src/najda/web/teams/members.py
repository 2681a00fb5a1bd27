"""Who and what is in a team: members come and go, vehicles are given and taken, names are read on the
record."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from najda.application.usecases import manage_team
from najda.application.usecases.protect_person import open_sealed
from najda.kernel.errors import Refusal
from najda.kernel.ids import id_within
from najda.kernel.phrases import N_
from najda.kernel.values import replace

from ..access import may
from ..acting import act_of, refuse
from ..finding import thing
from .acts import GET_OR_POST, act
from .forms import NAMES, EmptyForm, JoinForm, NamesForm, ReasonForm, VehicleForm
from .views import show


@may("teams.manage")
@GET_OR_POST
def join(request: HttpRequest, team: UUID) -> HttpResponse:
    """Let a person join; their name is sealed."""
    form = JoinForm(request.POST or None, language=request.language)
    return act(
        request, thing(request, "teams", team, "teams.manage"), form, manage_team.join_team,
        said=N_("The person joined the team."), title=N_("New member"), button=N_("Add the member"),
    )  # fmt: skip


@may("teams.manage")
@GET_OR_POST
def leave(request: HttpRequest, team: UUID, member: UUID) -> HttpResponse:
    """Let a person leave."""
    found = thing(request, "teams", team, "teams.manage")
    if request.method != "POST" and all(m.id != str(member) for m in found.state.members):
        raise Http404
    form = EmptyForm(request.POST if request.method == "POST" else None)
    return act(
        request, found, form, manage_team.leave_team, said=N_("The person left the team."),
        title=N_("A member leaves"), button=N_("The member leaves"), member=str(member),
    )  # fmt: skip


@may("teams.manage")
@require_POST
def names(request: HttpRequest, team: UUID) -> HttpResponse:
    """Show the members' names; who read them and what for is recorded before they are shown."""
    found = thing(request, "teams", team, "teams.manage")
    form, opened = NamesForm(request.POST, language=request.language, auto_id=NAMES), {}
    if form.is_valid():
        try:
            reading = act_of(request)
            for member in found.state.members:
                one = replace(reading, id=id_within(reading.id, member.id), seen={})
                purpose = form.cleaned_data["purpose"]
                opened[member.id] = open_sealed(
                    request.desk, one, sealed=member.name, purpose=purpose
                )
        except Refusal as refusal:
            refuse(request, form, refusal)
        else:
            return show(request, found, names=opened)
    return show(request, found, form=form)


@may("teams.manage")
@GET_OR_POST
def give_vehicle(request: HttpRequest, team: UUID) -> HttpResponse:
    """Give the team a vehicle."""
    form = VehicleForm(request.POST or None)
    return act(
        request, thing(request, "teams", team, "teams.manage"), form, manage_team.give_vehicle,
        said=N_("The vehicle was given to the team."), title=N_("New vehicle"),
        button=N_("Give the vehicle"),
    )  # fmt: skip


@may("teams.manage")
@GET_OR_POST
def take_vehicle(request: HttpRequest, team: UUID, vehicle: UUID) -> HttpResponse:
    """Take a vehicle from the team, and say why."""
    found = thing(request, "teams", team, "teams.manage")
    if request.method != "POST" and all(v.id != str(vehicle) for v in found.state.vehicles):
        raise Http404
    return act(
        request, found, ReasonForm(request.POST or None), manage_team.take_vehicle,
        said=N_("The vehicle was taken from the team."), title=N_("Take the vehicle"),
        button=N_("Take it"), vehicle=str(vehicle),
    )  # fmt: skip
