"""Coasts and borders around an area of operations, from Natural Earth's 1:10m data.

They come as the npm package `world-atlas` (ISC; Natural Earth itself is in the public domain), and
`build_hook.py` puts its file beside this module. Borders are drawn as they are on the ground, which is
Natural Earth's policy and no statement of Najda's.
"""

from __future__ import annotations

from .clipping import Outline, outline

__all__ = ["Outline", "outline"]
