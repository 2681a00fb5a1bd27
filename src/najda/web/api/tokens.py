"""Tokens of devices: made once, shown once, known again by their hash."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from ..accounts.models import Account
from .models import Device, Scope

PREFIX = "najda_"
"""So that a token left in a file or a message is known for what it is."""

LONGEST = 100
"""Characters of a header that are looked at."""

MOST = 20
"""Devices one account may have."""

USED_EVERY = timedelta(minutes=5)


def new_device(
    account: Account, name: str, scope: Scope, ends_at: datetime | None = None
) -> tuple[Device, str]:
    """Return a device and its token, which nobody can read again."""
    token = PREFIX + secrets.token_urlsafe(32)
    made = Device.objects.create(
        account=account, name=name, scope=scope, ends_at=ends_at, token_hash=_hashed(token)
    )
    return made, token


def device_of(token: str) -> Device | None:
    """Return the device a token belongs to; None if it was revoked, its time is over, or its person may
    not sign in."""
    if not token.startswith(PREFIX) or len(token) > LONGEST:
        return None
    found = Device.objects.select_related("account").filter(token_hash=_hashed(token)).first()
    now = timezone.now()
    if found is None or not found.account.is_active or found.has_ended(now):
        return None
    if found.used_at is None or found.used_at < now - USED_EVERY:
        Device.objects.filter(pk=found.pk).update(used_at=now)
    return found


def revoke(device: Device) -> None:
    """End a device's token at once."""
    with transaction.atomic():
        device.delete()


def _hashed(token: str) -> str:
    """A token is 256 random bits: there is nothing to guess that a slow hash would protect."""
    return sha256(token.encode()).hexdigest()
