"""The form a device is made with."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..accounts.models import Account
from ..forms import Form
from .models import NAME, Scope
from .tokens import MOST

DAYS = (
    ("always", _("until I revoke it")),
    ("1", _("one day")),
    ("30", _("30 days")),
    ("365", _("a year")),
)


class DeviceForm(Form):
    """A new device: its name, how much it may do, for how long."""

    name = forms.CharField(
        label=_("Name of the device"), max_length=30, validators=[NAME],
        help_text=_(
            "Letters a–z and digits, such as tablet-2. It is written beside everything the device does, "
            "for ever: no person's name."
        ),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("What it may do"), choices=Scope.choices, initial=Scope.READING,
        widget=forms.RadioSelect,
    )  # fmt: skip
    days = forms.ChoiceField(label=_("For how long"), choices=DAYS)

    def __init__(self, *args, account: Account, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._account = account

    def clean_name(self) -> str:
        """Refuse a name that another device of this account has."""
        name = self.cleaned_data["name"]
        if self._account.devices.filter(name=name).exists():
            raise forms.ValidationError(
                gettext("Another device of yours has this name. Choose another one.")
            )
        return name

    def clean(self) -> dict:
        """Refuse more devices than anybody has in use."""
        if self._account.devices.count() >= MOST:
            raise forms.ValidationError(
                gettext("You have as many devices as one may. Revoke one that is not used.")
            )
        return super().clean()

    @property
    def ends_at(self) -> datetime | None:
        """Return when the token ends."""
        days = self.cleaned_data["days"]
        return None if days == "always" else timezone.now() + timedelta(days=int(days))
