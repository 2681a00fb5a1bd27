"""One-time codes: how somebody gets into a new account, or back into their own, without e-mail."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Account

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter that is taken for another when read out over the radio or from a note."""
LENGTH = 12
VALID = timedelta(hours=72)


def new_code(account: Account) -> str:
    """Return a code to hand over, valid for three days and once; codes given before are void."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    account.code_hash, account.code_until = _hashed(account, code), timezone.now() + VALID
    account.save(update_fields=["code_hash", "code_until"])
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def account_for(username: str, code: str) -> Account | None:
    """Return the account that a code opens, or None; it is used up by `use`."""
    account = Account.objects.filter(username=username.strip().lower(), is_active=True).first()
    if account is None or not account.code_hash or account.code_until < timezone.now():
        return None
    return account if constant_time_compare(_hashed(account, code), account.code_hash) else None


def use(account: Account, password: str) -> None:
    """Give the account its password; the code is void, and so is every session and device there was."""
    account.set_password(password)
    account.code_hash, account.code_until = "", None
    account.save()
    account.sessions.all().delete()
    account.devices.all().delete()


def _hashed(account: Account, code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return salted_hmac(f"najda.code.{account.pk}", plain, algorithm="sha256").hexdigest()
