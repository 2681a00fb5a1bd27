"""`najda installation`: what it is called and where it works, its passphrase, who serves it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from najda import bootstrap
from najda.application.look_up import installation
from najda.application.usecases.found_installation import revise_installation
from najda.kernel.phrases import N_, phrase

from .commands import command, group
from .given import option
from .passphrase import passphrase_for, passphrase_in, typed_twice
from .session import Session

_NOW = N_("“{name}” works in {area} and counts its days in {zone}.")
_CHANGED = N_(
    "The passphrase is changed. Copies of {keys} made before still open with the old one: replace them, "
    "and destroy them if the old one may be known."
)
_GRANTED = N_(
    "{role} can run Najda on this database, and can neither change nor remove an entry. Let "
    "settings.json or NAJDA_DATABASE_URL name it."
)


def add(app: typer.Typer) -> None:
    """Add the group."""
    about = "What this installation is, its passphrase, its database role."
    made = group(app, "installation", about)
    name = "najda installation"
    command(
        made, "revise", acts=True, shows=False, example=f"{name} revise --area 32,35.4,37.5,42.5"
    )(revise)
    command(made, "passphrase", shows=False, example=f"{name} passphrase")(passphrase)
    command(made, "grant", shows=False, example=f"{name} grant najda_service --database URL")(grant)


def revise(
    session: Session,
    name: Annotated[str, option("--name", help="What the organisation is called.")] = "",
    area: Annotated[
        str, option("--area", metavar="S,W,N,E", help="The box you work in, or “anywhere”.")
    ] = "",
    zone: Annotated[str, option("--zone", help="The time zone your days are counted in.")] = "",
) -> None:
    """Change what the installation is called, where it works or its time zone; the rest stays."""
    was = installation(session.desk)
    revise_installation(
        session.desk,
        session.act("installation", "here"),
        name=name or was.name,
        area=area or was.area,
        time_zone=zone or was.time_zone,
    )
    is_ = installation(session.desk)
    session.print(phrase(_NOW, name=is_.name, area=is_.area, zone=is_.time_zone))


def passphrase(
    session: Session,
    new: Annotated[
        Path | None, option("--new", help="A file that holds the new one; else it is asked for.")
    ] = None,
) -> None:
    """Change the passphrase, for whoever keeps it; the data stays as it is."""
    folder = session.need_installation()
    old = passphrase_for(folder)
    chosen = passphrase_in(new) if new else typed_twice()
    bootstrap.change_passphrase(folder, old=old, new=chosen)
    session.print(phrase(_CHANGED, keys=bootstrap.KEYS))


def grant(
    session: Session,
    role: Annotated[str, typer.Argument(help="A PostgreSQL role that exists.")],
    database: Annotated[
        str, option("--database", metavar="URL", help="The database, as its tables' owner.")
    ],
) -> None:
    """Let a database role run Najda without any means to rewrite the ledger, for the administrator."""
    bootstrap.grant_service(database, role)
    session.print(phrase(_GRANTED, role=role))
