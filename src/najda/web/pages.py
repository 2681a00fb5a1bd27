"""What every view ends with: a page whose status tells how it went, or a redirect with a word of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from najda.application.errors import ActKnown, NotFound, StaleVersion
from najda.application.permissions import NotPermitted
from najda.domain.teams.rules import TeamBusy
from najda.kernel.errors import NotAllowedNow, Refusal
from najda.kernel.phrases import Phrase

_STATUS: tuple[tuple[type[Refusal], int], ...] = (
    (NotFound, 404),
    (NotPermitted, 403),
    (StaleVersion, 409),
    (NotAllowedNow, 409),
    (ActKnown, 409),
    (TeamBusy, 409),
)


def status_of(refusal: Refusal) -> int:
    """Return the HTTP status of a refusal: 409 where somebody else was quicker, 422 where the form is
    to be corrected."""
    return next((status for kind, status in _STATUS if isinstance(refusal, kind)), 422)


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    form: BaseForm | None = None,
) -> HttpResponse:
    """Return a page; with a `form` that was not accepted, under the status that says so."""
    given = {**(context or {}), **({"form": form} if form is not None else {})}
    return render(request, template, given, status=_status(form))


def _status(form: BaseForm | None) -> int:
    if form is None or not form.is_bound or form.is_valid():
        return 200
    refusal = getattr(form, "refusal", None)
    return status_of(refusal) if refusal else 422


def done(
    request: HttpRequest, said: str | Phrase, to: str, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Redirect after something was done, and say so on the page that follows."""
    text = request.language.say(said) if isinstance(said, Phrase) else said
    messages.success(request, text)
    return redirect(to, *args, **kwargs)
