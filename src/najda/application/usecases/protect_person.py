"""Read what is sealed, on the record; and erase somebody for good."""

from __future__ import annotations

from najda.application.desk import Act, Desk, Done, Work
from najda.application.errors import NothingSealed
from najda.domain.subjects import decide
from najda.domain.subjects.events import Purpose, SubjectErased, SubjectOpened
from najda.kernel.personal import Sealed


def open_sealed(desk: Desk, act: Act, *, sealed: Sealed, purpose: Purpose) -> str | None:
    """Return a sealed text, recording who read it and why; None if the subject was erased.

    The record is kept before anything is shown: who cannot be recorded does not read.
    """

    def work(work: Work) -> None:
        state = work.find("subjects", sealed.subject)
        if work.tx.subject_key(sealed.subject) is not None:
            work.add("subjects", sealed.subject, decide.open_(state, purpose=purpose))

    desk.perform(act, work, SubjectOpened, sealed.subject)
    with desk.store.reading() as view:
        return desk.seals.open(view, sealed)


def erase_subject(desk: Desk, act: Act, *, subject: str) -> Done:
    """Destroy a subject's key: what was sealed under it can be read by nobody, and the chain still
    verifies. Copies of the database made before hold the key until they are destroyed too."""

    def work(work: Work) -> None:
        state = work.find("subjects", subject)
        work.add("subjects", subject, decide.erase(state))
        if not work.tx.destroy_subject_key(subject):
            raise NothingSealed(subject=subject)

    return desk.perform(act, work, SubjectErased, subject)
