"""Personal data inside the core is always sealed; the core carries the box and never looks inside.

That is how "need alone" holds by construction: a rule cannot depend on what it cannot read.
"""

from __future__ import annotations

from .values import Value


class Sealed(Value, frozen=True):
    """Data locked under the key of one subject (a person, or a report and whoever it names).

    `subject` is the id whose key opens it; destroying that key erases what is in every box under it.
    `box` is base64 text: nonce and AES-256-GCM ciphertext, bound to the subject.
    """

    subject: str
    box: str
