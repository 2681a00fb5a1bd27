"""`najda people`: read what is sealed, and erase somebody for good."""

from __future__ import annotations

from typing import Annotated

import typer

from najda.application.errors import NothingSealed
from najda.application.fact_words import fact_word
from najda.application.sealed_words import SealedWords, sealed_under
from najda.application.usecases.protect_person import erase_subject
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Refusal
from najda.kernel.ids import check_id
from najda.kernel.phrases import N_

from .commands import command, group
from .given import option
from .outcome import came_to
from .sealed import PurposeOption, opened
from .session import Session
from .show import as_json, table

_COLUMNS = (N_("when"), N_("fact"), N_("words"))
SubjectId = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT", help="The whole id of a report, incident, mission, team or member."
    ),
]


class NotConfirmed(Refusal):
    """Erasing cannot be undone, so it has to be meant."""

    says = N_("Nothing was erased. Erasing cannot be undone: say --yes if it is meant.")


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "people", "What is sealed about people: read it on the record, or erase it.")
    full = "5b07e1aa-2c1e-5b0a-9d3e-2f1f0a7c9e11"
    command(made, "open", acts=True, example=f"najda people open {full} --purpose family")(open_)
    command(made, "erase", acts=True, example=f"najda people erase {full} --yes")(erase)


def open_(session: Session, subject: SubjectId, purpose: PurposeOption = Purpose.REVIEW) -> None:
    """Read everything sealed under a subject, for whoever has to; who read it and why is kept."""
    id_ = check_id(subject)
    found = sealed_under(session.desk, id_)
    if not found:
        raise NothingSealed(subject=id_)
    read = [(one, _opened(session, one, purpose, part)) for part, one in enumerate(found)]
    if session.options.as_json:
        said = [
            {"fact": one.fact.__name__, "field": one.field, "at": one.at, "words": words}
            for one, words in read
        ]
        as_json(session, {"realm": session.desk.store.realm, "subject": id_, "words": said})
        return
    table(session, _COLUMNS, [(one.at, fact_word(one.fact), words) for one, words in read])


def _opened(session: Session, one: SealedWords, purpose: Purpose, part: int) -> str:
    return opened(session, one.sealed, purpose, str(part))


def erase(
    session: Session,
    subject: SubjectId,
    yes: Annotated[bool, option("--yes", help="It is meant; it cannot be undone.")] = False,
) -> None:
    """Destroy a subject's key for good, at the person's request: nobody can read what was sealed under
    it, and the ledger still verifies. Backups made before hold the key until they are destroyed too."""
    id_ = check_id(subject)
    if not yes:
        raise NotConfirmed
    came_to(session, erase_subject(session.desk, session.act(), subject=id_))
