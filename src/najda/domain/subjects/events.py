"""Facts about a subject."""

from __future__ import annotations

from enum import StrEnum

from najda.kernel.values import Fact


class Purpose(StrEnum):
    """Why sealed data was opened."""

    DISPATCH = "dispatch"
    REVIEW = "review"
    FAMILY = "family"
    AUDIT = "audit"
    REQUEST = "request"  # the person's own


class SubjectOpened(Fact, frozen=True):
    """Somebody read what is sealed under this subject; `masked`: without the words that name religion,
    sect, people or side."""

    purpose: Purpose
    masked: bool = False


class SubjectErased(Fact, frozen=True):
    """The subject's key was destroyed: what was sealed under it can be read by nobody."""


Event = SubjectOpened | SubjectErased
