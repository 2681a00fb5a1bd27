"""Take a checkpoint: a few signed lines that, kept elsewhere, pin all history up to now."""

from __future__ import annotations

from najda.application.ports import Reading, Signer
from najda.kernel.checkpoint import Checkpoint, signed
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .verify import Verdict


class LedgerBroken(Refusal):
    """Nothing is signed over a ledger that is not as it was recorded."""

    says = N_("No checkpoint was signed: {problem}")


def checkpoint_of(verdict: Verdict, signer: Signer, *, origin: str) -> str:
    """Return a signed C2SP checkpoint of a ledger that was found whole, with the root made anew from its
    entries: a checkpoint that goes to outsiders never rests on what is merely derived.

    Raises LedgerBroken if it was not found whole.
    """
    if verdict.problem is not None:
        raise LedgerBroken(problem=verdict.problem)
    whole = Checkpoint(origin, verdict.size, verdict.root)
    return signed(whole, signer.public, signer.sign)


def take_checkpoint(view: Reading, signer: Signer, *, origin: str) -> str:
    """Return a signed C2SP checkpoint of the ledger as the view sees it.

    The root comes from the tiles, in milliseconds; `verify` is what shows that they fit the entries.
    """
    size = view.head().size
    root = view.range_root()(0, size)
    return signed(Checkpoint(origin, size, root), signer.public, signer.sign)
