"""One line that says whether two drills told the same story."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from najda.kernel.canonical import canonical
from najda.kernel.entry import Entry


def drill_digest(entries: Iterable[Entry]) -> str:
    """Return the SHA-256, in hex, over the unsealed facts in order.

    A line for each entry: sequence, kind, stream, when it happened and the body with every sealed box
    taken out (sealing is random on purpose). Who recorded it on which machine does not count.
    """
    hashed = sha256()
    for entry in entries:
        body = entry.body
        if '"box"' in body:
            body = canonical(_unsealed(json.loads(body)))
        line = f"{entry.sequence} {entry.kind} {entry.stream} {entry.occurred_at} {body}\n"
        hashed.update(line.encode())
    return hashed.hexdigest()


def _unsealed(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"subject", "box"}:
            return {"subject": value["subject"]}
        return {key: _unsealed(inner) for key, inner in value.items()}
    return [_unsealed(inner) for inner in value] if isinstance(value, list) else value
