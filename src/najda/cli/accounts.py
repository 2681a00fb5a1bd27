"""`najda accounts`: who may sign in to the pages. The first administrator is made here."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import area_code
from najda.application.permissions import Role, role_word
from najda.kernel.phrases import N_, phrase

from .commands import command, group
from .given import option
from .passphrase import passphrase_for
from .session import Session
from .show import table

_CODE = N_(
    "One-time code for {username}: {code}\nIt works once, within three days. The person opens /welcome/ "
    "in the browser and chooses a password."
)
Username = Annotated[str, typer.Argument(metavar="USERNAME", help="a–z, digits and . _ -")]


def add(app: typer.Typer) -> None:
    """Add the commands."""
    accounts = group(app, "accounts", "Who may sign in to the pages.")
    command(accounts, "add", shows=False, example="najda accounts add amal --role administrator")(
        add_
    )
    command(accounts, "code", shows=False, example="najda accounts code amal")(code)
    command(accounts, "list", shows=False, example="najda accounts list")(list_)


def add_(
    session: Session,
    username: Username,
    role: Annotated[Role, option("--role", help="What this person is here for.")],
    area: Annotated[
        list[str] | None,
        option("--area", help="An area to limit them to, by name or code; may be repeated."),
    ] = None,
    team: Annotated[str, option("--team", help="The team of somebody who works in one.")] = "",
) -> None:
    """Make an account and print the one-time code its person sets a password with."""
    people = _opened(session)
    team_id = session.id("teams", team) if team else ""
    areas = [area_code(session.desk, each) for each in area or []]
    made = people.add(username, role, areas=areas, team=team_id)
    session.print(phrase(_CODE, username=made.username, code=people.code(made.username)))


def code(session: Session, username: Username) -> None:
    """Print a new one-time code for somebody who cannot get in."""
    session.print(phrase(_CODE, username=username, code=_opened(session).code(username)))


def list_(session: Session) -> None:
    """List the accounts, with their roles and areas."""
    rows = [(a.username, role_word(Role(a.role)), a.areas) for a in _opened(session).everybody()]
    table(session, (N_("username"), N_("role"), N_("areas")), rows)


def _opened(session: Session):
    from najda.web.accounts.people import People  # Django takes its time
    from najda.web.site import open_site

    folder = session.need_installation()
    site = open_site(folder, passphrase=passphrase_for(folder))
    session.head(site.realm)
    return People()
