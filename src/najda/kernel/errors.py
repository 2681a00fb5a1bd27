"""Refusals: what was tried, why not, and what to do instead.

A room names its own refusals beside the rule that raises them, by subclassing `Refusal` and giving
`says`, a template marked with `N_`. Anything else that is raised is a defect, not a refusal.
"""

from __future__ import annotations

from typing import Any, ClassVar

from .phrases import N_, Phrase
from .visible import visible


class Refusal(Exception):
    """Najda will not do what was asked, and says why and what to do instead."""

    says: ClassVar[str] = N_("That is not possible.")

    def __init__(self, /, **values: Any) -> None:
        self.values = values
        super().__init__(str(self.phrase))

    @property
    def name(self) -> str:
        """Return the refusal's name, the same in code, API and tests."""
        return type(self).__name__

    @property
    def phrase(self) -> Phrase:
        """Return the sentence, ready to be said in the person's language."""
        return Phrase(self.says, self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_revive, (type(self), self.values))


def _revive(kind: type[Refusal], values: dict[str, Any]) -> Refusal:
    return kind(**values)


class Malformed(Refusal):
    """A value does not have the form it must have."""

    says = N_("{what} “{given}” cannot be read: {expected}. Correct it and try again.")


class ReasonMissing(Refusal):
    """A step that must be explained came without its reason."""

    says = N_("{step} needs a reason. Say in a few words why, and try again.")


class NotAllowedNow(Refusal):
    """The status table of a room does not know this move."""

    says = N_("{what} is {status}, so “{step}” is not possible. Possible now: {possible}.")
    says_at_the_end: ClassVar[str] = N_(
        "{what} is {status}, so “{step}” is not possible. Nothing can be done with it any more."
    )

    @property
    def phrase(self) -> Phrase:
        """Return the sentence; where nothing is possible any more, that is said instead of a list."""
        says = self.says if self.values["possible"] else self.says_at_the_end
        return Phrase(says, self.values)


def check_reason(reason: str, step: str | Phrase) -> str:
    """Return `reason` without surrounding space; raise ReasonMissing if nothing is to be seen."""
    if not (said := visible(reason)):
        raise ReasonMissing(step=step)
    return said
