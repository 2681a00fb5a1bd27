"""Why a whole file cannot be read, and what to do instead."""

from __future__ import annotations

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_


class FileMissing(Refusal):
    """There is no such file."""

    says = N_("There is no file {path}. Check the name and the folder.")


class FileNotAllowed(Refusal):
    """The operating system does not let the file be read."""

    says = N_("The file {path} cannot be opened: {why}. Ask for the right to read it.")


class FileIsFolder(Refusal):
    """A folder was given in place of a file."""

    says = N_("{path} is a folder. Give one file in it.")


class FileEmpty(Refusal):
    """The file holds no rows."""

    says = N_(
        "The file {path} is empty: it has no rows to read. Check that it was saved or sent whole."
    )


class FileKindUnknown(Refusal):
    """The content is of a kind that is not read here."""

    says = N_("{path} is {kind}, which is not read here. {instead}")


class FileDamaged(Refusal):
    """The file says it is of a known kind but cannot be read to its end."""

    says = N_("{path} is damaged: {why}. Open it, save it again, or ask for another copy.")


class FileProtected(Refusal):
    """A workbook is locked with a password."""

    says = N_("{path} is protected with a password. Open it, save it without one, and try again.")


class FileTooLarge(Refusal):
    """Unpacked, the file would take more memory than is safe."""

    says = N_("{path} is too large to be read safely: {what}. Split it, or save it as CSV.")


class SheetMissing(Refusal):
    """The workbook has no sheet of this name."""

    says = N_("{path} has no sheet “{sheet}”. Its sheets: {sheets}.")
