"""Forms about accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from najda.application.permissions import ROLE_WORDS, Role

from ..fields import language_spoken
from ..forms import Form
from ..naming import area_name, areas_to_choose
from ..site import the_site
from .models import USERNAME, Account


class AreasField(forms.MultipleChoiceField):
    """Areas by their names: governorates and districts, and whatever is kept already, as it is."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "many"})
    default_error_messages: ClassVar = {
        "invalid_choice": _("There is no area “%(value)s”. Choose among the areas shown here.")
    }

    def offer(self, kept: Sequence[str]) -> None:
        """Show what is kept, then the governorates and districts."""
        gazetteer, language = the_site().desk.gazetteer, language_spoken()
        shown = dict(areas_to_choose(language, gazetteer))
        first = {code: shown.get(code) or area_name(language, gazetteer, code) for code in kept}
        self.choices = list({**first, **shown}.items())


class AccountForm(Form):
    """What an account may do. Where its person works is said by areas, or by a team's id."""

    role = forms.ChoiceField(label=_("Role"))
    areas = AreasField(
        label=_("Areas"), required=False,
        help_text=_("The areas this person works for. None chosen: all areas."),
    )  # fmt: skip
    team = forms.ChoiceField(label=_("Team"), required=False)
    wants_second_factor = forms.BooleanField(label=_("Must set a second factor"), required=False)
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, gettext(ROLE_WORDS[role])) for role in Role]
        self.fields["areas"].offer(self.initial.get("areas", ()))
        self.fields["team"].choices = [("", "–"), *teams]

    def clean(self) -> dict[str, Any]:
        """Ask for the team of whoever works in one."""
        cleaned = super().clean()
        if cleaned.get("role") == Role.TEAM and not cleaned.get("team"):
            self.add_error("team", gettext("Choose the team this person works in."))
        return cleaned


class NewAccountForm(AccountForm):
    """A new account."""

    username = forms.CharField(
        label=_("Username"), max_length=30,
        help_text=_("Letters a–z and digits. It is written beside everything this person does."),
    )  # fmt: skip
    field_order = ("username", "role", "areas", "team", "wants_second_factor", "is_active")

    def clean_username(self) -> str:
        """Return the name as it is kept; refuse one that is taken."""
        username = self.cleaned_data["username"].strip().lower()
        USERNAME(username)
        if Account.objects.filter(username=username).exists():
            raise forms.ValidationError(gettext("This username is taken. Choose another one."))
        return username


class WelcomeForm(Form):
    """A one-time code becomes a password."""

    username = forms.CharField(label=_("Username"), max_length=30)
    code = forms.CharField(label=_("One-time code"), max_length=30)
    password = forms.CharField(
        label=_("New password"), strip=False, max_length=200,
        help_text=_("At least 10 characters; several words are easier to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same again"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check the password before the code is looked at."""
        cleaned = super().clean()
        password = cleaned.get("password")
        if password and password != cleaned.get("again"):
            self.add_error("again", gettext("The two passwords are not the same."))
        if password:
            try:
                password_validation.validate_password(
                    password, Account(username=cleaned.get("username", ""))
                )
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class PreferencesForm(Form):
    """Language and theme; hidden values come from buttons, so nothing is drawn."""

    language = forms.ChoiceField(choices=[("ar", "ar"), ("en", "en")], required=False)
    theme = forms.ChoiceField(
        choices=[("system", "system"), ("light", "light"), ("dark", "dark")], required=False
    )
