"""Documents and pictures: charts and maps by Altair and Vega, pages by Typst, in the one typeface that
`build_hook.py` puts into `fonts/`. Nothing is fetched from anywhere; no font but ours is used.
"""

from __future__ import annotations

from .pages import TypstPress
from .pictures import VegaPictures

__all__ = ["TypstPress", "VegaPictures"]
