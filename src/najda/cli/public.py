"""`najda public`: whether anybody may report on a page of their own, without an account."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.look_up import installation
from najda.application.usecases.open_to_public import end_public_reports, open_public_reports
from najda.kernel.phrases import N_, phrase

from .commands import command, group
from .given import option
from .outcome import came_to
from .session import Session
from .show import as_json

_OPEN = N_("Anybody may report at /report/ (`najda public end` ends it).")
_CALL = N_("Anybody may report at /report/; the page says to call {phone} where life is in danger.")
_SHUT = N_("There is no public page. `najda public open` opens one.")


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "public", "The page on which anybody may report, without an account.")
    command(made, "open", acts=True, example="najda public open --phone 113")(open_)
    command(made, "end", acts=True, example="najda public end")(end)
    command(made, "show", example="najda public show")(show)


def open_(
    session: Session,
    phone: Annotated[
        str, option("--phone", metavar="NUMBER", help="What the page says to call instead.")
    ] = "",
) -> None:
    """Open the public page, or say another number there, for whoever answers for the installation."""
    came_to(session, open_public_reports(session.desk, session.act(), phone=phone))


def end(session: Session) -> None:
    """Take the public page away, for whoever answers for the installation; receipts go on telling."""
    came_to(session, end_public_reports(session.desk, session.act()))


def show(session: Session) -> None:
    """Show whether there is a public page and which number it gives, for whoever wants to know."""
    state = installation(session.desk)
    if session.options.as_json:
        as_json(session, {"open": state.public_reports, "phone": state.phone})
    elif not state.public_reports:
        session.print(phrase(_SHUT))
    else:
        session.print(phrase(_CALL, phone=state.phone) if state.phone else phrase(_OPEN))
