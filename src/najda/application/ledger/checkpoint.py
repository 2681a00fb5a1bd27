"""Take a checkpoint: a few signed lines that, kept elsewhere, pin all history up to now."""

from __future__ import annotations

from najda.application.ports import Reading, Signer
from najda.kernel.checkpoint import Checkpoint, signed


def take_checkpoint(view: Reading, signer: Signer, *, origin: str) -> str:
    """Return a signed C2SP checkpoint of the ledger as the view sees it.

    The root comes from the tiles, in milliseconds; `verify` is what shows that they fit the entries.
    """
    size = view.head().size
    root = view.range_root()(0, size)
    return signed(Checkpoint(origin, size, root), signer.public, signer.sign)
