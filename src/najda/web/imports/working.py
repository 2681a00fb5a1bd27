"""Looking at a file and taking it in, in a thread beside the pages: one file at a time in each process.

Killed at any moment, rows were taken in whole or not at all, and going on takes none twice (see
`import_reports`); the page then says that it was interrupted.
"""

from __future__ import annotations

import logging
import traceback
from hashlib import sha256
from io import StringIO
from itertools import islice
from threading import Lock, Thread
from time import sleep
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from najda import bootstrap
from najda.application.desk import Act
from najda.application.usecases.import_reports import Imported, Row, import_reports, values_of
from najda.intake import columns, contents
from najda.intake.headings import Field
from najda.intake.messages import as_words
from najda.intake.times import DateOrder
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import replace

from ..site import Site
from . import kept
from .models import SentFile, Stage

AT_ONCE = 100
"""Rows in one transaction: few, as those who take calls and send teams write in between."""

PAUSE = 0.01
"""Seconds left to others after each of them."""

SHOWN = 10
EXAMPLE = 80
"""Refused rows shown on the page, and characters shown of a value."""

WAITED_FOR = 2.0
"""Seconds a page waits for the work before it shows how far it is."""

_turn = Lock()
_log = logging.getLogger(__name__)

_FAILED = N_(
    "Najda failed here. What was taken in so far stays and is not taken twice: try again, and tell your "
    "administrator."
)
_LOST = N_("The file cannot be opened here any more. Send it again.")
_NO_TEXT = N_("No column seems to hold what was reported. Choose it above, and look again.")
_NO_TIME = N_("No column seems to hold the time of the reports. Choose it above, and look again.")
_NO_ORDER = N_(
    "The dates in “{column}” (such as {example}) can be day/month or month/day, and the file does not "
    "settle which. Choose it above, and look again."
)
_ASK: dict[type[Refusal], str] = {
    columns.NoTextColumn: _NO_TEXT,
    columns.NoTimeColumn: _NO_TIME,
    columns.DateOrderUnclear: _NO_ORDER,
}
_HEADINGS = (N_("row"), N_("reason"))


class Job(NamedTuple):
    """Work on a file: whose, as which act, and the language refused rows are explained in."""

    site: Site
    sent: SentFile
    act: Act
    language: str


class _Replaced(Exception):
    """The file was thrown away, or somebody began anew with it."""


def start(job: Job) -> None:
    """Begin, and return when it is done, or after WAITED_FOR at most."""
    thread = Thread(target=_run, args=(job,), name="import", daemon=True)
    thread.start()
    thread.join(WAITED_FOR)


def _run(job: Job) -> None:
    try:
        while not _turn.acquire(timeout=5):
            _touch(job)
        try:
            _work(job)
        finally:
            _turn.release()
    except _Replaced:
        pass
    except Exception as error:
        # What was said in the file may stand in the error's words: they stay out of the log.
        where = "".join(traceback.format_tb(error.__traceback__))
        _log.error("a file could not be read or taken in: %s\n%s", type(error).__name__, where)
        _end_badly(job, phrase(_FAILED))
    finally:
        job.site.desk.store.close()


def _work(job: Job) -> None:
    sent = SentFile.objects.filter(pk=job.sent.pk, run=job.sent.run).first()
    if sent is None:
        raise _Replaced
    content = kept.content_of(sent)
    if content is None:
        _end(job, Stage.UNREADABLE, {"problem": _said(job, phrase(_LOST))})
        return
    try:
        _read(job, sent, content)
    except Refusal as refusal:
        _end_badly(job, refusal.phrase)


def _read(job: Job, sent: SentFile, content: bytes) -> None:
    file, wishes = bootstrap.sent_file(kept.name_of(sent), content), kept.wishes_of(sent)
    look, rows = bootstrap.message_rows(file, sheet=wishes.sheet)
    study = contents.study(values_of(rows), look.columns)
    mapping = columns.guess(
        study,
        zone=ZoneInfo(job.site.zone),
        corrections=wishes.columns,
        order=DateOrder(wishes.dates) if wishes.dates else None,
    )
    told = {
        "format": look.format, "encoding": look.encoding, "sheet": look.sheet,
        "sheets": [look.sheet, *look.others] if look.others else [],
        **_told(job, mapping, study),
    }  # fmt: skip
    try:
        columns.check_ready(mapping)
    except Refusal as refusal:
        asked = phrase(_ASK[type(refusal)], **refusal.phrase.values)
        _end(job, Stage.LOOKED, {**told, "missing": _said(job, asked)})
        return
    rows = bootstrap.message_rows(file, sheet=wishes.sheet)[1]
    source = f"file/{job.site.desk.seals.blinded(sha256(content).digest())}"
    _take(job, mapping, rows, source, told)


