"""The installation these pages belong to: opened once per process, at hand on every request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from najda import bootstrap
from najda.application import codec
from najda.application.desk import THE_INSTALLATION, Desk
from najda.application.permissions import Permission, can
from najda.application.ports import Clock, Language
from najda.application.rooms import INSTALLATION

from .settings import django_settings

DRILL = "drill:"


class Site:
    """An open installation."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.realm = desk.store.realm
        self.is_drill = self.realm.startswith(DRILL)
        self.drill_name = self.realm.removeprefix(DRILL) if self.is_drill else ""

    @cached_property
    def zone(self) -> str:
        """Return the name of the time zone the installation keeps its days in."""
        return self._installation.time_zone

    @cached_property
    def name(self) -> str:
        """Return what the organisation calls its operations."""
        return self._installation.name

    @property
    def _installation(self) -> Any:
        with self.desk.store.reading() as view:
            row = view.standing(INSTALLATION.name, THE_INSTALLATION)
        return codec.state_from(INSTALLATION.name, row.state)

    def now(self) -> datetime:
        """Return the time by the installation's clock: a drill has one of its own."""
        return self.desk.clock.now()

    @property
    def pace(self) -> float:
        """Return how many seconds pass by the installation's clock in one of ours."""
        return self.desk.clock.pace

    def language(self, code: str) -> Language:
        """Return who says things in a language, with this installation's time zone."""
        return bootstrap.language(code, self.zone)


_open: Site | None = None


def set_up(*, tls: bool = False, hosts: Sequence[str] = ()) -> None:
    """Set Django up for pages, before an installation is made or opened in this process."""
    bootstrap.set_up_pages(django_settings(tls=tls, hosts=hosts))


def open_site(
    folder: Path,
    *,
    passphrase: str,
    tls: bool | None = None,
    hosts: Sequence[str] = (),
    clock: Clock | None = None,
) -> Site:
    """Open the installation in a folder for pages; refuses as `bootstrap.open_desk` does.

    Unless told otherwise, real operations are served over TLS only and drills need none.
    """
    global _open
    if tls is None:
        tls = bootstrap.realm_in(folder) == bootstrap.REAL
    pages = django_settings(tls=tls, hosts=hosts)
    desk = bootstrap.open_desk(folder, passphrase=passphrase, pages=pages, clock=clock)
    _open = Site(desk, Path(folder))
    return _open


def the_site() -> Site:
    """Return the open installation."""
    assert _open is not None, "open_site comes first"
    return _open


class SiteMiddleware:
    """Puts the installation (`request.site`) and its desk (`request.desk`) at hand."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.site = the_site()
        request.desk = request.site.desk
        return self.get_response(request)


class _May:
    """What templates ask: `{% if may.incidents.open %}`; a permission nobody knows is an error."""

    def __init__(self, grant: Any, room: str = "") -> None:
        self._grant, self._room = grant, room

    def __getitem__(self, name: str) -> Any:
        if not self._room:
            return _May(self._grant, name)
        return can(self._grant, Permission(f"{self._room}.{name}"))


def in_every_template(request: HttpRequest) -> dict[str, Any]:
    """Give every template the site, who asks, what they may, their language and the navigation."""
    from .access import grant_of
    from .navigation import navigation

    grant = grant_of(request)
    language = getattr(request, "language", None)
    return {
        "installation": getattr(request, "site", None),
        "grant": grant,
        "may": _May(grant),
        "language": language,
        "theme": request.theme if language else "system",
        "navigation": navigation(request, grant) if language else (),
    }
