"""The situation report as PDF, set by Typst. Fulfils `ports.Press`.

What people wrote reaches Typst as data only: it is shown as text, whatever it holds. The same report
gives the same bytes.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from najda.application.situation.document import Document

from .typeface import fonts

_TEMPLATE = Path(__file__).with_name("report.typ")


class TypstPress:
    """Sets documents."""

    def pdf(self, document: Document) -> bytes:
        """Return the document as PDF, tagged for screen readers."""
        return self._set(document, format="pdf", pdf_standards="ua-1")

    def images(self, document: Document, *, per_inch: float = 72.0) -> list[bytes]:
        """Return the document's pages as PNG, to look at."""
        found = self._set(document, format="png", ppi=per_inch)
        return found if isinstance(found, list) else [found]

    def _set(self, document: Document, **how: Any) -> Any:
        inputs = {"data": json.dumps(document.data, ensure_ascii=False)}
        compiler = typst.Compiler(
            _TEMPLATE, root=_TEMPLATE.parent, font_paths=_our_fonts(), sys_inputs=inputs
        )
        return compiler.compile(timestamp=document.made_at.replace(microsecond=0), **how)


@cache
def _our_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts())]
    )
