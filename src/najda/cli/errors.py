"""What ends a command: refusals as one sentence, defects with where their details are, Ctrl-C quietly."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_, Phrase, phrase

from .harmless import harmless
from .language import say
from .usage import explained, is_explained

REFUSED, DEFECT, INTERRUPTED = 2, 70, 130
"""Exit codes; 70 is EX_SOFTWARE of sysexits.h."""

DEBUG = "NAJDA_DEBUG"

_DEFECT = N_(
    "Najda made a mistake of its own ({error}). Its details are in {where}; send them to us."
)
_DEFECT_SHOWN = N_(
    "Najda made a mistake of its own ({error}). Its details are above; send them to us."
)


class NotReadable(Refusal):
    """An argument holds bytes that are no letters."""

    says = N_("“{given}” has bytes that are no letters in UTF-8. Type it again.")


class Guarded(TyperGroup):
    """The group of all commands: whatever goes wrong in any of them ends here."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        """Read the arguments; what is not used as it was typed is told."""
        with _telling():
            return super().make_context(*args, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command, and turn what it raises into a sentence and an exit code."""
        with _telling():
            return super().invoke(ctx)


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        tell(refusal.phrase)
        raise typer.Exit(REFUSED) from refusal
    except KeyboardInterrupt:
        print(file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        if is_explained(error):
            for said in explained(error):
                tell(said)
            raise typer.Exit(REFUSED) from error
        if _is_of_typer(error):
            raise
        tell(_described(error))
        raise typer.Exit(DEFECT) from error


def tell(said: Phrase) -> None:
    """Print a sentence on stderr in the person's language."""
    print(harmless(say(said)), file=sys.stderr)


def check_readable(arguments: Sequence[str]) -> None:
    """End the program with a sentence if an argument cannot be written as UTF-8."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError:
            tell(NotReadable(given=ascii(argument)[1:-1]).phrase)
            sys.exit(REFUSED)


def _is_of_typer(error: Exception) -> bool:
    """Tell whether typer itself raised this to end the command or explain its usage."""
    return isinstance(error, BrokenPipeError) or type(error).__module__.startswith("typer")


def _described(error: Exception) -> Phrase:
    name = type(error).__name__
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
        return phrase(_DEFECT_SHOWN, error=name)
    handle, path = tempfile.mkstemp(prefix="najda-defect-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        traceback.print_exception(error, file=file)
    return phrase(_DEFECT, error=name, where=path)
