"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from najda.application.permissions import ROLE_WORDS, Role

from ..forms import Form
from .models import USERNAME, Account


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", " ").replace("،", " ").split() if word]


class AccountForm(Form):
    """What an account may do. Where its person works is said by area codes, or by a team's id."""

    role = forms.ChoiceField(label=_("Role"))
    areas = forms.CharField(
        label=_("Areas"), required=False, max_length=400,
        help_text=_("Codes of the areas this person works for, with spaces between. Empty: all areas."),
    )  # fmt: skip
    team = forms.ChoiceField(label=_("Team"), required=False)
    wants_second_factor = forms.BooleanField(label=_("Must set a second factor"), required=False)
    is_active = forms.BooleanField(label=_("May sign in"), required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, gettext(ROLE_WORDS[role])) for role in Role]
        self.fields["team"].choices = [("", "–"), *teams]

    def clean_areas(self) -> list[str]:
        """Return the codes one by one."""
        return _words(self.cleaned_data["areas"])

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
