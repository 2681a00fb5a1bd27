"""Prove to an outsider that one entry is in the ledger, without showing any other."""

from __future__ import annotations

import msgspec

from najda.application.ports import Reading
from najda.kernel.checkpoint import Checkpoint, read, verified
from najda.kernel.entry import Entry, canonical_text, hash_text
from najda.kernel.errors import Refusal
from najda.kernel.merkle import inclusion_proof, root_from_inclusion
from najda.kernel.phrases import N_, phrase
from najda.kernel.values import Value


class EntryUnknown(Refusal):
    """The ledger, or the checkpoint, does not reach so far."""

    says = N_("There is no entry {sequence}: {what} has {size}. Give a number from 1 to {size}.")


class ProofWrong(Refusal):
    """A proof does not prove what it says."""

    says = N_("This proof does not hold: {why}. Ask whoever gave it for a new one.")


class Proof(Value, frozen=True):
    """That `entry`, canonical text, is number `index` (from 0) of the `size` entries under a checkpoint.

    `leaf` and `path` are hex: the entry's hash, and the hashes beside its way up to the root (RFC 9162).
    """

    entry: str
    index: int
    size: int
    leaf: str
    path: tuple[str, ...]
    checkpoint: str


def prove(view: Reading, sequence: int, *, note: str) -> Proof:
    """Return the proof that an entry is in the tree of the signed checkpoint `note`, of now or of once.

    Raises EntryUnknown if the entry is not among those, CheckpointUnreadable if `note` is none,
    ProofWrong if the ledger is not the one of which it was taken.
    """
    checkpoint, size = read(note), view.head().size
    if not 1 <= checkpoint.size <= size:
        raise EntryUnknown(sequence=checkpoint.size, what=phrase(N_("the ledger")), size=size)
    if not 1 <= sequence <= checkpoint.size:
        raise EntryUnknown(
            sequence=sequence, what=phrase(N_("the checkpoint")), size=checkpoint.size
        )
    entry: Entry = next(iter(view.entries(after=sequence - 1, upto=sequence)))
    path = inclusion_proof(sequence - 1, checkpoint.size, view.range_root())
    proof = Proof(
        entry=canonical_text(entry),
        index=sequence - 1,
        size=checkpoint.size,
        leaf=entry.hash,
        path=tuple(step.hex() for step in path),
        checkpoint=note,
    )
    _check_path(proof, checkpoint)
    return proof


def as_json(proof: Proof) -> str:
    """Return a proof as a file's text."""
    return msgspec.json.format(msgspec.json.encode(proof)).decode() + "\n"


def from_json(text: str | bytes) -> Proof:
    """Return the proof in a file's text; raises ProofWrong if there is none."""
    try:
        return msgspec.json.decode(text, type=Proof)
    except (msgspec.MsgspecError, UnicodeError):
        raise ProofWrong(why=phrase(N_("it has another form"))) from None


def check_proof(proof: Proof, *, verifier: str) -> Checkpoint:
    """Return the checkpoint, signed by the key `verifier`, under which the proof's entry stands.

    Raises CheckpointUnreadable or ProofWrong. Pure: needs no store and no Najda installation.
    """
    checkpoint = verified(proof.checkpoint, verifier)
    if proof.size != checkpoint.size:
        raise ProofWrong(why=phrase(N_("it is about another size than its checkpoint")))
    if hash_text(proof.entry) != proof.leaf:
        raise ProofWrong(why=phrase(N_("the entry was altered")))
    _check_path(proof, checkpoint)
    return checkpoint


def _check_path(proof: Proof, checkpoint: Checkpoint) -> None:
    try:
        path = [bytes.fromhex(step) for step in proof.path]
    except ValueError:
        raise ProofWrong(why=phrase(N_("it has another form"))) from None
    root = root_from_inclusion(proof.index, proof.size, bytes.fromhex(proof.leaf), path)
    if root != checkpoint.root:
        raise ProofWrong(why=phrase(N_("its hashes do not lead to the checkpoint's root")))
