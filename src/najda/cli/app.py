"""Every command of `najda`, gathered."""

from __future__ import annotations

import typer

from . import (
    accounts,
    aid,
    backups,
    dispatch,
    drill,
    hazards,
    incidents,
    init,
    ledger,
    missions,
    people,
    places,
    public,
    reports,
    roads,
    serve,
    situation,
    teams,
    triage,
    upkeep,
)
from .errors import Guarded

_ABOUT = """Najda (نجدة, “rescue”): from the first call to a closed mission, for civil-defence and rescue
teams.

A report comes in (reports), becomes an incident (incidents), fit teams are proposed and sent (missions),
and the day ends in a situation report (situation). Every fact is an entry in a ledger that nobody can
rewrite unnoticed (ledger). Begin with “najda demo” to see it, “najda init” to use it."""

app = typer.Typer(
    cls=Guarded,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=_ABOUT,
    context_settings={"help_option_names": ["--help", "-h"]},
)


for part in (
    drill,
    init,
    reports,
    incidents,
    teams,
    missions,
    dispatch,
    aid,
    hazards,
    roads,
    situation,
    places,
    people,
    triage,
    ledger,
    accounts,
    public,
    serve,
    backups,
    upkeep,
):
    part.add(app)
