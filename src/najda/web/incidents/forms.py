"""What is asked about an incident besides its need (`web.need_form`)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from najda.application.errors import OverrideUnexplained
from najda.domain.incidents.events import Ending
from najda.domain.incidents.rules import EndingUnexplained
from najda.domain.incidents.status import Status
from najda.kernel.need import Level
from najda.kernel.tasks import Capability, Task

from ..fields import PlaceField
from ..forms import Form
from ..need_form import CountField

LONGEST_REASON = 2_000
MOST_TEAMS = 20
"""Teams of one capability that one incident may ask for."""


class ReasonForm(Form):
    """Asks why."""

    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept sealed: whoever reads it is recorded."),
    )  # fmt: skip


class PlacedForm(Form):
    """Asks where it turned out to be."""

    where = PlaceField()


class RevisedForm(Form):
    """Asks what it turned out to be, and how many teams of each capability it asks for."""

    task = forms.ChoiceField(label=_("What it asks for"))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word = request.language.word
        self.fields["task"].choices = [(task.value, word(task)) for task in Task]
        for capability in Capability:
            self.fields[capability.value] = CountField(label=word(capability), max_value=MOST_TEAMS)

    @property
    def asked(self) -> list[Any]:
        """Return the questions about capabilities, for templates."""
        return [self[capability.value] for capability in Capability]

    def arguments(self) -> dict[str, Any]:
        """Return the task and a capability for each team; without any, what the task needs."""
        given = self.cleaned_data
        asked = [one for one in Capability for _ in range(given.get(one.value) or 0)]
        return {"task": Task(given["task"]), "capabilities": asked}

    @staticmethod
    def initial_of(incident: Any) -> dict[str, Any]:
        """Return the answers that say how an incident stands."""
        counts = {one.value: incident.capabilities.count(one) or None for one in Capability}
        return {"task": incident.task.value, **counts}


class CloseForm(Form):
    """Asks how it ended, and why where that is to be said."""

    answers: ClassVar = {EndingUnexplained: "reason"}
    ending = forms.ChoiceField(label=_("How did it end for us?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Every ending but “resolved” says why. Kept sealed: whoever reads it is recorded."),
    )  # fmt: skip

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ending"].choices = [(e.value, request.language.word(e)) for e in Ending]

    def arguments(self) -> dict[str, Any]:
        """Return the ending and the reason."""
        return {**self.cleaned_data, "ending": Ending(self.cleaned_data["ending"])}


class LinkForm(Form):
    """Takes which report tells of the incident."""

    report = forms.UUIDField(widget=forms.HiddenInput)


OPEN, CLOSED, ALL = "open", "closed", "all"
_WHICH = {OPEN: (Status.WAITING, Status.SERVED), CLOSED: (Status.CLOSED,), ALL: ()}


class SearchForm(Form):
    """Asks which incidents to list; whatever cannot be read is left out of the question."""

    words = forms.CharField(
        label=_("Place or id"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip
    which = forms.ChoiceField(label=_("Which"), required=False)
    level = forms.ChoiceField(label=_("Priority"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, request: HttpRequest, areas: list[tuple[str, str]]) -> None:
        super().__init__(request.GET)
        word = request.language.word
        waiting, served = ((s.value, word(s)) for s in (Status.WAITING, Status.SERVED))
        self.fields["which"].choices = [
            (OPEN, _("Open")), waiting, served, (CLOSED, word(Status.CLOSED)), (ALL, _("All")),
        ]  # fmt: skip
        levels = [(str(level.value), word(level)) for level in Level]
        self.fields["level"].choices = [("", _("any priority")), *levels]
        self.fields["area"].choices = [("", _("All areas")), *areas]
        self.is_valid()

    def wanted(self) -> dict[str, Any]:
        """Return what `find_incidents.Wanted` is made from."""
        given = self.cleaned_data
        which = given.get("which") or OPEN
        return {
            "status": _WHICH.get(which) if which in _WHICH else (Status(which),),
            "level": int(given.get("level") or 0),
            "area": given.get("area") or "",
            "words": given.get("words") or "",
        }


class SendForm(Form):
    """Asks which teams go, on which mission, and why where they are not the proposed ones."""

    answers: ClassVar = {OverrideUnexplained: "override_reason"}
    teams = forms.MultipleChoiceField(
        label=_("Teams"),
        error_messages={
            "required": _("No team was chosen. Choose at least one."),
            "invalid_choice": _("A team you chose is not among those you may send any more."),
        },
    )
    mission = forms.ChoiceField(label=_("On which mission"), required=False)
    override_reason = forms.CharField(
        label=_("Why others than proposed"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only needed where the choice departs from the proposal. Kept sealed."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, teams: list[str], missions: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].choices = [(id_, id_) for id_ in teams]
        self.fields["mission"].choices = [("", _("a new mission")), *missions]

    @property
    def chosen(self) -> list[str]:
        """Return the ids that are ticked, whether or not they may be."""
        return [str(id_) for id_ in self["teams"].value() or ()]
