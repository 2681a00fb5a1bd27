"""What people typed or sent is shown as text: it never commands the terminal or turns lines round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment

# All controls but tab and line feed, and what overrides or embeds direction (Unicode Annex 9). Isolates
# stay: Najda sets them itself, and they end with their line.
_COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def harmless(text: str) -> str:
    """Return a text without what a terminal would obey instead of showing it."""
    return _COMMANDS.sub("", text)


def escaped(json: str) -> str:
    """Return JSON that says the same and holds nothing that a terminal would obey."""
    return _COMMANDS.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


class Harmless(RenderHook):
    """Takes terminal commands out of whatever a console shows; its own colours are none of the text."""

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        """Return the same things to show, each to be cleaned when it is laid out."""
        return [_Cleaned(each) for each in renderables]


class _Cleaned:
    def __init__(self, shown: ConsoleRenderable) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _cleaned(console.render(self._shown, options))


def _cleaned(segments: Iterable[Segment]) -> Iterable[Segment]:
    for segment in segments:
        text, style, control = segment
        yield segment if control else Segment(harmless(text), style)