def _take(job: Job, mapping: columns.Mapping, rows: Any, source: str, told: dict[str, Any]) -> None:
    """Take the rows in, or try it; what came of it is kept however it ends."""
    desk, taking = job.site.desk, job.sent.stage == Stage.TAKING
    refused, first = StringIO(), []
    headings = [_words(job, job.language, phrase(heading)) for heading in _HEADINGS]
    table = bootstrap.refusals_table(refused, mapping.columns, headings)
    text = mapping.by_field.get(Field.TEXT, "")

    def refuse(row: Row, why: Phrase) -> None:
        table.add(row.number, _words(job, job.language, why), row.values)
        if len(first) < SHOWN:
            said = row.values.get(text) or next(iter(row.values.values()), "")
            first.append({"row": row.number, "why": _said(job, why), "said": _short(said)})

    so_far = Imported()

    def progress(came: Imported) -> None:
        nonlocal so_far
        so_far = came
        _touch(job, rows=came.rows, **({} if taking else {"rows_in_all": came.rows}))
        sleep(PAUSE)

    problem: Phrase | None = None
    try:
        import_reports(
            desk, replace(job.act, source=source), rows=rows, mapping=mapping, refuse=refuse,
            progress=progress, dry_run=not taking, at_once=AT_ONCE,
        )  # fmt: skip
    except Refusal as refusal:  # the file is damaged further on, or the store is out of reach
        problem = refusal.phrase
    came = {
        **told, "taken": so_far.taken, "known": so_far.known, "refused": so_far.refused,
        "first": first, "problem": _said(job, problem) if problem else None,
    }  # fmt: skip
    stage = Stage.TAKEN if taking and problem is None else Stage.LOOKED
    _end(job, stage, came, refused.getvalue() if table.count else "")


def _told(job: Job, mapping: columns.Mapping, study: contents.Study) -> dict[str, Any]:
    return {
        "columns": list(mapping.columns),
        "guesses": [
            {
                "field": guess.field.value, "column": guess.column,
                "sure": round(guess.confidence * 100), "why": _said(job, guess.reason),
                "example": _short(next(iter(study.samples(guess.column)), "")),
            }
            for guess in mapping.guesses
        ],
        "order": mapping.order.value,
        "order_why": _said(job, mapping.order_reason),
        "unused": list(islice(mapping.unused, 40)),
    }  # fmt: skip


def _touch(job: Job, **given: Any) -> None:
    if not kept.touch(job.site.desk, job.sent, **given):
        raise _Replaced


def _end(job: Job, stage: Stage, outcome: dict[str, Any], refused: str = "") -> None:
    kept.finish(job.site.desk, job.sent, stage, outcome, refused)


def _end_badly(job: Job, why: Phrase) -> None:
    """Keep why a file cannot be read at all; taking in can be tried again as long as it is kept."""
    taking = job.sent.stage == Stage.TAKING
    before = kept.outcome_of(job.sent) if taking else {}
    stage = Stage.LOOKED if taking else Stage.UNREADABLE
    try:
        _end(job, stage, {**before, "problem": _said(job, why)})
    except Exception as error:  # the page will say that it was interrupted
        _log.error("what came of a file could not be kept: %s", type(error).__name__)


def _said(job: Job, why: Phrase) -> dict[str, str]:
    """Return a sentence in every language, as whoever reads it may change theirs."""
    return {code: _words(job, code, why) for code, _ in settings.LANGUAGES}


def _words(job: Job, code: str, why: Phrase) -> str:
    return job.site.language(code).say(why)


def _short(value: Any) -> str:
    text = " ".join(as_words(value).split())
    return text if len(text) <= EXAMPLE else f"{text[: EXAMPLE - 1]}…"
