"""Which report a receipt is for."""

from __future__ import annotations

from django.db import models


class Receipt(models.Model):
    """A report's receipt. The code is kept as only this installation can make it again from the code."""

    code_hash = models.CharField(max_length=32, primary_key=True)
    report = models.CharField(max_length=36)
