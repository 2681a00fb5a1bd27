"""Sessions kept in the installation's own database, with the account and the device they belong to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DbSessionStore

DEVICE = "device"


class SessionStore(DbSessionStore):
    """Django's sessions in a table that says whose they are."""

    @classmethod
    def get_model_class(cls) -> type:
        """Return the table."""
        from .models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Return the row to save."""
        row = super().create_model_instance(data)
        row.account_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device = data.get(DEVICE, "")
        before = (
            self.model.objects.filter(session_key=row.session_key).values_list("started_at").first()
        )
        if before:
            (row.started_at,) = before
        return row
