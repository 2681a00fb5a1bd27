"""The table of files that were sent and not yet taken in. It is no part of the ledger: what a file says
is sealed here (`web.sealing`) and gone once it is taken in, thrown away, or too old."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Stage(models.TextChoices):
    """How far a file is."""

    LOOKING = "looking"
    LOOKED = "looked"
    TAKING = "taking"
    TAKEN = "taken"
    UNREADABLE = "unreadable"


class SentFile(models.Model):
    """A file somebody sent, and what came of it so far. `run` counts how often work on it was begun: who
    works under an older number was replaced and ends. `touched_at` is when that work last was alive, in
    this machine's time, whatever a drill's clock says. The rest is sealed: `name`, `content`, what the
    person `wishes` of it, the `outcome`, and the `refused` rows as CSV."""

    id = models.CharField(max_length=36, primary_key=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sent_files"
    )
    sent_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    stage = models.CharField(max_length=12, choices=Stage.choices)
    run = models.PositiveIntegerField(default=1)
    rows = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    name = models.TextField()
    content = models.BinaryField(default=b"")
    wishes = models.TextField(default="")
    outcome = models.TextField(default="")
    refused = models.BinaryField(default=b"")

    class Meta:
        ordering: ClassVar = ["-sent_at"]
