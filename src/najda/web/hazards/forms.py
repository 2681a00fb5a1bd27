"""What is asked about a hazard."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from najda.application.ports import Language
from najda.domain.hazards.rules import WIDEST_M
from najda.intake.digits import western
from najda.kernel.tasks import HazardKind

from ..fields import PlaceField
from ..forms import Form
from ..moments import MomentField

LONGEST_REASON = 1_000


class MetresField(forms.CharField):
    """How many metres, in Arabic or Latin figures."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def clean(self, value: Any) -> int:
        """Return the metres; refuse what is no whole number a hazard could reach."""
        text = western(super().clean(value)).replace(",", "")
        if not text.isdecimal() or not 1 <= int(text) <= WIDEST_M:
            raise ValidationError(
                _("Write metres as a whole number from 1 to 20,000, such as 200.")
            )
        return int(text)


class ReportForm(Form):
    """A danger: what, where, how far, how long."""

    where = PlaceField(label=_("Where is it?"))
    radius_m = MetresField(
        label=_("How far around must people keep away, in metres?"), initial="200",
        help_text=_("10 is a room, 50 a house and its yard, 200 a street, 1,000 a quarter of a town."),
    )  # fmt: skip
    until = MomentField(
        label=_("Until when?"), required=False,
        help_text=_("Left empty it stands until somebody clears it; a second strike, for one hour."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, language: Language, incidents: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.value, language.word(kind)) for kind in HazardKind]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What danger is it?"), choices=kinds, widget=forms.RadioSelect
        )
        self.fields["incident"] = forms.ChoiceField(
            label=_("Which incident does it belong to?"), required=False,
            choices=[("", _("None")), *incidents],
        )  # fmt: skip
        self.order_fields(["kind", "where", "radius_m", "until", "incident"])

    def arguments(self) -> dict[str, Any]:
        """Return what the use case takes."""
        return {**self.cleaned_data, "kind": HazardKind(self.cleaned_data["kind"])}


class ReasonForm(Form):
    """How it is known."""

    reason = forms.CharField(
        label=_("How is that known?"), max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who looked, and what was found. Kept sealed."),
    )  # fmt: skip


class ExtendForm(ReasonForm):
    """Until when it lasts now."""

    until = MomentField(
        label=_("Until when does it last?"), required=False,
        help_text=_("Left empty: until somebody clears it."),
    )  # fmt: skip
    field_order = ("until", "reason")
