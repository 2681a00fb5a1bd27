"""The picture in the README: the coast drill's screen at one moment, as SVG. `make docs` draws it."""

from __future__ import annotations

import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from .folder import open_drill
from .play import speaker
from .profile import HOUR, plan
from .run import Drill, clock_and_time
from .screen import Screen

SEED, DAYS, MOMENT = 7, 2, 44.0 * HOUR
"""The demo's own story, on the evening of its surge."""

WIDTH, HEIGHT = 124, 33

_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)  # they would be fetched from elsewhere
_ARABIC = re.compile("<text [^<]*[\u0600-\u06ff][^<]*</text>")
_WIDTH = re.compile(r' textLength="[^"]*"|\u2068|\u2069')


def drawn(language: str = "en", *, until: float = MOMENT) -> str:
    """Return the screen as SVG that loads nothing from elsewhere."""
    console = Console(
        width=WIDTH, height=HEIGHT, record=True, file=io.StringIO(), force_terminal=True
    )
    env, clock = clock_and_time()
    told = plan("coast", seed=SEED, days=DAYS)
    with tempfile.TemporaryDirectory(prefix="najda-picture-") as folder:
        drill = Drill(told, open_drill(Path(folder) / "drill", told, clock), env)
        screen = Screen(drill, speaker(language), console)
        drill.hands.watchers.append(screen.watch)
        drill.advance(until)
        console.print(screen.picture())
    svg = console.export_svg(title="najda demo", unique_id="najda")
    return _ARABIC.sub(_at_ease, _FONTS.sub("", svg))


def _at_ease(text: re.Match[str]) -> str:
    """Return a piece of text without the width it would be stretched to: Arabic letters join."""
    return _WIDTH.sub("", text[0])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(drawn(), encoding="utf-8")
