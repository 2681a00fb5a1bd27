"""Addresses of the API, of its document, and of one's devices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from najda.application.permissions import Permission

from ..access import View, by_token, public
from ..pages import page
from . import devices
from .api import ROOT, make, unreadable
from .problems import plain

OPEN = "open"
api = make()


@public
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the API's document; it says nothing about anybody."""
    return JsonResponse(api.document)


@public
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show what the API can do, on a page of our own."""
    rooms: dict[str, list] = {}
    for address, methods in api.document["paths"].items():
        for method, operation in methods.items():
            rooms.setdefault(operation["tags"][0], []).append(
                {"method": method.upper(), "address": address, **operation}
            )
    return page(request, "api/reference.html", {"rooms": sorted(rooms.items())})


def _addresses() -> list[URLPattern]:
    """Return the API's addresses, each declaring what its operation asks of a token."""
    asked = {
        operation.url_name: operation.auth_callbacks[0].permission
        if operation.auth_callbacks
        else OPEN
        for bound in api._get_bound_routers()
        for view in bound.path_operations.values()
        for operation in view.operations
    }
    return [
        path(
            str(pattern.pattern),
            _declared(pattern.callback, asked[pattern.name]),
            name=pattern.name,
        )
        for pattern in api.urls[0]
        if pattern.name in asked
    ]


def _declared(view: View, permission: Permission | str | None) -> View:
    @csrf_exempt
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        status = unreadable(request)
        response = plain(request, status) if status else view(request, **parts)
        if response.status_code == 405:
            allowed = response.headers["Allow"]
            response = plain(request, 405)
            response.headers["Allow"] = allowed
        response.headers["Najda-Realm"] = request.site.realm
        response.headers["Cache-Control"] = "no-store"
        return response

    return public(answer) if permission is OPEN else by_token(permission)(answer)


urlpatterns = [
    path("me/devices/", devices.devices, name="devices"),
    path("me/devices/new/", devices.add_device, name="add_device"),
    path("me/devices/<int:pk>/revoke/", devices.revoke_device, name="revoke_device"),
    path("people/<int:pk>/devices/revoke/", devices.revoke_devices, name="revoke_devices"),
    path("api/", reference, name="api_reference"),
    path(f"{ROOT}openapi.json", openapi, name="openapi"),
    path(ROOT, include(_addresses())),
]
