"""The typeface of documents and pictures: IBM Plex Sans Arabic, which carries Latin letters too."""

from __future__ import annotations

from pathlib import Path

from najda.kernel.errors import Refusal
from najda.kernel.phrases import N_

FAMILY = "IBM Plex Sans Arabic"
FOLDER = Path(__file__).with_name("fonts")


class FontsMissing(Refusal):
    """The typeface was not put in its place."""

    says = N_("The typeface of documents is missing ({path}). Run `make`, or install Najda again.")


def fonts() -> Path:
    """Return the folder of the typeface; raise FontsMissing if it is empty."""
    if not any(FOLDER.glob("*.ttf")):
        raise FontsMissing(path=FOLDER)
    return FOLDER
