"""Which language a page speaks, and the catalogues it speaks from.

The core's catalogue (`najda`) and the pages' own (`web*`, one per folder of pages, so that people who
work side by side do not edit one file) are read together: `{% translate %}` and `gettext` find both.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import trans_real

THEMES = ("system", "light", "dark")
THEME_COOKIE = "najda_theme"


def load_catalogues() -> None:
    """Let Django's translations find Najda's words too, before its own."""
    folder = Path(str(files("najda") / "locale"))
    for code, _ in settings.LANGUAGES:
        for compiled in sorted(folder.glob(f"{code}/LC_MESSAGES/*.mo")):
            words = gettext.translation(compiled.stem, folder, [code])
            trans_real.translation(code).merge(words)


class LanguageMiddleware:
    """Speaks the language of the person's account, of the cookie before signing in, or of the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user if request.user.is_authenticated else None
        code = account.language if account else ""
        if code not in dict(settings.LANGUAGES):
            code = translation.get_language_from_request(request)
        theme = account.theme if account else request.COOKIES.get(THEME_COOKIE, "")
        request.theme = theme if theme in THEMES else "system"
        request.language = request.site.language(code)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
