"""Sealed words by the API: opened, or read masked; who read them is recorded first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import BaseModel, Field

from najda.application.permissions import Permission
from najda.application.sealed_words import sealed_under
from najda.application.usecases.protect_person import mask_words, open_words
from najda.domain.subjects.events import Purpose

from .acts import ActId, act_from
from .reading import one
from .schemas import Given
from .signatures import named, sign
from .things import SINGULAR


class WordsGiven(Given):
    """Why sealed words are to be read."""

    purpose: Purpose = Field(description="Kept beside who read them.")


class Words(BaseModel):
    """Sealed words, opened."""

    fact: str = Field(description="The kind of fact they stand in.", examples=["ReportReceived"])
    field: str = Field(examples=["text"])
    at: datetime
    words: str | None = Field(description="None: erased for good.")


def opens(room: str) -> Callable[..., Any]:
    """Return the function that opens the words sealed under a thing of a room."""
    permission, called = Permission.ORIGINALS_READ, SINGULAR[room]

    def answer(request: HttpRequest, key: UUID, given: WordsGiven, **path: UUID) -> Any:
        """Read the words sealed here. Who read them and why is recorded before they are shown."""
        found = one(request, room, path[called], permission)
        boxes = sealed_under(request.desk, found.id)
        act = act_from(request, key, None, None)
        opened = open_words(
            request.desk, act, sealed=[box.sealed for box in boxes], purpose=given.purpose
        )
        return [
            {"fact": box.fact.__name__, "field": box.field, "at": box.at, "words": words}
            for box, words in zip(boxes, opened, strict=True)
        ]

    sign(
        answer, f"open_{called}_words",
        named(called, UUID), named("key", ActId), named("given", WordsGiven),
    )  # fmt: skip
    return answer


class MaskedWords(BaseModel):
    """Sealed words as dispatchers read them."""

    fact: str = Field(description="The kind of fact they stand in.", examples=["ReportReceived"])
    field: str = Field(examples=["text"])
    at: datetime
    words: str | None = Field(
        description="Masked words are replaced by “▮▮▮”, each; None: erased for good."
    )
    masked: int = Field(description="How many words are masked.")


def mask_report_words(request: HttpRequest, report: UUID, key: ActId, given: WordsGiven) -> Any:
    """Read what was said without the words that name religion, sect, people or side. Who read it and why
    is recorded before it is shown; how to call back stays sealed."""
    found = one(request, "reports", report, Permission.REPORTS_MASKED)
    boxes = [box for box in sealed_under(request.desk, found.id) if box.field != "reporter"]
    act = act_from(request, key, None, None)
    texts = mask_words(
        request.desk, act, sealed=[box.sealed for box in boxes], purpose=given.purpose
    )
    return [
        {
            "fact": box.fact.__name__, "field": box.field, "at": box.at,
            "words": text.text if text else None, "masked": text.count if text else 0,
        }
        for box, text in zip(boxes, texts, strict=True)
    ]  # fmt: skip
