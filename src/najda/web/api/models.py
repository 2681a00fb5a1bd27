"""The devices that act for somebody without signing in."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from najda.application.permissions import Permission

from ..accounts.models import Account

NAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,29}\Z",
    _("Use 2 to 30 letters a–z, digits, and . _ - between them."),
)


class Scope(models.TextChoices):
    """How much of what its person may do a device may do."""

    READING = "reading", _("read only")
    EVERYTHING = "everything", _("everything I may do")


READING = frozenset(
    permission
    for permission in Permission
    if permission.value.endswith((".read", ".watch")) and permission != Permission.ORIGINALS_READ
)
"""What reading only covers: nothing that leaves an entry, so no sealed words either."""


class Device(models.Model):
    """A device with a token of its own. Of the token itself only a hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=30, validators=[NAME])
    scope = models.CharField(max_length=12, choices=Scope.choices, default=Scope.READING)
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "name"], name="device_name_of_account")
        ]

    @property
    def in_ledger(self) -> str:
        """Return what acts by this device say they were done with."""
        return f"device/{self.name}"

    def covers(self, permission: Permission) -> bool:
        """Tell whether the device may do so, as far as its person may."""
        return self.scope == Scope.EVERYTHING or permission in READING

    def has_ended(self, now: datetime) -> bool:
        """Tell whether its time is over."""
        return self.ends_at is not None and self.ends_at <= now
