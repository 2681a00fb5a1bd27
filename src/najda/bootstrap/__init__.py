"""The only place that chooses adapters.

create, open_desk    an installation's desk
backups              backing up and restoring
upkeep               passphrase and database role
outside              what commands and pages need of the adapters besides the desk
"""

from __future__ import annotations

from .backups import back_up, backup_keys, restore
from .installations import (
    CLOCK,
    DATABASE_URL,
    DRILL_PASSPHRASE,
    KEYS,
    REAL,
    SYRIA,
    NoInstallation,
    OtherDatabase,
    check_realm,
    create,
    drill_time,
    is_told,
    open_desk,
    realm_in,
    set_up_pages,
)
from .later import gazetteer
from .outside import (
    check_free,
    demo_password,
    import_places,
    language,
    message_rows,
    origin,
    outline,
    pictures,
    press,
    refusals_file,
    refusals_table,
    scanner,
    sent_file,
    streets,
    surroundings,
    verifier,
)
from .upkeep import change_passphrase, grant_service

__all__ = [
    "CLOCK",
    "DATABASE_URL",
    "DRILL_PASSPHRASE",
    "KEYS",
    "REAL",
    "SYRIA",
    "NoInstallation",
    "OtherDatabase",
    "back_up",
    "backup_keys",
    "change_passphrase",
    "check_free",
    "check_realm",
    "create",
    "demo_password",
    "drill_time",
    "gazetteer",
    "grant_service",
    "import_places",
    "is_told",
    "language",
    "message_rows",
    "open_desk",
    "origin",
    "outline",
    "pictures",
    "press",
    "realm_in",
    "refusals_file",
    "refusals_table",
    "restore",
    "scanner",
    "sent_file",
    "set_up_pages",
    "streets",
    "surroundings",
    "verifier",
]
