"""Who may sign in, the sessions they have, and how often somebody failed to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from najda.application.permissions import ROLE_WORDS, Grant, Permission, Role, can

from ..languages import THEMES

USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{1,29}\Z",
    _("Use 2 to 30 letters a–z, digits, and . _ - between them."),
)


class Accounts(BaseUserManager["Account"]):
    """Finds and makes accounts."""

    def get_by_natural_key(self, username: str | None) -> Account:
        """Return the account with a name, however its letters were typed."""
        return self.get(username=(username or "").strip().lower())

    def add(self, username: str, role: Role, **more: Any) -> Account:
        """Make an account without a password; somebody gives its person a one-time code."""
        account = self.model(username=username.strip().lower(), role=role, **more)
        account.set_unusable_password()
        account.full_clean()
        account.save()
        return account


class Account(AbstractBaseUser):
    """One person's account. There is no name and no address here: the username is what acts carry."""

    username = models.CharField(max_length=30, unique=True, validators=[USERNAME])
    role = models.CharField(max_length=30, choices=[(r.value, ROLE_WORDS[r]) for r in Role])
    areas = models.JSONField(default=list, blank=True)
    team = models.CharField(max_length=36, blank=True, default="")
    language = models.CharField(max_length=5, blank=True, default="")
    theme = models.CharField(max_length=8, default="system", choices=[(t, t) for t in THEMES])
    wants_second_factor = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    made_at = models.DateTimeField(auto_now_add=True)
    code_hash = models.CharField(max_length=64, blank=True, default="")
    code_until = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Accounts] = Accounts()
    USERNAME_FIELD = "username"

    class Meta:
        ordering = ("username",)

    @property
    def person(self) -> str:
        """Return who this is in the ledger."""
        return f"person/{self.username}"

    @property
    def grant(self) -> Grant:
        """Return who this is to the rules."""
        return Grant(
            person=self.person, role=Role(self.role), areas=tuple(self.areas), team=self.team
        )

    @property
    def is_manager(self) -> bool:
        """Tell whether this can manage accounts: may, may sign in and has a password."""
        may = can(self.grant, Permission.ACCOUNTS_MANAGE)
        return may and self.is_active and self.has_usable_password()

    def has_other_manager(self) -> bool:
        """Tell whether somebody else can manage accounts."""
        others = Account.objects.filter(is_active=True).exclude(pk=self.pk)
        return any(other.is_manager for other in others)

    @cached_property
    def is_unsettled(self) -> bool:
        """Tell whether a second factor must be set before anything else may be opened."""
        from allauth.mfa.utils import is_mfa_enabled

        return self.wants_second_factor and not is_mfa_enabled(self)


class Session(AbstractBaseSession):
    """A signed-in browser; an account's sessions can be listed and ended."""

    account = models.ForeignKey(
        Account, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    device = models.CharField(max_length=16, blank=True, default="")
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(auto_now=True)

    @property
    def handle(self) -> str:
        """Return what a page calls the session: its key opens the account, and is shown nowhere."""
        return salted_hmac("najda.session", self.session_key, algorithm="sha256").hexdigest()[:16]

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return what keeps sessions in this table."""
        from .sessions import SessionStore

        return SessionStore


class Misses(models.Model):
    """How often signing in failed from one source. The key is a keyed hash: no address, no name."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
