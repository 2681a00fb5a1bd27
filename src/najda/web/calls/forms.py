"""What is asked of a caller: what happened, where, what is needed, how bad it is. Never who they are,
unless they want to be called back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from najda.kernel.need import Need
from najda.kernel.places import Place
from najda.kernel.tasks import Channel, Task
from najda.kernel.visible import visible

from ..fields import Given, PlaceField, worded
from ..need_form import NeedForm

FIRST = (Task.FIREFIGHTING, Task.MEDICAL, Task.RESCUE, Task.DANGER_AREAS)
"""What most calls are about, so that it is quickest to reach; the others follow in their order."""

CHANNELS = (
    Channel.CALL, Channel.RADIO, Channel.SMS, Channel.MESSAGE, Channel.IN_PERSON, Channel.TEAM
)  # fmt: skip


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of help to choose from, the most asked for first."""
    others = [task for task in Task if task not in FIRST]
    return [("", _("Not clear yet")), *worded((*FIRST, *others))]


class CallForm(NeedForm):
    """A call as it is taken."""

    text = forms.CharField(
        label=_("What does the caller say?"),
        help_text=_("In their own words. These words are sealed."),
        error_messages={"required": _("Write down what was said, even if it is a single word.")},
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autofocus": True}),
    )
    where = PlaceField(required=False, label=_("Where is help needed?"))
    task = forms.ChoiceField(label=_("What is needed?"), choices=kinds, required=False)
    channel = forms.ChoiceField(
        label=_("How it came in"), choices=lambda: worded(CHANNELS), initial=Channel.CALL
    )
    reporter = forms.CharField(
        label=_("How to call back"),
        help_text=_("Only if the caller wants to be called back. Sealed."),
        required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return what the use case is called with."""
        given, need = self.cleaned_data, self.need()
        return {
            "text": given["text"],
            "channel": Channel(given["channel"]),
            "where": given["where"] or Place(),
            "task": self.kind,
            "need": None if need == Need() else need,
            "reporter": given["reporter"],
        }

    @property
    def kind(self) -> Task | None:
        """Return the kind of help, if it was said."""
        said = self.cleaned_data.get("task")
        return Task(said) if said else None


TYPED = (*CallForm.base_fields, "where-at", "where-choice")
"""The names of everything that is typed or chosen, as the page sends it."""


def typed(sent: QueryDict) -> dict[str, str]:
    """Return what was typed or chosen, without what stood there anyway."""
    untouched = {"channel": Channel.CALL.value, "life_threat": "unknown"}
    return {
        name: value
        for name in TYPED
        if visible(value := sent.get(name, "").replace("\r\n", "\n"))
        and value != untouched.get(name)
    }


def refilled(fields: dict[str, str]) -> dict[str, Any]:
    """Return the form's initial values as they were typed before."""
    place = Given(*(fields.get(name, "") for name in ("where", "where-at", "where-choice")), True)
    return {**fields, "where": place}
