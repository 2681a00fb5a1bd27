"""The table of calls still being typed. It is no part of the ledger: a draft is gone once it is saved or
discarded."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """A call somebody has begun. Its id is that of the act it will become; `revision` counts how often it
    was kept, so that two windows do not overwrite each other; `box` is sealed (`web.sealing`)."""

    id = models.CharField(max_length=36, primary_key=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    begun_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    box = models.TextField()

    class Meta:
        ordering: ClassVar = ["-kept_at"]
