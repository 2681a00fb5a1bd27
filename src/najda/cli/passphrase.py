"""The passphrase of an installation: from a file, the environment, or typed without being shown."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path

from najda import bootstrap
from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

from .language import heading

FILE, VARIABLE = "NAJDA_PASSPHRASE_FILE", "NAJDA_PASSPHRASE"


class PassphraseMissing(Refusal):
    """Nobody is there to type the passphrase and none was given."""

    says = N_(
        "The passphrase is needed, and nobody is here to type it. Name a file that holds it in "
        "NAJDA_PASSPHRASE_FILE (or give it in NAJDA_PASSPHRASE)."
    )


class PassphraseFileUnreadable(Refusal):
    """The file named for the passphrase cannot be read."""

    says = N_("The passphrase file {path} cannot be read: {why}. Name one that can.")


class PassphrasesDiffer(Refusal):
    """The two times a new passphrase was typed were not the same."""

    says = N_("The two passphrases are not the same, so nothing was made. Start again.")


def passphrase_for(folder: Path) -> str:
    """Return the passphrase that opens an installation."""
    if (given := _given()) is not None:
        return given
    if (realm := bootstrap.realm_in(folder)) and realm != bootstrap.REAL:
        return bootstrap.DRILL_PASSPHRASE
    return _typed(heading(N_("Passphrase:")) + " ")


def new_passphrase() -> str:
    """Return the passphrase for a new installation; typed, it is asked for twice."""
    given = _given()
    return typed_twice() if given is None else given


def typed_twice() -> str:
    """Return a new passphrase, asked for twice; raise PassphrasesDiffer."""
    first = _typed(
        heading(N_("New passphrase (several words; without it nobody can read the data):")) + " "
    )
    if first != _typed(heading(N_("The same again:")) + " "):
        raise PassphrasesDiffer
    return first


def _given() -> str | None:
    if path := os.environ.get(FILE):
        return passphrase_in(Path(path))
    return os.environ.get(VARIABLE)


def passphrase_in(path: Path) -> str:
    """Return the passphrase a file holds; raise PassphraseFileUnreadable."""
    try:
        return path.read_text(encoding="utf-8").strip("\r\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise PassphraseFileUnreadable(path=path, why=why) from None


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise PassphraseMissing
    try:
        return getpass(prompt)
    except EOFError:
        raise PassphraseMissing from None
