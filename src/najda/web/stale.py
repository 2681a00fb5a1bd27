"""Somebody was quicker: said in words a person at a desk understands."""

from __future__ import annotations

from django.http import HttpRequest

from najda.application import codec
from najda.application.errors import StaleVersion
from najda.kernel.ids import split_stream
from najda.kernel.phrases import N_, Phrase, phrase

_ROOMS = {
    "reports": N_("This report"),
    "incidents": N_("This incident"),
    "missions": N_("This mission"),
    "teams": N_("This team"),
    "hazards": N_("This hazard"),
}


def told(request: HttpRequest, refusal: StaleVersion) -> Phrase:
    """Return who did what to which thing since the page was opened; teams are called by their name."""
    stream, values = str(refusal.values["what"]), refusal.values
    return phrase(
        N_(
            "{what} changed after you opened this page: {kind}, by {person}, {when}. What you typed is "
            "still here; look at what is new, then decide again."
        ),
        **{
            **values,
            "what": _thing(request, stream),
            "kind": codec.FACTS.get(f"{split_stream(stream)[0]}.{values['kind']}", values["kind"]),
            "person": who(str(values["person"])),
        },
    )


def who(person: str) -> str:
    """Return how a person is called on a page: the username."""
    return person.partition("/")[2] or person


def _thing(request: HttpRequest, stream: str) -> Phrase | str:
    room, id_ = split_stream(stream)
    if room == "teams":
        with request.desk.store.reading() as view:
            row = view.standing(room, id_)
        if row is not None:
            return codec.state_from(room, row.state).name
    return phrase(_ROOMS.get(room, "{stream}"), stream=stream)
