"""What is done about an incident: each a page with its form, and back to the incident."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from najda.application.desk import Done
from najda.application.usecases.assess_incident import assess_need, place_incident, revise_incident
from najda.application.usecases.close_incident import close_incident, reopen_incident

from ..access import may
from ..acting import attempt, recorded
from ..finding import Thing, thing
from ..forms import Form
from ..need_form import NeedForm
from ..pages import page
from .forms import CloseForm, PlacedForm, ReasonForm, RevisedForm
from .glance import glance


class Words(NamedTuple):
    """What a page of one act says: its title, its button, what is said when it is done."""

    title: str
    button: str
    done: str
    body: str = "incidents/fields.html"


@may("incidents.assess")
def assess(request: HttpRequest, incident: Any) -> HttpResponse:
    """Assess the need anew, in plain questions."""
    found = thing(request, "incidents", incident, "incidents.assess")
    form = NeedForm(sent(request), initial=NeedForm.initial_of(found.state.need))
    words = Words(
        _("Assess the need"), _("Save the assessment"), _("The need was assessed anew."),
        "incidents/need_fields.html",
    )  # fmt: skip
    return _act(request, found, form, assess_need, words)


@may("incidents.assess")
def place(request: HttpRequest, incident: Any) -> HttpResponse:
    """Say where it turned out to be."""
    found = thing(request, "incidents", incident, "incidents.assess")
    form = PlacedForm(sent(request), initial={"where": found.state.place})
    words = Words(
        _("Correct the place"), _("Save the place"), _("The place was corrected."),
    )  # fmt: skip
    return _act(request, found, form, place_incident, words)


@may("incidents.assess")
def revise(request: HttpRequest, incident: Any) -> HttpResponse:
    """Say what it turned out to be and to ask for."""
    found = thing(request, "incidents", incident, "incidents.assess")
    form = RevisedForm(request, sent(request), initial=RevisedForm.initial_of(found.state))
    words = Words(
        _("What it asks for"), _("Save what it asks for"), _("What it asks for was revised."),
        "incidents/revised.html",
    )  # fmt: skip
    return _act(request, found, form, revise_incident, words)


@may("incidents.close")
def close(request: HttpRequest, incident: Any) -> HttpResponse:
    """Close the incident."""
    found = thing(request, "incidents", incident, "incidents.close")
    form = CloseForm(request, sent(request))
    words = Words(
        _("Close the incident"), _("Close the incident"), _("The incident was closed."),
    )  # fmt: skip
    return _act(request, found, form, close_incident, words)


@may("incidents.close")
def reopen(request: HttpRequest, incident: Any) -> HttpResponse:
    """Open a closed incident again."""
    found = thing(request, "incidents", incident, "incidents.close")
    words = Words(
        _("Reopen the incident"), _("Reopen the incident"), _("The incident is open again."),
    )  # fmt: skip
    return _act(request, found, ReasonForm(sent(request)), reopen_incident, words)


def sent(request: HttpRequest) -> Any:
    """Return what a form is bound to: what was sent, or nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def _act(
    request: HttpRequest, found: Thing, form: Form, use_case: Callable[..., Done], words: Words
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        came = attempt(request, form, use_case, incident=found.id, **form.arguments())
        if came:
            return recorded(request, came, words.done, "incident", found.id)
        found = thing(request, "incidents", found.id, "incidents.read")
    context = {"words": words, "incident": found, **glance(request, found)}
    return page(request, "incidents/act.html", context, form=form)
