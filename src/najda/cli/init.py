"""`najda init`: make an installation."""

from __future__ import annotations

from typing import Annotated

import typer

from najda import bootstrap
from najda.application.desk import Desk
from najda.application.look_up import installation
from najda.kernel.phrases import N_, phrase

from .commands import command
from .given import option
from .passphrase import new_passphrase
from .session import Session

_MADE = N_("“{name}” is set up in {folder}.")
_KEEP = N_(
    "Keep the passphrase and a copy of {keys} in two places apart from the data: without both nobody "
    "can read it, and there is no other way in."
)
_VERIFIER = N_("Give outsiders this key, by which they can check your checkpoints: {verifier}")
_PASSWORD = N_(
    "The database's password is not kept here: have it in ~/.pgpass, or give the whole address in "
    "NAJDA_DATABASE_URL."
)
_LARGER = N_("Places are known from a small gazetteer; `najda places import` takes a larger one.")


Name = Annotated[str, option("--name", help="What the organisation is called.")]
Area = Annotated[
    str,
    option(
        "--area",
        metavar="S,W,N,E",
        help="The box you work in, in degrees, or “anywhere”; what lies outside is refused.",
    ),
]
Zone = Annotated[str, option("--zone", help="The time zone your days are counted in.")]
Database = Annotated[
    str,
    option(
        "--database",
        envvar=bootstrap.DATABASE_URL,
        metavar="URL",
        help="An empty PostgreSQL database to keep the ledger in, instead of one encrypted file.",
    ),
]
Person = Annotated[str, option("--as", metavar="PERSON", help="Who makes it.")]


def add(app: typer.Typer) -> None:
    """Add the command."""
    command(
        app, "init", shows=False, example='najda init --name "Civil Defence, Latakia" -f /srv/najda'
    )(init)


def init(
    session: Session,
    name: Name,
    area: Area = bootstrap.SYRIA,
    time_zone: Zone = "Asia/Damascus",
    database: Database = "",
    person: Person = "",
) -> None:
    """Make an installation in a folder, for an organisation that begins with Najda.

    Asks for a passphrase twice. NAJDA_PASSPHRASE_FILE (a file that holds it) or NAJDA_PASSPHRASE spare
    the asking, here and in every other command.
    """
    folder = session.options.folder
    bootstrap.check_free(folder)
    desk = bootstrap.create(
        folder,
        passphrase=new_passphrase(),
        name=name,
        area=area,
        time_zone=time_zone,
        database_url=database or None,
        person=session.person_called(person),
    )
    _tell(session, desk, in_postgres=bool(database))


def _tell(session: Session, desk: Desk, *, in_postgres: bool) -> None:
    folder = session.options.folder
    session.print(phrase(_MADE, name=installation(desk).name, folder=folder.absolute()))
    session.print(phrase(_KEEP, keys=folder.absolute() / bootstrap.KEYS))
    session.print(phrase(_VERIFIER, verifier=bootstrap.verifier(desk)))
    if in_postgres:
        session.print(phrase(_PASSWORD))
    session.print(phrase(_LARGER))
