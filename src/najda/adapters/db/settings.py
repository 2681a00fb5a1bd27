"""Django, told once per process what it needs to know; nothing is read from outside at import."""

from __future__ import annotations

from itertools import count
from typing import Any

import django
from django.conf import settings

_numbers = count(1)


def configure(**more: Any) -> None:
    """Set Django up for the store alone, or, given further settings, for whatever stands on it.

    Does nothing if Django is set up already, so a web shell calls it first with all it needs.
    """
    if settings.configured:
        missing = set(more.get("INSTALLED_APPS", ())) - set(settings.INSTALLED_APPS)
        if missing:
            raise RuntimeError(
                "Django was set up for the store alone; set it up for pages before that."
            )
        return
    given: dict[str, Any] = {
        "INSTALLED_APPS": [],
        "DATABASES": {},
        "USE_TZ": True,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LOGGING_CONFIG": None,
        **more,
    }
    given["INSTALLED_APPS"] = ["najda.adapters.db", *given["INSTALLED_APPS"]]
    settings.configure(**given)
    django.setup()


def use_secret(secret: str) -> None:
    """Give Django the key it signs sessions and forms with: each installation has its own."""
    settings.SECRET_KEY = secret


def register(database: dict[str, Any], alias: str | None = None) -> str:
    """Make a database known to Django under `alias`, or a new name, and return the name."""
    from django.db import connections

    name = alias or f"store-{next(_numbers)}"
    whole = {**database, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
    if name in connections.settings and hasattr(connections._connections, name):
        connections[name].close()  # another database had the name until now
        del connections[name]
    connections.settings[name] = connections.configure_settings({"default": {}, name: whole})[name]
    return name
