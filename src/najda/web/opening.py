"""Opening sealed words on a page: recorded first, shown once, and never in an address or a session."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from najda.application.desk import Act
from najda.application.permissions import Role, reads_masked
from najda.application.usecases.protect_person import mask_words, open_sealed
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Refusal
from najda.kernel.ids import id_within
from najda.kernel.personal import Sealed
from najda.kernel.values import replace

from .acting import act_of
from .stale import told

_PURPOSES = {Role.AUDITOR: Purpose.AUDIT, Role.HEAD_OF_OPERATIONS: Purpose.REVIEW}

Opened = dict[Sealed, str]
"""What boxes held, by box; that they are erased where nobody can open them any more."""


def opened(request: HttpRequest, boxes: Iterable[Sealed]) -> Opened:
    """Return what these boxes hold, after recording for each of their subjects who read it and for what
    their work asks: dispatch, review or audit. Dispatchers read them masked (`read`). A page sent again
    records nothing again; where reading is refused nothing is opened, and the page says why."""
    try:
        return _opened(request, boxes)
    except Refusal as refusal:
        messages.error(request, request.language.say(told(request, refusal).says))
        return {}


def _opened(request: HttpRequest, boxes: Iterable[Sealed]) -> Opened:
    act, purpose = act_of(request), _PURPOSES.get(request.grant.role, Purpose.DISPATCH)
    found: Opened = {}
    with request.desk.together():
        for box in dict.fromkeys(boxes):
            own = replace(act, id=id_within(act.id, box.subject), seen={})
            text = read(request, own, box, purpose)
            found[box] = _("(erased)") if text is None else text
    return found


def read(request: HttpRequest, act: Act, box: Sealed, purpose: Purpose) -> str | None:
    """Return what a box holds as this person reads it: as it was said, or masked for whoever judges
    without needing to know who people are. None if it was erased; raises Refusal."""
    if not reads_masked(request.grant):
        return open_sealed(request.desk, act, sealed=box, purpose=purpose)
    (masked,) = mask_words(request.desk, act, sealed=[box], purpose=purpose)
    return masked.text if masked else None
