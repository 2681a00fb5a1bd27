"""Who asks: the device whose token is in `Authorization: Bearer`, and what it and its person may do.

Only tokens count here. A browser's session opens nothing, so no page elsewhere can make a browser act
here in somebody's name, and no form's protection is needed.
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security.http import HttpAuthBase

from najda.application.permissions import Permission, check_may

from ..accounts import lockout
from .tokens import device_of


class DeviceToken(HttpAuthBase):
    """Lets in whoever has the permission by their role, and the device by its scope; without a
    permission, whoever has a token."""

    openapi_scheme = "bearer"

    def __init__(self, permission: Permission | None) -> None:
        super().__init__()
        self.permission = permission

    def __call__(self, request: HttpRequest) -> bool:
        """Return True, with who asks at `request.grant`; raise what the answer says otherwise."""
        token = _token(request)
        found = device_of(token)
        if found is None:
            raise HttpError(429 if token and lockout.wrong_token(request) else 401, "")
        request.device_by_token, request.grant = found, found.account.grant
        if found.account.is_unsettled:
            raise HttpError(403, "")
        if self.permission is not None:
            check_may(request.grant, self.permission)
            if not found.covers(self.permission):
                raise HttpError(403, "")
        return True


def _token(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
