"""What the menu shows: the places a person may go, in the order of the work."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext

from najda.application.permissions import Grant, Permission, Role, can
from najda.kernel.phrases import N_


class Place(NamedTuple):
    """An entry of the menu: the name of its address, what it is called, who sees it, its icon."""

    address: str
    title: str
    permission: Permission
    icon: str
    roles: frozenset[Role] | None = None


PLACES = (
    Place("board", N_("Board"), Permission.BOARD_WATCH, "board"),
    Place("take_call", N_("New call"), Permission.REPORTS_TAKE, "call"),
    Place(
        "my_mission", N_("My mission"), Permission.MISSIONS_WORK, "mission", frozenset({Role.TEAM})
    ),
    Place("plan", N_("Plan"), Permission.BOARD_WATCH, "plan"),
    Place("reports", N_("Reports"), Permission.REPORTS_JUDGE, "report"),
    Place(
        "incidents",
        N_("Incidents"),
        Permission.INCIDENTS_READ,
        "incident",
        frozenset(Role) - {Role.TEAM},
    ),
    Place("teams", N_("Teams"), Permission.TEAMS_READ, "team"),
    Place("hazards", N_("Hazards"), Permission.HAZARDS_READ, "hazard"),
    Place("roads", N_("Roads"), Permission.CLOSURES_READ, "road"),
    Place("cover", N_("Cover"), Permission.BOARD_WATCH, "cover"),
    Place("day", N_("The day"), Permission.DAY_READ, "day"),
    Place("accounts", N_("People"), Permission.ACCOUNTS_MANAGE, "people"),
)
"""A place whose address is not there yet does not show."""


class Link(NamedTuple):
    """An entry as it is shown."""

    url: str
    title: str
    icon: str
    here: bool


def navigation(request: HttpRequest, grant: Grant | None) -> list[Link]:
    """Return the menu of whoever asks; empty for a visitor."""
    links = []
    for place in PLACES if grant else ():
        if not can(grant, place.permission) or (place.roles and grant.role not in place.roles):
            continue
        try:
            url = reverse(place.address)
        except NoReverseMatch:
            continue
        links.append(Link(url, gettext(place.title), place.icon, request.path.startswith(url)))
    return links
