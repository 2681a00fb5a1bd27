"""From a form that was sent to an act of the core, and from a refusal back to the form.

A form that does something holds `{% act_fields %}`: the act's id, made when the page was, so that the
same form sent five times is one act; and the versions of what the person was looking at, so that nobody
decides on what has changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import SystemRandom
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from najda.application.desk import Act, Done
from najda.application.permissions import NotPermitted
from najda.kernel.errors import Malformed, Refusal
from najda.kernel.ids import check_id, new_id
from najda.kernel.phrases import N_

from .pages import done
from .stale import told

ACT, SEEN, AGO = "act", "seen", "ago"
LONGEST_AGO = timedelta(hours=12)
"""How long ago something may have been pressed that could not be sent at once (Najda's policy): a shift
without a network."""
LONGEST_VERSION = 12
"""Figures of a version that a form may carry as seen."""
_random = SystemRandom()


class PressedTooLongAgo(Refusal):
    """What was pressed so long ago may no longer be meant."""

    says = N_(
        "This was pressed more than {hours} hours ago and never arrived. Look at how things stand now, "
        "and press again if it still holds."
    )


def fresh_id(request: HttpRequest) -> str:
    """Return an id for an act that a form may become."""
    return new_id(request.site.now(), _random)


def act_of(request: HttpRequest) -> Act:
    """Return the act a request carries: who, with what, which id, having seen what."""
    if request.grant is None:
        raise NotPermitted(role="–")
    return Act(
        id=check_id(request.POST.get(ACT, "")),
        person=request.grant.person,
        device=device_of(request),
        occurred_at=pressed_at(request) if request.POST.get(AGO) else None,
        seen=dict(map(_seen, request.POST.getlist(SEEN))),
    )


def device_of(request: HttpRequest) -> str:
    """Return the name of the device a request comes from, as the ledger keeps it."""
    return f"browser/{request.device.id}" if request.device.id else "browser"


def attempt(
    request: HttpRequest, form: BaseForm, use_case: Callable[..., Done], **arguments: Any
) -> Done | None:
    """Do what the form asks. Refused, everything typed stays, the form says why, and None is returned."""
    try:
        return use_case(request.desk, act_of(request), **arguments)
    except Refusal as refusal:
        refuse(request, form, refusal)
        return None


def refuse(
    request: HttpRequest, form: BaseForm, refusal: Refusal, field: str | None = None
) -> None:
    """Put a refusal on a form, in the person's language."""
    form.refusal = refusal
    why = told(request, refusal)
    form.links = [(url, request.language.say(said)) for url, said in why.links]
    field = field or getattr(form, "answers", {}).get(type(refusal))
    form.add_error(
        field if field in form.fields else NON_FIELD_ERRORS, request.language.say(why.says)
    )


def recorded(request: HttpRequest, came: Done, said: str, to: str, *args: Any) -> HttpResponse:
    """Redirect after an act, and say what came of it: that it had been recorded before, that it changed
    nothing, or `said`."""
    if came.entries and not came.again:
        return done(request, said, to, *args)
    again = _("This was recorded before; sending it again changed nothing.")
    same = _("This was known already, so nothing was recorded.")
    messages.info(request, again if came.again else same)
    return redirect(to, *args)


def pressed_at(request: HttpRequest) -> datetime:
    """Return when a form was pressed: now, unless it was kept until there was a network again. Raises
    PressedTooLongAgo."""
    ago, most = request.POST.get(AGO) or "0", int(LONGEST_AGO.total_seconds())
    readable = ago.isascii() and ago.isdecimal() and len(ago) <= len(str(most))
    if not readable or int(ago) > most:
        raise PressedTooLongAgo(hours=most // 3600)
    return request.site.now() - timedelta(seconds=int(ago))


def _seen(text: str) -> tuple[str, int]:
    stream, _, version = text.rpartition("@")
    readable = version.isascii() and version.isdecimal() and len(version) <= LONGEST_VERSION
    if not stream or not readable:
        raise Malformed(what="version", given=text[:80], expected="stream@number")
    return stream, int(version)
