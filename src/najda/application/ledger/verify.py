"""Is the ledger whole, and is it still the one of which a checkpoint was taken?"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from najda.application.ports import Head
from najda.kernel.checkpoint import Checkpoint, verified
from najda.kernel.phrases import N_, Phrase, counted, phrase

Progress = Callable[[int, int], None]
"""Called with how many entries have been looked at, and how many there are."""


def no_progress(_done: int, _of: int) -> None:
    """Tell nobody."""


class Broken(NamedTuple):
    """The first place where the ledger is not what was recorded; stream and kind as they stand there."""

    sequence: int
    what: str
    stream: str
    kind: str


class Scan(NamedTuple):
    """What reading and hashing every entry found. `root_at` gives the tree's root at a size, from the
    hashes made anew; it means something only where nothing is broken."""

    head: Head
    broken: Broken | None
    root_at: Callable[[int], bytes]


class Scanner(Protocol):
    """Reads the whole ledger again, as it stood at one moment."""

    def scan(self, *, progress: Progress) -> Scan: ...


class Verdict(NamedTuple):
    """What verifying found: size and root, and in words what is wrong, or None."""

    size: int
    root: bytes
    broken: Broken | None
    problem: Phrase | None


_SAYS = {
    "missing": N_("Entry {sequence} is missing: it was removed."),
    "not chained": N_(
        "Entry {sequence} ({kind} of {stream}) does not follow from the entry before it: one of the two "
        "was exchanged, inserted or rewritten."
    ),
    "altered": N_("Entry {sequence} ({kind} of {stream}) was altered after it was recorded."),
    "of another realm": N_(
        "Entry {sequence} ({kind} of {stream}) belongs to another realm: drill and real were mixed."
    ),
    "malformed": N_(
        "Entry {sequence} ({kind} of {stream}) was altered: a field holds what cannot be recorded there."
    ),
    "out of turn": N_(
        "Entry {sequence} ({kind} of {stream}) has a version that does not follow its last."
    ),
    "cut off": N_(
        "Entries from {sequence} on are missing: the stored tree covers more than is there."
    ),
    "tile": N_(
        "The stored tree does not fit the entries from {sequence} on, though these are whole: it was "
        "altered."
    ),
}


def verify(
    scanner: Scanner,
    *,
    note: str | None = None,
    verifier: str = "",
    progress: Progress = no_progress,
) -> Verdict:
    """Return what a full look at the ledger finds; the first break only.

    `note` is a checkpoint kept elsewhere, `verifier` the public key that must have signed it: raises
    CheckpointUnreadable before anything is read if it did not.
    """
    checkpoint = verified(note, verifier) if note is not None else None
    head, broken, root_at = scanner.scan(progress=progress)
    if broken is not None:
        return Verdict(head.size, b"", broken, phrase(_SAYS[broken.what], **broken._asdict()))
    problem = _against(checkpoint, head, root_at) if checkpoint else None
    return Verdict(head.size, root_at(head.size), None, problem)


def _against(checkpoint: Checkpoint, head: Head, root_at: Callable[[int], bytes]) -> Phrase | None:
    if head.size < checkpoint.size:
        return counted(
            N_("The ledger is shorter than the checkpoint: {count} entry is gone from its end."),
            N_("The ledger is shorter than the checkpoint: {count} entries are gone from its end."),
            checkpoint.size - head.size,
        )
    if root_at(checkpoint.size) != checkpoint.root:
        says = N_("History up to entry {size} was rewritten since the checkpoint was taken.")
        return phrase(says, size=checkpoint.size)
    return None
