"""Read what is sealed, on the record; and erase somebody for good."""

from __future__ import annotations

from collections.abc import Sequence

from najda.application.desk import Act, Desk, Done, Work
from najda.application.errors import NothingSealed
from najda.domain.subjects import decide
from najda.domain.subjects.events import Purpose, SubjectErased, SubjectOpened
from najda.intake.masking import Masked, mask
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


def open_words(
    desk: Desk, act: Act, *, sealed: Sequence[Sealed], purpose: Purpose, masked: bool = False
) -> tuple[str | None, ...]:
    """Return several sealed texts at once, recording for each subject who read them and why; None for
    what was erased. Recorded before anything is shown, as by `open_sealed`. `masked` is for `mask_words`:
    the record then says that nothing else was shown."""
    subjects = tuple(dict.fromkeys(box.subject for box in sealed))

    def work(work: Work) -> None:
        for subject in subjects:
            state = work.find("subjects", subject)
            if work.tx.subject_key(subject) is not None:
                work.add("subjects", subject, decide.open_(state, purpose=purpose, masked=masked))

    desk.perform(act, work, SubjectOpened, *subjects)
    with desk.store.reading() as view:
        return tuple(desk.seals.open(view, box) for box in sealed)


def mask_words(
    desk: Desk, act: Act, *, sealed: Sequence[Sealed], purpose: Purpose
) -> tuple[Masked | None, ...]:
    """Return what `open_words` does without the words that name religion, sect, people or side; names of
    places that the gazetteer knows stay."""
    texts = open_words(desk, act, sealed=sealed, purpose=purpose, masked=True)
    is_place = desk.gazetteer.is_name
    return tuple(None if text is None else mask(text, is_place=is_place) for text in texts)


def erase_subject(desk: Desk, act: Act, *, subject: str) -> Done:
    """Destroy a subject's key: what was sealed under it can be read by nobody, and the chain still
    verifies. Copies of the database made before hold the key until they are destroyed too."""

    def work(work: Work) -> None:
        state = work.find("subjects", subject)
        work.add("subjects", subject, decide.erase(state))
        if not work.tx.destroy_subject_key(subject):
            raise NothingSealed(subject=subject)

    return desk.perform(act, work, SubjectErased, subject)
