"""`najda reports import`: a file of messages, its columns guessed, shown and correctable."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from najda import bootstrap
from najda.application.usecases.import_reports import Imported, Row, import_reports, values_of
from najda.domain.installation.rules import check_zone
from najda.intake import columns, contents
from najda.intake.times import DateOrder
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase
from najda.kernel.values import replace

from .commands import command
from .given import option
from .language import heading, say
from .progress import counting
from .session import Session
from .show import as_json, table

_COLUMNS = (N_("what"), N_("column"), N_("sure"), N_("why"), N_("for example"))
_FILE = N_("{path}: {format} {encoding}, {count} columns.")
_SHEETS = N_("Read from the sheet “{sheet}”. Others with rows: {others}; --sheet chooses one.")
_UNUSED = N_("Nothing is read from: {columns}.")
_ASK = N_("Is it so? Enter takes it; no ends it; or correct it: time=created_at, place=-")
_DRY = N_("Nothing was recorded: this was a dry run.")
_COUNTS = N_("{rows} rows: {taken} taken in, {known} known already, {refused} refused.")
_REFUSED = N_("The refused rows, each with its reason, are in {path}; they are not sealed there.")
_HEADINGS = (N_("row"), N_("reason"))
_EXAMPLE_LENGTH = 40


File = Annotated[Path, typer.Argument(help="CSV, XLSX, JSON lines or JSON.")]
Maps = Annotated[
    list[str] | None,
    option("--map", metavar="WHAT=COLUMN", help="Correct a column; “-” for none. Repeatable."),
]
Sheet = Annotated[str, option("--sheet", help="The sheet of a workbook.")]
Zone = Annotated[
    str, option("--zone", help="Time zone of times without an offset; else the installation's.")
]
Dates = Annotated[DateOrder | None, option("--dates", help="How 03/04/2025 is to be read.")]
Yes = Annotated[bool, option("--yes", "-y", help="Do not ask whether the columns are right.")]
DryRun = Annotated[bool, option("--dry-run", help="Tell what would come of it.")]
Refusals = Annotated[
    Path | None, option("--refusals", help="Where refused rows go; else beside the file.")
]


class MappingUnconfirmed(Refusal):
    """Nobody is there to say whether the columns were understood."""

    says = N_(
        "Nobody is here to say whether the columns above are right. Correct them with --map and say "
        "--yes to go on."
    )


class ImportEnded(Refusal):
    """The person did not want the import."""

    says = N_("Nothing was imported, as you chose. Run it again when the columns are right.")


def add(reports: typer.Typer) -> None:
    """Add the command to the group of reports."""
    example = "najda reports import messages.xlsx --map time=created_at --dry-run"
    command(reports, "import", acts=True, example=example)(import_)


def import_(
    session: Session,
    file: File,
    map_: Maps = None,
    sheet: Sheet = "",
    zone: Zone = "",
    dates: Dates = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    refusals: Refusals = None,
) -> None:
    """Take a file of messages in as reports, for whoever received them in bulk.

    The columns are guessed and shown first. Every row becomes a report or a line, with its reason, in a
    file of refused rows. Interrupted, run it again: no row is lost and none is taken twice.
    """
    check_zone(zone or session.zone.key)
    look, rows = bootstrap.message_rows(file, sheet=sheet)
    study = contents.study(values_of(rows), look.columns)
    mapping = _agreed(session, file, look, study, _Wishes(map_ or [], zone, dates, yes or dry_run))
    path = refusals or file.with_name(f"{file.stem}-refused.csv")
    rows = bootstrap.message_rows(file, sheet=sheet)[1]
    came = _imported(session, rows, mapping, path, source=_source(session, file), dry_run=dry_run)
    _tell(session, came, path, dry_run)


def _imported(
    session: Session,
    rows: Iterable[Row],
    mapping: columns.Mapping,
    refusals: Path,
    *,
    source: str,
    dry_run: bool,
) -> Imported:
    headings = [heading(each) for each in _HEADINGS]
    with (
        bootstrap.refusals_file(refusals, mapping.columns, headings) as refused,
        counting(session, N_("rows")) as count,
    ):
        return import_reports(
            session.desk,
            replace(session.act(), source=source),
            rows=rows,
            mapping=mapping,
            refuse=lambda row, why: refused.add(row.number, say(why), row.values),
            progress=lambda so_far: count(so_far.rows),
            dry_run=dry_run,
        )


class _Wishes:
    """What the person wants of the mapping."""

    def __init__(
        self, corrections: list[str], zone: str, order: DateOrder | None, sure: bool
    ) -> None:
        self.corrections, self.order, self.sure = corrections, order, sure
        self.zone = ZoneInfo(zone) if zone else None


def _agreed(
    session: Session, file: Path, look: Any, study: contents.Study, wishes: _Wishes
) -> columns.Mapping:
    """Show the guessed mapping until the person agrees with it, and return it."""
    _describe(session, file, look, study)
    while True:
        mapping = columns.guess(
            study,
            zone=wishes.zone or session.zone,
            corrections=columns.read_corrections(wishes.corrections),
            order=wishes.order,
        )
        _show(session, mapping, study)
        if wishes.sure:
            return columns.check_ready(mapping)
        if not sys.stdin.isatty():
            columns.check_ready(mapping)
            raise MappingUnconfirmed
        if not _corrected(session, wishes, study):
            return columns.check_ready(mapping)


def _corrected(session: Session, wishes: _Wishes, study: contents.Study) -> bool:
    """Ask whether the mapping is right; return whether corrections were given."""
    while True:
        session.err.print(say(phrase(_ASK)), markup=False, highlight=False)
        answer = input("> ").strip()
        if answer.lower() in ("", "y", "yes", "نعم"):
            return False
        if answer.lower() in ("n", "no", "لا"):
            raise ImportEnded
        given = [*wishes.corrections, *(part.strip() for part in answer.split(","))]
        try:
            columns.guess(study, zone=session.zone, corrections=columns.read_corrections(given))
        except Refusal as refusal:
            session.err.print(say(refusal.phrase), markup=False, highlight=False)
            continue
        wishes.corrections = given
        return True


def _describe(session: Session, file: Path, look: Any, study: contents.Study) -> None:
    if session.options.as_json:
        return
    said = phrase(
        _FILE, path=file.name, format=look.format, encoding=look.encoding, count=len(study.columns)
    )
    session.print(said)
    if look.others:
        session.print(phrase(_SHEETS, sheet=look.sheet, others=list(look.others)))


def _show(session: Session, mapping: columns.Mapping, study: contents.Study) -> None:
    if session.options.as_json:
        return
    rows = [
        (
            guess.field, guess.column, f"{guess.confidence:.0%}", guess.reason,
            _example(study, guess.column),
        )
        for guess in mapping.guesses
    ]  # fmt: skip
    table(session, _COLUMNS, rows)
    session.print(mapping.order_reason)
    if mapping.unused:
        session.print(phrase(_UNUSED, columns=list(islice(mapping.unused, 20))))


def _example(study: contents.Study, column: str) -> str:
    text = " ".join(str(next(iter(study.samples(column)), "")).split())
    return text if len(text) <= _EXAMPLE_LENGTH else text[: _EXAMPLE_LENGTH - 1] + "…"


def _tell(session: Session, came: Imported, path: Path, dry_run: bool) -> None:
    where = str(path) if came.refused else None
    if session.options.as_json:
        realm = session.desk.store.realm
        said = {"realm": realm, **came._asdict(), "refusals": where, "dry_run": dry_run}
        as_json(session, said)
        return
    told: list[Phrase] = [phrase(_COUNTS, rows=came.rows, **came._asdict())]
    told += [phrase(_REFUSED, path=path)] if where else []
    told += [phrase(_DRY)] if dry_run else []
    for each in told:
        session.print(each)


def _source(session: Session, file: Path) -> str:
    """Return how the ledger names a file: by what is in it, in a way that outsiders cannot guess."""
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").digest()
    return f"file/{session.desk.seals.blinded(digest)}"
