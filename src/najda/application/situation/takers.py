"""What the parts of the gathering have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from najda.kernel.entry import Entry
from najda.kernel.values import Fact

Takers = Mapping[type[Fact], Callable[[Entry], None]]
"""What takes each kind of fact in; facts of other kinds are not read."""

Moment = tuple[str, int]
"""When something happened, and the entry that says so."""
