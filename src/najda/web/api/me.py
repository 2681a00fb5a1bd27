"""Who a token is, and whether the server answers."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel, Field

from najda.application.permissions import MAY, Permission, Role

from .models import Scope


class Me(BaseModel):
    """Who asks, and what they may do with this token."""

    person: str
    device: str
    role: Role
    areas: list[str] = Field(description="Codes of the areas they work for; empty: everywhere.")
    team: str = Field(description="The team of somebody who works in one, or empty.")
    scope: Scope
    permissions: list[Permission]
    installation: str
    realm: str = Field(description="`real`, or `drill:` and a name: then nothing here is real.")


def me(request: HttpRequest) -> Any:
    """See who this token is, and what it may do."""
    grant, device = request.grant, request.device_by_token
    covered = sorted(p for p in MAY[grant.role] if device.covers(p))
    return {
        "person": grant.person,
        "device": device.in_ledger,
        "role": grant.role,
        "areas": list(grant.areas),
        "team": grant.team,
        "scope": device.scope,
        "permissions": covered,
        "installation": request.site.name,
        "realm": request.site.realm,
    }


class Health(BaseModel):
    """The server and its store answer."""

    ok: Literal[True]


def health(request: HttpRequest) -> Any:
    """Tell whether the server and its store answer; needs no token."""
    with request.desk.store.reading() as view:
        view.head()
    return {"ok": True}
