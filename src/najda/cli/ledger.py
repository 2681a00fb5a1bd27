"""`najda ledger`: is it whole, prove it, take it along."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from najda import bootstrap
from najda.application.ledger import prove as proofs
from najda.application.ledger.checkpoint import checkpoint_of, take_checkpoint
from najda.application.ledger.export import exported
from najda.application.ledger.verify import Verdict, verify
from najda.application.usecases.rebuild_read_models import rebuild_read_models
from najda.kernel.phrases import N_, phrase

from .commands import command, group
from .files import read_text, written
from .given import option
from .language import say
from .progress import counting
from .session import Session
from .show import as_json

BROKEN = 1
"""Exit code of a check that found the ledger, or a proof, not to be what it was."""

MOST = 2**63 - 1
"""The largest number a database can be asked for."""

_WHOLE = N_("The ledger is whole: {size} entries, each as it was recorded. Root: {root}")
_FITS = N_("It is the one of which the checkpoint was taken.")
_REBUILT = N_(
    "Made again from {entries} entries: {things} things as they stand, {changed} of them otherwise than "
    "before."
)
_WRITTEN = N_("Written to {path}.")
_HOLDS = N_("The proof holds: entry {sequence} of {size} is under the checkpoint of {origin}.")
_KEEP = N_(
    "Give it to somebody outside: with it, `najda ledger verify` finds any rewritten history."
)

Checkpoint = Annotated[
    Path | None, option("--checkpoint", help="A checkpoint kept elsewhere; else one of now.")
]
Verifier = Annotated[
    str, option("--verifier", help="The public key that must have signed it; else our own.")
]
Out = Annotated[Path | None, option("--out", "-o", help="A file to write; else the screen.")]


def add(app: typer.Typer) -> None:
    """Add the group."""
    made = group(app, "ledger", "What keeps every fact: verify, export, checkpoint, prove.")
    name = "najda ledger"
    command(made, "verify", example=f"{name} verify --checkpoint kept-by-the-lawyer.txt")(verify_)
    command(made, "rebuild", example=f"{name} rebuild")(rebuild)
    command(made, "export", shows=False, example=f"{name} export --out ledger.jsonl")(export)
    command(made, "checkpoint", shows=False, example=f"{name} checkpoint -o 2025-03-07.txt")(
        checkpoint
    )
    command(made, "prove", shows=False, example=f"{name} prove 1042 -o proof.json")(prove)
    check_example = f"{name} check proof.json --verifier najda/real/…"
    command(made, "check", shows=False, example=check_example)(check)


def verify_(session: Session, checkpoint: Checkpoint = None, verifier: Verifier = "") -> None:
    """Check every entry, and against a checkpoint kept elsewhere, for whoever must rely on the ledger.

    Names the first entry that is not as it was recorded, and exits 1.
    """
    note = read_text(checkpoint) if checkpoint else None
    verdict = _looked(session, note, verifier)
    _tell(session, verdict, checked=checkpoint is not None)
    if verdict.problem is not None:
        raise typer.Exit(BROKEN)


def _looked(session: Session, note: str | None = None, verifier: str = "") -> Verdict:
    """Return what a full look at the ledger finds, counting as it goes."""
    with counting(session, N_("entries"), _size(session)) as count:
        return verify(
            bootstrap.scanner(session.desk),
            note=note,
            verifier=verifier or bootstrap.verifier(session.desk),
            progress=lambda done, of: count(done),
        )


def _tell(session: Session, verdict: Verdict, *, checked: bool) -> None:
    problem = verdict.problem
    if session.options.as_json:
        broken = verdict.broken._asdict() if verdict.broken else None
        whole = {"realm": session.desk.store.realm, "size": verdict.size, "whole": problem is None}
        root = verdict.root.hex()
        said = say(problem) if problem else None
        as_json(session, {**whole, "root": root, "problem": said, "broken": broken})
        return
    if problem is not None:
        session.err.print(say(problem), markup=False, highlight=False, soft_wrap=True)
        return
    session.print(phrase(_WHOLE, size=verdict.size, root=verdict.root.hex()))
    if checked:
        session.print(phrase(_FITS))


def _size(session: Session) -> int:
    with session.desk.store.reading() as view:
        return view.head().size


def rebuild(session: Session) -> None:
    """Make every read model again from the entries alone, for whoever doubts what the lists show."""
    with counting(session, N_("entries"), _size(session)) as count:
        came = rebuild_read_models(session.desk, progress=count)
    if session.options.as_json:
        as_json(session, came._asdict())
        return
    session.print(phrase(_REBUILT, **came._asdict()))


def export(
    session: Session,
    out: Out = None,
    after: Annotated[
        int, option("--after", min=0, max=MOST, help="Only entries after this one.")
    ] = 0,
    upto: Annotated[
        int | None, option("--upto", min=1, max=MOST, help="Only entries up to this one.")
    ] = None,
) -> None:
    """Give out entries as JSON lines that a stranger can verify; what is sealed stays so."""
    session.prints_data = True
    desk = session.desk
    with (
        desk.store.reading() as view,
        counting(session, N_("entries"), view.head().size - after) as count,
        written(out) as file,
    ):
        for number, line in enumerate(exported(view, after=after, upto=upto), 1):
            file.write(line)
            if number % 1000 == 0:
                count(number)
    _where(session, out)


def checkpoint(session: Session, out: Out = None) -> None:
    """Take a signed checkpoint, a few lines that pin all history up to now, for somebody outside."""
    session.prints_data = True
    desk = session.desk
    verdict = _looked(session)
    _give(session, checkpoint_of(verdict, desk.signer, origin=bootstrap.origin(desk)), out)
    print(say(phrase(_KEEP)), file=sys.stderr)


def _note(session: Session) -> str:
    desk = session.desk
    with desk.store.reading() as view:
        return take_checkpoint(view, desk.signer, origin=bootstrap.origin(desk))


def prove(
    session: Session,
    entry: Annotated[int, typer.Argument(help="The entry's number in the ledger.")],
    checkpoint: Checkpoint = None,
    out: Out = None,
) -> None:
    """Prove that one entry is in the ledger without showing any other, for an outsider who asks."""
    session.prints_data = True
    note = read_text(checkpoint) if checkpoint else _note(session)
    with session.desk.store.reading() as view:
        proof = proofs.prove(view, entry, note=note)
    _give(session, proofs.as_json(proof), out)


def check(
    session: Session,
    file: Annotated[Path, typer.Argument(help="A proof that `najda ledger prove` wrote.")],
    verifier: Annotated[str, option("--verifier", help="The key of the ledger it is about.")],
) -> None:
    """Check a proof that somebody gave, for an outsider; needs no installation and no passphrase."""
    proof = proofs.from_json(read_text(file))
    under = proofs.check_proof(proof, verifier=verifier)
    session.print(phrase(_HOLDS, sequence=proof.index + 1, size=under.size, origin=under.origin))


def _give(session: Session, text: str, out: Path | None) -> None:
    with written(out) as file:
        file.write(text.encode())
    _where(session, out)


def _where(session: Session, out: Path | None) -> None:
    if out is not None:
        session.print(phrase(_WRITTEN, path=out))
