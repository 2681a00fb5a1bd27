"""What is asked of whoever judges reports."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from najda.application.look_up import find_id
from najda.domain.reports.status import Status
from najda.domain.subjects.events import Purpose
from najda.kernel.errors import Refusal
from najda.kernel.tasks import Task

from ..calls.beside import sees
from ..calls.forms import kinds
from ..fields import PlaceField, worded
from ..forms import Form
from ..need_form import NeedForm

EVERY = "every"
HEAVIEST, NEWEST, LONGEST = "need", "newest", "waiting"


class FilterForm(Form):
    """Which reports to list, and in which order."""

    status = forms.ChoiceField(
        label=_("Which"), required=False,
        choices=lambda: [*worded(Status), (EVERY, _("All of them"))],
    )  # fmt: skip
    task = forms.ChoiceField(
        label=_("What is needed"), required=False,
        choices=lambda: [("", _("Anything")), *kinds()[1:]],
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), required=False)
    order = forms.ChoiceField(
        label=_("First"), required=False,
        choices=((HEAVIEST, _("Greatest need")), (NEWEST, _("Newest")), (LONGEST, _("Longest waiting"))),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("All areas")), *areas]


class ReasonForm(Form):
    """Why; kept sealed."""

    reason = forms.CharField(
        label=_("Why?"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        error_messages={"required": _("Say in a few words why.")},
    )  # fmt: skip


class WordsForm(Form):
    """Why the sealed words are read; kept with who read them."""

    purpose = forms.ChoiceField(
        label=_("Read for"), choices=lambda: worded(Purpose), initial=Purpose.DISPATCH
    )


class LinkForm(Form):
    """The incident a report tells of: one that was suggested, or the end of its number."""

    incident = forms.CharField(
        label=_("Number of the incident"), max_length=80,
        help_text=_("Choose among those that are open, or type the last eight letters."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "list": "open-incidents"}
        ),
        error_messages={"required": _("Choose an incident, or type its number.")},
    )  # fmt: skip

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_incident(self) -> str:
        """Return the id of the one incident meant, of those the person may see."""
        given, may_see = self.cleaned_data["incident"], sees(self._request)
        try:
            return find_id(self._request.desk, "incidents", given, may_see)
        except Refusal as refusal:
            raise forms.ValidationError(self._request.language.say(refusal.phrase)) from None


class OpenForm(NeedForm):
    """What an incident is opened with that a report tells of."""

    task = forms.ChoiceField(
        label=_("What is needed?"), choices=kinds,
        error_messages={"required": _("Choose what is needed: it decides who can be sent.")},
    )  # fmt: skip
    where = PlaceField(
        required=False, label=_("Where, if not where the report says"),
    )  # fmt: skip

    def arguments(self) -> dict[str, Any]:
        """Return what the use case is called with."""
        given = self.cleaned_data
        return {"task": Task(given["task"]), "need": self.need(), "where": given["where"]}
